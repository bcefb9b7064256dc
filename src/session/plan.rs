//! What a load is for.

use super::Course;
use crate::model::Timestamp;

/// What a load is for.
#[derive(Debug, Clone, PartialEq)]
pub enum Plan {
    /// Everything since a moment, the newest first where the vendor can be asked so. Vendors that cannot limit
    /// their answers give all.
    Newest {
        /// From this moment.
        since: Timestamp,
        /// The reader's clock.
        now: Timestamp,
    },
    /// What is older than what is here: one more year, then all the rest.
    Older {
        /// From where on everything is here.
        until: Timestamp,
        /// The reader's clock.
        now: Timestamp,
        /// The latest change that was seen.
        frontier: Option<Timestamp>,
    },
    /// What changed since the last load.
    Refresh {
        /// From where on everything is here.
        covered_since: Timestamp,
        /// The latest change that was seen.
        frontier: Option<Timestamp>,
        /// The reader's clock.
        now: Timestamp,
    },
    /// The rest of a load that ended early.
    Continue(Course),
}

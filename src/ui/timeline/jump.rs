//! Requests to show a certain place of the list.

use crate::model::{EntryId, Timestamp};

/// Where to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JumpTo {
    /// An entry. When it is not there yet, the list goes there as soon as it is.
    Entry(EntryId),
    /// What is nearest to a moment.
    Moment(Timestamp),
    /// The end of the list with the newest entry.
    Newest,
}

/// A request to show a certain place of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jump {
    /// Where to.
    pub to: JumpTo,
    /// Counts the requests, so that the same place can be asked for twice.
    pub serial: u64,
    /// Whether the keyboard's focus goes there too. Not for a search, whose field keeps it.
    pub takes_focus: bool,
}

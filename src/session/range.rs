//! How far back to read.

use crate::model::Timestamp;

const DAY_MILLIS: i64 = 86_400_000;

/// How far back the reader wants a history, at vendors that can limit it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Range {
    /// The last so many days.
    Days(u16),
    /// From a moment on.
    Since(Timestamp),
    /// All there is.
    All,
}

impl Default for Range {
    /// The last 90 days.
    fn default() -> Self {
        Self::Days(90)
    }
}

impl Range {
    /// The ranges to choose from, with their names.
    pub const CHOICES: [(Self, &'static str); 5] = [
        (Self::Days(7), "Last 7 days"),
        (Self::Days(30), "Last 30 days"),
        (Self::Days(90), "Last 90 days"),
        (Self::Days(365), "Last year"),
        (Self::All, "Everything"),
    ];

    /// The moment it begins.
    pub fn since(self, now: Timestamp) -> Timestamp {
        match self {
            Self::Days(days) => now.plus_millis(-i64::from(days) * DAY_MILLIS),
            Self::Since(since) => since,
            Self::All => Timestamp::EPOCH,
        }
    }
}

//! Which part of a history is here: silence is not the same as no data.

use crate::model::Timestamp;

/// Which part of a vendor's history has been read without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[cfg_attr(feature = "types", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Coverage {
    /// Nothing can be said yet.
    #[default]
    Unknown,
    /// Everything that happened from a moment on.
    Since {
        /// From this moment, inclusive.
        since: Timestamp,
        /// When the reading began, by the reader's clock.
        as_of: Timestamp,
    },
    /// Everything the vendor has.
    Whole {
        /// When the reading began, by the reader's clock.
        as_of: Timestamp,
    },
}

impl Coverage {
    /// The moment from which on nothing is missing; 1970 when nothing is missing at all.
    pub const fn complete_since(self) -> Option<Timestamp> {
        match self {
            Self::Unknown => None,
            Self::Since { since, .. } => Some(since),
            Self::Whole { .. } => Some(Timestamp::EPOCH),
        }
    }

    /// How fresh the data is: when the reading that gave it began.
    pub const fn as_of(self) -> Option<Timestamp> {
        match self {
            Self::Unknown => None,
            Self::Since { as_of, .. } | Self::Whole { as_of } => Some(as_of),
        }
    }

    /// Whether there may be older things that have not been read.
    pub const fn has_older(self) -> bool {
        matches!(self, Self::Since { .. })
    }

    /// What is covered since a moment, as a coverage.
    pub(crate) fn from(since: Timestamp, as_of: Timestamp) -> Self {
        if since == Timestamp::EPOCH { Self::Whole { as_of } } else { Self::Since { since, as_of } }
    }
}

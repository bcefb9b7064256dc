//! The vocabulary: what a lead, an entry, a call and a time are. Uses nothing else of this crate.
//!
//! What does not belong here: how a vendor spells these things (`providers`), how they are ordered or
//! searched (`timeline`), how they look (`ui`).

// Whatever a vendor sends: nothing here may stop the program.
#![cfg_attr(
    not(test),
    warn(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)
)]

mod call;
mod dossier;
mod entry;
mod fact;
mod id;
mod party;
mod raw;
mod record;
mod scan;
mod secret;
mod thread;
mod time;
#[cfg(feature = "types")]
mod types;
pub(crate) mod verbatim;
mod web;
mod zone;

pub use call::{
    Answer, AnsweredBy, Call, CallProgress, EndedBy, Failure, Leg, Length, Recording, Screening, Transfer,
    Turn,
};
pub use dossier::{Dossier, DossierError};
pub use entry::{Audience, Blocked, Channel, Content, Direction, Email, Entry, Event, Message, ToolCall};
pub use fact::{Fact, FactValue};
pub use id::{CallId, EntryId, Handle, IdError, RecordId, ThreadId, Vendor};
pub use party::{Party, Role};
pub use raw::{Field, Raw};
pub(crate) use record::fingerprint;
pub use record::{Again, Record, Revision};
pub use secret::ApiKey;
pub use thread::{Qualification, Stage, Thread, ThreadKind};
pub use time::{Timestamp, When};
pub use web::web_url;
pub use zone::{Calendar, Day, PlainCalendar, named_offset};

/// A word from a list that a vendor may lengthen without notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(untagged, bound(serialize = "T: serde::Serialize, S: serde::Serialize")))]
#[cfg_attr(feature = "types", tsify(type = "T | { other: S }", type_params = "T, S = string"))]
pub enum Open<T, S = Box<str>> {
    /// A word this viewer knows.
    Known(T),
    /// Any other word, exactly as it came.
    Other(#[cfg_attr(feature = "types", serde(serialize_with = "types::other"))] S),
}

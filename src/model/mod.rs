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
mod secret;
mod thread;
mod time;
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
pub use record::{Record, Revision};
pub use secret::ApiKey;
pub use thread::{Qualification, Stage, Thread, ThreadKind};
pub use time::{Timestamp, When};
pub use web::web_url;
pub use zone::{Calendar, Day, PlainCalendar};

/// A word from a list that a vendor may lengthen without notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Open<T, S = Box<str>> {
    /// A word this viewer knows.
    Known(T),
    /// Any other word, exactly as it came.
    Other(S),
}

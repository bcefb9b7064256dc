//! The union: records of all vendors as one ordered timeline, and everything computed from it: what is shown,
//! what is counted, what a search finds, what became of a call. Uses `model` only.
//!
//! What does not belong here: asking vendors (`session`), vendors' spellings (`providers`), looks (`ui`).

// Whatever a vendor sends: nothing here may stop the program.
#![cfg_attr(
    not(test),
    warn(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)
)]

mod absence;
mod book;
mod call;
mod days;
mod density;
mod facets;
mod filter;
mod fold;
mod gaps;
mod hash;
mod items;
mod journey;
mod known;
mod leg;
mod outcome;
mod rows;
mod run;
mod search;
mod shelf;
mod shown;
mod slot;
mod store;
mod talk;
mod texts;
mod thread;
mod visit;
mod words;

pub use absence::{Absence, Asking, Part};
pub use density::{Bucket, Density};
pub use facets::{Facet, Facets, HiddenKind};
pub use filter::Filter;
#[cfg(feature = "ui")]
pub(crate) use hash::QuickMap;
pub use items::{Item, ItemKey, Order, thread_items};
pub use journey::{Hop, HopKind, Tone, journey, length_note, length_words, seconds_words, shown_length};
pub use known::Known;
pub use outcome::{Outcome, badges, outcome};
pub use rows::{Heading, Rows, Section};
pub use search::{Hits, Needle, find_turns};
pub use slot::{Class, Number};
pub use store::{Merged, Timeline, VendorSpan};
pub use talk::{Bar, Lane, Latency, Monologue, Stretch, Talk};
pub use thread::ThreadView;
pub use visit::{Away, Visit};
pub use words::{channel_count, channel_name, direction_name, duration, joined, milliseconds, role_name};

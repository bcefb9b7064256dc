//! The data without any view, for pages that draw it themselves: a lead's history, and calls in full. Uses `model`,
//! `providers`, `session` and `timeline`; only [`program`] touches the browser.
//!
//! What does not belong here: how records become a timeline (`timeline`), how vendors are asked (`session`), and the
//! script that gives all this a shape of JavaScript (`embed/package`).

// Whatever a vendor sends: nothing here may stop the program.
#![cfg_attr(
    not(test),
    warn(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)
)]

mod call;
pub(crate) mod connect;
mod history;
mod options;
#[cfg(feature = "data")]
pub mod program;
pub(crate) mod written;

pub use call::read_call;
pub use connect::{Lead, Wanted};
pub use history::{History, read_history};
pub use options::{FilterOptions, LoadOptions};
pub use written::{CallWithRaw, EntryWithRaw};

pub use crate::session::{Fault, FaultKind, FeedReport, FeedStage};

//! What the viewer in a frame and the page around it say to each other: messages, and what they may hold.
//!
//! The page around sends an `init` once, with a port; from then on both speak over that port only. Whatever comes is
//! taken for hostile: it is short, nested little, and exactly as written down here, or it is refused as a whole. What goes out
//! holds no key, no text of a message, and no name, number or address of a lead.
//!
//! No I/O here.

// Whatever a page around sends: nothing here may stop the program.
#![cfg_attr(
    not(test),
    warn(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)
)]

mod event;
mod incoming;
mod lead;
mod look;
mod outgoing;
mod read;
mod snippet;
mod target;
mod trial;
mod view;

pub use event::ViewerEvent;
pub use incoming::{HeightGiven, HeightMode, Incoming, Init, Options, Said, VERSION};
pub use lead::{LeadGiven, LeadIds, OneOrMany};
pub use look::{Look, Theme};
pub use outgoing::{FrameWord, Outgoing};
pub use read::{LONGEST, Refused, read};
pub use snippet::{Asker, Snippet, Way};
pub use target::GoToTarget;
pub use trial::{Finding, Problem, Trial, Verdict, origin_of};
pub use view::{FilterGiven, zone_of};

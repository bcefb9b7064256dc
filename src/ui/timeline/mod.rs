//! The list: days, entries, and how the reader moves through them.
//!
//! [`TimelineList`] draws [`crate::timeline::Rows`]. [`EntryRow`] is the one place that knows which
//! component draws which kind of entry; it also serves pages that show entries outside the list.
//!
//! What does not belong here: what is filtered, loaded or open, which pages decide and hand in.

pub mod around;
pub mod blocked;
pub mod call;
pub mod data;
pub mod day;
pub mod details;
pub mod email;
pub mod entry;
pub mod event;
pub mod feed_position;
pub mod gap;
pub mod head;
mod heights;
mod highlight;
mod hold;
mod idle;
pub mod jump;
pub mod jump_menu;
mod landing;
pub mod list;
pub mod message;
pub mod motion;
mod news;
mod plan;
mod quote;
mod room;
#[cfg(test)]
mod samples;
mod scroller;
pub mod shown;
mod staging;
pub mod talk_strip;
pub mod thread;
pub mod tool;
pub mod unknown;
pub mod unreadable;

pub use around::{Address, Around, Target};
pub use entry::EntryRow;
pub use feed_position::{FeedPosition, keep_positions};
pub use gap::{Fill, Gap, GapRow};
pub use jump::{Jump, JumpTo};
pub use list::TimelineList;
pub use talk_strip::TalkStrip;

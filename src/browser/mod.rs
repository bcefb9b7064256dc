//! The only code that touches the browser: requests, the clock, `Intl`, storage, the clipboard. Uses `model`,
//! `providers` and `session`.
//!
//! What does not belong here: anything that draws, and anything that could be tested without a browser.

mod abort;
#[cfg(feature = "page")]
mod beside;
mod body;
mod bridge;
mod calendar;
mod clipboard;
mod clock;
mod fetch;
mod file;
mod format;
#[cfg(feature = "page")]
pub mod location;
mod online;
#[cfg(feature = "page")]
mod outer;
mod pending;
mod policy;
#[cfg(feature = "page")]
mod port;
mod reach;
mod sight;
#[cfg(feature = "page")]
mod storage;
mod surroundings;
#[cfg(feature = "page")]
mod tabs;
#[cfg(feature = "page")]
mod timing;
#[cfg(feature = "page")]
mod vault;

#[cfg(feature = "page")]
pub use beside::read_beside;
pub use bridge::{Bridge, check as check_for_host, query_object, read_answer};
pub use calendar::{IntlCalendar, ZoneError, device_zone, zones};
pub use clipboard::copy;
pub use clock::BrowserRuntime;
pub use fetch::Fetch;
pub use file::read_file;
pub use online::on_online;
#[cfg(feature = "page")]
pub use outer::Outer;
pub use policy::PolicyWatch;
#[cfg(feature = "page")]
pub use port::{Call, Port, call_out, hear_calls, is_framed, is_outermost_around, text_of};
pub use sight::on_sight;
#[cfg(feature = "page")]
pub use storage::{TabStorage, set_on_device};
pub use surroundings::{open, origins_around, page_address, page_host, page_origin};
#[cfg(feature = "page")]
pub use tabs::OtherTabs;
#[cfg(feature = "page")]
pub use timing::Ingest;
#[cfg(feature = "page")]
pub use vault::ask_vault;

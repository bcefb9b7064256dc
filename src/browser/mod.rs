//! The only code that touches the browser: requests, the clock, `Intl`, storage, the clipboard. Uses `model`,
//! `providers` and `session`.
//!
//! What does not belong here: anything that draws, and anything that could be tested without a browser.

mod abort;
mod beside;
mod body;
mod calendar;
mod clipboard;
mod clock;
mod fetch;
mod file;
mod format;
pub mod location;
mod online;
mod outer;
mod pending;
mod policy;
mod reach;
mod storage;
mod surroundings;
mod tabs;
mod vault;

pub use beside::read_beside;
pub use calendar::{IntlCalendar, ZoneError, device_zone, zones};
pub use clipboard::copy;
pub use clock::BrowserRuntime;
pub use fetch::Fetch;
pub use file::read_file;
pub use online::on_online;
pub use outer::Outer;
pub use policy::PolicyWatch;
pub use storage::{TabStorage, set_on_device};
pub use surroundings::{origins_around, page_address, page_host, page_origin};
pub use tabs::OtherTabs;
pub use vault::ask_vault;

//! Components: what the reader sees. Leaves take model types and signals as props; only pages know the state.
//!
//! What does not belong here: requests, vendors' spellings, the browser's window, storage and clock.

#![expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its props: the view that borrows them outlives the call"
)]

pub mod call;
pub mod controls;
pub mod detail;
pub mod pages;
pub mod parts;
mod state;
pub mod thread;
pub mod timeline;
mod vault;

pub use state::{AppState, CheckState, Host, Intent, Theme};
pub use vault::{Door, VaultState, VaultWish};

use std::sync::Arc;

use crate::model::Calendar;

/// The reader's time zone and language, shared by all components.
pub type Cal = Arc<dyn Calendar + Send + Sync>;

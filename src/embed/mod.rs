//! The viewer as a part of somebody else's page: one lead, in a root of its own, and nothing of the page's touched. Uses
//! `data` for options and reports, and the same `shell` and `ui` as the viewer that is a page of its own.
//!
//! Every viewer is a program of its own, so a failure of one is none of another's, and nothing of it is left once it is
//! gone. What does not belong here: an address, storage, other pages (`app`), and the script that gives all this a shape of
//! JavaScript (`package/`).

#[cfg(feature = "embed")]
mod around;
mod options;
#[cfg(feature = "embed")]
mod outside;
mod target;
#[cfg(feature = "embed")]
pub mod view;
#[cfg(feature = "embed")]
mod viewer;

pub use options::{Given, ViewerOptions, read_theme};
#[cfg(feature = "embed")]
pub use outside::Outside;
pub use target::read_target;
#[cfg(feature = "embed")]
pub use viewer::Viewer;

pub use crate::frame::{GoToTarget, Theme, ViewerEvent};

//! Leadwake: one timeline of everything that passed between a lead and a company.
//!
//! A pure library turns vendors' bytes into a timeline; thin shells around it draw it. Without features
//! neither Leptos nor the browser's APIs are in the dependency graph.

#[cfg(feature = "app")]
pub mod app;
#[cfg(feature = "browser")]
pub mod browser;
#[cfg(feature = "types")]
pub mod data;
#[cfg(feature = "types")]
pub mod embed;
pub mod frame;
pub mod model;
pub mod place;
pub mod providers;
pub mod session;
#[cfg(feature = "ui")]
pub mod shell;
pub mod timeline;
#[cfg(feature = "ui")]
pub mod ui;

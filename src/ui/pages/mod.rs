//! Pages: they know the state, and give leaves what those show.

pub mod connections;
pub mod embed;
pub mod files;
pub mod frame;
pub mod guest;
pub mod home;
pub mod keys;
pub mod lead;
pub mod lead_density;
pub mod lead_feeds;
pub mod lead_gaps;
pub mod lead_head;
pub mod lead_list;
pub mod lead_live;
pub mod lead_older;
pub mod lead_pane;
pub mod lead_problems;
pub mod lead_range;
pub mod lead_zone;
pub mod network;
pub mod not_found;
pub mod problems;
pub mod requests;
mod targets;

pub use frame::Viewer;

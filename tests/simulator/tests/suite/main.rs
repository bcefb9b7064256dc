//! The simulator's own tests, over real HTTP.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod client;
mod command;
mod contract;
mod control;
mod faults;
mod vendors;

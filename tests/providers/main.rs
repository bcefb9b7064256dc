//! Every vendor's adapter over every answer in `tests/fixtures`, and the laws that all of them keep.
//!
//! A new answer is found by itself: put it into `tests/fixtures/<vendor>/` and review its snapshot.

#![expect(clippy::unwrap_used, reason = "a panic is how a test says what is wrong")]

mod apten;
mod broken;
mod fields;
mod fixture;
mod laws;
mod leadsail;
mod outline;
mod paths;
mod recognition;

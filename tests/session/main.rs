//! Loading over scripted and recorded answers, in virtual time.

#![expect(clippy::unwrap_used, reason = "tests say what they expect by unwrapping it")]

mod calls;
mod checks;
mod endings;
mod explanations;
mod keys;
mod ladder;
mod retries;
mod world;

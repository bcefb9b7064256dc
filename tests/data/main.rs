//! The data as programs get it: over recorded answers, in virtual time.

#![expect(
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "tests say what they expect, and anything else fails them"
)]

mod calls;
mod history;
mod options;
mod world;

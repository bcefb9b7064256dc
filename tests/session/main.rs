//! Loading over scripted and recorded answers, in virtual time.

#![expect(
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "tests say what they expect, and anything else fails them"
)]

mod calls;
mod checks;
mod deployment;
mod endings;
mod explanations;
mod files;
mod following;
mod keys;
mod ladder;
mod lanes;
mod ledger;
mod losses;
mod queue;
mod recording;
mod retries;
mod side_by_side;
mod tokens;
mod vault;
mod world;

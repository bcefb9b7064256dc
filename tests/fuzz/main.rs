//! What strangers' bytes may not do to the pure parts: panic, hang, lose a record, leave the address
//! a key is for, or show the key.
//!
//! `cargo test --test fuzz` tries a thousand changed seeds per target, the same ones every time;
//! `FUZZ_SECONDS=600 cargo test --test fuzz -- --nocapture` takes so long for each and goes elsewhere each time. Every
//! find is kept in `corpus/` in its shortest form, and tried first from then on.

#![expect(clippy::unwrap_used, reason = "a panic is how a test says what is wrong")]

mod answers;
mod given;
mod guards;
mod mutate;
mod target;
mod texts;

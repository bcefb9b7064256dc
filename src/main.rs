//! The viewer's entry point.
fn main() {}

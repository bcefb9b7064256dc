//! The vendor simulator.
fn main() {}

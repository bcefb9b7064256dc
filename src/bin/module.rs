//! The viewer as a part of somebody else's page. What it exports is in [`leadwake::embed`]; by itself it does nothing.

use leadwake as _;

fn main() {}

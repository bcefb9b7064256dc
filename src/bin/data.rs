//! The data without any view. What it exports is in [`leadwake::data`]; by itself it does nothing.

use leadwake as _;

fn main() {}

//! The program. The scripts around it start it by [`leadwake::app::start`]; by itself it does nothing, so that they can
//! look at it before it runs.

use leadwake as _;

fn main() {}

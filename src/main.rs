//! Starts the viewer. Everything else is in the library.

fn main() {
    leadwake::app::run();
}

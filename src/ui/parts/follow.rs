//! What is done anew each time a signal changes.

use leptos::prelude::*;

/// Runs it soon, and again each time a signal that it read changes. As Leptos' own effect, but compiled once, and not for
/// each thing that is done.
pub fn follow(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(move |_| run());
}

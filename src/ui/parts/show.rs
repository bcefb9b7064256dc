//! What is there only while a condition holds.

use leptos::prelude::*;

/// Draws its children anew each time the condition comes to hold. As Leptos' own component of this name, but compiled
/// once, and not for each condition.
#[component]
pub fn Show(
    /// The condition.
    #[prop(into)]
    when: Signal<bool>,
    /// What is drawn.
    children: ChildrenFn,
) -> impl IntoView {
    let when = Memo::new(move |_| when.get());
    move || when.get().then(|| children())
}

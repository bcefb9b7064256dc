//! A part of a page under a heading of its own.

use leptos::prelude::*;

/// A part of a page under a heading of its own.
#[component]
pub fn Section(
    /// The heading.
    title: &'static str,
    /// What stands at the end of the heading's line: a mark, a button.
    #[prop(optional, into)]
    aside: ViewFn,
    /// The class that styles it.
    #[prop(default = "")]
    class: &'static str,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <section class=format!("section {class}")>
            <header class="section-head">
                <h3>{title}</h3>
                <div class="section-aside">{aside.run()}</div>
            </header>
            {children()}
        </section>
    }
}

//! Something that is made when it is opened.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// A line that opens what is behind it. The content is made when it is first opened, and kept.
#[component]
pub fn Disclosure(
    /// What the line says.
    #[prop(into)]
    title: String,
    /// Makes the content.
    #[prop(into)]
    body: ViewFn,
    /// Whether it is open from the start.
    #[prop(optional)]
    open: bool,
) -> impl IntoView {
    let was_opened = RwSignal::new(open);
    view! {
        <details class="disclosure" open=open on:toggle=move |_| if !was_opened.get_untracked() { was_opened.set(true) }>
            <summary>
                <Icon glyph=Glyph::Right />
                {title}
            </summary>
            <div class="disclosure-body">{move || was_opened.get().then(|| body.run())}</div>
        </details>
    }
}

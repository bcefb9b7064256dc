//! The frame of a page about one thing.

use leptos::{html, prelude::*};

use crate::ui::parts::{Glyph, Icon, Name};

/// The frame of a page about one thing: a bar with what it is and the button that closes the page, a heading that
/// takes the focus when the page opens, and what it holds.
#[component]
pub fn Frame(
    /// The class that styles the page: `call`, `conversation`, `meeting`.
    class: &'static str,
    /// What sort of thing it is, in a few words above the heading.
    #[prop(into)]
    kicker: ViewFn,
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// What stands right below the heading.
    #[prop(into)]
    intro: ViewFn,
    /// Buttons beside the close button.
    #[prop(optional, into)]
    actions: ViewFn,
    /// Closes the page.
    on_close: Callback<()>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let heading = NodeRef::<html::H2>::new();
    // Whoever opens a page with the keyboard or a screen reader is brought to its beginning, once.
    Effect::new(move |was_focused: Option<bool>| {
        let is_done = was_focused.unwrap_or(false);
        match heading.get() {
            Some(heading) if !is_done => heading.focus().is_ok(),
            _ => is_done,
        }
    });
    view! {
        <article class=format!("detail {class}")>
            <div class="detail-bar">
                <p class="detail-kicker">{kicker.run()}</p>
                <div class="detail-actions">
                    {actions.run()}
                    <button type="button" class="button-quiet" on:click=move |_| on_close.run(())>
                        <Icon glyph=Glyph::Cross />
                        "Close"
                    </button>
                </div>
            </div>
            <div class="detail-body">
                <header class="detail-intro">
                    <h2 class="detail-title" tabindex="-1" node_ref=heading dir="auto">
                        {move || view! { <Name text=title.get() /> }}
                    </h2>
                    {intro.run()}
                </header>
                {children()}
            </div>
        </article>
    }
}

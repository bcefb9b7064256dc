//! An address that this page's own policy does not let it ask.

use leptos::prelude::*;

use crate::ui::parts::{Notice, Tone};

/// Says that the page must be opened anew before it may ask an origin, and what that costs.
#[component]
pub fn Reopening(
    /// The origin.
    origin: String,
    /// Whether keys would have to be typed again.
    #[prop(into)]
    loses_keys: Signal<bool>,
    /// The reader wants the page to be opened anew.
    on_reopen: Callback<()>,
) -> impl IntoView {
    let title = format!("This page must be opened anew before it may ask {origin}");
    view! {
        <Notice title tone=Tone::Warn>
            <p>
                "Which hosts it may ask is settled while it is being opened, so that nothing that happens later can send a key elsewhere. "
                {move || if loses_keys.get() {
                    "Keys that are not kept, files, and a key typed into this form must be given again then."
                } else {
                    "Files, and a key typed into this form, must be given again then."
                }}
            </p>
            <div class="row">
                <button type="button" class="button" on:click=move |_| on_reopen.run(())>"Open the page anew"</button>
            </div>
        </Notice>
    }
}

//! An address that this page's own policy does not let it ask.

use leptos::prelude::*;

use crate::ui::parts::{Notice, Tone};

/// Says that the page must be opened anew before it may ask an origin, and what that costs.
#[component]
pub fn Reopening(
    /// The origin; `None` when no policy can name it, so that no other page could ask it either.
    origin: Option<String>,
    /// Whether keys would have to be typed again.
    #[prop(into)]
    loses_keys: Signal<bool>,
    /// The reader wants the page to be opened anew.
    on_reopen: Callback<String>,
) -> impl IntoView {
    let Some(origin) = origin else {
        return view! {
            <p class="field-error" role="alert">
                "A page’s policy cannot name this host; use a name of letters, digits, dots and hyphens, or 127.0.0.1."
            </p>
        }
        .into_any();
    };
    let title = format!("This page must be opened anew before it may ask {origin}");
    view! {
        <Notice title tone=Tone::Warn>
            <p>
                "Which hosts it may ask is settled while it is being opened, so that nothing that happens later can send a key elsewhere. "
                {move || if loses_keys.get() {
                    "Keys that are not kept, files, and what is typed into this form must be given again then."
                } else {
                    "Files, and what is typed into this form, must be given again then."
                }}
            </p>
            <div class="row">
                <button type="button" class="button" on:click=move |_| on_reopen.run(origin.clone())>"Open the page anew"</button>
            </div>
        </Notice>
    }
    .into_any()
}

//! What stands where a transcript is missing, and beside one in which the lead is silent.

use leptos::prelude::*;

use crate::{
    model::Timestamp,
    timeline::Part,
    ui::parts::{Glyph, Icon, Show, Words, focus_first},
};

use super::{CallView, NothingHere};

/// Why there is no transcript, with a button where asking again is of use.
#[component]
pub fn TranscriptNote(
    /// The call.
    #[prop(into)]
    call: Signal<CallView>,
    /// The present moment.
    #[prop(into)]
    now: Signal<Timestamp>,
    /// Reads the call again.
    on_reload: Callback<()>,
) -> impl IntoView {
    let why = Memo::new(move |_| call.with(|view| NothingHere::of(Part::Transcript, view, now.get())));
    let words = move || why.get().map(|why| call.with(|view| why.words(Part::Transcript, view)));
    let action = Memo::new(move |_| why.get().and_then(|why| why.action()));
    let is_silent = Memo::new(move |_| {
        let silent = call.with(|view| view.call.as_ref().is_some_and(|call| call.lead_spoke == Some(false)));
        silent && why.get().is_none()
    });
    view! {
        <Show when=move || why.with(Option::is_some)>
            <p class="nothing-here">
                {move || words().map(|text| view! { <Words text /> })}
                {move || action.get().map(|label| view! { <ReloadButton label on_reload /> }.into_any())}
            </p>
        </Show>
        <Show when=move || is_silent.get()>
            <p class="section-note">"The lead did not speak."</p>
        </Show>
    }
    .into_any()
}

/// Reads the call again.
#[component]
pub fn ReloadButton(
    /// What it says.
    label: &'static str,
    /// Reads the call again.
    on_reload: Callback<()>,
) -> impl IntoView {
    let press = move |_| {
        // This button goes while the call is read.
        focus_first(".lead-pane .detail-title");
        on_reload.run(());
    };
    view! {
        <button type="button" class="button-quiet" on:click=press>
            <Icon glyph=Glyph::Refresh />
            {label}
        </button>
    }
}

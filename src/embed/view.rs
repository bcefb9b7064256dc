//! What is drawn: a lead's page without the page's frame.

use leptos::{ev, prelude::*, wasm_bindgen::JsCast as _};

use super::Theme;
use crate::{
    place::{Place, Source},
    ui::{
        AppState, Intent,
        pages::{
            keys::{KeyList, listen_for_keys},
            lead::LeadPage,
        },
    },
};

/// The lead's page, or that there is no lead yet.
#[component]
pub fn Part(
    /// Light or dark; nothing is as the page around.
    theme: RwSignal<Option<Theme>>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    listen_for_keys(state);
    let source: Memo<Option<Source>> = Memo::new(move |_| state.lead().map(|lead| lead.source));
    let theme = move || match theme.get() {
        None => Some("host"),
        Some(Theme::System) => None,
        Some(theme) => Some(theme.name()),
    };
    view! {
        <div
            class="viewer part"
            data-theme=theme
            on:click=move |event: ev::MouseEvent| stay(&state, &event)
            on:auxclick=move |event: ev::MouseEvent| stay(&state, &event)
        >
            <div class="page">
                {move || match source.get() {
                    Some(_) => view! { <LeadPage /> }.into_any(),
                    None => view! { <p class="part-empty quiet">"No lead is chosen."</p> }.into_any(),
                }}
            </div>
            <KeyList />
            <div class="toast" role="status" aria-live="polite">
                {move || state.word.get().map(|word| view! { <span class="toast-word">{word}</span> }.into_any())}
            </div>
        </div>
    }
}

/// Follows links to places of the viewer's own here: the page around has an address of its own, which is none of ours.
fn stay(state: &AppState, event: &ev::MouseEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let link = target.and_then(|target| target.closest("a[href^='#']").ok().flatten());
    let Some(address) = link.and_then(|link| link.get_attribute("href")) else { return };
    let is_followed = event.default_prevented();
    event.prevent_default();
    if let (false, 0 | 1, Ok(to @ Place::Lead(_))) = (is_followed, event.button(), address.parse()) {
        state.ask(Intent::Go { to, keeps_history: true });
    }
}

//! Finding a text in what is shown.

use leptos::{ev::KeyboardEvent, html, prelude::*};

use crate::ui::parts::{Glyph, Icon};

/// Where to go among the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchStep {
    /// To the next one, from the last to the first.
    Next,
    /// To the one before, from the first to the last.
    Previous,
}

/// A search box with a count of hits and buttons that step through them. It never takes the browser's own find away.
#[component]
pub fn SearchBox(
    /// What is searched for.
    #[prop(into)]
    text: Signal<String>,
    /// Where among the hits the reader is: `3/17`; empty while nothing is searched for.
    #[prop(into)]
    position: Signal<String>,
    /// Whether there are no hits.
    #[prop(into)]
    is_vain: Signal<bool>,
    /// The box itself, for a key that leads to it.
    node: NodeRef<html::Input>,
    /// The reader typed.
    on_type: Callback<String>,
    /// The reader steps.
    on_step: Callback<SearchStep>,
) -> impl IntoView {
    let on_key = move |event: KeyboardEvent| match (event.key().as_str(), event.shift_key()) {
        ("Enter", true) => {
            event.prevent_default();
            on_step.run(SearchStep::Previous);
        }
        ("Enter", false) => {
            event.prevent_default();
            on_step.run(SearchStep::Next);
        }
        ("Escape", _) if !text.get_untracked().is_empty() => {
            event.stop_propagation();
            on_type.run(String::new());
        }
        _ => {}
    };
    let has_text = move || !text.get().trim().is_empty();
    view! {
        <div class="search" role="search">
            <Icon glyph=Glyph::Search />
            <input
                node_ref=node
                type="search"
                class="search-input"
                placeholder="Search  /"
                aria-label="Search in the entries"
                autocomplete="off"
                spellcheck="false"
                prop:value=move || text.get()
                on:input:target=move |event| on_type.run(event.target().value())
                on:keydown=on_key
            />
            <output class="search-position num" class:is-vain=move || is_vain.get() aria-live="polite">
                {move || if is_vain.get() && has_text() { "no match".to_owned() } else { position.get() }}
            </output>
            <button
                type="button"
                class="button-icon"
                aria-label="Previous hit"
                disabled=move || is_vain.get() || !has_text()
                on:click=move |_| on_step.run(SearchStep::Previous)
            >
                <Icon glyph=Glyph::Up />
            </button>
            <button
                type="button"
                class="button-icon"
                aria-label="Next hit"
                disabled=move || is_vain.get() || !has_text()
                on:click=move |_| on_step.run(SearchStep::Next)
            >
                <Icon glyph=Glyph::Down />
            </button>
        </div>
    }
}

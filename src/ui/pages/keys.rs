//! Which keys do what.

use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast as _, web_sys};

use crate::ui::{
    AppState, Intent,
    parts::{follow, listen},
};

/// Where a key counts, and what it does.
const KEYS: [(&str, &[(&str, &str)]); 4] = [
    ("Everywhere", &[("?", "These keys")]),
    (
        "In the timeline",
        &[
            ("Page Down, Page Up", "The next entry, the previous one"),
            ("Ctrl End, Ctrl Home", "Leave the list, at its end or its start"),
            ("/", "To the search"),
        ],
    ),
    (
        "In a search",
        &[("Enter, Shift Enter", "The next hit, the previous one"), ("Escape", "Search for nothing")],
    ),
    (
        "In an open call or thread",
        &[
            ("Escape", "Close it"),
            ("← →", "On the strip of a call: the turn before, the turn after"),
            ("Page Down, Page Up", "On the strip of a call: ten turns back, ten turns on"),
        ],
    ),
];

/// Whether this key was pressed on its own, and not as part of a text.
pub fn is_typed(event: &ev::KeyboardEvent, key: &str) -> bool {
    let is_plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
    let target = || event.target()?.dyn_into::<web_sys::Element>().ok();
    let is_in_field = || {
        target().is_some_and(|target| {
            target.matches("input:not([type=checkbox], [type=radio]), textarea, select").unwrap_or_default()
        })
    };
    event.key() == key && is_plain && !event.default_prevented() && !is_in_field()
}

/// Shows the list of keys whenever the reader asks for it by a key.
pub fn listen_for_keys(state: AppState) {
    listen(ev::keydown, move |event| {
        if is_typed(&event, "?") {
            event.prevent_default();
            state.ask(Intent::ShowKeys);
        }
    });
}

/// The list of keys, in a window of its own while it is wanted.
#[component]
pub fn KeyList() -> impl IntoView {
    let state = expect_context::<AppState>();
    let dialog = NodeRef::<html::Dialog>::new();
    follow(move || {
        let wanted = state.shows_keys.get();
        if let Some(dialog) = dialog.get() {
            match (wanted, dialog.open()) {
                // A browser without such windows shows none.
                (true, false) => _ = dialog.show_modal(),
                (false, true) => dialog.close(),
                (true, true) | (false, false) => {}
            }
        }
    });
    let groups = KEYS.map(|(place, keys)| {
        let lines = keys.iter().map(|(key, does)| {
            view! { <div class="key-line"><dt><kbd>{*key}</kbd></dt><dd>{*does}</dd></div> }.into_any()
        });
        view! { <section><h3>{place}</h3><dl>{lines.collect_view()}</dl></section> }.into_any()
    });
    view! {
        <dialog
            class="keys"
            aria-labelledby="keys-title"
            node_ref=dialog
            on:close=move |_: ev::Event| state.shows_keys.set(false)
        >
            <h2 id="keys-title">"Keys"</h2>
            {groups.into_iter().collect_view()}
            <button type="button" class="button" on:click=move |_| state.shows_keys.set(false)>"Close"</button>
        </dialog>
    }
}

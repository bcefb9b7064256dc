//! The fragment of this page's address, and the steps between fragments that the back button leads through.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// The window; `None` outside a page, where there is no address either.
fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

/// The fragment with its `#`; empty when there is none.
pub fn fragment() -> String {
    window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Whether this page comes from this computer.
pub fn is_loopback() -> bool {
    let name = window().and_then(|window| window.location().hostname().ok()).unwrap_or_default();
    matches!(name.as_str(), "localhost" | "127.0.0.1" | "[::1]")
}

/// Changes the fragment, with or without a step in the browser's history. Nobody is told: [`on_change`] is for what
/// the reader does.
pub fn set_fragment(fragment: &str, keeps_history: bool) {
    let Some(history) = window().and_then(|window| window.history().ok()) else { return };
    let state = history.state().unwrap_or(JsValue::NULL);
    let done = if keeps_history {
        history.push_state_with_url(&state, "", Some(fragment))
    } else {
        history.replace_state_with_url(&state, "", Some(fragment))
    };
    // A frame without an origin of its own may refuse; the page then works without an address.
    drop(done);
}

/// Calls back whenever the reader changes the fragment: by a link, by hand, or by going back. For as long as the page
/// lives.
pub fn on_change(mut changed: impl FnMut(String) + 'static) {
    let Some(window) = window() else { return };
    let listener = Closure::<dyn FnMut()>::new(move || changed(fragment()));
    for event in ["hashchange", "popstate"] {
        // Listening to an event of a known name does not fail.
        let _ = window.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    }
    listener.forget();
}

/// Names the page: what the tab and the history show.
pub fn set_title(title: &str) {
    if let Some(document) = window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

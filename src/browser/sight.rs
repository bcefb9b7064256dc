//! Whether the page is seen.

use wasm_bindgen::{JsCast, closure::Closure};

fn is_seen() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_none_or(|document| !document.hidden())
}

/// Whether the page is seen, as far as the browser tells; and calls back with it whenever that changes, for as long as
/// the page lives.
pub fn on_sight(told: impl Fn(bool) + 'static) -> bool {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        let listener = Closure::<dyn FnMut()>::new(move || told(is_seen()));
        // Listening to an event of a known name does not fail.
        _ = document.add_event_listener_with_callback("visibilitychange", listener.as_ref().unchecked_ref());
        listener.forget();
    }
    is_seen()
}

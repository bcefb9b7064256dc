//! When the network comes back.

use wasm_bindgen::{JsCast, closure::Closure};

/// Calls back whenever the browser says that there is a network again, which can be wrong. For as long as the page lives.
pub fn on_online(back: impl FnMut() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let listener = Closure::<dyn FnMut()>::new(back);
    // Listening to an event of a known name does not fail.
    _ = window.add_event_listener_with_callback("online", listener.as_ref().unchecked_ref());
    listener.forget();
}

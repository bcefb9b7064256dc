//! Where this page is.

use js_sys::{Array, Reflect};
use wasm_bindgen::JsValue;

/// The host this page comes from, with its port; empty for a page without one.
pub fn page_host() -> String {
    web_sys::window().and_then(|window| window.location().host().ok()).unwrap_or_default()
}

/// The origin this page comes from, also where a sandbox has taken it from the page.
pub fn page_origin() -> String {
    web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// The page's address without its fragment.
pub fn page_address() -> String {
    let address = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// Opens an address in a tab of its own that knows nothing of this one.
pub fn open(address: &str) {
    if let Some(window) = web_sys::window() {
        // A browser may refuse to open tabs; the reader sees that nothing opened.
        let _ = window.open_with_url_and_target_and_features(address, "_blank", "noopener,noreferrer");
    }
}

/// The origins of the pages around this one, when it is in a frame; `None` when it is and the browser does not tell.
pub fn origins_around() -> Option<Vec<String>> {
    let window = web_sys::window()?;
    if window.parent().ok().flatten().is_some_and(|parent| parent == window) {
        return Some(Vec::new());
    }
    let listed = Reflect::get(&window.location(), &JsValue::from_str("ancestorOrigins")).ok()?;
    let origins: Option<Vec<String>> =
        listed.is_object().then(|| Array::from(&listed))?.iter().map(|origin| origin.as_string()).collect();
    // Whoever is in a frame has somebody around.
    origins.filter(|origins| !origins.is_empty())
}

/// Whether this page came over an encrypted connection.
pub(super) fn is_encrypted() -> bool {
    web_sys::window()
        .and_then(|window| window.location().protocol().ok())
        .is_some_and(|scheme| scheme == "https:")
}

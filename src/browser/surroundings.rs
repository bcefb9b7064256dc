//! Where this page is.

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

/// Whether this page came over an encrypted connection.
pub(super) fn is_encrypted() -> bool {
    web_sys::window()
        .and_then(|window| window.location().protocol().ok())
        .is_some_and(|scheme| scheme == "https:")
}

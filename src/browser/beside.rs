//! Files that lie beside the viewer.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCredentials, RequestInit, RequestRedirect, Response};

/// Reads a file that lies beside this page, or says in a clause why that failed. Sends no key and no cookie.
///
/// # Errors
/// When there is no such file or it cannot be reached.
pub async fn read_beside(name: &str) -> Result<String, String> {
    let options = RequestInit::new();
    options.set_credentials(RequestCredentials::Omit);
    options.set_redirect(RequestRedirect::Error);
    let window = web_sys::window().ok_or("there is no window to read files from")?;
    let answer = JsFuture::from(window.fetch_with_str_and_init(name, &options)).await;
    let answer: Response =
        answer.and_then(JsCast::dyn_into).map_err(|_no_reason| format!("{name} cannot be reached"))?;
    if !answer.ok() {
        return Err(format!("{name} is not there (status {})", answer.status()));
    }
    let text = match answer.text() {
        Ok(text) => JsFuture::from(text).await,
        Err(error) => Err(error),
    };
    text.ok().and_then(|text| text.as_string()).ok_or_else(|| format!("{name} broke off"))
}

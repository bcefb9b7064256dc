//! Files that lie beside the viewer.

use gloo_net::http::RequestBuilder;
use web_sys::{RequestCredentials, RequestRedirect};

/// Reads a file that lies beside this page, or says in a clause why that failed. Sends no key; the site's own login goes
/// along, as with every other file of the page.
///
/// # Errors
/// When there is no such file or it cannot be reached.
pub async fn read_beside(name: &str) -> Result<String, String> {
    let asked = RequestBuilder::new(name)
        .credentials(RequestCredentials::SameOrigin)
        .redirect(RequestRedirect::Error)
        .send();
    let answer = asked.await.map_err(|_no_reason| format!("{name} cannot be reached"))?;
    if !answer.ok() {
        return Err(format!("{name} is not there (status {})", answer.status()));
    }
    answer.text().await.map_err(|_no_reason| format!("{name} broke off"))
}

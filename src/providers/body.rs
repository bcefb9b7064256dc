//! An answer's bytes as text, and refusals in the vendor's own words.

use std::borrow::Cow;

use crate::providers::{ProviderError, Refusal, Response, object::Object};

/// How much of a vendor's own words is kept, in characters.
const WORDS: usize = 2000;

/// How much of an unexpected body is shown, in characters.
const START: usize = 200;

/// The body as text: without a byte order mark, and with U+FFFD for bytes that are no UTF-8.
pub(crate) fn text(response: &Response) -> Cow<'_, str> {
    let bytes = response.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&response.body);
    // Whether all of it is text is told several times as quickly as where it is not.
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// The body of a successful answer.
///
/// # Errors
/// [`ProviderError::Refused`] for any status outside 200–299, whatever the body is, with what `meaning` makes of
/// the status; else [`ProviderError::Empty`] and [`ProviderError::WebPage`].
pub(crate) fn accepted(
    response: &Response,
    meaning: fn(u16) -> Refusal,
) -> Result<Cow<'_, str>, ProviderError> {
    let status = response.status;
    let text = text(response);
    if !(200..300).contains(&status) {
        return Err(refused(meaning(status), status, &text));
    }
    let trimmed = text.trim_start();
    if trimmed.is_empty() {
        Err(ProviderError::Empty { status })
    } else if trimmed.starts_with('<') {
        Err(ProviderError::WebPage { status, start: start(trimmed) })
    } else {
        Ok(text)
    }
}

/// What a status means where a vendor gives it no meaning of its own.
pub(crate) const fn meaning(status: u16) -> Refusal {
    match status {
        401 => Refusal::Key,
        403 => Refusal::Right,
        404 => Refusal::NotFound,
        429 => Refusal::TooMany,
        400 | 409 | 410 | 422 => Refusal::Request,
        500..=599 => Refusal::Trouble,
        _ => Refusal::Other,
    }
}

/// A refusal, with code and message from any of the shapes that vendors use: `{message}`, `{detail}`,
/// `{error: "…", details}` and `{error: {code, message, details}}`. A body that is none of them gives no words.
pub(crate) fn refused(refusal: Refusal, status: u16, body: &str) -> ProviderError {
    let mut code = None;
    let mut words: Vec<Box<str>> = Vec::new();
    if let Ok(top) = Object::parse(body) {
        let inner = top.object("error");
        if inner.is_none() {
            words.extend(top.text("error"));
        }
        for object in inner.iter().chain([&top]) {
            code = code.or_else(|| object.text("code"));
            words.extend(["message", "detail", "details"].into_iter().filter_map(|name| object.text(name)));
        }
    }
    words.retain(|words| !words.trim().is_empty());
    words.dedup();
    let message = (!words.is_empty()).then(|| words.join(" · ").chars().take(WORDS).collect());
    ProviderError::Refused { refusal, status, code: code.map(String::from), message }
}

/// A refusal's words, when a text is one: an object with nothing in it but what refusals have.
pub fn refusal_words(text: &str) -> Option<String> {
    const MEMBERS: [&str; 9] =
        ["message", "detail", "details", "error", "errors", "code", "success", "status", "statusCode"];
    let object = Object::parse(text).ok()?;
    let is_bare = object.members().all(|(name, _)| MEMBERS.contains(&name));
    let ProviderError::Refused { message, .. } = refused(Refusal::Other, 0, text) else { return None };
    message.filter(|_| is_bare)
}

/// JSON that is not what the documentation says.
pub(crate) fn shape(reason: impl Into<String>, body: &str) -> ProviderError {
    ProviderError::Shape { reason: reason.into(), start: start(body) }
}

/// The first characters of a body, for an error.
pub(crate) fn start(body: &str) -> String {
    body.trim_start().chars().take(START).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Response {
        Response { status, body: body.as_bytes().to_vec(), ..Response::default() }
    }

    fn words(body: &str) -> (Option<String>, Option<String>) {
        match accepted(&answer(400, body), meaning) {
            Err(ProviderError::Refused { code, message, .. }) => (code, message),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_vendors_error_body_gives_its_words() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(words(r#"{"message":"Forbidden"}"#), (None, some("Forbidden")));
        assert_eq!(words(r#"{"detail":"Not found."}"#), (None, some("Not found.")));
        assert_eq!(words(r#"{"error":"Bad","details":["a"]}"#), (None, some(r#"Bad · ["a"]"#)));
        assert_eq!(words(r#"{"error":"X","message":"y"}"#), (None, some("X · y")));
        let nested = r#"{"success":false,"error":{"code":"NOT_FOUND","message":"gone","details":[]}}"#;
        assert_eq!(words(nested), (some("NOT_FOUND"), some("gone")));
        for none in ["", "<html>no</html>", "null", "[]", "{}", "plain words"] {
            assert_eq!(words(none), (None, None), "{none}");
        }
        assert_eq!(
            words(&format!(r#"{{"message":"{}"}}"#, "é".repeat(3000))).1.unwrap().chars().count(),
            WORDS
        );
    }

    #[test]
    fn a_body_that_is_no_data_is_named() {
        assert_eq!(accepted(&answer(200, " \n"), meaning), Err(ProviderError::Empty { status: 200 }));
        assert_eq!(
            accepted(&answer(200, "\u{feff} <!doctype html>"), meaning),
            Err(ProviderError::WebPage { status: 200, start: "<!doctype html>".into() })
        );
        assert_eq!(accepted(&answer(200, "\u{feff}[]"), meaning).unwrap(), "[]");
    }

    #[test]
    fn bytes_that_are_no_text_cost_themselves_only() {
        let response = Response { status: 200, body: b"[\"a\xff\"]".to_vec(), ..Response::default() };
        assert_eq!(accepted(&response, meaning).unwrap(), "[\"a\u{fffd}\"]");
    }
}

//! What can be wrong with an answer as a whole.

use thiserror::Error;

/// What a refusal means, as far as the status and the vendor's documentation tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The key is missing, wrong, expired or disabled.
    Key,
    /// The key may not read this, or is wrong: the vendor uses one answer for both.
    KeyOrRight,
    /// The key is known and lacks a right.
    Right,
    /// There is no such lead, call or meeting.
    NotFound,
    /// The cursor is not accepted any more.
    Cursor,
    /// Too many requests.
    TooMany,
    /// The request was not understood.
    Request,
    /// The vendor has a problem of its own (5xx).
    Trouble,
    /// Any other status.
    Other,
}

/// What is wrong with an answer as a whole. Sentences for the reader are made where they are shown; the vendor's
/// own words come last.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ProviderError {
    /// The vendor refused, in its own words when it gave any.
    #[error("status {status}{}", message.as_deref().map(|words| format!(": {words}")).unwrap_or_default())]
    Refused {
        /// What it means.
        refusal: Refusal,
        /// The HTTP status; 200 when a body says that it failed.
        status: u16,
        /// The vendor's code: `UNAUTHORIZED`.
        code: Option<String>,
        /// The vendor's message and details, verbatim, at most 2,000 characters.
        message: Option<String>,
    },
    /// The answer is a web page, not data.
    #[error("a web page instead of data")]
    WebPage {
        /// The HTTP status.
        status: u16,
        /// The first 200 characters.
        start: String,
    },
    /// The body is empty.
    #[error("an empty answer")]
    Empty {
        /// The HTTP status.
        status: u16,
    },
    /// The body is no JSON at all.
    #[error("no readable JSON: {reason}")]
    NotJson {
        /// What the parser says, with the position.
        reason: String,
        /// The first 200 characters.
        start: String,
    },
    /// The JSON is not what the documentation says.
    #[error("not the documented form: {reason}")]
    Shape {
        /// What was expected and what came.
        reason: String,
        /// The first 200 characters.
        start: String,
    },
    /// The next page's address has no cursor in it that could be used.
    #[error("a next page without a usable cursor")]
    NoCursor {
        /// What came instead, at most 200 characters.
        next: String,
    },
}

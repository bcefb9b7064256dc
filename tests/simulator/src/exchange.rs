//! One question and its answer, without the server around them.

use axum::http::HeaderMap;
use serde_json::Value;

use crate::vendor::Vendor;

/// A request to one vendor.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    /// Whom it is addressed to.
    pub(crate) vendor: Vendor,
    /// `GET`, `OPTIONS`, …
    pub(crate) method: String,
    /// The path after the vendor's base URL, percent-encoded as sent; `None` when the path is not under it.
    pub(crate) path: Option<String>,
    /// The path's decoded segments; a trailing slash gives a last empty one.
    pub(crate) segments: Vec<String>,
    /// The query, decoded, in the order sent.
    pub(crate) query: Vec<(String, String)>,
    /// The request headers.
    pub(crate) headers: HeaderMap,
}

impl Ask {
    /// Takes a request apart. `path` and `query` are as sent to this server.
    pub(crate) fn new(vendor: Vendor, method: &str, path: &str, query: &str, headers: HeaderMap) -> Self {
        let under =
            path.strip_prefix(vendor.base_path()).filter(|rest| rest.is_empty() || rest.starts_with('/'));
        let segments = under.map_or_else(Vec::new, |rest| {
            let decode = |part| percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned();
            rest.split('/').skip(1).map(decode).collect()
        });
        Self {
            vendor,
            method: method.to_owned(),
            path: under.map(str::to_owned),
            segments,
            query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            headers,
        }
    }

    /// The decoded segments, for matching.
    pub(crate) fn route(&self) -> Vec<&str> {
        self.segments.iter().map(String::as_str).collect()
    }

    /// The first query parameter of this name.
    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The text of a request header; one that is not text counts as empty.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap_or_default())
    }
}

/// What a vendor answers.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// The HTTP status.
    pub(crate) status: u16,
    /// Response headers beyond those the server itself adds.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The body.
    pub(crate) body: Vec<u8>,
    /// Which page of a list this is, from 1; 1 where there are no pages.
    pub(crate) page: usize,
}

impl Answer {
    /// A JSON answer of a text that is JSON already.
    pub(crate) fn text(status: u16, body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("content-type", "application/json".to_owned())];
        Self { status, headers, body: body.into(), page: 1 }
    }

    /// A JSON answer.
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self::text(status, body.to_string())
    }

    /// The same answer with one more header, or with another value of one it has.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.into()));
        self
    }

    /// The same answer as a later page of a list.
    #[must_use]
    pub(crate) fn on_page(mut self, page: usize) -> Self {
        self.page = page;
        self
    }

    /// Whether the status is 2xx.
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

//! Questions and answers.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::model::{Call, Handle, Record, Timestamp, Vendor};

/// Everything but RFC 3986's unreserved characters is escaped, so that an id stays one path segment.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The longest cursor that is sent, in bytes: none of any vendor comes near it, and an address has to stay one.
pub(crate) const LONGEST_CURSOR: usize = 8 * 1024;

/// A part of a history: what changed at the vendor from one moment up to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// From this moment, inclusive.
    pub since: Timestamp,
    /// Up to this moment: reading may stop once it is passed. `None` is up to now.
    pub until: Option<Timestamp>,
}

/// A question to a vendor in the reader's terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// What to open.
    pub handle: Handle,
    /// Which part of the history; vendors that cannot limit it give all.
    pub window: Window,
    /// How many records a page should have, where the vendor lets one choose.
    pub page_size: Option<u32>,
}

/// Which of a vendor's endpoints a request asks. The name is the vendor's adapter's own, and part of file names:
/// lower case and dashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Step(pub &'static str);

/// A request without a host and without a key. Always a GET.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Whom it asks.
    pub vendor: Vendor,
    /// Which endpoint.
    pub step: Step,
    /// What was opened; the reader may need it to pick a lead out of an account.
    pub handle: Option<Handle>,
    /// Which part of the history was asked for.
    pub window: Option<Window>,
    /// The path below the base URL, segment by segment, not escaped.
    pub segments: Vec<Cow<'static, str>>,
    /// The query, in order, not escaped.
    pub query: Vec<(&'static str, String)>,
}

impl Request {
    /// The path below the base URL, escaped: `/leads/room_1/events`.
    pub fn path(&self) -> String {
        self.segments.iter().fold(String::new(), |mut path, segment| {
            path.push('/');
            path.extend(utf8_percent_encode(segment, SEGMENT));
            path
        })
    }

    /// Path and query, escaped: `/leads/room_1/events?since=…`.
    pub fn path_and_query(&self) -> String {
        let mut text = self.path();
        for (index, (name, value)) in self.query.iter().enumerate() {
            text.push(if index == 0 { '?' } else { '&' });
            text.push_str(name);
            text.push('=');
            text.extend(utf8_percent_encode(value, SEGMENT));
        }
        text
    }
}

/// An answer as it came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The content type, when the browser lets it be read.
    pub content_type: Option<String>,
    /// The `Retry-After` header, when the browser lets it be read.
    pub retry_after: Option<String>,
    /// The body's bytes.
    pub body: Vec<u8>,
    /// When it had arrived, by the reader's clock.
    pub arrived: Option<Timestamp>,
}

/// What an answer gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// The records, each with at least one entry, in the vendor's order.
    pub records: Vec<Record>,
    /// A call in full, when one was asked for.
    pub call: Option<Call>,
    /// The request for the next page of the same window.
    pub follow: Option<Request>,
    /// How many records the vendor sent that belong to other leads and were passed over (whole-account answers).
    pub others: usize,
    /// The greatest change time seen, for vendors that order by it.
    pub changed_up_to: Option<Timestamp>,
    /// Whether the answer ended in the middle and [`Page::follow`] does not take up the rest: something is missing.
    pub is_cut: bool,
    /// What the reader should know of this answer, in sentences: a body that was cut off, a count that disagrees.
    pub remarks: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_stays_one_segment() {
        let request = Request {
            vendor: Vendor::Apten,
            step: Step("events"),
            handle: None,
            window: None,
            segments: vec!["leads".into(), "a/../b?c#d%".into(), "events".into()],
            query: vec![("since", "2026-01-01T00:00:00.000Z".into()), ("nextToken", "a+b/c==".into())],
        };
        assert_eq!(
            request.path_and_query(),
            "/leads/a%2F..%2Fb%3Fc%23d%25/events?since=2026-01-01T00%3A00%3A00.000Z&nextToken=a%2Bb%2Fc%3D%3D"
        );
    }
}

//! What becomes of an answer that a fault strikes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::exchange::{Answer, Ask};
use crate::faults::{Cut, Encoding, Fault, Paging};
use crate::vendor::Vendor;
use crate::{apten, attendee, leadsail, naturalead};

/// A fault that strikes one request.
#[derive(Clone, Debug)]
pub(crate) struct Strike {
    /// What happens.
    pub(crate) fault: Fault,
    /// The how manieth strike of its rule this is, from 1.
    nth: usize,
}

impl Strike {
    /// The `nth` strike of a rule, from 1.
    pub(crate) const fn new(fault: Fault, nth: usize) -> Self {
        Self { fault, nth }
    }

    /// The fault's name in the control API.
    pub(crate) fn kind(&self) -> &'static str {
        match self.fault {
            Fault::Status { .. } => "status",
            Fault::Delay { .. } => "delay",
            Fault::SlowBody { .. } => "slow_body",
            Fault::Cut { .. } => "cut",
            Fault::Drop => "drop",
            Fault::Html { .. } => "html",
            Fault::ContentType { .. } => "content_type",
            Fault::Garbage => "garbage",
            Fault::Empty { .. } => "empty",
            Fault::Redirect { .. } => "redirect",
            Fault::SuccessFalse { .. } => "success_false",
            Fault::Body { .. } => "body",
            Fault::Replace { .. } => "replace",
            Fault::Cursor { .. } => "cursor",
            Fault::Next { .. } => "next",
            Fault::Encoding { .. } => "encoding",
            Fault::NoCors => "no_cors",
        }
    }

    /// What becomes of the answer's status, headers and text. What happens on the way is the server's part.
    pub(crate) fn alter(&self, ask: &Ask, answer: &Answer) -> Answer {
        let bare = |status, kind: &str, body: &[u8]| {
            Answer { status, headers: Vec::new(), body: body.to_vec(), page: answer.page }
                .with("content-type", kind.to_owned())
        };
        match &self.fault {
            Fault::Status { status, retry_after } => {
                let error = vendor_error(ask.vendor, *status).on_page(answer.page);
                match retry_after {
                    Some(value) => error.with("retry-after", value.clone()),
                    None => error,
                }
            }
            Fault::Html { status } => bare(*status, "text/html; charset=utf-8", PAGE.as_bytes()),
            Fault::ContentType { value } => answer.clone().with("content-type", value.clone()),
            Fault::Garbage => bare(200, "application/json", &garbage()),
            Fault::Empty { status } => {
                Answer { status: *status, headers: Vec::new(), body: Vec::new(), page: answer.page }
            }
            Fault::Redirect { to, status } => bare(*status, "text/plain", b"").with("location", to.clone()),
            Fault::SuccessFalse { code, message } => leadsail::error(200, code, message).on_page(answer.page),
            Fault::Body { body, status, content_type } => bare(*status, content_type, body.as_bytes()),
            Fault::Replace { from, to } => {
                let text = String::from_utf8_lossy(&answer.body).replace(from, to);
                Answer { body: text.into_bytes(), ..answer.clone() }
            }
            Fault::Cursor { how } => self.unending(*how, ask, answer),
            Fault::Next { value } => {
                Answer { body: with_next(ask.vendor, &answer.body, value), ..answer.clone() }
            }
            Fault::Encoding { how } => Answer { body: encoded(*how, &answer.body), ..answer.clone() },
            Fault::Cut { how: Cut::Silent } => {
                Answer { body: answer.body[..answer.body.len() / 2].to_vec(), ..answer.clone() }
            }
            Fault::Delay { .. }
            | Fault::SlowBody { .. }
            | Fault::Cut { .. }
            | Fault::Drop
            | Fault::NoCors => answer.clone(),
        }
    }

    fn unending(&self, how: Paging, ask: &Ask, answer: &Answer) -> Answer {
        let own = match ask.vendor {
            Vendor::Apten => ask.param("nextToken"),
            Vendor::LeadSail | Vendor::Naturalead | Vendor::Attendee => ask.param("cursor"),
        };
        let cursor = match (how, own) {
            (Paging::Loop, Some(own)) => own.to_owned(),
            // The first page has no cursor of its own: it names a page that does, which then names itself.
            (Paging::Loop, None) => STANDARD.encode("p=2026-01-01+00%3A00%3A00.000001%2B00%3A00"),
            (Paging::Endless, _) => STANDARD.encode(format!("page {}", self.nth)),
        };
        let body = match ask.vendor {
            Vendor::Apten => json!({ "events": [], "nextToken": cursor }),
            Vendor::Attendee => {
                let query =
                    form_urlencoded::Serializer::new(String::new()).append_pair("cursor", &cursor).finish();
                let path = ask.path.as_deref().unwrap_or_default();
                let next = format!("http://attendee.internal:8000/api/v1{path}?{query}");
                json!({ "next": next, "previous": null, "results": [] })
            }
            // These two have no pages.
            Vendor::LeadSail | Vendor::Naturalead => return answer.clone(),
        };
        if how == Paging::Loop && answer.is_success() && own.is_none() {
            // The first page keeps its records, so that something is there when the loop is noticed.
            let mut value: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
            for name in ["nextToken", "next"] {
                if body.get(name).is_some() {
                    value[name] = body[name].clone();
                }
            }
            return Answer { body: value.to_string().into_bytes(), ..answer.clone() };
        }
        Answer::json(200, &body).on_page(answer.page)
    }
}

fn vendor_error(vendor: Vendor, status: u16) -> Answer {
    let words = match status {
        400 => "Bad request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not found",
        409 => "Conflict",
        429 => "Too many requests",
        500 => "Internal server error",
        502 => "Bad gateway",
        503 => "Service unavailable",
        504 => "Gateway timeout",
        _ => "The request failed",
    };
    match vendor {
        Vendor::Apten if status == 429 => apten::error(status, "Limit Exceeded"),
        Vendor::Apten => apten::error(status, words),
        Vendor::LeadSail => leadsail::error(status, &words.to_uppercase().replace(' ', "_"), words),
        Vendor::Naturalead => naturalead::error(status, words),
        Vendor::Attendee if matches!(status, 401 | 403 | 429) => {
            Answer::json(status, &json!({ "detail": words }))
        }
        Vendor::Attendee => attendee::error(status, words),
    }
}

const PAGE: &str = "<!doctype html>\n<html><head><title>Just a moment</title></head>\n<body><h1>Checking your \
                    browser</h1><script>document.title = 'ran'</script></body></html>\n";

/// A body with another next page, and every other byte as it was; vendors without pages have none to change.
fn with_next(vendor: Vendor, body: &[u8], value: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(body);
    let (name, end) = match vendor {
        Vendor::Apten => ("\"nextToken\":", "}"),
        Vendor::Attendee => ("\"next\":", ",\"previous\""),
        Vendor::LeadSail | Vendor::Naturalead => return body.to_vec(),
    };
    let Some(start) = text.rfind(name).map(|at| at + name.len()) else { return body.to_vec() };
    let Some(length) = text[start..].find(end) else { return body.to_vec() };
    format!("{}{}{}", &text[..start], json!(value), &text[start + length..]).into_bytes()
}

fn encoded(how: Encoding, body: &[u8]) -> Vec<u8> {
    match how {
        Encoding::Bom => [b"\xef\xbb\xbf", body].concat(),
        Encoding::Invalid => {
            // Within a text: elsewhere it would not be JSON any more. A body without a text stays as it is.
            let text = body.windows(3).position(|bytes| bytes == b"\":\"");
            text.map_or_else(|| body.to_vec(), |at| [&body[..at + 3], b"\xff", &body[at + 3..]].concat())
        }
        Encoding::Utf16 => String::from_utf8_lossy(body).encode_utf16().flat_map(u16::to_le_bytes).collect(),
    }
}

/// Bytes that no text decoder accepts.
fn garbage() -> Vec<u8> {
    (0..512_usize).map(|index| (index * 151 + 128).to_le_bytes()[0] | 0x80).collect()
}

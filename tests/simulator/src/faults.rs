//! Faults that a test switches on: which requests they strike, and what becomes of the answer.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::exchange::{Answer, Ask};
use crate::vendor::Vendor;
use crate::{apten, attendee, leadsail, naturalead};

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Fault {
    /// A status with the vendor's own error body.
    Status {
        /// The status.
        status: u16,
        /// The value of `Retry-After`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<String>,
    },
    /// The headers are late.
    Delay {
        /// By so many milliseconds.
        ms: u64,
    },
    /// Half of the body is late.
    SlowBody {
        /// By so many milliseconds.
        ms: u64,
    },
    /// The body ends early.
    Cut {
        /// In which way.
        how: Cut,
    },
    /// The connection closes without an answer.
    Drop,
    /// A web page instead of data.
    Html {
        /// The status; 200 if not given.
        #[serde(default = "ok")]
        status: u16,
    },
    /// The right body under another type.
    ContentType {
        /// The type.
        value: String,
    },
    /// Bytes that are neither JSON nor UTF-8.
    Garbage,
    /// No body.
    Empty {
        /// The status; 200 if not given.
        #[serde(default = "ok")]
        status: u16,
    },
    /// Somewhere else.
    Redirect {
        /// The address.
        to: String,
        /// The status; 302 if not given.
        #[serde(default = "found")]
        status: u16,
    },
    /// 200 with an envelope that says it failed.
    SuccessFalse {
        /// The error's code.
        #[serde(default = "internal")]
        code: String,
        /// The error's message.
        #[serde(default = "went_wrong")]
        message: String,
    },
    /// Exactly this text.
    Body {
        /// The text.
        body: String,
        /// The status; 200 if not given.
        #[serde(default = "ok")]
        status: u16,
        /// Its type; JSON if not given.
        #[serde(default = "json_type")]
        content_type: String,
    },
    /// The right answer with a text replaced.
    Replace {
        /// What is replaced, everywhere.
        from: String,
        /// By what.
        to: String,
    },
    /// Pages that never end.
    Cursor {
        /// In which way.
        how: Paging,
    },
}

/// How a body ends early.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Cut {
    /// `Content-Length` promised more.
    Length,
    /// The last chunk never comes.
    Chunk,
    /// The half comes as if it were whole.
    Silent,
}

/// How pages never end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Paging {
    /// The page names itself as the next one.
    Loop,
    /// Each page is empty and names one never seen.
    Endless,
}

/// On which page of a list a rule strikes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged)]
pub(crate) enum Page {
    /// `first` or `later`.
    Name(PageName),
    /// Counted from 1.
    Number(usize),
}

/// A page by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum PageName {
    /// The first.
    First,
    /// Any but the first.
    Later,
}

/// Which requests a fault strikes, and how often.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    /// At this vendor only.
    #[serde(default)]
    pub(crate) vendor: Option<Vendor>,
    /// Only where the path after the base URL contains this.
    #[serde(default)]
    pub(crate) path: Option<String>,
    /// Only this method.
    #[serde(default = "get")]
    pub(crate) method: String,
    /// Only on this page.
    #[serde(default)]
    pub(crate) page: Option<Page>,
    /// So many matching requests pass first.
    #[serde(default)]
    pub(crate) skip: usize,
    /// Then so many are struck; all if not given.
    #[serde(default)]
    pub(crate) times: Option<usize>,
    /// What happens to them.
    pub(crate) fault: Fault,
    /// How many were struck.
    #[serde(default, skip_deserializing)]
    pub(crate) struck: usize,
}

impl Rule {
    fn matches(&self, ask: &Ask, page: usize) -> bool {
        let path = ask.path.as_deref().unwrap_or_default();
        let on_page = match self.page {
            None => true,
            Some(Page::Name(PageName::First)) => page == 1,
            Some(Page::Name(PageName::Later)) => page > 1,
            Some(Page::Number(number)) => page == number,
        };
        on_page
            && self.method == ask.method
            && self.vendor.is_none_or(|vendor| vendor == ask.vendor)
            && self.path.as_deref().is_none_or(|part| path.contains(part))
    }
}

/// The rules that are switched on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults {
    /// In the order in which they were added.
    pub(crate) rules: Vec<Rule>,
}

impl Faults {
    /// The fault that strikes a request: of the first rule that matches and is not used up.
    pub(crate) fn strike(&mut self, ask: &Ask, page: usize) -> Option<Strike> {
        let rule = self
            .rules
            .iter_mut()
            .filter(|rule| rule.matches(ask, page))
            .find(|rule| rule.times.is_none_or(|times| rule.struck < times))?;
        if rule.skip > 0 {
            rule.skip -= 1;
            return None;
        }
        rule.struck += 1;
        Some(Strike { fault: rule.fault.clone(), nth: rule.struck })
    }
}

/// A fault that strikes one request.
#[derive(Clone, Debug)]
pub(crate) struct Strike {
    /// What happens.
    pub(crate) fault: Fault,
    /// The how manieth strike of its rule this is, from 1.
    nth: usize,
}

impl Strike {
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
            Fault::Cut { how: Cut::Silent } => {
                Answer { body: answer.body[..answer.body.len() / 2].to_vec(), ..answer.clone() }
            }
            Fault::Delay { .. } | Fault::SlowBody { .. } | Fault::Cut { .. } | Fault::Drop => answer.clone(),
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

/// Bytes that no text decoder accepts.
fn garbage() -> Vec<u8> {
    (0..512_usize).map(|index| (index * 151 + 128).to_le_bytes()[0] | 0x80).collect()
}

fn ok() -> u16 {
    200
}

fn found() -> u16 {
    302
}

fn get() -> String {
    "GET".to_owned()
}

fn json_type() -> String {
    "application/json".to_owned()
}

fn internal() -> String {
    "INTERNAL".to_owned()
}

fn went_wrong() -> String {
    "Something went wrong".to_owned()
}

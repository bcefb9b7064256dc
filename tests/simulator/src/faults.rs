//! Faults that a test switches on, and which requests they strike.

use serde::{Deserialize, Serialize};

use crate::exchange::Ask;
use crate::strike::Strike;
use crate::vendor::Vendor;

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
    /// The right answer that names this as its next page.
    Next {
        /// What Apten has in `nextToken` and Attendee in `next`.
        value: String,
    },
    /// The right text in bytes that are not what they should be.
    Encoding {
        /// In which way.
        how: Encoding,
    },
    /// The right answer, which pages may not read.
    NoCors,
}

/// How a text becomes bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Encoding {
    /// Behind a byte order mark.
    Bom,
    /// With a byte that no UTF-8 has in the first of its texts.
    Invalid,
    /// As UTF-16.
    Utf16,
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
        Some(Strike::new(rule.fault.clone(), rule.struck))
    }
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

//! What was asked, for tests to look at. Keys never get in: only whether they were right.

use serde::Serialize;
use std::collections::BTreeMap;

use crate::exchange::{Answer, Ask};
use crate::strike::Strike;
use crate::vendor::{NATURALEAD_UNSCOPED_KEY, Vendor};

/// One request.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Logged {
    /// Counted from 1.
    pub(crate) n: usize,
    /// Whom it was addressed to; `None` for a path under no vendor.
    pub(crate) vendor: Option<Vendor>,
    /// The method.
    pub(crate) method: String,
    /// The path after the vendor's base URL, or the whole path where there is no vendor.
    pub(crate) path: String,
    /// The query, decoded.
    pub(crate) query: Vec<(String, String)>,
    /// The request headers, lower-case names; keys replaced by whether they are right.
    pub(crate) headers: BTreeMap<String, String>,
    /// `right`, `wrong`, `unscoped` or `missing`.
    pub(crate) key: &'static str,
    /// Whether any vendor's key stood in the path or the query, where it must never be.
    pub(crate) key_in_url: bool,
    /// The status answered.
    pub(crate) status: u16,
    /// The kind of fault that struck.
    pub(crate) fault: Option<&'static str>,
    /// The page of a list, from 1.
    pub(crate) page: usize,
}

/// All requests since the start or the last clearing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Log {
    entries: Vec<Logged>,
    count: usize,
}

impl Log {
    /// Notes a request to a vendor.
    pub(crate) fn add(&mut self, ask: &Ask, answer: &Answer, strike: Option<&Strike>) {
        let mut key = "missing";
        let mut headers = BTreeMap::new();
        for (name, value) in &ask.headers {
            let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
            let shown = match name.as_str() {
                "x-api-key" | "authorization" => {
                    let verdict = verdict(ask.vendor, &text);
                    // X-API-Key wins where both are sent.
                    if key == "missing" || name == "x-api-key" {
                        key = verdict;
                    }
                    verdict.to_owned()
                }
                _ => text,
            };
            headers.insert(name.as_str().to_owned(), shown);
        }
        let path = ask.path.clone().unwrap_or_default();
        self.count += 1;
        self.entries.push(Logged {
            n: self.count,
            vendor: Some(ask.vendor),
            method: ask.method.clone(),
            key_in_url: holds_key(&path)
                || ask.query.iter().any(|(name, value)| holds_key(name) || holds_key(value)),
            path,
            query: ask.query.clone(),
            headers,
            key,
            status: answer.status,
            fault: strike.map(Strike::kind),
            page: answer.page,
        });
    }

    /// Notes a request to a path under no vendor.
    pub(crate) fn add_stray(&mut self, method: &str, path: &str, query: &str) {
        self.count += 1;
        self.entries.push(Logged {
            n: self.count,
            vendor: None,
            method: method.to_owned(),
            path: path.to_owned(),
            query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            headers: BTreeMap::new(),
            key: "missing",
            key_in_url: holds_key(path) || holds_key(query),
            status: 404,
            fault: None,
            page: 1,
        });
    }

    /// The requests, to one vendor or all.
    pub(crate) fn entries(&self, vendor: Option<Vendor>) -> Vec<&Logged> {
        self.entries.iter().filter(|entry| vendor.is_none() || entry.vendor == vendor).collect()
    }

    /// Forgets all.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.count = 0;
    }
}

fn holds_key(text: &str) -> bool {
    Vendor::ALL.into_iter().any(|vendor| text.contains(vendor.key()))
}

fn verdict(vendor: Vendor, value: &str) -> &'static str {
    let key = value.rsplit(' ').next().unwrap_or_default();
    if key == vendor.key() {
        "right"
    } else if vendor == Vendor::Naturalead && key == NATURALEAD_UNSCOPED_KEY {
        "unscoped"
    } else {
        "wrong"
    }
}

//! Whom the page has asked, host by host: what it knows itself, and what the browser says of it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Logged;
use crate::model::Vendor;

/// What was asked of one host.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HostTotal {
    /// For the sake of which vendors, in their order.
    pub vendors: Vec<Vendor>,
    /// How many requests were made.
    pub requests: u64,
    /// How many bytes came.
    pub bytes: usize,
}

/// Every host that was asked for a vendor's sake, also when the requests themselves are not kept any more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    hosts: BTreeMap<String, HostTotal>,
}

impl Ledger {
    /// Takes in a request that has ended. One that the page's policy held back never reached its host.
    pub(super) fn push(&mut self, logged: &Logged) {
        if !logged.was_sent() {
            return;
        }
        let total = self.hosts.entry(logged.host.clone()).or_default();
        if let Err(at) = total.vendors.binary_search(&logged.vendor) {
            total.vendors.insert(at, logged.vendor);
        }
        total.requests += 1;
        total.bytes += logged.bytes;
    }

    /// The hosts in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &HostTotal)> {
        self.hosts.iter().map(|(host, total)| (host.as_str(), total))
    }
}

/// Whom the page has asked by the browser's own account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Witness {
    /// The origins that requests went to.
    pub asked: Vec<String>,
    /// The origins that requests went to before the program was restarted, and none since.
    pub asked_before: Vec<String>,
    /// The origins that the page's policy kept it from asking.
    pub refused: Vec<String>,
    /// What the policy forbade besides requests, by the policy's own words: `script-src`.
    pub elsewise: Vec<String>,
    /// Whether the browser tells of every request.
    pub is_whole: bool,
    /// Whether a service worker stands between the page and its host.
    pub has_worker: bool,
}

impl Witness {
    /// Reads the account of the scripts around the program.
    pub fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// The origins other than the page's own that were asked before a restart, and are not in the ledger.
    pub fn before<'a>(&'a self, ledger: &Ledger, own: &str) -> Vec<&'a str> {
        self.strange(&self.asked_before, ledger, own)
    }

    /// The origins that requests went to, and that neither the ledger nor the page's own origin accounts for.
    pub fn unaccounted<'a>(&'a self, ledger: &Ledger, own: &str) -> Vec<&'a str> {
        self.strange(&self.asked, ledger, own)
    }

    /// The origins that the page's policy kept it from asking. One in the ledger was asked: what was kept from it is where that
    /// sent the page on to, of which browsers tell by the address before.
    pub fn held_back<'a>(&'a self, ledger: &Ledger) -> Vec<&'a str> {
        let is_asked = |origin: &str| {
            ledger.iter().any(|(host, _)| origin.split_once("://").is_some_and(|(_, of)| of == host))
        };
        self.refused.iter().map(String::as_str).filter(|origin| !is_asked(origin)).collect()
    }

    fn strange<'a>(&self, asked: &'a [String], ledger: &Ledger, own: &str) -> Vec<&'a str> {
        let hosts: Vec<&str> = ledger.iter().map(|(host, _)| host).collect();
        let others = asked.iter().map(String::as_str).filter(|origin| {
            let host = origin.split_once("://").map_or(*origin, |(_, host)| host);
            *origin != own && !hosts.contains(&host) && !self.refused.iter().any(|refused| refused == origin)
        });
        others.collect()
    }
}

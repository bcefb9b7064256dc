//! A connection as text, for the store the reader chose.

use serde::{Deserialize, Serialize};

use super::{BaseUrl, Connection, Keep};
use crate::model::{ApiKey, Vendor};

#[derive(Serialize, Deserialize)]
struct Kept {
    address: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    /// That there is no key because the relay at the address adds it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    relay_adds_key: bool,
}

impl Connection {
    /// What is to be kept for this tab; `None` when the reader did not ask for it, or when there is neither a key
    /// nor a relay that adds one.
    ///
    /// The text holds the key: it belongs into the store the reader chose, and nowhere else.
    pub fn to_kept(&self) -> Option<String> {
        if self.keep == Keep::Tab { self.to_text() } else { None }
    }

    /// What was kept for this tab; `None` when it cannot be read.
    pub fn from_kept(vendor: Vendor, text: &str) -> Option<Self> {
        Some(Self::from_text(vendor, text)?.kept(Keep::Tab))
    }

    /// Address and key as a text, for wherever the reader chose to have them kept.
    pub(super) fn to_text(&self) -> Option<String> {
        if !self.is_ready() || self.is_asked_by_host() {
            return None;
        }
        let kept = Kept {
            address: self.address().to_string(),
            // The reader chose to keep it.
            key: self.key().map(|key| key.expose().to_owned()),
            relay_adds_key: self.is_keyed_by_relay(),
        };
        serde_json::to_string(&kept).ok()
    }

    /// Reads such a text; `None` when it cannot be read.
    pub(super) fn from_text(vendor: Vendor, text: &str) -> Option<Self> {
        let kept: Kept = serde_json::from_str(text).ok()?;
        let connection = Self::new(vendor, BaseUrl::parse(&kept.address).ok()?);
        Some(match kept.key {
            Some(key) if !kept.relay_adds_key => connection.with_key(ApiKey::new(&key)?),
            None if kept.relay_adds_key => connection.keyed_by_relay(),
            Some(_) | None => return None,
        })
    }
}

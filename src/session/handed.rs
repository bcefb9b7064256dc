//! Connections as a text that outlives a program that has failed, for the one that takes its place on the same page.

use serde::{Deserialize, Serialize};

use super::{BaseUrl, Connection, Connections, Keep};
use crate::model::{ApiKey, Vendor};

#[derive(Serialize, Deserialize)]
struct Handed {
    vendor: String,
    address: String,
    key: Option<String>,
    relay_adds_key: bool,
    keep: u8,
}

const KEEPS: [Keep; 3] = [Keep::Page, Keep::Tab, Keep::Device];

const fn number(keep: Keep) -> u8 {
    match keep {
        Keep::Page => 0,
        Keep::Tab => 1,
        Keep::Device => 2,
    }
}

impl Connections {
    /// All connections with their keys. The text belongs into the memory of this very page, and nowhere else.
    pub fn to_handed(&self) -> String {
        let all = self.iter().map(|one| Handed {
            vendor: one.vendor().slug().to_owned(),
            address: one.address().to_string(),
            key: one.key().map(|key| key.expose().to_owned()),
            relay_adds_key: one.is_keyed_by_relay(),
            keep: number(one.keep),
        });
        serde_json::to_string(&all.collect::<Vec<_>>()).unwrap_or_default()
    }

    /// The connections that were handed over. What cannot be read is passed over.
    pub fn from_handed(text: &str) -> Self {
        let all: Vec<Handed> = serde_json::from_str(text).unwrap_or_default();
        Self::new(all.into_iter().filter_map(|handed| {
            let vendor: Vendor = handed.vendor.parse().ok()?;
            let connection = Connection::new(vendor, BaseUrl::parse(&handed.address).ok()?);
            let connection = match handed.key {
                Some(key) => connection.with_key(ApiKey::new(&key)?),
                None if handed.relay_adds_key => connection.keyed_by_relay(),
                None => connection,
            };
            let keep = KEEPS.into_iter().find(|keep| number(*keep) == handed.keep);
            Some(connection.kept(keep.unwrap_or_default()))
        }))
    }
}

//! A connection as text, for the store the reader chose.

use serde::{Deserialize, Serialize};

use super::{BaseUrl, Connection, Keep};
use crate::model::{ApiKey, Vendor};

#[derive(Serialize, Deserialize)]
struct Kept {
    address: String,
    key: String,
}

impl Connection {
    /// What is to be kept for this tab; `None` when the reader did not ask for it, or when there is no key.
    ///
    /// The text holds the key: it belongs into the store the reader chose, and nowhere else.
    pub fn to_kept(&self) -> Option<String> {
        let key = self.key().filter(|_| self.keep == Keep::Tab)?;
        // The reader chose to keep it.
        let kept = Kept { address: self.address().to_string(), key: key.expose().to_owned() };
        serde_json::to_string(&kept).ok()
    }

    /// What was kept for this tab; `None` when it cannot be read.
    pub fn from_kept(vendor: Vendor, text: &str) -> Option<Self> {
        let kept: Kept = serde_json::from_str(text).ok()?;
        let connection = Self::new(vendor, BaseUrl::parse(&kept.address).ok()?);
        Some(connection.with_key(ApiKey::new(&kept.key)?).kept(Keep::Tab))
    }
}

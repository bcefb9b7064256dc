//! A connection as it is remembered on this device: a label that can be read, and a secret that is sealed with it.

use serde::{Deserialize, Serialize};

use super::{BaseUrl, Connection, Keep};
use crate::model::Vendor;

/// The shape of labels and secrets. Another number is another shape, and is not read.
const VERSION: u32 = 1;

/// Whose key is remembered, and for which address. Not secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Whose key.
    pub vendor: Vendor,
    /// The address it was typed for.
    pub address: BaseUrl,
}

#[derive(Serialize, Deserialize)]
struct Label {
    version: u32,
    vendor: String,
    address: String,
}

impl Remembered {
    /// What is remembered of a connection beside its key.
    pub fn of(connection: &Connection) -> Self {
        Self { vendor: connection.vendor(), address: connection.address().clone() }
    }

    /// The text that is authenticated with the key: another vendor or another address is another text, with which the
    /// key cannot be read.
    pub fn label(&self) -> String {
        let Self { vendor, address } = self;
        let label = Label { version: VERSION, vendor: vendor.to_string(), address: address.to_string() };
        serde_json::to_string(&label).unwrap_or_default()
    }

    /// Reads a label. `None` unless it is, to the letter, one that this program writes.
    pub fn read(label: &str) -> Option<Self> {
        let read: Label = serde_json::from_str(label).ok()?;
        let remembered =
            Self { vendor: read.vendor.parse().ok()?, address: BaseUrl::parse(&read.address).ok()? };
        (remembered.label() == label).then_some(remembered)
    }
}

impl Connection {
    /// The text to be sealed with the label; `None` unless the reader asked for this connection to be remembered, and it
    /// has a key or a relay that adds one.
    ///
    /// The text holds the key: it is for sealing, and for nothing else.
    pub fn to_secret(&self) -> Option<String> {
        if self.keep == Keep::Device { self.to_text() } else { None }
    }

    /// The connection that was sealed with a label; `None` unless the secret is for the same address.
    pub fn from_secret(label: &str, secret: &str) -> Option<Self> {
        let Remembered { vendor, address } = Remembered::read(label)?;
        let connection = Self::from_text(vendor, secret)?;
        (*connection.address() == address).then(|| connection.kept(Keep::Device))
    }
}

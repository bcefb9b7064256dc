//! Asking what is remembered on this device, and changing it.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Connection, Passphrase, Remembered};
use crate::model::Vendor;

/// A question to what remembers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "ask", rename_all = "lowercase")]
pub enum VaultAsk {
    /// What is there?
    Look {
        /// Whether to give what was opened on this page before, too.
        again: bool,
    },
    /// Remember under a new passphrase from now on, where nothing is remembered yet.
    Create {
        /// The new passphrase.
        passphrase: Passphrase,
    },
    /// Open what is remembered.
    Open {
        /// Its passphrase.
        passphrase: Passphrase,
    },
    /// Remember a connection, in the place of the vendor's former one.
    Put(Sealable),
    /// Remember a vendor's connection no longer.
    Forget {
        /// What it is remembered under.
        name: String,
    },
    /// Seal everything anew under another passphrase.
    Change {
        /// The passphrase so far.
        passphrase: Passphrase,
        /// The one from now on.
        next: Passphrase,
    },
    /// Close it on this page: opening it takes the passphrase again.
    Lock,
    /// Delete everything.
    Clear,
}

/// A connection on its way to be sealed. Prints without its key.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Sealable {
    name: String,
    label: String,
    secret: String,
}

impl std::fmt::Debug for Sealable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sealable").field("label", &self.label).finish_non_exhaustive()
    }
}

/// What a vendor's connection is remembered under.
fn name(vendor: Vendor) -> String {
    format!("connection.{vendor}")
}

impl VaultAsk {
    /// To remember a connection; `None` unless the reader asked for it and there is a key.
    pub fn put(connection: &Connection) -> Option<Self> {
        let label = Remembered::of(connection).label();
        Some(Self::Put(Sealable { name: name(connection.vendor()), label, secret: connection.to_secret()? }))
    }

    /// To remember a vendor's connection no longer.
    pub fn forget(vendor: Vendor) -> Self {
        Self::Forget { name: name(vendor) }
    }

    /// The question as text. It may hold a key or a passphrase.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// What is remembered, as far as it could be told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VaultAnswer {
    /// How much is there, readable or not.
    pub entries: usize,
    /// Whose keys are remembered, for which addresses.
    pub remembered: Vec<Remembered>,
    /// Whether it is open on this page.
    pub is_open: bool,
    /// The connections that were asked for.
    pub opened: Vec<Connection>,
    /// How much of it cannot be read, even with the right passphrase.
    pub unreadable: usize,
}

/// Why nothing is remembered or opened, in words for the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VaultError {
    /// The passphrase is another one.
    #[error("This is not the passphrase that the keys were remembered with. Upper and lower case count.")]
    Wrong,
    /// Another tab changed it meanwhile, or it was deleted.
    #[error(
        "What is remembered was changed or forgotten meanwhile, perhaps in another tab. Type the passphrase once more."
    )]
    Changed,
    /// It is not what this program wrote.
    #[error("What is remembered here cannot be read any more. Forget it, then paste the keys anew.")]
    Damaged,
    /// A later version of this program wrote it.
    #[error("A newer version of this page remembered keys here. Reload the page.")]
    Newer,
    /// The browser does not allow it.
    #[error("This browser does not let this page keep anything.")]
    Denied,
    /// There is no room.
    #[error("This browser has no room left for this page.")]
    Full,
    /// The browser does not answer.
    #[error("This browser’s storage does not answer.")]
    Slow,
    /// The page came over an unencrypted connection, where browsers do not encrypt.
    #[error("Browsers encrypt only on pages that come over https.")]
    Insecure,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Answer {
    labels: Vec<String>,
    is_open: bool,
    opened: Vec<(String, String)>,
    unreadable: Vec<String>,
    error: Option<VaultError>,
}

impl VaultAnswer {
    /// Reads an answer. Labels that no version of this program wrote are passed over, and so is a connection that does
    /// not agree with its label.
    ///
    /// # Errors
    /// When the answer is a refusal, or cannot be read.
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        let answer: Answer = serde_json::from_str(text).map_err(|_not_ours| VaultError::Denied)?;
        if let Some(error) = answer.error {
            return Err(error);
        }
        let tried = answer.opened.len();
        let opened =
            answer.opened.iter().filter_map(|(label, secret)| Connection::from_secret(label, secret));
        let opened: Vec<Connection> = opened.collect();
        let remembered: Vec<Remembered> =
            answer.labels.iter().filter_map(|label| Remembered::read(label)).collect();
        let (entries, sealed) = (answer.labels.len(), answer.unreadable.len());
        let unreadable = (sealed + tried - opened.len()).max(entries - remembered.len());
        Ok(Self { entries, remembered, is_open: answer.is_open, opened, unreadable })
    }

    /// Whether a connection is among what is remembered.
    pub fn remembers(&self, connection: &Connection) -> bool {
        self.remembered.contains(&Remembered::of(connection))
    }
}

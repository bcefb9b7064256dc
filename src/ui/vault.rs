//! How what is remembered on this device stands, and what can be wanted of it.

use crate::{
    model::Vendor,
    session::{Connection, Keep, Passphrase, Remembered, VaultError},
};

/// What is remembered on this device, as far as is known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct VaultState {
    /// Whether it is open.
    pub door: Door,
    /// Whether another tab changed the passphrase since this page opened it. What it opened is used all the same.
    pub is_changed: bool,
    /// Whose keys are remembered, for which addresses.
    pub remembered: Vec<Remembered>,
    /// How much of it cannot be read.
    pub unreadable: usize,
    /// Whether a passphrase is being tried, or the keys are being sealed anew.
    pub is_busy: bool,
    /// What could not be done last, and for whose key.
    pub trouble: Option<(Option<Vendor>, VaultError)>,
}

/// Whether what is remembered is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Door {
    /// The browser has not said yet.
    #[default]
    Unknown,
    /// Nothing is remembered.
    Empty,
    /// It takes the passphrase.
    Locked,
    /// It is open on this page.
    Open,
    /// Nothing can be remembered here.
    Shut(VaultError),
}

impl VaultState {
    /// Whether there is something to forget, or may be where the browser does not say.
    pub fn holds_something(&self) -> bool {
        matches!(self.door, Door::Shut(_)) || !self.remembered.is_empty() || self.unreadable > 0
    }

    /// Whether a connection is among what is remembered.
    pub fn remembers(&self, connection: &Connection) -> bool {
        self.remembered.contains(&Remembered::of(connection))
    }

    /// Whether a connection's key goes with this page: it is kept nowhere, or was to be and is not.
    pub fn loses(&self, connection: &Connection) -> bool {
        let is_kept = match connection.keep {
            Keep::Page => false,
            Keep::Tab => true,
            Keep::Device => self.remembers(connection),
        };
        connection.has_key() && !is_kept
    }

    /// Whether a vendor's key is remembered and takes the passphrase.
    pub fn is_locked(&self, vendor: Vendor) -> bool {
        self.door == Door::Locked && self.remembered.iter().any(|one| one.vendor == vendor)
    }

    /// For which address a vendor's key is remembered.
    pub fn address_of(&self, vendor: Vendor) -> Option<String> {
        self.remembered.iter().find(|one| one.vendor == vendor).map(|one| one.address.to_string())
    }
}

/// Something the reader wants of what is remembered on this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VaultWish {
    /// To open it; where there is nothing yet, to begin it with this passphrase.
    Open {
        /// The passphrase.
        passphrase: Passphrase,
        /// For whose key, when it is for one.
        vendor: Option<Vendor>,
    },
    /// To have another passphrase.
    Change {
        /// The passphrase so far.
        passphrase: Passphrase,
        /// The one from now on.
        next: Passphrase,
    },
    /// To have it closed, in every tab.
    Lock,
    /// To have a vendor's key remembered no longer.
    Forget(Vendor),
}

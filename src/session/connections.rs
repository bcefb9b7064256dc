//! All connections together.

use std::collections::BTreeMap;

use super::Connection;
use crate::model::Vendor;

/// At most one connection per vendor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Connections {
    by_vendor: BTreeMap<Vendor, Connection>,
}

impl Connections {
    /// From a list; a later one replaces an earlier one of the same vendor.
    pub fn new(connections: impl IntoIterator<Item = Connection>) -> Self {
        let mut all = Self::default();
        connections.into_iter().for_each(|one| all.set(one));
        all
    }

    /// A vendor's connection.
    pub fn get(&self, vendor: Vendor) -> Option<&Connection> {
        self.by_vendor.get(&vendor)
    }

    /// Puts a connection in the place of its vendor's former one.
    pub fn set(&mut self, connection: Connection) {
        self.by_vendor.insert(connection.vendor(), connection);
    }

    /// Every connection, in the vendors' order.
    pub fn iter(&self) -> impl Iterator<Item = &Connection> {
        self.by_vendor.values()
    }

    /// Whether a vendor's connection has a key.
    pub fn has_key(&self, vendor: Vendor) -> bool {
        self.get(vendor).is_some_and(Connection::has_key)
    }
}

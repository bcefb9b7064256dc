//! All connections together.

use super::Connection;
use crate::model::Vendor;

/// At most one connection per vendor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Connections {
    in_order: Vec<Connection>,
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
        self.in_order.iter().find(|one| one.vendor() == vendor)
    }

    /// Puts a connection in the place of its vendor's former one.
    pub fn set(&mut self, connection: Connection) {
        let at = self.in_order.partition_point(|other| other.vendor() < connection.vendor());
        match self.in_order.get_mut(at).filter(|former| former.vendor() == connection.vendor()) {
            Some(former) => *former = connection,
            None => self.in_order.insert(at, connection),
        }
    }

    /// Every connection, in the vendors' order.
    pub fn iter(&self) -> impl Iterator<Item = &Connection> {
        self.in_order.iter()
    }

    /// Whether a vendor can be asked: there is a key, or its relay adds one.
    pub fn is_ready(&self, vendor: Vendor) -> bool {
        self.get(vendor).is_some_and(Connection::is_ready)
    }

    /// Whether a vendor's connection has a key of the reader's.
    pub fn has_key(&self, vendor: Vendor) -> bool {
        self.get(vendor).is_some_and(Connection::has_key)
    }
}

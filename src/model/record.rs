//! A record: the unit in which vendors send and change things.

use super::{Entry, Raw, RecordId, Timestamp};

/// How new a copy of a record is. The greatest wins, in whatever order copies arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Revision {
    /// When the vendor says it last changed; `None`, where the vendor never says, is the oldest.
    pub changed: Option<Timestamp>,
    /// When this copy was fetched.
    pub fetched: Option<Timestamp>,
    /// A hash of the record's text, so that two different copies of the same age have an order.
    pub fingerprint: u64,
}

impl Revision {
    /// The revision of a text.
    pub fn of(changed: Option<Timestamp>, raw: &Raw) -> Self {
        Self { changed, fetched: raw.fetched, fingerprint: fingerprint(&raw.text) }
    }
}

/// A 64-bit FNV-1a hash: the same on every machine and in every version, as ids made from content must be.
pub(crate) fn fingerprint(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// What a vendor sent as one thing: an event, a call, a whole thread, a conversation, a chat message.
///
/// It gives at least one entry, also when it could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The vendor's id for it, or one made from its content where it has none.
    pub id: RecordId,
    /// How new this copy is.
    pub revision: Revision,
    /// What it puts on the timeline, in the record's own order.
    pub entries: Vec<Entry>,
}

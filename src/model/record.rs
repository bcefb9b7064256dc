//! A record: the unit in which vendors send and change things.

use std::fmt;

use super::{Entry, Raw, RecordId, Timestamp};

/// How new a copy of a record is. The greatest wins, in whatever order copies arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "camelCase"), tsify(missing_as_null))]
pub struct Revision {
    /// When the vendor says it last changed; `None`, where the vendor never says, is the oldest.
    pub changed: Option<Timestamp>,
    /// When this copy was fetched.
    pub fetched: Option<Timestamp>,
    /// A hash of the record's text, so that two different copies of the same age have an order.
    #[cfg_attr(
        feature = "types",
        serde(serialize_with = "super::types::hexadecimal"),
        tsify(type = "string")
    )]
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
    let add = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    // Four at a time, by hand: every byte that comes passes through here.
    let (fours, rest) = text.as_bytes().as_chunks();
    let hash = fours
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, [a, b, c, d]| add(add(add(add(hash, *a), *b), *c), *d));
    rest.iter().fold(hash, |hash, byte| add(hash, *byte))
}

/// Makes a record's entries from its text once more, in the record's order: a long history keeps texts, and makes entries
/// only of what is looked at. It gets the whole record; it need not make out the record's id, which is known.
#[derive(Clone, Copy)]
pub struct Again(pub fn(&Raw) -> Vec<Entry>);

impl PartialEq for Again {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::fn_addr_eq(self.0, other.0)
    }
}

impl fmt::Debug for Again {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Again")
    }
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
    /// How to have the same entries from the text alone; `None` where more than the text decides what they are.
    pub again: Option<Again>,
}

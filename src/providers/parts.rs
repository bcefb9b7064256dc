//! What every adapter needs to make records: where they came from, ids made from content, places of undated
//! parts, and the record that stands for one that could not be read.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet, hash_map::Entry as Slot},
    sync::Arc,
};

use crate::{
    model::{
        Again, Channel, Content, Direction, Entry, EntryId, Party, Raw, Record, RecordId, Revision, Role,
        Timestamp, Vendor, When, fingerprint,
    },
    providers::{Request, Response},
};

/// Where an answer's records came from.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// Which vendor sent them.
    pub(crate) vendor: Vendor,
    path: Arc<str>,
    fetched: Option<Timestamp>,
    /// How often each id was made from content.
    made: RefCell<HashMap<RecordId, u32>>,
    /// The ids that have a number, because others of the same content came before.
    numbered: RefCell<HashSet<RecordId>>,
}

impl Source {
    /// The source of an answer's records.
    pub(crate) fn of(request: &Request, response: &Response) -> Self {
        Self {
            vendor: request.vendor,
            path: request.path().into(),
            fetched: response.arrived,
            made: RefCell::default(),
            numbered: RefCell::default(),
        }
    }

    /// The source of a record that is read again.
    pub(crate) fn of_raw(vendor: Vendor, raw: &Raw) -> Self {
        let (made, numbered) = <_>::default();
        Self { vendor, path: Arc::clone(&raw.path), fetched: raw.fetched, made, numbered }
    }

    /// A whole record.
    pub(crate) fn raw(&self, text: &str) -> Raw {
        Raw { text: text.into(), pointer: "".into(), path: Arc::clone(&self.path), fetched: self.fetched }
    }

    /// An id made from content, for a record that has none: the same content always gives the same id.
    ///
    /// Records of the same content in one answer are numbered, so that each is shown; they cannot be told apart, and so
    /// their order does not matter. When they come in two answers they are taken for copies of one record: an id must
    /// not depend on how a list is cut into pages.
    pub(crate) fn content_id(&self, kind: &str, text: &str) -> RecordId {
        let first = content_id(self.vendor, kind, text, 1);
        let mut made = self.made.borrow_mut();
        let number = made.entry(first).or_default();
        *number += 1;
        let id = content_id(self.vendor, kind, text, *number);
        if *number > 1 {
            self.numbered.borrow_mut().insert(id.clone());
        }
        id
    }

    /// How a record with this id is read again; `None` when its number is not to be told from its text.
    pub(crate) fn again(&self, id: &RecordId, again: fn(&Raw) -> Vec<Entry>) -> Option<Again> {
        (!self.numbered.borrow().contains(id)).then_some(Again(again))
    }

    /// The record with this id of the vendor's; an id made from it when it is too long or would change a path, and one
    /// made from the record's text when it is empty.
    pub(crate) fn record_id(&self, native: &str, text: &str) -> RecordId {
        RecordId::new(self.vendor, native).unwrap_or_else(|_| {
            if native.trim().is_empty() {
                self.content_id("unnamed", text)
            } else {
                content_id(self.vendor, "unnamed", native, 1)
            }
        })
    }

    /// A record that could not be read: one entry with the reason. `id` is the vendor's id when it can still be
    /// made out, so that a good copy takes this one's place; else the id is made from the text.
    pub(crate) fn unreadable(&self, text: &str, id: Option<RecordId>, reason: impl Into<Box<str>>) -> Record {
        let raw = self.raw(text);
        let id = id.unwrap_or_else(|| self.content_id("unreadable", text));
        let revision = Revision::of(None, &raw);
        let entry = Entry {
            id: EntryId { record: id.clone(), part: "".into() },
            revision,
            thread: None,
            when: When::Missing,
            place: None,
            order: 0,
            channel: Channel::Unstated,
            direction: Direction::Unstated,
            actor: Party::of(Role::Unstated),
            content: Content::Unreadable { reason: reason.into() },
            facts: Vec::new(),
            raw,
        };
        Record { id, revision, entries: vec![entry], again: None }
    }
}

/// An id made from content: the same content always gives the same id.
fn content_id(vendor: Vendor, kind: &str, text: &str, number: u32) -> RecordId {
    // A kind may be a vendor's own word of any length, and an id has at most 256 characters.
    let kind: String = kind.chars().take(64).collect();
    let print = fingerprint(text);
    let native =
        if number > 1 { format!("{kind}:{print:016x}-{number}") } else { format!("{kind}:{print:016x}") };
    RecordId::new(vendor, &native).unwrap_or_else(|_| unreachable!("a short kind and some digits are an id"))
}

/// Names for the parts of one record that have no id: made from content, and numbered only among equal ones.
#[derive(Debug, Default)]
pub(crate) struct PartIds {
    seen: HashMap<u64, u32>,
}

impl PartIds {
    /// The name of the next part with this content.
    pub(crate) fn next(&mut self, content: &[&str]) -> Box<str> {
        // A separator that no text holds, so that ["ab", ""] and ["a", "b"] differ.
        let print = fingerprint(&content.join("\u{1f}"));
        match self.seen.entry(print) {
            Slot::Vacant(free) => {
                free.insert(1);
                format!("{print:016x}").into()
            }
            Slot::Occupied(mut taken) => {
                *taken.get_mut() += 1;
                format!("{print:016x}-{}", taken.get()).into()
            }
        }
    }
}

/// Gives every entry of a record its position and its place: its own time, or without one that of the nearest
/// dated entry before it, else after it.
pub(crate) fn place(entries: &mut [Entry]) {
    let mut before = None;
    for (order, entry) in entries.iter_mut().enumerate() {
        entry.order = u32::try_from(order).unwrap_or(u32::MAX);
        before = entry.when.at().or(before);
        entry.place = before;
    }
    let mut after = None;
    for entry in entries.iter_mut().rev() {
        entry.place = entry.place.or(after);
        after = entry.place;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_parts_are_numbered_and_others_are_not() {
        let mut ids = PartIds::default();
        let names = [&["a", "b"][..], &["ab", ""], &["a", "b"]].map(|content| ids.next(content));
        assert_ne!(names[0], names[1]);
        assert_eq!(names[2].as_ref(), format!("{}-2", names[0]));
        assert_eq!(names[0], PartIds::default().next(&["a", "b"]));
    }

    #[test]
    fn an_undated_part_stays_beside_its_neighbour() {
        let source = Source {
            vendor: Vendor::LeadSail,
            path: "/".into(),
            fetched: None,
            made: <_>::default(),
            numbered: <_>::default(),
        };
        let mut entries: Vec<Entry> = ["", "2026-01-02T00:00:00Z", "soon", "2026-01-01T00:00:00Z"]
            .into_iter()
            .map(|when| Entry {
                when: When::parse(when),
                ..source.unreadable(when, None, "").entries.remove(0)
            })
            .collect();
        place(&mut entries);
        let places: Vec<_> = entries.iter().map(|entry| entry.place.unwrap().to_rfc3339()).collect();
        assert_eq!(
            places.iter().map(|place| &place[..10]).collect::<Vec<_>>(),
            ["2026-01-02", "2026-01-02", "2026-01-02", "2026-01-01"]
        );
        assert_eq!(entries.iter().map(|entry| entry.order).collect::<Vec<_>>(), [0, 1, 2, 3]);
    }
}

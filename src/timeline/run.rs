//! An ordered run of entries that others are merged into without sorting it again.

use std::{cmp::Ordering, collections::HashSet, sync::Arc};

use crate::model::Entry;

use super::slot::{Number, Slot};

/// The one order of all entries: place, vendor, record, position in the record. The part's name settles what is
/// left, so that no two entries are equal.
pub(super) fn in_order(a: &Entry, b: &Entry) -> Ordering {
    (a.place, &a.id.record, a.order, &a.id.part).cmp(&(b.place, &b.id.record, b.order, &b.id.part))
}

/// The entries of a timeline by number; those that are gone are empty.
#[derive(Debug, Clone, Default)]
pub(super) struct Book(Vec<Option<Arc<Entry>>>);

impl Book {
    pub(super) fn get(&self, number: Number) -> Option<&Arc<Entry>> {
        self.0.get(number.index())?.as_ref()
    }

    /// The number that the next new entry will have.
    pub(super) fn next(&self) -> Number {
        Number::new(self.0.len())
    }

    pub(super) fn add(&mut self, entry: Arc<Entry>) -> Number {
        let number = self.next();
        self.0.push(Some(entry));
        number
    }

    pub(super) fn put(&mut self, number: Number, entry: Option<Arc<Entry>>) {
        if let Some(slot) = self.0.get_mut(number.index()) {
            *slot = entry;
        }
    }

    fn compare(&self, a: &Slot, b: &Slot) -> Ordering {
        // Entries lie all over the memory: they are looked at only where time does not tell.
        a.place().cmp(&b.place()).then_with(|| match (self.get(a.number), self.get(b.number)) {
            (Some(a), Some(b)) => in_order(a, b),
            _ => a.number.cmp(&b.number),
        })
    }
}

/// Entries in [`in_order`].
#[derive(Debug, Clone, Default)]
pub(super) struct Run(Vec<Slot>);

impl Run {
    /// The entries, ascending.
    pub(super) fn slots(&self) -> &[Slot] {
        &self.0
    }

    /// Takes some entries out and puts others in, which are not among those that stay.
    pub(super) fn replace(&mut self, out: &HashSet<Number>, mut fresh: Vec<Slot>, book: &Book) {
        if !out.is_empty() {
            self.0.retain(|slot| !out.contains(&slot.number));
        }
        fresh.sort_unstable_by(|one, other| book.compare(one, other));
        let Some(first) = fresh.first() else { return };
        if self.0.last().is_none_or(|end| book.compare(end, first).is_lt()) {
            self.0.append(&mut fresh);
            return;
        }
        let mut merged = Vec::with_capacity(self.0.len() + fresh.len());
        let mut rest = self.0.as_slice();
        for slot in fresh {
            let (before, after) = rest.split_at(count_before(rest, &slot, book));
            merged.extend_from_slice(before);
            merged.push(slot);
            rest = after;
        }
        merged.extend_from_slice(rest);
        self.0 = merged;
    }
}

/// How many entries at the front of an ordered slice come before one. Looks near the front first, because pages
/// arrive in order and most of them land as a block.
fn count_before(slots: &[Slot], one: &Slot, book: &Book) -> usize {
    let is_before = |slot: &Slot| book.compare(slot, one).is_lt();
    let mut reach = 1;
    while slots.get(reach - 1).is_some_and(is_before) {
        reach *= 2;
    }
    let from = reach / 2;
    let to = slots.len().min(reach);
    let between = slots.get(from..to).unwrap_or_default();
    from + between.partition_point(is_before)
}

//! An ordered run of entries that others are merged into without sorting it again.

use std::{cmp::Ordering, sync::Arc};

use crate::model::Entry;

/// The one order of all entries: place, vendor, record, position in the record. The part's name settles what is
/// left, so that no two entries are equal.
pub(super) fn in_order(a: &Entry, b: &Entry) -> Ordering {
    (a.place, &a.id.record, a.order, &a.id.part).cmp(&(b.place, &b.id.record, b.order, &b.id.part))
}

/// Entries in [`in_order`].
#[derive(Debug, Clone, Default)]
pub(super) struct Run(Vec<Arc<Entry>>);

impl Run {
    /// The entries, ascending.
    pub(super) fn entries(&self) -> &[Arc<Entry>] {
        &self.0
    }

    /// Takes some entries out and puts others in. Those taken out are recognised by pointer; none may be missing.
    pub(super) fn replace(&mut self, out: &[Arc<Entry>], mut fresh: Vec<Arc<Entry>>) {
        self.remove(out);
        fresh.sort_unstable_by(|a, b| in_order(a, b));
        let Some(first) = fresh.first() else { return };
        if self.0.last().is_none_or(|last| in_order(last, first).is_lt()) {
            self.0.append(&mut fresh);
            return;
        }
        let mut merged = Vec::with_capacity(self.0.len() + fresh.len());
        let mut rest = std::mem::take(&mut self.0).into_iter();
        for entry in fresh {
            let before = count_before(rest.as_slice(), &entry);
            merged.extend(rest.by_ref().take(before));
            merged.push(entry);
        }
        merged.extend(rest);
        self.0 = merged;
    }

    fn remove(&mut self, out: &[Arc<Entry>]) {
        let mut positions: Vec<usize> = out.iter().filter_map(|entry| self.position(entry)).collect();
        if positions.is_empty() {
            return;
        }
        positions.sort_unstable();
        let mut positions = positions.into_iter().peekable();
        let mut index = 0;
        self.0.retain(|_| {
            let stays = positions.next_if_eq(&index).is_none();
            index += 1;
            stays
        });
    }

    fn position(&self, entry: &Arc<Entry>) -> Option<usize> {
        let from = self.0.partition_point(|other| in_order(other, entry).is_lt());
        let same = self.0.get(from..)?.iter().position(|other| Arc::ptr_eq(other, entry))?;
        Some(from + same)
    }
}

/// How many entries at the front of an ordered slice come before one. Looks near the front first, because pages
/// arrive in order and most of them land as a block.
fn count_before(entries: &[Arc<Entry>], one: &Entry) -> usize {
    let is_before = |entry: &Arc<Entry>| in_order(entry, one).is_lt();
    let mut reach = 1;
    while entries.get(reach - 1).is_some_and(is_before) {
        reach *= 2;
    }
    let from = reach / 2;
    let to = entries.len().min(reach);
    let between = entries.get(from..to).unwrap_or_default();
    from + between.partition_point(is_before)
}

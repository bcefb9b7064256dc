//! Merging, order and look-up.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use crate::model::{Call, CallId, Content, Entry, EntryId, Record, RecordId, Revision, Timestamp, Vendor};

use super::{
    call::{Detail, call_of},
    run::Run,
};

/// What a merge changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Merged {
    /// How many entries were not there before.
    pub added: usize,
    /// How many were there and say something else now.
    pub changed: usize,
    /// How many were there and are gone: the newer copy of their record no longer has them.
    pub removed: usize,
}

impl Merged {
    /// Whether nothing that is shown is different.
    pub const fn is_nothing(&self) -> bool {
        self.added == 0 && self.changed == 0 && self.removed == 0
    }
}

/// What is known of one vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VendorSpan {
    /// Whose.
    pub vendor: Vendor,
    /// How many entries, undated ones included.
    pub entries: usize,
    /// The first and the last place; `None` when no entry has one.
    pub span: Option<(Timestamp, Timestamp)>,
}

/// Entries as they came, and as they are shown once the whole calls are known.
#[derive(Debug, Clone)]
struct Held {
    revision: Revision,
    own: Vec<Arc<Entry>>,
    shown: Vec<Arc<Entry>>,
}

/// Everything that passed between one lead and the company, as far as it arrived.
///
/// Merging is idempotent and does not depend on the order in which records and calls arrive: of each record and of
/// each whole call the copy with the greatest [`Revision`] counts.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    records: HashMap<RecordId, Held>,
    details: HashMap<CallId, Detail>,
    dated: Run,
    undated: Run,
}

/// What leaves and what enters the two runs in one merge.
#[derive(Default)]
struct Change {
    out: Vec<Arc<Entry>>,
    fresh: Vec<Arc<Entry>>,
    merged: Merged,
}

impl Timeline {
    /// Takes in records. A record replaces its older copy with all its entries; an older copy changes nothing.
    pub fn merge(&mut self, records: Vec<Record>) -> Merged {
        let mut newest: HashMap<RecordId, usize> = HashMap::with_capacity(records.len());
        for (index, record) in records.iter().enumerate() {
            let is_older = |other: &usize| records.get(*other).is_some_and(|o| o.revision >= record.revision);
            if !newest.get(&record.id).is_some_and(is_older) {
                newest.insert(record.id.clone(), index);
            }
        }
        let mut change = Change::default();
        for (index, record) in records.into_iter().enumerate() {
            let is_known = |held: &Held| held.revision >= record.revision;
            if newest.get(&record.id) == Some(&index) && !self.records.get(&record.id).is_some_and(is_known) {
                self.put(record, &mut change);
            }
        }
        self.apply(change)
    }

    /// Takes in a whole call. The entry that shows this call shows all of it from now on, also when the entry's
    /// record arrives later or again.
    pub fn set_call(&mut self, call: Call) -> Merged {
        let id = call.id.clone();
        let detail = Detail::new(call);
        if self.details.get(&id).is_some_and(|held| held.revision >= detail.revision) {
            return Merged::default();
        }
        self.details.insert(id.clone(), detail);
        let mut holders: Vec<RecordId> = self
            .entries()
            .iter()
            .chain(self.undated())
            .filter(|entry| call_of(entry).is_some_and(|call| call.id == id))
            .map(|entry| entry.id.record.clone())
            .collect();
        holders.dedup();
        let mut change = Change::default();
        for holder in holders {
            let Some(held) = self.records.get_mut(&holder) else { continue };
            let shown = shown(&held.own, &self.details);
            let before = std::mem::replace(&mut held.shown, shown);
            change.replace(before, held.shown.clone());
        }
        self.apply(change)
    }

    fn put(&mut self, record: Record, change: &mut Change) {
        let own: Vec<Arc<Entry>> = record.entries.into_iter().map(Arc::new).collect();
        let shown = shown(&own, &self.details);
        let held = Held { revision: record.revision, own, shown: shown.clone() };
        let before = self.records.insert(record.id, held).map(|held| held.shown).unwrap_or_default();
        change.replace(before, shown);
    }

    fn apply(&mut self, change: Change) -> Merged {
        let (dated_out, undated_out): (Vec<_>, Vec<_>) =
            change.out.into_iter().partition(|entry| entry.place.is_some());
        let (dated, undated): (Vec<_>, Vec<_>) =
            change.fresh.into_iter().partition(|entry| entry.place.is_some());
        self.dated.replace(&dated_out, dated);
        self.undated.replace(&undated_out, undated);
        change.merged
    }

    /// The entries that have a place in time, ascending by place, vendor, record and position in the record.
    pub fn entries(&self) -> &[Arc<Entry>] {
        self.dated.entries()
    }

    /// The entries that have no place in time, by vendor, record and position in the record.
    pub fn undated(&self) -> &[Arc<Entry>] {
        self.undated.entries()
    }

    /// Every entry, oldest first; the undated come before the dated.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Arc<Entry>> {
        self.undated().iter().chain(self.entries())
    }

    /// How many entries there are, undated ones included.
    pub fn len(&self) -> usize {
        self.entries().len() + self.undated().len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One entry by its name.
    pub fn get(&self, id: &EntryId) -> Option<&Arc<Entry>> {
        self.records.get(&id.record)?.shown.iter().find(|entry| entry.id.part == id.part)
    }

    /// The entry closest to a moment; of two equally close ones the earlier.
    pub fn nearest(&self, at: Timestamp) -> Option<&Arc<Entry>> {
        let entries = self.entries();
        let index = entries.partition_point(|entry| entry.place < Some(at));
        let before = index.checked_sub(1).and_then(|index| entries.get(index));
        let distance = |entry: &Arc<Entry>| entry.place.map(|place| place.millis().abs_diff(at.millis()));
        // `min_by_key` keeps the first of equals.
        before.into_iter().chain(entries.get(index)).min_by_key(|entry| distance(entry))
    }

    /// A call, as much of it as is known: with all details once they were fetched.
    pub fn call(&self, id: &CallId) -> Option<Arc<Call>> {
        let shown = self.call_entry(id).and_then(|entry| call_of(entry));
        shown.or_else(|| self.details.get(id).map(|detail| &detail.call)).cloned()
    }

    /// The newest entry that shows a call.
    pub fn call_entry(&self, id: &CallId) -> Option<&Arc<Entry>> {
        self.all().rev().find(|entry| call_of(entry).is_some_and(|call| call.id == *id))
    }

    /// The first and the last place in time.
    pub fn span(&self) -> Option<(Timestamp, Timestamp)> {
        Some((self.entries().first()?.place?, self.entries().last()?.place?))
    }

    /// What is known of each vendor, in the vendors' order; vendors without entries are left out.
    pub fn spans(&self) -> Vec<VendorSpan> {
        let mut spans: Vec<VendorSpan> = Vec::new();
        for entry in self.all() {
            let vendor = entry.vendor();
            let index = spans.iter().position(|span| span.vendor == vendor).unwrap_or_else(|| {
                spans.push(VendorSpan { vendor, entries: 0, span: None });
                spans.len() - 1
            });
            let Some(known) = spans.get_mut(index) else { continue };
            known.entries += 1;
            if let Some(place) = entry.place {
                known.span = Some((known.span.map_or(place, |(first, _)| first), place));
            }
        }
        spans.sort_by_key(|span| span.vendor);
        spans
    }
}

fn shown(own: &[Arc<Entry>], details: &HashMap<CallId, Detail>) -> Vec<Arc<Entry>> {
    let whole = |entry: &Arc<Entry>| {
        let call = call_of(entry)?;
        Some(Arc::new(details.get(&call.id)?.applied_to(entry, call)))
    };
    own.iter().map(|entry| whole(entry).unwrap_or_else(|| entry.clone())).collect()
}

impl Change {
    fn replace(&mut self, before: Vec<Arc<Entry>>, after: Vec<Arc<Entry>>) {
        if before.is_empty() {
            self.merged.added += after.len();
        } else {
            self.count(&before, &after);
        }
        self.out.extend(before);
        self.fresh.extend(after);
    }

    fn count(&mut self, before: &[Arc<Entry>], after: &[Arc<Entry>]) {
        let old: HashMap<&EntryId, &Entry> = before.iter().map(|entry| (&entry.id, entry.as_ref())).collect();
        let kept: BTreeSet<&EntryId> = after.iter().map(|entry| &entry.id).collect();
        self.merged.removed += before.iter().filter(|entry| !kept.contains(&entry.id)).count();
        for entry in after {
            match old.get(&entry.id) {
                None => self.merged.added += 1,
                Some(old) if !says_the_same(old, entry) => self.merged.changed += 1,
                Some(_) => {}
            }
        }
    }
}

/// Whether two copies of an entry look alike. When a thread grows, its record and the revision of all its messages
/// change, and its old messages do not.
fn says_the_same(old: &Entry, new: &Entry) -> bool {
    let Entry {
        id: _,
        revision: _,
        raw: _,
        order: _,
        thread,
        when,
        place,
        channel,
        direction,
        actor,
        content,
        facts,
    } = new;
    (&old.thread, &old.when, &old.place, &old.channel) == (thread, when, place, channel)
        && (&old.direction, &old.actor, &old.facts) == (direction, actor, facts)
        && same_content(&old.content, content)
}

fn same_content(old: &Content, new: &Content) -> bool {
    let (Content::Call(old), Content::Call(new)) = (old, new) else { return old == new };
    let mut alike = Call::clone(old);
    alike.raw = new.raw.clone();
    alike == **new
}

//! Merging, order and look-up.

use std::{
    collections::{HashMap, HashSet, hash_map::Entry as Slot},
    sync::Arc,
};

use crate::model::{Call, CallId, Content, Entry, EntryId, Record, RecordId, Revision, Timestamp, Vendor};

use super::{
    call::{Detail, call_of},
    run::{Run, in_order},
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

/// A record's entries.
#[derive(Debug, Clone)]
struct Held {
    revision: Revision,
    /// As they are shown: calls with all their details once these are known.
    shown: Vec<Arc<Entry>>,
    /// The calls as they came, with their position among the entries.
    listed: Vec<(usize, Arc<Entry>)>,
}

/// Everything that passed between one lead and the company, as far as it arrived.
///
/// Merging is idempotent and does not depend on the order in which records and calls arrive: of each record and of
/// each whole call the copy with the greatest [`Revision`] counts.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    records: HashMap<RecordId, Held>,
    details: HashMap<CallId, Detail>,
    /// The records with an entry that shows a call, in no order: a call is looked for often, among many entries.
    holders: HashMap<CallId, Vec<RecordId>>,
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
        self.records.reserve(records.len());
        let mut change = Change::default();
        for record in newest_copies(records) {
            let (revision, entries) = (record.revision, record.entries);
            match self.records.entry(record.id) {
                Slot::Occupied(mut slot) if slot.get().revision < revision => {
                    let held = Held::new(revision, entries, &self.details);
                    let before = slot.insert(held);
                    for call in before.calls() {
                        if let Some(holders) = self.holders.get_mut(call) {
                            holders.retain(|holder| holder != slot.key());
                        }
                    }
                    note(&mut self.holders, slot.key(), slot.get());
                    change.replace(before.shown, &slot.get().shown);
                }
                Slot::Occupied(_) => {}
                Slot::Vacant(slot) => {
                    let held = Held::new(revision, entries, &self.details);
                    note(&mut self.holders, slot.key(), &held);
                    let held = slot.insert(held);
                    change.replace(Vec::new(), &held.shown);
                }
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
        let mut change = Change::default();
        for holder in self.holders.get(&id).into_iter().flatten() {
            let Some(held) = self.records.get_mut(holder) else { continue };
            let before = held.shown.clone();
            held.show(&self.details);
            change.replace(before, &held.shown);
        }
        self.apply(change)
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
        let records = self.holders.get(id)?.iter().filter_map(|holder| self.records.get(holder));
        let entries = records.flat_map(|held| &held.shown);
        let showing = entries.filter(|entry| call_of(entry).is_some_and(|call| call.id == *id));
        // The undated come first here too: no place is less than any.
        showing.max_by(|a, b| in_order(a, b))
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

impl Held {
    fn new(revision: Revision, entries: Vec<Entry>, details: &HashMap<CallId, Detail>) -> Self {
        let shown: Vec<Arc<Entry>> = entries.into_iter().map(Arc::new).collect();
        let calls = shown.iter().enumerate().filter(|(_, entry)| call_of(entry).is_some());
        let listed = calls.map(|(index, entry)| (index, entry.clone())).collect();
        let mut held = Self { revision, shown, listed };
        held.show(details);
        held
    }

    /// The calls that its entries show.
    fn calls(&self) -> impl Iterator<Item = &CallId> {
        self.listed.iter().filter_map(|(_, entry)| call_of(entry)).map(|call| &call.id)
    }

    /// Shows the details that are known.
    fn show(&mut self, details: &HashMap<CallId, Detail>) {
        for (index, listed) in &self.listed {
            let known = call_of(listed).and_then(|call| Some((call, details.get(&call.id)?)));
            if let (Some((call, detail)), Some(slot)) = (known, self.shown.get_mut(*index)) {
                *slot = Arc::new(detail.applied_to(listed, call));
            }
        }
    }
}

fn note(holders: &mut HashMap<CallId, Vec<RecordId>>, record: &RecordId, held: &Held) {
    for call in held.calls() {
        let holders = holders.entry(call.clone()).or_default();
        if !holders.contains(record) {
            holders.push(record.clone());
        }
    }
}

/// Of each record the copy with the greatest revision.
fn newest_copies(records: Vec<Record>) -> impl Iterator<Item = Record> {
    let mut newest: HashMap<&RecordId, usize> = HashMap::with_capacity(records.len());
    let mut is_newest = vec![true; records.len()];
    for (index, record) in records.iter().enumerate() {
        let held = newest.entry(&record.id).or_insert(index);
        if *held == index {
            continue;
        }
        let is_newer = records.get(*held).is_none_or(|other| other.revision < record.revision);
        let loser = if is_newer { std::mem::replace(held, index) } else { index };
        if let Some(flag) = is_newest.get_mut(loser) {
            *flag = false;
        }
    }
    records.into_iter().zip(is_newest).filter_map(|(record, is_newest)| is_newest.then_some(record))
}

impl Change {
    fn replace(&mut self, before: Vec<Arc<Entry>>, after: &[Arc<Entry>]) {
        if before.is_empty() {
            self.merged.added += after.len();
        } else {
            self.count(&before, after);
        }
        self.out.extend(before);
        self.fresh.extend_from_slice(after);
    }

    fn count(&mut self, before: &[Arc<Entry>], after: &[Arc<Entry>]) {
        let old: HashMap<&EntryId, &Entry> = before.iter().map(|entry| (&entry.id, entry.as_ref())).collect();
        let kept: HashSet<&EntryId> = after.iter().map(|entry| &entry.id).collect();
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

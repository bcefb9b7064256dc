//! Merging, order and look-up.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use crate::model::{
    Call, CallId, Channel, Content, Direction, Entry, EntryId, Record, RecordId, Revision, Timestamp, Vendor,
};

use super::{
    call::{Detail, call_of},
    run::{Book, Run, in_order},
    slot::{Class, Indexed, Number, Slot},
    texts::Texts,
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
    /// In the record's order.
    numbers: Box<[Number]>,
    /// The calls as they came, with their position among the entries: shown are they with all their details, once
    /// these are known.
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
    book: Book,
    pub(super) texts: Texts,
    pub(super) channels: Indexed<Channel>,
    pub(super) directions: Indexed<Direction>,
    dated: Run,
    undated: Run,
}

/// What leaves and what enters the two runs in one merge.
#[derive(Default)]
struct Change {
    out: HashSet<Number>,
    fresh: Vec<Number>,
    merged: Merged,
}

impl Timeline {
    /// Takes in records. A record replaces its older copy with all its entries; an older copy changes nothing.
    pub fn merge(&mut self, records: Vec<Record>) -> Merged {
        self.records.reserve(records.len());
        let mut change = Change::default();
        for Record { id, revision, entries } in newest_copies(records) {
            let before = self.records.get(&id);
            if before.is_some_and(|held| held.revision >= revision) {
                continue;
            }
            let mut entries: Vec<_> = entries.into_iter().map(Arc::new).collect();
            let listed = listed_calls(&entries);
            for (index, entry) in &listed {
                let known = call_of(entry).and_then(|call| Some((call, self.details.get(&call.id)?)));
                if let (Some((call, detail)), Some(slot)) = (known, entries.get_mut(*index)) {
                    *slot = Arc::new(detail.applied_to(entry, call));
                }
            }
            let before = before.map_or_else(Vec::new, |held| held.numbers.to_vec());
            let numbers = self.renew(before, entries, &mut change);
            let held = Held { revision, numbers, listed };
            if let Some(before) = self.records.get(&id) {
                for call in before.calls() {
                    if let Some(holders) = self.holders.get_mut(call) {
                        holders.retain(|holder| *holder != id);
                    }
                }
            }
            note(&mut self.holders, &id, &held);
            self.records.insert(id, held);
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
        let mut change = Change::default();
        let holders = self.holders.get(&id).into_iter().flatten();
        let showing: Vec<_> = holders
            .filter_map(|holder| self.records.get(holder))
            .flat_map(|held| {
                held.listed.iter().filter_map(|(at, listed)| Some((*held.numbers.get(*at)?, listed)))
            })
            .filter_map(|(number, listed)| {
                Some((number, listed, call_of(listed).filter(|call| call.id == id)?))
            })
            .map(|(number, listed, call)| (number, Arc::new(detail.applied_to(listed, call))))
            .collect();
        for (number, entry) in showing {
            self.put(number, entry, &mut change);
        }
        self.details.insert(id, detail);
        self.apply(change)
    }

    /// Puts a record's new entries in the place of its old ones, each under its old number.
    fn renew(&mut self, before: Vec<Number>, entries: Vec<Arc<Entry>>, change: &mut Change) -> Box<[Number]> {
        let known = |number: Number| Some((self.book.get(number)?.id.part.clone(), number));
        let mut left: HashMap<Box<str>, Number> = before.into_iter().filter_map(known).collect();
        let numbers = entries
            .into_iter()
            .map(|entry| {
                if let Some(number) = left.remove(&entry.id.part) {
                    self.put(number, entry, change);
                    return number;
                }
                let number = self.book.add(entry.clone());
                self.texts.set(number, &entry);
                change.fresh.push(number);
                change.merged.added += 1;
                number
            })
            .collect();
        change.merged.removed += left.len();
        for number in left.into_values() {
            self.book.put(number, None);
            self.texts.remove(number);
            change.out.insert(number);
        }
        numbers
    }

    /// Puts an entry in the place of what it was.
    fn put(&mut self, number: Number, entry: Arc<Entry>, change: &mut Change) {
        let old = self.book.get(number);
        change.merged.changed += usize::from(old.is_none_or(|old| !says_the_same(old, &entry)));
        if old.is_none_or(|old| old.texts() != entry.texts()) {
            self.texts.set(number, &entry);
        }
        self.book.put(number, Some(entry));
        change.out.insert(number);
        change.fresh.push(number);
    }

    fn apply(&mut self, change: Change) -> Merged {
        let (mut dated, mut undated) = (Vec::new(), Vec::new());
        for number in change.fresh {
            let Some(entry) = self.book.get(number) else { continue };
            let channel = self.channels.index_of(&entry.channel);
            let direction = self.directions.index_of(&entry.direction);
            let run = if entry.place.is_some() { &mut dated } else { &mut undated };
            run.push(Slot::of(entry, number, channel, direction));
        }
        self.dated.replace(&change.out, dated, &self.book);
        self.undated.replace(&change.out, undated, &self.book);
        change.merged
    }

    pub(super) fn dated_slots(&self) -> &[Slot] {
        self.dated.slots()
    }

    pub(super) fn undated_slots(&self) -> &[Slot] {
        self.undated.slots()
    }

    pub(super) fn slots(&self) -> impl DoubleEndedIterator<Item = &Slot> {
        self.undated_slots().iter().chain(self.dated_slots())
    }

    /// An entry by its number; `None` when it is gone.
    pub fn entry(&self, number: Number) -> Option<&Arc<Entry>> {
        self.book.get(number)
    }

    /// The number of an entry.
    pub fn number_of(&self, id: &EntryId) -> Option<Number> {
        let numbers = &self.records.get(&id.record)?.numbers;
        numbers
            .iter()
            .copied()
            .find(|number| self.entry(*number).is_some_and(|entry| entry.id.part == id.part))
    }

    /// The number that the next new entry will have: all that are there have lower ones.
    pub fn next_number(&self) -> Number {
        self.book.next()
    }

    fn resolved<'a>(&'a self, slots: &'a [Slot]) -> impl DoubleEndedIterator<Item = &'a Arc<Entry>> {
        slots.iter().filter_map(|slot| self.entry(slot.number))
    }

    /// The entries that have a place in time, ascending by place, vendor, record and position in the record.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &Arc<Entry>> {
        self.resolved(self.dated_slots())
    }

    /// The entries that have no place in time, by vendor, record and position in the record.
    pub fn undated(&self) -> impl DoubleEndedIterator<Item = &Arc<Entry>> {
        self.resolved(self.undated_slots())
    }

    /// Every entry, oldest first; the undated come before the dated.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Arc<Entry>> {
        self.undated().chain(self.entries())
    }

    /// The entries that show a call, in the same order.
    pub fn calls(&self) -> impl DoubleEndedIterator<Item = (&Arc<Entry>, &Arc<Call>)> {
        let slots = self.slots().filter(|slot| slot.class == Class::Call);
        slots.filter_map(|slot| self.entry(slot.number)).filter_map(|entry| Some((entry, call_of(entry)?)))
    }

    /// One entry of every kind: together they tell of everybody who took part and of every thread. In the same order.
    pub fn kinds(&self) -> impl Iterator<Item = &Arc<Entry>> {
        let mut known = HashSet::new();
        let mut last = None;
        let is_new = move |slot: &&Slot| {
            let is_another = last.replace(slot.kin) != Some(slot.kin);
            is_another && known.insert(slot.kin)
        };
        self.slots().filter(is_new).filter_map(|slot| self.entry(slot.number))
    }

    /// How many entries there are, undated ones included.
    pub fn len(&self) -> usize {
        self.dated_slots().len() + self.undated_slots().len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One entry by its name.
    pub fn get(&self, id: &EntryId) -> Option<&Arc<Entry>> {
        self.entry(self.number_of(id)?)
    }

    /// The entry closest to a moment; of two equally close ones the earlier.
    pub fn nearest(&self, at: Timestamp) -> Option<&Arc<Entry>> {
        let slots = self.dated_slots();
        let index = slots.partition_point(|slot| slot.place() < Some(at));
        let before = index.checked_sub(1).and_then(|index| slots.get(index));
        let distance = |slot: &&Slot| slot.place().map(|place| place.millis().abs_diff(at.millis()));
        // `min_by_key` keeps the first of equals.
        let nearest = before.into_iter().chain(slots.get(index)).min_by_key(distance)?;
        self.entry(nearest.number)
    }

    /// A call, as much of it as is known: with all details once they were fetched.
    pub fn call(&self, id: &CallId) -> Option<Arc<Call>> {
        let shown = self.call_entry(id).and_then(|entry| call_of(entry));
        shown.or_else(|| self.details.get(id).map(|detail| &detail.call)).cloned()
    }

    /// The newest entry that shows a call.
    pub fn call_entry(&self, id: &CallId) -> Option<&Arc<Entry>> {
        let records = self.holders.get(id)?.iter().filter_map(|holder| self.records.get(holder));
        let entries = records.flat_map(|held| &held.numbers).filter_map(|number| self.entry(*number));
        let showing = entries.filter(|entry| call_of(entry).is_some_and(|call| call.id == *id));
        // The undated come first here too: no place is less than any.
        showing.max_by(|a, b| in_order(a, b))
    }

    /// The first and the last place in time.
    pub fn span(&self) -> Option<(Timestamp, Timestamp)> {
        Some((self.dated_slots().first()?.place()?, self.dated_slots().last()?.place()?))
    }

    /// What is known of each vendor, in the vendors' order; vendors without entries are left out.
    pub fn spans(&self) -> Vec<VendorSpan> {
        let mut spans = Vendor::ALL.map(|vendor| VendorSpan { vendor, entries: 0, span: None });
        for slot in self.slots() {
            let Some(known) = spans.iter_mut().find(|span| span.vendor == slot.vendor) else { continue };
            known.entries += 1;
            if let Some(place) = slot.place() {
                known.span = Some((known.span.map_or(place, |(first, _)| first), place));
            }
        }
        spans.into_iter().filter(|span| span.entries > 0).collect()
    }
}

impl Held {
    /// The calls that its entries show.
    fn calls(&self) -> impl Iterator<Item = &CallId> {
        self.listed.iter().filter_map(|(_, entry)| call_of(entry)).map(|call| &call.id)
    }
}

/// The calls among a record's entries, with their positions.
fn listed_calls(entries: &[Arc<Entry>]) -> Vec<(usize, Arc<Entry>)> {
    let calls = entries.iter().enumerate().filter(|(_, entry)| call_of(entry).is_some());
    calls.map(|(index, entry)| (index, entry.clone())).collect()
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

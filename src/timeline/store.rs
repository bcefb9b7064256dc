//! Merging, order and look-up.

use std::sync::Arc;

use crate::model::{Call, CallId, Content, Entry, EntryId, Record, RecordId, Timestamp, Vendor};

use super::{
    book::{At, Book, Held, in_order},
    call::{Detail, call_of},
    hash::{QuickMap, QuickSet},
    run::Run,
    slot::{Class, Number, Slot, Values},
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

/// Everything that passed between one lead and the company, as far as it arrived.
///
/// Merging is idempotent and does not depend on the order in which records and calls arrive: of each record and of
/// each whole call the copy with the greatest [`Revision`] counts.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    book: Book,
    /// The records with an entry that shows a call, in no order: a call is looked for often, among many entries.
    holders: QuickMap<CallId, Vec<At>>,
    pub(super) texts: Texts,
    pub(super) values: Values,
    dated: Run,
    undated: Run,
}

/// What leaves and what enters the two runs in one merge.
#[derive(Default)]
struct Change {
    out: QuickSet<Number>,
    fresh: Vec<(Number, Arc<Entry>)>,
    /// Those that are new, and those that say something else now.
    news: Vec<Number>,
    merged: Merged,
}

impl Timeline {
    /// Takes in records. A record replaces its older copy with all its entries; an older copy changes nothing.
    pub fn merge(&mut self, records: Vec<Record>) -> Merged {
        self.merge_noting(records).0
    }

    /// The same, and tells also which entries are new or say something else now.
    pub fn merge_noting(&mut self, records: Vec<Record>) -> (Merged, Vec<Number>) {
        self.book.reserve(records.len());
        let mut change = Change::default();
        for Record { id, revision, entries, again } in newest_copies(records) {
            let known = self.book.find(&id);
            if known.and_then(|at| self.book.held(at)).is_some_and(|held| held.revision >= revision) {
                continue;
            }
            let at = known.unwrap_or_else(|| self.book.add_record(id, revision));
            self.unnote(at);
            let entries = self.renew(at, entries, &mut change);
            self.book.keep(at, revision, again, &entries);
            for call in self.book.held(at).into_iter().flat_map(Held::calls) {
                let holders = self.holders.entry(call.clone()).or_default();
                if !holders.contains(&at) {
                    holders.push(at);
                }
            }
        }
        let news = std::mem::take(&mut change.news);
        (self.apply(change), news)
    }

    /// Takes in a whole call. The entry that shows this call shows all of it from now on, also when the entry's
    /// record arrives later or again.
    pub fn set_call(&mut self, call: Call) -> Merged {
        let id = call.id.clone();
        let detail = Detail::new(call);
        if self.book.detail(&id).is_some_and(|held| held.revision >= detail.revision) {
            return Merged::default();
        }
        let mut change = Change::default();
        let showing: Vec<_> = self.showing(&id).collect();
        let before: Vec<_> = showing.iter().map(|number| self.entry(*number)).collect();
        self.book.set_detail(detail, &showing);
        for (number, old) in showing.into_iter().zip(before) {
            if let Some(entry) = self.entry(number) {
                self.renew_one(number, old.as_ref(), &entry, &mut change);
            }
        }
        self.apply(change)
    }

    /// The entries that show a call.
    fn showing(&self, call: &CallId) -> impl Iterator<Item = Number> {
        let holders = self.holders.get(call).into_iter().flatten().filter_map(|at| self.book.held(*at));
        let numbers = holders.flat_map(|held| &held.numbers).copied();
        numbers.filter(move |number| self.book.call(*number).is_some_and(|(shown, _)| shown == call))
    }

    /// A record's calls are not shown by it any more.
    fn unnote(&mut self, at: At) {
        for call in self.book.held(at).into_iter().flat_map(Held::calls) {
            if let Some(holders) = self.holders.get_mut(call) {
                holders.retain(|holder| *holder != at);
            }
        }
    }

    /// Gives a record's new entries their numbers: those of its old ones where they are the same part.
    fn renew(&mut self, at: At, entries: Vec<Entry>, change: &mut Change) -> Vec<(Number, Arc<Entry>)> {
        let before = self.book.held(at).map(|held| held.numbers.clone()).unwrap_or_default();
        let known = |number: &Number| Some((*number, self.book.get(*number)?));
        let mut left: QuickMap<Box<str>, (Number, Arc<Entry>)> = before
            .iter()
            .filter_map(known)
            .map(|(number, old)| (old.id.part.clone(), (number, old)))
            .collect();
        let numbered = entries
            .into_iter()
            .map(|entry| {
                let came = Arc::new(entry);
                let entry = self.book.shown(came.clone());
                // Of a record that is new, nothing is left to be looked for.
                if !left.is_empty()
                    && let Some((number, old)) = left.remove(&entry.id.part)
                {
                    self.renew_one(number, Some(&old), &entry, change);
                    return (number, came);
                }
                let number = self.book.take_number();
                self.texts.set(number, &entry);
                change.fresh.push((number, entry));
                change.news.push(number);
                change.merged.added += 1;
                (number, came)
            })
            .collect();
        change.merged.removed += left.len();
        for (number, _) in left.into_values() {
            self.book.remove(number);
            self.texts.remove(number);
            change.out.insert(number);
        }
        numbered
    }

    /// Notes what an entry says in place of what it said.
    fn renew_one(
        &mut self,
        number: Number,
        old: Option<&Arc<Entry>>,
        entry: &Arc<Entry>,
        change: &mut Change,
    ) {
        if old.is_none_or(|old| !says_the_same(old, entry)) {
            change.merged.changed += 1;
            change.news.push(number);
        }
        if old.is_none_or(|old| old.texts() != entry.texts()) {
            self.texts.set(number, entry);
        }
        change.out.insert(number);
        change.fresh.push((number, entry.clone()));
    }

    fn apply(&mut self, change: Change) -> Merged {
        let (mut dated, mut undated) = (Vec::new(), Vec::new());
        for (number, entry) in change.fresh {
            let run = if entry.place.is_some() { &mut dated } else { &mut undated };
            run.push(Slot::of(&entry, number, &mut self.values));
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
    pub fn entry(&self, number: Number) -> Option<Arc<Entry>> {
        self.book.get(number)
    }

    /// The number of an entry.
    pub fn number_of(&self, id: &EntryId) -> Option<Number> {
        let held = self.book.held(self.book.find(&id.record)?)?;
        held.numbers
            .iter()
            .copied()
            .find(|number| self.entry(*number).is_some_and(|entry| entry.id.part == id.part))
    }

    /// The number that the next new entry will have: all that are there have lower ones.
    pub fn next_number(&self) -> Number {
        self.book.next()
    }

    fn resolved<'a>(&'a self, slots: &'a [Slot]) -> impl DoubleEndedIterator<Item = Arc<Entry>> {
        slots.iter().filter_map(|slot| self.entry(slot.number))
    }

    /// The entries that have a place in time, ascending by place, vendor, record and position in the record.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = Arc<Entry>> {
        self.resolved(self.dated_slots())
    }

    /// The entries that have no place in time, by vendor, record and position in the record.
    pub fn undated(&self) -> impl DoubleEndedIterator<Item = Arc<Entry>> {
        self.resolved(self.undated_slots())
    }

    /// Every entry, oldest first; the undated come before the dated.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = Arc<Entry>> {
        self.undated().chain(self.entries())
    }

    /// The calls that entries show, in the same order; each with whether all of it is here.
    pub fn calls(&self) -> impl DoubleEndedIterator<Item = (&CallId, bool)> {
        let slots = self.slots().filter(|slot| slot.class == Class::Call);
        slots.filter_map(|slot| self.book.call(slot.number))
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
    pub fn get(&self, id: &EntryId) -> Option<Arc<Entry>> {
        self.entry(self.number_of(id)?)
    }

    /// The entry closest to a moment; of two equally close ones the earlier.
    pub fn nearest(&self, at: Timestamp) -> Option<Arc<Entry>> {
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
        let shown = self.call_entry(id).and_then(|entry| call_of(&entry).cloned());
        shown.or_else(|| self.book.detail(id).map(|detail| detail.call.clone()))
    }

    /// The newest entry that shows a call.
    pub fn call_entry(&self, id: &CallId) -> Option<Arc<Entry>> {
        let showing = self.showing(id).filter_map(|number| self.entry(number));
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

/// Of each record the copy with the greatest revision.
fn newest_copies(records: Vec<Record>) -> impl Iterator<Item = Record> {
    let mut newest: QuickMap<&RecordId, usize> = QuickMap::default();
    newest.reserve(records.len());
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

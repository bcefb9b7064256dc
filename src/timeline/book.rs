//! Records and their entries, by number. Most entries are not here as such: they are made from the record's text again
//! when somebody looks at them.

use std::{
    cmp::Ordering,
    hash::BuildHasher as _,
    sync::{Arc, Mutex, PoisonError},
};

use hashbrown::HashTable;

use crate::model::{Again, CallId, Entry, Raw, RecordId, Revision};

use super::{
    call::{Detail, call_of},
    hash::{QuickMap, Quickly},
    shelf::{Lies, Shelf},
    slot::{Number, Slot},
};

/// The one order of all entries: place, vendor, record, position in the record. The part's name settles what is
/// left, so that no two entries are equal.
pub(super) fn in_order(a: &Entry, b: &Entry) -> Ordering {
    (a.place, &a.id.record, a.order, &a.id.part).cmp(&(b.place, &b.id.record, b.order, &b.id.part))
}

/// A record's position in the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At(u32);

/// A record's entries.
#[derive(Debug, Clone)]
pub(super) struct Held {
    id: RecordId,
    pub(super) revision: Revision,
    /// In the record's order.
    pub(super) numbers: Box<[Number]>,
    /// The calls among its entries.
    calls: Box<[ListedCall]>,
    kept: Kept,
}

/// A call that a list shows.
#[derive(Debug, Clone)]
struct ListedCall {
    id: CallId,
    number: Number,
    /// Whether the list says all of it.
    is_whole: bool,
}

/// What is kept of a record.
#[derive(Debug, Clone)]
enum Kept {
    /// Its entries, as they came.
    Whole(Box<[Arc<Entry>]>),
    /// Its text, of which they are made again.
    Packed { text: Lies, path: u32, again: Again },
}

impl Held {
    /// The calls that its entries show.
    pub(super) fn calls(&self) -> impl Iterator<Item = &CallId> {
        self.calls.iter().map(|call| &call.id)
    }
}

/// An entry, as far as it is here.
#[derive(Debug, Clone, Copy)]
struct Cell {
    /// `None` when it is gone: the newer copy of its record no longer has it.
    record: Option<At>,
    /// Its position in the record, by which it is ordered.
    order: u32,
}

/// The entries that were looked at last, in two generations: when there are many young ones, they become the old ones,
/// and the old ones go.
#[derive(Debug, Default)]
struct Seen(Mutex<Generations>);

#[derive(Debug, Default)]
struct Generations {
    young: QuickMap<Number, Arc<Entry>>,
    old: QuickMap<Number, Arc<Entry>>,
}

/// How many young ones there are at most: more than a list has that is on the page with all its rows.
const SEEN: usize = 6_000;

impl Generations {
    fn get(&mut self, number: Number) -> Option<Arc<Entry>> {
        if let Some(entry) = self.young.get(&number) {
            return Some(entry.clone());
        }
        let entry = self.old.remove(&number)?;
        self.insert(number, entry.clone());
        Some(entry)
    }

    fn insert(&mut self, number: Number, entry: Arc<Entry>) {
        if self.young.len() >= SEEN {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(number, entry);
    }

    fn remove(&mut self, number: Number) {
        self.young.remove(&number);
        self.old.remove(&number);
    }
}

impl Clone for Seen {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// The records of a timeline, and its entries by number.
#[derive(Debug, Clone, Default)]
pub(super) struct Book {
    records: Vec<Held>,
    /// Positions in `records`.
    by_id: HashTable<u32>,
    cells: Vec<Cell>,
    /// What is known of whole calls.
    details: QuickMap<CallId, Detail>,
    shelf: Shelf,
    /// Where records came from: few, as many come with one answer.
    paths: Vec<Arc<str>>,
    seen: Seen,
}

impl Book {
    pub(super) fn reserve(&mut self, records: usize) {
        self.records.reserve(records);
        self.cells.reserve(records);
        let held = &self.records;
        self.by_id.reserve(records, |at| hash_at(held, *at));
    }

    /// Where a record is.
    pub(super) fn find(&self, id: &RecordId) -> Option<At> {
        let is_it = |at: &u32| self.records.get(*at as usize).is_some_and(|held| held.id == *id);
        self.by_id.find(hash(id), is_it).copied().map(At)
    }

    /// A record.
    pub(super) fn held(&self, at: At) -> Option<&Held> {
        self.records.get(at.0 as usize)
    }

    /// Makes room for a record that is not here yet.
    pub(super) fn add_record(&mut self, id: RecordId, revision: Revision) -> At {
        let at = Number::new(self.records.len()).0;
        self.by_id.insert_unique(hash(&id), at, |at| hash_at(&self.records, *at));
        let kept = Kept::Whole(Box::default());
        let (numbers, calls) = (Box::default(), Box::default());
        self.records.push(Held { id, revision, numbers, calls, kept });
        At(at)
    }

    /// Keeps a copy of a record, with its entries' numbers: the text, if it can be read again.
    pub(super) fn keep(
        &mut self,
        at: At,
        revision: Revision,
        again: Option<Again>,
        entries: &[(Number, Arc<Entry>)],
    ) {
        // What is on the page with all its rows need not be read again for them.
        let is_short = self.cells.len() <= SEEN;
        let seen = self.seen.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        for (number, entry) in entries {
            if let Some(cell) = self.cells.get_mut(number.index()) {
                *cell = Cell { record: Some(at), order: entry.order };
            }
            seen.remove(*number);
            if is_short && again.is_some() && call_of(entry).is_none() {
                seen.insert(*number, entry.clone());
            }
        }
        let kept = match again.and_then(|again| Some((again, &entries.first()?.1.raw))) {
            Some((again, raw)) => {
                Kept::Packed { text: self.shelf.put(&raw.text), path: self.path(&raw.path), again }
            }
            None => Kept::Whole(entries.iter().map(|(_, entry)| entry.clone()).collect()),
        };
        let calls = entries.iter().filter_map(|(number, entry)| {
            let call = call_of(entry)?;
            Some(ListedCall { id: call.id.clone(), number: *number, is_whole: call.is_whole })
        });
        let Some(held) = self.records.get_mut(at.0 as usize) else { return };
        held.revision = revision;
        held.numbers = entries.iter().map(|(number, _)| *number).collect();
        held.calls = calls.collect();
        if let Kept::Packed { text, .. } = std::mem::replace(&mut held.kept, kept) {
            self.shelf.forget(text);
        }
        if self.shelf.is_wasteful() {
            self.pack_anew();
        }
    }

    /// What is known of a whole call.
    pub(super) fn detail(&self, call: &CallId) -> Option<&Detail> {
        self.details.get(call)
    }

    /// Takes in a whole call, and which entries show it.
    pub(super) fn set_detail(&mut self, detail: Detail, showing: &[Number]) {
        let seen = self.seen.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        for number in showing {
            seen.remove(*number);
        }
        self.details.insert(detail.call.id.clone(), detail);
    }

    /// The call that an entry shows, and whether all of it is here.
    pub(super) fn call(&self, number: Number) -> Option<(&CallId, bool)> {
        let held = self.held(self.cells.get(number.index())?.record?)?;
        let listed = held.calls.iter().find(|call| call.number == number)?;
        let detail = self.details.get(&listed.id);
        let is_whole =
            detail.map_or(listed.is_whole, |detail| detail.is_whole(held.revision, listed.is_whole));
        Some((&listed.id, is_whole))
    }

    /// Forgets an entry.
    pub(super) fn remove(&mut self, number: Number) {
        if let Some(cell) = self.cells.get_mut(number.index()) {
            cell.record = None;
        }
        self.seen.0.get_mut().unwrap_or_else(PoisonError::into_inner).remove(number);
    }

    /// The number that the next new entry has; it is then taken.
    pub(super) fn take_number(&mut self) -> Number {
        let number = self.next();
        self.cells.push(Cell { record: None, order: 0 });
        number
    }

    /// The number that the next new entry will have.
    pub(super) fn next(&self) -> Number {
        Number::new(self.cells.len())
    }

    /// An entry as it is shown; `None` when it is gone.
    pub(super) fn get(&self, number: Number) -> Option<Arc<Entry>> {
        let held = self.held(self.cells.get(number.index())?.record?)?;
        match &held.kept {
            Kept::Whole(entries) => {
                let at = held.numbers.iter().position(|known| *known == number)?;
                entries.get(at).map(|entry| self.shown(entry.clone()))
            }
            Kept::Packed { text, path, again } => self.seen(number).or_else(|| {
                let raw = Raw {
                    text: self.shelf.get(*text)?,
                    pointer: Box::default(),
                    path: self.paths.get(*path as usize)?.clone(),
                    fetched: held.revision.fetched,
                };
                self.read_again(held, (again.0)(&raw), number)
            }),
        }
    }

    /// Takes note of all entries of a record, and gives this one.
    fn read_again(&self, held: &Held, entries: Vec<Entry>, wanted: Number) -> Option<Arc<Entry>> {
        let mut found = None;
        let mut seen = self.seen.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (number, mut entry) in held.numbers.iter().zip(entries) {
            entry.id.record = held.id.clone();
            entry.revision = held.revision;
            let entry = self.shown(Arc::new(entry));
            if *number == wanted {
                found = Some(entry.clone());
            }
            seen.insert(*number, entry);
        }
        found
    }

    /// An entry with all that is known of its call.
    pub(super) fn shown(&self, entry: Arc<Entry>) -> Arc<Entry> {
        let known = call_of(&entry).and_then(|call| Some((call, self.details.get(&call.id)?)));
        known.map(|(call, detail)| Arc::new(detail.applied_to(&entry, call))).unwrap_or(entry)
    }

    fn seen(&self, number: Number) -> Option<Arc<Entry>> {
        self.seen.0.lock().unwrap_or_else(PoisonError::into_inner).get(number)
    }

    fn path(&mut self, path: &Arc<str>) -> u32 {
        let known = self.paths.iter().rposition(|known| known == path);
        let index = known.unwrap_or_else(|| {
            self.paths.push(path.clone());
            self.paths.len() - 1
        });
        Number::new(index).0
    }

    fn pack_anew(&mut self) {
        let mut texts: Vec<&mut Lies> = self
            .records
            .iter_mut()
            .filter_map(|held| match &mut held.kept {
                Kept::Packed { text, .. } => Some(text),
                Kept::Whole(_) => None,
            })
            .collect();
        // Each block is opened once.
        texts.sort_unstable_by_key(|text| **text);
        let mut anew = Shelf::default();
        for text in texts {
            *text = anew.put(&self.shelf.get(*text).unwrap_or_default());
        }
        self.shelf = anew;
    }

    /// The order of two entries.
    pub(super) fn compare(&self, a: &Slot, b: &Slot) -> Ordering {
        // Records lie all over the memory: they are looked at only where time does not tell.
        a.place().cmp(&b.place()).then_with(|| self.compare_records(a.number, b.number))
    }

    fn compare_records(&self, a: Number, b: Number) -> Ordering {
        let (Some(one), Some(other)) = (self.cells.get(a.index()), self.cells.get(b.index())) else {
            return a.cmp(&b);
        };
        let id = |cell: &Cell| self.held(cell.record?).map(|held| &held.id);
        let by_record = if one.record == other.record { Ordering::Equal } else { id(one).cmp(&id(other)) };
        by_record.then(one.order.cmp(&other.order)).then_with(|| match (self.get(a), self.get(b)) {
            (Some(a), Some(b)) => a.id.part.cmp(&b.id.part),
            _ => a.cmp(&b),
        })
    }
}

fn hash(id: &RecordId) -> u64 {
    Quickly::default().hash_one(id)
}

fn hash_at(records: &[Held], at: u32) -> u64 {
    records.get(at as usize).map(|held| hash(&held.id)).unwrap_or_default()
}

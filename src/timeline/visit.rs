//! What was there when the reader came, and what is new since.

use crate::model::Timestamp;

use super::{Number, Order, Rows, Timeline};

/// Who was away for so many milliseconds comes anew.
const LONG: i64 = 300_000;

/// A vendor's clock and the reader's may differ by so many milliseconds.
const SKEW: i64 = 120_000;

/// What was there when the reader came. It stays the same for as long as they stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    since: Timestamp,
    /// Entries with lower numbers were there.
    next: Number,
    /// The latest of them that is not yet to come.
    newest: Option<Timestamp>,
}

impl Visit {
    /// The reader came at this moment, and this was there.
    pub fn begin(timeline: &Timeline, since: Timestamp) -> Self {
        let slots = timeline.dated_slots();
        let soon = since.plus_millis(SKEW);
        let past = slots.partition_point(|slot| slot.place() <= Some(soon));
        let newest = past.checked_sub(1).and_then(|at| slots.get(at)?.place());
        Self { since, next: timeline.next_number(), newest }
    }

    /// When it began.
    pub const fn since(&self) -> Timestamp {
        self.since
    }

    /// Whatever came since then has a later place, or is a part of the history that was only read since.
    fn earliest(&self) -> Option<Timestamp> {
        self.newest.max(Some(self.since.plus_millis(-SKEW)))
    }

    /// How many entries came since then that are not a part of the history that was only read since.
    pub fn arrived(&self, timeline: &Timeline) -> usize {
        let earliest = self.earliest();
        let late = timeline.dated_slots().iter().rev().take_while(|slot| slot.place() > earliest);
        late.filter(|slot| slot.number >= self.next).count()
    }

    /// The row at which the new entries begin, or end: the one with the oldest entry that came since then, and that is
    /// not a part of the history that was only read since.
    pub fn border(&self, rows: &Rows, order: Order) -> Option<usize> {
        let earliest = self.earliest();
        let new = rows.those(|number, place| number >= self.next && place > earliest);
        let oldest = match order {
            Order::NewestFirst => new.last(),
            Order::OldestFirst => new.first(),
        };
        oldest.map(|(row, _)| *row)
    }
}

/// The reader does not see the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Away {
    since: Timestamp,
    /// What was there when they left.
    left: Option<Visit>,
}

impl Away {
    /// The reader leaves at this moment, and this is there; nothing counts as there while it is still being read.
    pub fn begin(timeline: Option<&Timeline>, since: Timestamp) -> Self {
        Self { since, left: timeline.map(|timeline| Visit::begin(timeline, since)) }
    }

    /// The same, when what was there is dropped.
    #[must_use]
    pub const fn emptied(self) -> Self {
        Self { left: None, ..self }
    }

    /// The visit that begins when the reader is back: what came while they were away is new. `None` when they were
    /// away for a moment only.
    pub fn end(self, now: Timestamp) -> Option<Visit> {
        self.left.filter(|_| now.millis() - self.since.millis() >= LONG)
    }
}

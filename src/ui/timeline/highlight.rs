//! Where the search's words are marked: at once in the days that the reader sees, in the others while nobody waits.

use leptos::prelude::*;

use super::{motion::Motion, shown::Shown, staging::STEP};
use crate::timeline::{Heading, Needle};

/// The days on the page, and what each of them is marked for.
#[derive(Clone, Copy)]
pub(super) struct Highlight {
    /// What the reader searches for.
    query: Signal<Needle>,
    motion: Motion,
    days: StoredValue<Vec<MarkedDay>>,
    /// Whether days are about to be marked.
    is_underway: StoredValue<bool>,
}

/// A day, and what it is marked for.
#[derive(Clone, Copy)]
struct MarkedDay {
    heading: Heading,
    query: RwSignal<Needle>,
}

impl Highlight {
    /// Follows what the reader searches for.
    pub(super) fn new(query: Signal<Needle>, motion: Motion) -> Self {
        let highlight =
            Self { query, motion, days: StoredValue::default(), is_underway: StoredValue::default() };
        Effect::new(move |before: Option<()>| {
            query.track();
            if before.is_some() {
                motion.give_time();
                highlight.mark(0);
            }
        });
        highlight
    }

    /// What a day is to be marked for. It is one of the days until its owner is gone.
    pub(super) fn of_day(self, heading: Heading) -> Signal<Needle> {
        let query = RwSignal::new(self.query.get_untracked());
        self.days.update_value(|days| days.push(MarkedDay { heading, query }));
        on_cleanup(move || {
            // The list may be gone before.
            let _ = self.days.try_update_value(|days| days.retain(|day| day.query != query));
        });
        query.into()
    }

    /// Marks a day that the reader is about to see.
    pub(super) fn mark_ahead(self, heading: Heading) {
        for day in self.due().into_iter().filter(|day| day.heading == heading) {
            day.query.set(self.query.get_untracked());
        }
    }

    /// The days that are marked for something else yet.
    fn due(self) -> Vec<MarkedDay> {
        let wanted = self.query.get_untracked();
        let is_due = |day: &MarkedDay| day.query.with_untracked(|query| *query != wanted);
        self.days.with_value(|days| days.iter().copied().filter(is_due).collect())
    }

    /// Marks the days in view, and others of about so many rows together; the rest while nobody waits.
    fn mark(self, mut others: usize) {
        let due = self.due();
        if due.is_empty() {
            return;
        }
        let wanted = self.query.get_untracked();
        let in_view = self.motion.headings_in_view();
        let (seen, unseen): (Vec<_>, Vec<_>) =
            due.into_iter().partition(|day| in_view.contains(&day.heading));
        for day in seen {
            day.query.set(wanted.clone());
        }
        let rows = |day: &MarkedDay| {
            let cells = |shown: &Shown| shown.plan.section(day.heading).map_or(0, |(_, cells)| cells.len());
            self.motion.shown.with_untracked(cells)
        };
        let mut unseen = unseen.into_iter().peekable();
        while others > 0
            && let Some(day) = unseen.next()
        {
            others = others.saturating_sub(rows(&day));
            day.query.set(wanted.clone());
        }
        if unseen.peek().is_some() && !self.is_underway.get_value() {
            self.is_underway.set_value(true);
            self.motion.when_idle(move || {
                if self.is_underway.try_update_value(|is_underway| *is_underway = false).is_some() {
                    self.mark(STEP);
                }
            });
        }
    }
}

//! Where the search's words are marked: at once in the days that the reader sees, in the others while nobody waits.

use std::time::Duration;

use leptos::prelude::*;

use super::{motion::Motion, staging::PAUSE};
use crate::timeline::{Heading, Needle};

/// About so many rows are marked at a time. Few enough for a frame.
const STEP: usize = 60;

/// The days on the page, and what each of them is marked for.
#[derive(Clone, Copy)]
pub(super) struct Highlight {
    query: Signal<Needle>,
    motion: Motion,
    days: StoredValue<Vec<Marked>>,
    is_underway: StoredValue<bool>,
}

/// What a day is marked for.
#[derive(Clone, Copy)]
struct Marked {
    heading: Heading,
    query: RwSignal<Needle>,
    rows: Signal<usize>,
}

impl Highlight {
    /// Follows what the reader searches for.
    pub(super) fn new(query: Signal<Needle>, motion: Motion) -> Self {
        let highlight =
            Self { query, motion, days: StoredValue::default(), is_underway: StoredValue::default() };
        Effect::new(move |_| {
            query.track();
            motion.give_time();
            highlight.mark(0);
        });
        highlight
    }

    /// What a day is to be marked for. It is one of the days until its owner is gone.
    pub(super) fn of_day(self, heading: Heading, rows: Signal<usize>) -> Signal<Needle> {
        let query = RwSignal::new(self.query.get_untracked());
        self.days.update_value(|days| days.push(Marked { heading, query, rows }));
        on_cleanup(move || {
            // The list may be gone before.
            let _ = self.days.try_update_value(|days| days.retain(|day| day.query != query));
        });
        query.into()
    }

    /// Marks the days in view, and of the others about so many rows.
    fn mark(self, mut left: usize) {
        let is_first = left == 0;
        let wanted = self.query.get_untracked();
        let is_due = |day: &Marked| day.query.with_untracked(|query| *query != wanted);
        let due: Vec<Marked> = self.days.with_value(|days| days.iter().copied().filter(is_due).collect());
        if due.is_empty() {
            return;
        }
        let in_view = self.motion.headings_in_view();
        let (seen, others): (Vec<_>, Vec<_>) =
            due.into_iter().partition(|day| in_view.contains(&day.heading));
        let mut others = others.into_iter().peekable();
        for day in seen {
            day.query.set(wanted.clone());
        }
        while left > 0
            && let Some(day) = others.next()
        {
            left = left.saturating_sub(day.rows.get_untracked());
            day.query.set(wanted.clone());
        }
        if others.peek().is_some() && !self.is_underway.get_value() {
            self.is_underway.set_value(true);
            let go_on = move || {
                if self.is_underway.try_update_value(|is_underway| *is_underway = false).is_some() {
                    self.mark(STEP);
                }
            };
            // The next key comes first.
            set_timeout(go_on, if is_first { PAUSE } else { Duration::ZERO });
        }
    }
}

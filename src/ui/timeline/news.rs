//! Entries that arrived where the reader is not.

use std::{collections::HashSet, ops::RangeInclusive};

use crate::{
    model::Timestamp,
    timeline::{Number, Rows},
};

/// Entries that arrived above and below what the reader sees, and that were not seen since.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct News {
    /// Entries with lower numbers are no news.
    next: Option<Number>,
    oldest: Option<Timestamp>,
    /// From the top, each with its row.
    fresh: Vec<(usize, Number)>,
}

/// How many new entries there are in each direction, and the nearest of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Unseen {
    pub(super) above: Option<(usize, Number)>,
    pub(super) below: Option<(usize, Number)>,
}

impl Unseen {
    /// How many there are in both directions.
    pub(super) fn count(&self) -> usize {
        [self.above, self.below].into_iter().flatten().map(|(count, _)| count).sum()
    }
}

impl News {
    /// Takes all rows for known: after the reader changed what is shown. `next` is the number of the next new entry.
    pub(super) fn know(&mut self, rows: &Rows, next: Number) {
        *self = Self { next: Some(next), oldest: rows.oldest(), fresh: Vec::new() };
    }

    /// Takes in rows that arrived. Entries older than all known ones are history, not news.
    pub(super) fn arrive(&mut self, rows: &Rows, next: Number) {
        let known: HashSet<Number> = self.fresh.iter().map(|(_, number)| *number).collect();
        let (from, oldest) = (self.next, self.oldest);
        let is_news =
            |number, place| oldest.is_some() && place >= oldest && from.is_some_and(|from| number >= from);
        self.fresh = if known.is_empty() && from == Some(next) {
            Vec::new()
        } else {
            rows.those(|number, place| known.contains(&number) || is_news(number, place))
        };
        self.next = Some(next);
        self.oldest = rows.oldest().into_iter().chain(oldest).min();
    }

    /// Whether nothing is new.
    pub(super) const fn is_empty(&self) -> bool {
        self.fresh.is_empty()
    }

    /// Forgets what is in view, and tells what is not.
    pub(super) fn look(&mut self, in_view: &RangeInclusive<usize>) -> Unseen {
        self.fresh.retain(|(row, _)| !in_view.contains(row));
        let above = self.fresh.partition_point(|(row, _)| row < in_view.start());
        let (before, after) = self.fresh.split_at(above);
        let with_count =
            |nearest: Option<&(usize, Number)>, count| nearest.map(|(_, number)| (count, *number));
        Unseen {
            above: with_count(before.last(), before.len()),
            below: with_count(after.first(), after.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::samples::record, *};
    use crate::{
        model::PlainCalendar,
        timeline::{Filter, Order, Timeline},
    };

    fn rows(timeline: &Timeline) -> Rows {
        Rows::new(timeline, &Filter::default(), Order::NewestFirst, &PlainCalendar::default())
    }

    fn counts(unseen: &Unseen) -> (usize, usize) {
        let count = |side: &Option<(usize, Number)>| side.as_ref().map_or(0, |(count, _)| *count);
        (count(&unseen.above), count(&unseen.below))
    }

    #[test]
    fn arrivals_out_of_view_are_counted_until_they_are_seen() {
        let mut timeline = Timeline::default();
        let mut news = News::default();
        timeline.merge(vec![record("b", 20), record("a", 10)]);
        news.arrive(&rows(&timeline), timeline.next_number());
        assert!(news.is_empty(), "the first rows are no news");
        // d 40, c 30, b 20, x 15, a 10, old 5
        timeline.merge(vec![record("d", 40), record("c", 30), record("x", 15), record("old", 5)]);
        news.arrive(&rows(&timeline), timeline.next_number());
        let unseen = news.look(&(2..=2));
        assert_eq!(counts(&unseen), (2, 1), "history below the oldest is no news");
        let nearest = timeline.entry(unseen.above.unwrap().1).unwrap();
        assert_eq!(nearest.id.record.native(), "c");
        assert_eq!(counts(&news.look(&(1..=2))), (1, 1));
        // e 50 comes on top of all; what was new stays so.
        timeline.merge(vec![record("e", 50)]);
        news.arrive(&rows(&timeline), timeline.next_number());
        assert_eq!(counts(&news.look(&(2..=3))), (2, 1));
        assert_eq!(counts(&news.look(&(0..=6))), (0, 0));
        assert!(news.is_empty());
    }

    #[test]
    fn a_change_of_filter_is_no_news() {
        let mut timeline = Timeline::default();
        let mut news = News::default();
        timeline.merge(vec![record("a", 10)]);
        news.arrive(&rows(&timeline), timeline.next_number());
        timeline.merge(vec![record("b", 20)]);
        news.know(&rows(&timeline), timeline.next_number());
        assert!(news.is_empty());
    }
}

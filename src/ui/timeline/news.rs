//! Entries that arrived where the reader is not.

use std::{collections::HashSet, ops::RangeInclusive};

use crate::{
    model::{EntryId, Timestamp},
    timeline::Item,
};

/// Entries that arrived above and below what the reader sees, and that were not seen since.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct News {
    known: HashSet<EntryId>,
    oldest: Option<Timestamp>,
    fresh: Vec<EntryId>,
}

/// How many new entries there are in each direction, and the nearest of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Unseen {
    pub(super) above: Option<(usize, EntryId)>,
    pub(super) below: Option<(usize, EntryId)>,
}

impl News {
    /// Takes all rows for known: after the reader changed what is shown.
    pub(super) fn know<'a>(&mut self, rows: impl Iterator<Item = &'a Item>) {
        self.fresh.clear();
        self.known.clear();
        self.oldest = None;
        self.take(rows, false);
    }

    /// Takes in rows that arrived. Entries older than all known ones are history, not news.
    pub(super) fn arrive<'a>(&mut self, rows: impl Iterator<Item = &'a Item>) {
        self.take(rows, true);
    }

    fn take<'a>(&mut self, rows: impl Iterator<Item = &'a Item>, is_news: bool) {
        let before = self.oldest;
        for entry in rows.flat_map(Item::entries) {
            if !self.known.insert(entry.id.clone()) {
                continue;
            }
            if is_news && before.is_some() && entry.place >= before {
                self.fresh.push(entry.id.clone());
            }
            if let Some(place) = entry.place {
                self.oldest = Some(self.oldest.map_or(place, |oldest| oldest.min(place)));
            }
        }
    }

    /// Whether nothing is new.
    pub(super) const fn is_empty(&self) -> bool {
        self.fresh.is_empty()
    }

    /// Forgets what is in view, and tells what is not. Rows are counted from the top.
    pub(super) fn look(&mut self, rows: &[&Item], in_view: &RangeInclusive<usize>) -> Unseen {
        let mut unseen = Unseen::default();
        let fresh: HashSet<&EntryId> = self.fresh.iter().collect();
        let mut left = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            for entry in row.entries().iter().filter(|entry| fresh.contains(&entry.id)) {
                if in_view.contains(&index) {
                    continue;
                }
                left.push(entry.id.clone());
                if index < *in_view.start() {
                    // The last one above is the nearest.
                    let count = unseen.above.map_or(0, |(count, _)| count);
                    unseen.above = Some((count + 1, entry.id.clone()));
                } else {
                    let (count, nearest) = unseen.below.take().unwrap_or_else(|| (0, entry.id.clone()));
                    unseen.below = Some((count + 1, nearest));
                }
            }
        }
        self.fresh = left;
        unseen
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{
        Channel, Content, Direction, Entry, Message, Party, Raw, RecordId, Revision, Role, Vendor, When,
    };

    fn row(id: &str, secs: i64) -> Item {
        let at = Timestamp::from_secs(secs);
        let raw = Raw { text: "{}".into(), pointer: "".into(), path: "/".into(), fetched: None };
        let entry = Entry {
            id: EntryId { record: RecordId::new(Vendor::Apten, id).unwrap(), part: "".into() },
            revision: Revision::of(None, &raw),
            thread: None,
            when: at.map_or(When::Missing, When::At),
            place: at,
            order: 0,
            channel: Channel::Sms,
            direction: Direction::Inbound,
            actor: Party::of(Role::Lead),
            content: Content::Message(Message::default()),
            facts: Vec::new(),
            raw,
        };
        Item::Entry { entry: Arc::new(entry), leads_group: true, ends_group: true }
    }

    fn counts(unseen: &Unseen) -> (usize, usize) {
        let count = |side: &Option<(usize, EntryId)>| side.as_ref().map_or(0, |(count, _)| *count);
        (count(&unseen.above), count(&unseen.below))
    }

    #[test]
    fn arrivals_out_of_view_are_counted_until_they_are_seen() {
        let first = [row("b", 20), row("a", 10)];
        let mut news = News::default();
        news.arrive(first.iter());
        assert!(news.is_empty(), "the first rows are no news");
        let rows = [row("d", 40), row("c", 30), row("b", 20), row("x", 15), row("a", 10), row("old", 5)];
        news.arrive(rows.iter());
        let rows: Vec<&Item> = rows.iter().collect();
        let unseen = news.look(&rows, &(2..=2));
        assert_eq!(counts(&unseen), (2, 1), "history below the oldest is no news");
        assert_eq!(unseen.above.unwrap().1.record.native(), "c");
        assert_eq!(counts(&news.look(&rows, &(1..=2))), (1, 1));
        assert_eq!(counts(&news.look(&rows, &(0..=5))), (0, 0));
        assert!(news.is_empty());
    }

    #[test]
    fn a_change_of_filter_is_no_news() {
        let mut news = News::default();
        news.arrive([row("a", 10)].iter());
        news.know([row("b", 20), row("a", 10)].iter());
        assert!(news.is_empty());
    }
}

//! Rows by day: the flat list of items as sections under their headings.

use std::{collections::HashMap, sync::Arc};

use crate::{
    model::{Day, EntryId, Timestamp},
    timeline::Item,
};

/// What stands above a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Heading {
    /// A day.
    Day(Day),
    /// “Without a time”.
    Undated,
}

impl Heading {
    /// The items' own name for the heading.
    pub(super) fn anchor(self) -> String {
        match self {
            Self::Day(day) => Item::Day { day, count: 0 }.anchor(),
            Self::Undated => Item::Undated { count: 0 }.anchor(),
        }
    }
}

/// The rows of one section. Two are equal when every row may be kept.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows(Arc<[Item]>);

impl Rows {
    pub(super) fn iter(&self) -> impl Iterator<Item = &Item> {
        self.0.iter()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

impl PartialEq for Rows {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
            || (self.0.len() == other.0.len()
                && self.0.iter().zip(other.0.iter()).all(|(a, b)| a.key() == b.key()))
    }
}

/// A heading and what stands below it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    pub(super) heading: Heading,
    /// How many entries, folded ones included.
    pub(super) count: usize,
    pub(super) rows: Rows,
}

/// The list as sections.
#[derive(Debug, Clone, Default)]
pub(super) struct Groups {
    list: Vec<Group>,
    positions: HashMap<Heading, usize>,
}

impl Groups {
    /// Cuts the items at their headings.
    pub(super) fn new(items: &[Item]) -> Self {
        let mut groups = Self::default();
        let mut rest = items;
        while let Some((first, after)) = rest.split_first() {
            let (heading, count) = match first {
                Item::Day { day, count } => (Heading::Day(*day), *count),
                Item::Undated { count } => (Heading::Undated, *count),
                // Rows without a heading are drawn all the same.
                Item::Entry { .. } | Item::Tools { .. } => (Heading::Undated, rest.len()),
            };
            let is_heading = |item: &Item| item.entries().is_empty();
            let body = if is_heading(first) { after } else { rest };
            let end = body.iter().position(is_heading).unwrap_or(body.len());
            let (rows, others) = body.split_at(end);
            groups.positions.insert(heading, groups.list.len());
            groups.list.push(Group { heading, count, rows: Rows(rows.into()) });
            rest = others;
        }
        groups
    }

    pub(super) fn headings(&self) -> impl Iterator<Item = Heading> {
        self.list.iter().map(|group| group.heading)
    }

    pub(super) fn get(&self, heading: Heading) -> Option<&Group> {
        self.list.get(*self.positions.get(&heading)?)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Group> {
        self.list.iter()
    }

    /// Every row, in the list's order.
    pub(super) fn rows(&self) -> impl Iterator<Item = &Item> {
        self.list.iter().flat_map(|group| group.rows.iter())
    }

    /// The row that shows an entry.
    pub(super) fn row_of(&self, id: &EntryId) -> Option<&Item> {
        self.rows().find(|row| row.shows(id))
    }

    /// The row nearest to a moment.
    pub(super) fn nearest(&self, at: Timestamp) -> Option<&Item> {
        let distance = |row: &&Item| {
            let place = row.entries().first().and_then(|entry| entry.place);
            place.map_or(u64::MAX, |place| place.millis().abs_diff(at.millis()))
        };
        self.rows().min_by_key(distance)
    }
}

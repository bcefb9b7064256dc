//! The rows of the list in few bytes each: which entries there are, under which headings, in which groups.

use std::{ops::Range, sync::Arc};

use crate::model::{Calendar, Day, Entry, Timestamp};

use super::{
    Filter, Item, Needle, Order, Timeline,
    days::Days,
    slot::{Class, Number, Slot, Values},
};

/// Neighbours further apart than this are no group.
const GROUP_MILLIS: u64 = 5 * 60_000;

/// What stands above a section of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Heading {
    /// A day, in the calendar's zone.
    Day(Day),
    /// “Without a time”.
    Undated,
}

impl Heading {
    /// A name for the heading: `day-2026-05-14`, `undated`.
    pub fn anchor(self) -> String {
        match self {
            Self::Day(day) => format!("day-{}", day.iso()),
            Self::Undated => "undated".into(),
        }
    }
}

/// A heading and what stands below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub heading: Heading,
    /// The rows below it, by position in the list.
    pub rows: Range<usize>,
    /// How many entries they show, folded ones included.
    pub entries: usize,
}

/// A row, as far as it can be told without its entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    /// The position of its first entry.
    at: u32,
    /// How many entries it shows.
    count: u32,
    leads_group: bool,
    ends_group: bool,
}

/// An entry, as far as a row must know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Brief {
    /// In milliseconds since 1970; -1 without a place in time.
    millis: i64,
    number: Number,
    class: Class,
}

impl Brief {
    fn of(slot: &Slot) -> Self {
        Self { millis: slot.place().map_or(-1, Timestamp::millis), number: slot.number, class: slot.class }
    }

    const fn place(&self) -> Option<Timestamp> {
        Timestamp::from_millis(self.millis)
    }
}

/// The rows of the list, in its order. They are made from a timeline, and what they show is looked up there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    entries: Vec<Brief>,
    list: Vec<Row>,
    sections: Vec<Section>,
}

impl Rows {
    /// The rows of what a filter shows of a timeline.
    pub fn new(timeline: &Timeline, filter: &Filter, order: Order, calendar: &dyn Calendar) -> Self {
        let sieve = filter.sieve(timeline);
        let is_shown = |slot: &&Slot| sieve.lets_pass(slot);
        let mut dated: Vec<_> = timeline.dated_slots().iter().filter(is_shown).collect();
        let mut undated: Vec<_> = timeline.undated_slots().iter().filter(is_shown).collect();
        let mut rows = Self::default();
        rows.entries.reserve_exact(dated.len() + undated.len());
        match order {
            Order::NewestFirst => {
                dated.reverse();
                undated.reverse();
                rows.push_days(&dated, order, calendar);
                rows.push_undated(&undated);
            }
            Order::OldestFirst => {
                rows.push_undated(&undated);
                rows.push_days(&dated, order, calendar);
            }
        }
        rows
    }

    /// The rows of these entries: the dated in their order, the undated at the end. Their numbers are their positions.
    pub(super) fn of(entries: &[Arc<Entry>], calendar: &dyn Calendar) -> Self {
        let mut values = Values::default();
        let slot = |(index, entry): (usize, &Arc<Entry>)| Slot::of(entry, Number::new(index), &mut values);
        let (dated, undated): (Vec<_>, Vec<_>) =
            entries.iter().enumerate().map(slot).partition(|slot| slot.place().is_some());
        let mut rows = Self::default();
        rows.push_days(&dated.iter().collect::<Vec<_>>(), Order::OldestFirst, calendar);
        rows.push_undated(&undated.iter().collect::<Vec<_>>());
        rows
    }

    /// How many rows there are; headings are none.
    pub const fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is no row.
    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many entries they show.
    pub const fn entries(&self) -> usize {
        self.entries.len()
    }

    /// The sections, in the list's order.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The first row below a heading.
    pub fn first_below(&self, heading: Heading) -> Option<usize> {
        let section = self.sections.iter().find(|section| section.heading == heading)?;
        Some(section.rows.start)
    }

    /// The position of the section with a row.
    pub fn section_of(&self, row: usize) -> usize {
        self.sections.partition_point(|section| section.rows.end <= row)
    }

    fn entries_of(&self, row: usize) -> &[Brief] {
        let range = self.list.get(row).map_or(0..0, |row| row.at as usize..(row.at + row.count) as usize);
        self.entries.get(range).unwrap_or_default()
    }

    /// The numbers of a row's entries.
    pub fn numbers(&self, row: usize) -> impl Iterator<Item = Number> {
        self.entries_of(row).iter().map(|entry| entry.number)
    }

    /// The number of a row's first entry, and its place in time.
    pub fn first(&self, row: usize) -> Option<(Number, Option<Timestamp>)> {
        self.entries_of(row).first().map(|entry| (entry.number, entry.place()))
    }

    /// The number of a row's first entry.
    pub fn number(&self, row: usize) -> Option<Number> {
        self.first(row).map(|(number, _)| number)
    }

    /// What sort of row it is.
    pub fn class(&self, row: usize) -> Class {
        self.entries_of(row).first().map_or(Class::Other, |entry| entry.class)
    }

    /// A row with its entries; `None` when they are gone from the timeline meanwhile.
    pub fn item(&self, row: usize, entry: impl Fn(Number) -> Option<Arc<Entry>>) -> Option<Item> {
        let Row { count, leads_group, ends_group, .. } = *self.list.get(row)?;
        if count > 1 {
            let entries: Vec<_> = self.numbers(row).filter_map(entry).collect();
            return (!entries.is_empty()).then_some(Item::Tools { entries });
        }
        Some(Item::Entry { entry: entry(self.number(row)?)?, leads_group, ends_group })
    }

    /// The row that shows an entry.
    pub fn row_of(&self, number: Number) -> Option<usize> {
        let at = self.entries.iter().position(|entry| entry.number == number)?;
        self.list.partition_point(|row| row.at as usize <= at).checked_sub(1)
    }

    /// The entries that something holds for, by number and place in time; each with its row, from the top.
    pub fn those(&self, holds: impl Fn(Number, Option<Timestamp>) -> bool) -> Vec<(usize, Number)> {
        let wanted = self.entries.iter().enumerate().filter(|(_, entry)| holds(entry.number, entry.place()));
        let row_at = |at: usize| self.list.partition_point(|row| row.at as usize <= at).saturating_sub(1);
        wanted.map(|(at, entry)| (row_at(at), entry.number)).collect()
    }

    /// The earliest place in time.
    pub fn oldest(&self) -> Option<Timestamp> {
        self.entries.iter().filter_map(Brief::place).min()
    }

    /// The row nearest to a moment.
    pub fn nearest(&self, at: Timestamp) -> Option<usize> {
        let distance = |row: &usize| {
            let place = self.entries_of(*row).first().and_then(Brief::place);
            place.map_or(u64::MAX, |place| place.millis().abs_diff(at.millis()))
        };
        (0..self.len()).min_by_key(distance)
    }

    /// The entries in which a text occurs, in the order of the list.
    pub fn find(&self, timeline: &Timeline, needle: &Needle) -> Vec<Number> {
        let Some(finder) = needle.finder() else { return Vec::new() };
        let occurs = timeline.texts.all_with(&finder);
        let numbers = self.entries.iter().map(|entry| entry.number);
        numbers.filter(|number| occurs.get(number.index()).is_some_and(|occurs| *occurs)).collect()
    }

    /// The same, when a text is known that occurs wherever this one does, and in which entries it does.
    pub fn find_among(&self, timeline: &Timeline, needle: &Needle, among: &[Number]) -> Vec<Number> {
        // To look into each of many takes longer than to look through all.
        if among.len() > self.entries.len() / 4 {
            return self.find(timeline, needle);
        }
        let Some(finder) = needle.finder() else { return Vec::new() };
        among.iter().copied().filter(|number| timeline.texts.contain(*number, &finder)).collect()
    }

    /// Headings and rows in the list's order.
    pub fn items(&self, entry: impl Fn(Number) -> Option<Arc<Entry>> + Copy) -> Vec<Item> {
        let mut items = Vec::with_capacity(self.list.len() + self.sections.len());
        for Section { heading, rows, entries } in &self.sections {
            items.push(match heading {
                Heading::Day(day) => Item::Day { day: *day, count: *entries },
                Heading::Undated => Item::Undated { count: *entries },
            });
            items.extend(rows.clone().filter_map(|row| self.item(row, entry)));
        }
        items
    }

    fn push_undated(&mut self, slots: &[&Slot]) {
        if !slots.is_empty() {
            self.push_section(Heading::Undated, slots);
        }
    }

    fn push_days(&mut self, slots: &[&Slot], order: Order, calendar: &dyn Calendar) {
        let mut days = Days::new(calendar);
        let mut rest = slots;
        let mut last: Option<Day> = None;
        // Clocks set back just after midnight would open a day a second time.
        let mut day_of = |slot: &Slot, last: Option<Day>| {
            let day = slot.place().map_or(Day(0), |place| days.day(place));
            match order {
                Order::NewestFirst => last.map_or(day, |last| last.min(day)),
                Order::OldestFirst => last.map_or(day, |last| last.max(day)),
            }
        };
        while let Some(first) = rest.first() {
            let day = day_of(first, last);
            last = Some(day);
            let count = rest.iter().take_while(|slot| day_of(slot, last) == day).count();
            let (today, others) = rest.split_at(count);
            self.push_section(Heading::Day(day), today);
            rest = others;
        }
    }

    fn push_section(&mut self, heading: Heading, slots: &[&Slot]) {
        let first_row = self.list.len();
        let mut joins_previous = false;
        let mut at = self.entries.len();
        let mut rest = slots;
        while let Some((slot, after)) = rest.split_first() {
            let tools =
                rest.windows(2).take_while(|pair| matches!(pair, [a, b] if are_one_turn(a, b))).count();
            let count = tools + 1;
            let joins_next = tools == 0 && after.first().is_some_and(|next| are_one_group(slot, next));
            self.list.push(Row {
                // A list of more than four billion entries does not fit into a tab.
                at: u32::try_from(at).unwrap_or(u32::MAX),
                count: u32::try_from(count).unwrap_or(u32::MAX),
                leads_group: !joins_previous,
                ends_group: !joins_next,
            });
            joins_previous = joins_next;
            at += count;
            rest = rest.get(count..).unwrap_or_default();
        }
        self.entries.extend(slots.iter().map(|slot| Brief::of(slot)));
        self.sections.push(Section { heading, rows: first_row..self.list.len(), entries: slots.len() });
    }
}

fn are_close(a: &Slot, b: &Slot) -> bool {
    let gap = match (a.place(), b.place()) {
        (Some(a), Some(b)) => Some(a.millis().abs_diff(b.millis())),
        (None, None) => Some(0),
        _ => None,
    };
    a.is_kin(b) && gap.is_some_and(|gap| gap <= GROUP_MILLIS)
}

fn are_one_turn(a: &Slot, b: &Slot) -> bool {
    a.class == Class::Tool && b.class == Class::Tool && are_close(a, b)
}

fn are_one_group(a: &Slot, b: &Slot) -> bool {
    a.class == Class::Message && b.class == Class::Message && are_close(a, b)
}

//! What the list shows, row by row: day headings, entries, folded tool calls.

use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

use crate::model::{Calendar, Content, Day, Entry, EntryId};

use super::{Filter, Timeline, days::Days};

/// Neighbours further apart than this are no group.
const GROUP_MILLIS: u64 = 5 * 60_000;

/// Which end of the list is the newest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Order {
    /// The newest entry first.
    #[default]
    NewestFirst,
    /// The oldest entry first.
    OldestFirst,
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// The heading of a day.
    Day {
        /// The day, in the calendar's zone.
        day: Day,
        /// How many entries are shown below it, folded ones included.
        count: usize,
    },
    /// The heading of the entries that have no place in time. They stand at the old end of the list.
    Undated {
        /// How many entries are shown below it, folded ones included.
        count: usize,
    },
    /// One entry.
    Entry {
        /// The entry.
        entry: Arc<Entry>,
        /// Whether it is the first row of its group, which carries the group's header. A group is a run of messages
        /// of one vendor, thread, actor, channel and direction, each within five minutes of the next.
        leads_group: bool,
        /// Whether it is the last row of its group.
        ends_group: bool,
    },
    /// Two or more tool calls in a row, of one vendor and thread, each within five minutes of the next.
    Tools {
        /// The tool calls, in the list's order.
        entries: Vec<Arc<Entry>>,
    },
}

/// What tells rows apart in a keyed list. A row with an equal key looks the same, so it can be kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ItemKey(Key);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Day(Day, usize),
    Undated(usize),
    Entry(Version, bool, bool),
    Tools(Box<[Version]>),
}

/// An entry as a key: its name and what it says, without when it was fetched.
#[derive(Debug, Clone)]
struct Version(Arc<Entry>);

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
            || (self.0.revision.fingerprint == other.0.revision.fingerprint && self.0.id == other.0.id)
    }
}

impl Eq for Version {}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id.hash(state);
        self.0.revision.fingerprint.hash(state);
    }
}

impl Item {
    /// The key of this row in a keyed list: different as soon as the row must be drawn anew.
    pub fn key(&self) -> ItemKey {
        ItemKey(match self {
            Self::Day { day, count } => Key::Day(*day, *count),
            Self::Undated { count } => Key::Undated(*count),
            Self::Entry { entry, leads_group, ends_group } => {
                Key::Entry(Version(entry.clone()), *leads_group, *ends_group)
            }
            Self::Tools { entries } => Key::Tools(entries.iter().cloned().map(Version).collect()),
        })
    }

    /// A name for this row that stays the same when its content changes or its neighbours do: `day-2026-05-14`,
    /// `undated`, `entry-apten:MESSAGE:msg_1`, `tools-…` with the oldest tool call's name.
    pub fn anchor(&self) -> String {
        match self {
            Self::Day { day, .. } => format!("day-{}", day.iso()),
            Self::Undated { .. } => "undated".into(),
            Self::Entry { entry, .. } => format!("entry-{}", entry.id),
            Self::Tools { entries } => {
                let oldest = entries.iter().min_by(|a, b| super::run::in_order(a, b));
                format!("tools-{}", oldest.map(|entry| entry.id.to_string()).unwrap_or_default())
            }
        }
    }

    /// The entries this row shows; none for a heading.
    pub fn entries(&self) -> &[Arc<Entry>] {
        match self {
            Self::Day { .. } | Self::Undated { .. } => &[],
            Self::Entry { entry, .. } => std::slice::from_ref(entry),
            Self::Tools { entries } => entries,
        }
    }

    /// Whether this row shows an entry.
    pub fn shows(&self, id: &EntryId) -> bool {
        self.entries().iter().any(|entry| entry.id == *id)
    }
}

/// The rows of the list.
pub fn items(timeline: &Timeline, filter: &Filter, order: Order, calendar: &dyn Calendar) -> Vec<Item> {
    let matcher = filter.matcher();
    let matching = |entries: &[Arc<Entry>]| -> Vec<Arc<Entry>> {
        let mut matching: Vec<_> = entries.iter().filter(|entry| matcher.matches(entry)).cloned().collect();
        if order == Order::NewestFirst {
            matching.reverse();
        }
        matching
    };
    let dated = matching(timeline.entries());
    let undated = matching(timeline.undated());
    let mut rows = Vec::with_capacity(dated.len() + undated.len());
    if order == Order::OldestFirst {
        push_undated(&mut rows, &undated);
    }
    push_days(&mut rows, &dated, order, calendar);
    if order == Order::NewestFirst {
        push_undated(&mut rows, &undated);
    }
    rows
}

/// The rows of a thread alone, as it is read: oldest first, the undated at the end. The entry that says the thread
/// was opened is left out: the thread's page says it.
pub fn thread_items(entries: &[Arc<Entry>], calendar: &dyn Calendar) -> Vec<Item> {
    let parts = entries.iter().filter(|entry| !matches!(entry.content, Content::Thread(_))).cloned();
    let (dated, undated): (Vec<_>, Vec<_>) = parts.partition(|entry| entry.place.is_some());
    let mut rows = Vec::with_capacity(entries.len());
    push_days(&mut rows, &dated, Order::OldestFirst, calendar);
    push_undated(&mut rows, &undated);
    rows
}

fn push_undated(rows: &mut Vec<Item>, entries: &[Arc<Entry>]) {
    if !entries.is_empty() {
        rows.push(Item::Undated { count: entries.len() });
        push_entries(rows, entries);
    }
}

fn push_days(rows: &mut Vec<Item>, entries: &[Arc<Entry>], order: Order, calendar: &dyn Calendar) {
    let mut days = Days::new(calendar);
    let mut rest = entries;
    let mut last: Option<Day> = None;
    // Clocks set back just after midnight would open a day a second time.
    let mut day_of = |entry: &Entry, last: Option<Day>| {
        let day = entry.place.map_or(Day(0), |place| days.day(place));
        match order {
            Order::NewestFirst => last.map_or(day, |last| last.min(day)),
            Order::OldestFirst => last.map_or(day, |last| last.max(day)),
        }
    };
    while let Some(first) = rest.first() {
        let day = day_of(first, last);
        last = Some(day);
        let count = rest.iter().take_while(|entry| day_of(entry, last) == day).count();
        let (today, others) = rest.split_at(count);
        rows.push(Item::Day { day, count });
        push_entries(rows, today);
        rest = others;
    }
}

fn push_entries(rows: &mut Vec<Item>, entries: &[Arc<Entry>]) {
    let mut joins_previous = false;
    let mut rest = entries;
    while let Some((entry, after)) = rest.split_first() {
        let tools =
            rest.windows(2).take_while(|pair| matches!(pair, [a, b] if are_one_turn(a, b))).count() + 1;
        if tools > 1 {
            let (folded, others) = rest.split_at(tools);
            rows.push(Item::Tools { entries: folded.to_vec() });
            joins_previous = false;
            rest = others;
            continue;
        }
        let joins_next = after.first().is_some_and(|next| are_one_group(entry, next));
        rows.push(Item::Entry {
            entry: entry.clone(),
            leads_group: !joins_previous,
            ends_group: !joins_next,
        });
        joins_previous = joins_next;
        rest = after;
    }
}

fn are_close(a: &Entry, b: &Entry) -> bool {
    let gap = match (a.place, b.place) {
        (Some(a), Some(b)) => Some(a.millis().abs_diff(b.millis())),
        (None, None) => Some(0),
        _ => None,
    };
    a.vendor() == b.vendor() && a.thread == b.thread && gap.is_some_and(|gap| gap <= GROUP_MILLIS)
}

fn are_one_turn(a: &Entry, b: &Entry) -> bool {
    let is_tool = |entry: &Entry| matches!(entry.content, Content::ToolCall(_));
    is_tool(a) && is_tool(b) && are_close(a, b)
}

fn are_one_group(a: &Entry, b: &Entry) -> bool {
    let is_message = |entry: &Entry| matches!(entry.content, Content::Message(_));
    is_message(a)
        && is_message(b)
        && are_close(a, b)
        && (&a.actor, &a.channel, &a.direction) == (&b.actor, &b.channel, &b.direction)
}

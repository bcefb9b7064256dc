//! What the list shows, row by row: day headings, entries, folded tool calls.

use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

use crate::model::{Calendar, Content, Day, Entry, EntryId};

use super::{Heading, Rows};

/// Which end of the list is the newest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Deserialize)]
#[cfg_attr(feature = "types", derive(tsify::Tsify), tsify(rename = "EntryOrder"))]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// The newest entry first, the undated last.
    #[default]
    NewestFirst,
    /// The oldest entry first, behind the undated.
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
            Self::Day { day, .. } => Heading::Day(*day).anchor(),
            Self::Undated { .. } => Heading::Undated.anchor(),
            Self::Entry { entry, .. } => format!("entry-{}", entry.id),
            Self::Tools { entries } => {
                let oldest = entries.iter().min_by(|a, b| super::book::in_order(a, b));
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

/// The rows of a thread alone, as it is read: oldest first, the undated at the end. The entry that says the thread
/// was opened is left out: the thread's page says it.
pub fn thread_items(entries: &[Arc<Entry>], calendar: &dyn Calendar) -> Vec<Item> {
    let parts = entries.iter().filter(|entry| !matches!(entry.content, Content::Thread(_)));
    let parts: Vec<_> = parts.cloned().collect();
    Rows::of(&parts, calendar).items(|number| parts.get(number.index()).cloned())
}

//! What the list must know of every entry at once, in few bytes: a history of a million entries is filtered, counted and
//! cut into rows from these alone.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use crate::model::{Content, Entry, Timestamp, Vendor};

/// An entry's number in its timeline. It stays the same while the entry changes, and is given to no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub(super) u32);

impl Number {
    pub(super) fn new(index: usize) -> Self {
        // Memory ends long before.
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What sort of row an entry makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// A message: those of one hand stand under one head.
    Message,
    /// A tool call: those of one turn are one row.
    Tool,
    /// A call.
    Call,
    /// Anything else.
    Other,
}

/// What the list must know of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    /// In milliseconds since 1970; -1 without a place in time.
    millis: i64,
    /// Equal for entries that may stand in one group, as far as time allows.
    pub(super) kin: u64,
    pub(super) number: Number,
    /// The channel's and the direction's index in the timeline.
    pub(super) channel: u32,
    pub(super) direction: u32,
    pub(super) vendor: Vendor,
    pub(super) class: Class,
    pub(super) is_human: bool,
}

impl Slot {
    pub(super) fn of(entry: &Entry, number: Number, channel: u32, direction: u32) -> Self {
        let class = match entry.content {
            Content::Message(_) => Class::Message,
            Content::ToolCall(_) => Class::Tool,
            Content::Call(_) => Class::Call,
            Content::Email(_)
            | Content::Event(_)
            | Content::Blocked(_)
            | Content::Thread(_)
            | Content::Unknown { .. }
            | Content::Unreadable { .. } => Class::Other,
        };
        Self {
            millis: entry.place.map_or(-1, Timestamp::millis),
            kin: kin(entry, class),
            number,
            channel,
            direction,
            vendor: entry.vendor(),
            class,
            is_human: entry.is_human(),
        }
    }

    /// Where it stands in time; `None` when it has no place.
    pub(super) const fn place(&self) -> Option<Timestamp> {
        Timestamp::from_millis(self.millis)
    }
}

/// Tool calls belong together by vendor and thread alone.
fn kin(entry: &Entry, class: Class) -> u64 {
    let mut hasher = DefaultHasher::new();
    (class, entry.vendor(), &entry.thread).hash(&mut hasher);
    if class != Class::Tool {
        (&entry.actor, &entry.channel, &entry.direction).hash(&mut hasher);
    }
    hasher.finish()
}

/// Values that occur again and again, each with an index.
#[derive(Debug, Clone)]
pub(super) struct Indexed<T> {
    values: Vec<T>,
    indices: HashMap<T, u32>,
}

impl<T> Default for Indexed<T> {
    fn default() -> Self {
        Self { values: Vec::new(), indices: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Indexed<T> {
    pub(super) fn index_of(&mut self, value: &T) -> u32 {
        if let Some(index) = self.indices.get(value) {
            return *index;
        }
        let index = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        self.values.push(value.clone());
        self.indices.insert(value.clone(), index);
        index
    }

    /// In the order of their indices. Some may not occur any more.
    pub(super) fn values(&self) -> &[T] {
        &self.values
    }
}

//! What the list must know of every entry at once, in few bytes: a history of a million entries is filtered, counted and
//! cut into rows from these alone.

use std::hash::Hash;

use crate::model::{Channel, Content, Direction, Entry, Party, ThreadId, Timestamp, Vendor};

use super::{hash::QuickMap, known::Known};

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
    pub(super) number: Number,
    /// The channel's and the direction's index in the timeline.
    pub(super) channel: u32,
    pub(super) direction: u32,
    /// The thread's, among those of all threads and none.
    pub(super) thread: u32,
    /// Who acted, among all who did.
    actor: u32,
    /// What it says of who the lead is, among all that is said of it.
    pub(super) known: u32,
    pub(super) vendor: Vendor,
    pub(super) class: Class,
    pub(super) is_human: bool,
}

impl Slot {
    pub(super) fn of(entry: &Entry, number: Number, values: &mut Values) -> Self {
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
        let actor = values.actors.index_of(&entry.actor);
        Self {
            millis: entry.place.map_or(-1, Timestamp::millis),
            number,
            channel: values.channels.index_of(&entry.channel),
            direction: values.directions.index_of(&entry.direction),
            thread: values.threads.index_of(&entry.thread),
            actor,
            known: values.known_of(entry, actor),
            vendor: entry.vendor(),
            class,
            is_human: entry.is_human(),
        }
    }

    /// Where it stands in time; `None` when it has no place.
    pub(super) const fn place(&self) -> Option<Timestamp> {
        Timestamp::from_millis(self.millis)
    }

    /// Whether the two may stand in one group, as far as time allows. Tool calls belong together by vendor and thread alone.
    pub(super) fn is_kin(&self, other: &Self) -> bool {
        let who = |slot: &Self| [slot.actor, slot.channel, slot.direction];
        (self.class, self.vendor, self.thread) == (other.class, other.vendor, other.thread)
            && (self.class == Class::Tool || who(self) == who(other))
    }
}

/// The values that entries have in common, each with an index.
#[derive(Debug, Clone, Default)]
pub(super) struct Values {
    pub(super) channels: Indexed<Channel>,
    pub(super) directions: Indexed<Direction>,
    /// No thread is one too.
    pub(super) threads: Indexed<Option<ThreadId>>,
    actors: Indexed<Party>,
    pub(super) known: Indexed<Known>,
    /// What entries of each actor say of who the lead is, once it is known: the same, unless they open a thread.
    known_by_actor: Vec<Option<u32>>,
}

impl Values {
    fn known_of(&mut self, entry: &Entry, actor: u32) -> u32 {
        if matches!(entry.content, Content::Thread(_)) {
            return self.known.index_of(&Known::from(entry));
        }
        if self.known_by_actor.len() < self.actors.values.len() {
            self.known_by_actor.resize(self.actors.values.len(), None);
        }
        let Some(known) = self.known_by_actor.get_mut(actor as usize) else { return 0 };
        *known.get_or_insert_with(|| self.known.index_of(&Known::from(entry)))
    }
}

/// Values that occur again and again, each with an index.
#[derive(Debug, Clone)]
pub(super) struct Indexed<T> {
    values: Vec<T>,
    indices: QuickMap<T, u32>,
}

impl<T> Default for Indexed<T> {
    fn default() -> Self {
        Self { values: Vec::new(), indices: QuickMap::default() }
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

    /// The index of a value that occurred.
    pub(super) fn known(&self, value: &T) -> Option<u32> {
        self.indices.get(value).copied()
    }

    /// In the order of their indices. Some may not occur any more.
    pub(super) fn values(&self) -> &[T] {
        &self.values
    }
}

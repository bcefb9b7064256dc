//! Which entries the reader wants to see.

use std::collections::BTreeSet;

use crate::model::{Calendar, Channel, Direction, Timestamp, Vendor};

use super::{
    Needle, Timeline,
    slot::Slot,
    words::{channel_name, direction_name},
};

/// What the reader chose to see. An empty set means: all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// The chosen vendors.
    pub vendors: BTreeSet<Vendor>,
    /// The chosen channels.
    pub channels: BTreeSet<Channel>,
    /// The chosen directions.
    pub directions: BTreeSet<Direction>,
    /// Whether only what human beings did is shown; see [`Entry::is_human`].
    pub people_only: bool,
    /// A text that must occur, as typed; blanks around it do not count.
    pub text: String,
    /// From the first moment, inclusive, up to the second, exclusive. Leaves the undated out.
    pub range: Option<(Timestamp, Timestamp)>,
}

/// A filter made ready for a timeline with many entries.
#[derive(Debug)]
pub(super) struct Sieve<'a> {
    filter: &'a Filter,
    /// Whether everything is shown.
    is_whole: bool,
    /// Which entries have the text, by number; `None` when none is asked for.
    with_text: Option<Vec<bool>>,
    /// By index; `None` when all are shown.
    channels: Option<Vec<bool>>,
    directions: Option<Vec<bool>>,
}

/// What of a filter an entry meets.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a condition of its own")]
pub(super) struct Met {
    pub(super) vendor: bool,
    pub(super) channel: bool,
    pub(super) direction: bool,
    pub(super) people: bool,
    pub(super) range: bool,
}

impl Filter {
    /// Whether everything is shown.
    pub fn is_empty(&self) -> bool {
        self.vendors.is_empty()
            && self.channels.is_empty()
            && self.directions.is_empty()
            && !self.people_only
            && self.text.trim().is_empty()
            && self.range.is_none()
    }

    /// How many choices it is made of.
    pub fn choices(&self) -> usize {
        let others = [self.people_only, !self.text.trim().is_empty(), self.range.is_some()];
        let listed = self.vendors.len() + self.channels.len() + self.directions.len();
        listed + others.into_iter().filter(|is_on| *is_on).count()
    }

    /// Chooses a vendor, or no longer.
    pub fn toggle_vendor(&mut self, vendor: Vendor) {
        toggle(&mut self.vendors, vendor);
    }

    /// Chooses a channel, or no longer.
    pub fn toggle_channel(&mut self, channel: Channel) {
        toggle(&mut self.channels, channel);
    }

    /// Chooses a direction, or no longer.
    pub fn toggle_direction(&mut self, direction: Direction) {
        toggle(&mut self.directions, direction);
    }

    /// Makes the filter ready for a timeline.
    pub(super) fn sieve<'a>(&'a self, timeline: &'a Timeline) -> Sieve<'a> {
        Sieve {
            filter: self,
            is_whole: self.is_empty(),
            with_text: Needle::new(&self.text).finder().map(|finder| timeline.texts.all_with(&finder)),
            channels: flags(&self.channels, timeline.values.channels.values()),
            directions: flags(&self.directions, timeline.values.directions.values()),
        }
    }

    /// What is chosen, in words: `Apten, WhatsApp + Email, people only, “refund”`; empty for an empty filter.
    pub fn words(&self, calendar: &dyn Calendar) -> String {
        let mut parts = Vec::new();
        let mut part = |names: Vec<String>| {
            if !names.is_empty() {
                parts.push(names.join(" + "));
            }
        };
        part(self.vendors.iter().map(|vendor| vendor.name().to_owned()).collect());
        part(self.channels.iter().map(|channel| channel_name(channel).to_owned()).collect());
        part(self.directions.iter().map(|direction| direction_name(direction).to_owned()).collect());
        part(self.people_only.then(|| "people only".to_owned()).into_iter().collect());
        part(self.range.map(|range| range_words(range, calendar)).into_iter().collect());
        let text = self.text.trim();
        part((!text.is_empty()).then(|| format!("“{text}”")).into_iter().collect());
        parts.join(", ")
    }
}

fn range_words((from, to): (Timestamp, Timestamp), calendar: &dyn Calendar) -> String {
    let (first, last) = (calendar.day(from), calendar.day(to.plus_millis(-1).max(from)));
    if first == last {
        calendar.short_day(first)
    } else {
        format!("{} – {}", calendar.short_day(first), calendar.short_day(last))
    }
}

/// Which of the values are chosen; `None` when no choice was made.
fn flags<T: Ord>(chosen: &BTreeSet<T>, values: &[T]) -> Option<Vec<bool>> {
    (!chosen.is_empty()).then(|| values.iter().map(|value| chosen.contains(value)).collect())
}

fn toggle<T: Ord>(set: &mut BTreeSet<T>, value: T) {
    if !set.remove(&value) {
        set.insert(value);
    }
}

impl Sieve<'_> {
    /// Whether an entry is shown.
    pub(super) fn lets_pass(&self, slot: &Slot) -> bool {
        // One after the other: most of a long history fails at the first.
        self.is_whole
            || (is_chosen(self.channels.as_deref(), slot.channel)
                && is_chosen(self.directions.as_deref(), slot.direction)
                && self.is_of_vendor(slot)
                && (!self.filter.people_only || slot.is_human)
                && self.is_in_range(slot)
                && self.has_text(slot))
    }

    pub(super) fn met(&self, slot: &Slot) -> Met {
        Met {
            vendor: self.is_of_vendor(slot),
            channel: is_chosen(self.channels.as_deref(), slot.channel),
            direction: is_chosen(self.directions.as_deref(), slot.direction),
            people: !self.filter.people_only || slot.is_human,
            range: self.is_in_range(slot),
        }
    }

    fn is_of_vendor(&self, slot: &Slot) -> bool {
        self.filter.vendors.is_empty() || self.filter.vendors.contains(&slot.vendor)
    }

    pub(super) fn is_in_range(&self, slot: &Slot) -> bool {
        let range = self.filter.range;
        range.is_none_or(|(from, to)| slot.place().is_some_and(|place| from <= place && place < to))
    }

    pub(super) fn has_text(&self, slot: &Slot) -> bool {
        let has = |with: &Vec<bool>| with.get(slot.number.index()).copied().unwrap_or_default();
        self.with_text.as_ref().is_none_or(has)
    }
}

fn is_chosen(chosen: Option<&[bool]>, index: u32) -> bool {
    chosen.is_none_or(|chosen| chosen.get(index as usize).copied().unwrap_or_default())
}

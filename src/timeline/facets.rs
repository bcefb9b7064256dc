//! How many entries each choice would show.

use crate::model::{Channel, Direction, Vendor};

use super::{
    Filter, Timeline,
    filter::Sieve,
    hash::QuickMap,
    slot::Slot,
    words::{channel_count, joined},
};

/// One value that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet<T> {
    /// The value.
    pub value: T,
    /// How many entries have it, among those that meet the rest of the filter.
    pub count: usize,
    /// Whether it is chosen.
    pub is_chosen: bool,
}

/// Entries that the filter hides, of one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HiddenKind {
    /// The channel.
    pub channel: Channel,
    /// How many.
    pub count: usize,
}

/// The choices a timeline offers. Values are those that occur, and chosen ones that do not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// Vendors, in the vendors' order.
    pub vendors: Vec<Facet<Vendor>>,
    /// Channels, in the order of [`Channel`].
    pub channels: Vec<Facet<Channel>>,
    /// Directions, in the order of [`Direction`].
    pub directions: Vec<Facet<Direction>>,
    /// How many entries *people only* leaves, among those that meet the rest of the filter.
    pub people: usize,
    /// How many entries there are.
    pub total: usize,
    /// How many of them the filter shows.
    pub shown: usize,
    /// What it hides, most first.
    pub hidden: Vec<HiddenKind>,
}

impl Facets {
    /// Counts in one pass.
    pub fn of(timeline: &Timeline, filter: &Filter) -> Self {
        let sieve = filter.sieve(timeline);
        let mut facets = Self { total: timeline.len(), ..Self::default() };
        let mut vendors = Vendor::ALL.map(Tally::of);
        let mut channels: Vec<_> = timeline.values.channels.values().iter().cloned().map(Tally::of).collect();
        let mut directions: Vec<_> =
            timeline.values.directions.values().iter().cloned().map(Tally::of).collect();
        for (slot, number) in sorts(timeline, &sieve) {
            let (met, has_text) = (sieve.met(slot), sieve.has_text(slot));
            let conditions = [met.vendor, met.channel, met.direction, met.people, met.range];
            let missed = conditions.iter().filter(|is_met| !**is_met).count();
            let is_shown = missed == 0 && has_text;
            let only_missed = |is_met: bool| has_text && (missed == 0 || (missed == 1 && !is_met));
            let counted = |is_left| Counted { number, is_left, is_shown };
            let vendor = vendors.iter_mut().find(|tally| tally.value == slot.vendor);
            count(vendor, counted(only_missed(met.vendor)));
            count(channels.get_mut(slot.channel as usize), counted(only_missed(met.channel)));
            count(directions.get_mut(slot.direction as usize), counted(only_missed(met.direction)));
            facets.people += if only_missed(met.people) && slot.is_human { number } else { 0 };
            facets.shown += if is_shown { number } else { 0 };
        }
        facets.hidden = channels
            .iter()
            .filter(|tally| tally.hidden > 0)
            .map(|tally| HiddenKind { channel: tally.value.clone(), count: tally.hidden })
            .collect();
        facets.hidden.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.channel.cmp(&b.channel)));
        facets.vendors = choices(vendors, &filter.vendors);
        facets.channels = choices(channels, &filter.channels);
        facets.directions = choices(directions, &filter.directions);
        facets
    }

    /// What the filter hides, in words: `37 tool calls and 2 emails hidden`; `None` when it hides nothing.
    pub fn hidden_words(&self) -> Option<String> {
        let named = 3;
        let mut parts: Vec<String> =
            self.hidden.iter().take(named).map(|kind| channel_count(&kind.channel, kind.count)).collect();
        let others: usize = self.hidden.iter().skip(named).map(|kind| kind.count).sum();
        if others > 0 {
            parts.push(if others == 1 { "1 other".into() } else { format!("{others} others") });
        }
        (!parts.is_empty()).then(|| format!("{} hidden", joined(&parts)))
    }
}

/// What was counted of one value.
struct Tally<T> {
    value: T,
    /// How many entries have it.
    all: usize,
    /// How many of them the rest of the filter shows.
    left: usize,
    /// How many of them the filter hides.
    hidden: usize,
}

impl<T> Tally<T> {
    const fn of(value: T) -> Self {
        Self { value, all: 0, left: 0, hidden: 0 }
    }
}

/// Entries that a filter treats alike.
#[derive(Clone, Copy)]
struct Counted {
    number: usize,
    is_left: bool,
    is_shown: bool,
}

fn count<T>(tally: Option<&mut Tally<T>>, Counted { number, is_left, is_shown }: Counted) {
    if let Some(tally) = tally {
        tally.all += number;
        tally.left += if is_left { number } else { 0 };
        tally.hidden += if is_shown { 0 } else { number };
    }
}

/// An entry of each sort that a filter treats alike, with how many there are: there are few sorts, and asking what a filter
/// makes of one takes longer than finding out which it is.
fn sorts<'a>(timeline: &'a Timeline, sieve: &Sieve<'_>) -> impl Iterator<Item = (&'a Slot, usize)> {
    let mut positions = QuickMap::default();
    let mut sorts: Vec<(&Slot, usize)> = Vec::new();
    for slot in timeline.slots() {
        let flags = [slot.is_human, sieve.is_in_range(slot), sieve.has_text(slot)];
        let flags = flags.iter().fold(0_u8, |flags, is_set| (flags << 1) | u8::from(*is_set));
        let sort = (slot.channel, slot.direction, slot.vendor, flags);
        let at = *positions.entry(sort).or_insert(sorts.len());
        match sorts.get_mut(at) {
            Some((_, number)) => *number += 1,
            None => sorts.push((slot, 1)),
        }
    }
    sorts.into_iter()
}

/// The values that occur and those that are chosen, in order.
fn choices<T: Clone + Ord>(
    tallies: impl IntoIterator<Item = Tally<T>>,
    chosen: &std::collections::BTreeSet<T>,
) -> Vec<Facet<T>> {
    let occurring = tallies.into_iter().filter(|tally| tally.all > 0);
    let mut facets: Vec<_> = occurring
        .map(|tally| Facet {
            is_chosen: chosen.contains(&tally.value),
            value: tally.value,
            count: tally.left,
        })
        .collect();
    for value in chosen {
        if !facets.iter().any(|facet| facet.value == *value) {
            facets.push(Facet { value: value.clone(), count: 0, is_chosen: true });
        }
    }
    facets.sort_by(|a, b| a.value.cmp(&b.value));
    facets
}

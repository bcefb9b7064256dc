//! How many entries each choice would show.

use crate::model::{Channel, Direction, Vendor};

use super::{
    Filter, Timeline,
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
        let matcher = filter.matcher();
        let mut facets = Self { total: timeline.len(), ..Self::default() };
        for entry in timeline.all() {
            let met = matcher.met(entry);
            let conditions = [met.vendor, met.channel, met.direction, met.people, met.range];
            let missed = conditions.iter().filter(|is_met| !**is_met).count();
            // The text is looked for only where it can still make a difference.
            let has_text = missed <= 1 && matcher.has_text(entry);
            let is_shown = missed == 0 && has_text;
            let only_missed = |is_met: bool| has_text && (missed == 0 || !is_met);
            add(&mut facets.vendors, &entry.vendor(), usize::from(only_missed(met.vendor)));
            add(&mut facets.channels, &entry.channel, usize::from(only_missed(met.channel)));
            add(&mut facets.directions, &entry.direction, usize::from(only_missed(met.direction)));
            facets.people += usize::from(only_missed(met.people) && entry.is_human());
            facets.shown += usize::from(is_shown);
            if !is_shown {
                facets.hide(&entry.channel);
            }
        }
        choose(&mut facets.vendors, &filter.vendors);
        choose(&mut facets.channels, &filter.channels);
        choose(&mut facets.directions, &filter.directions);
        facets.hidden.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.channel.cmp(&b.channel)));
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

    fn hide(&mut self, channel: &Channel) {
        match self.hidden.iter_mut().find(|kind| kind.channel == *channel) {
            Some(kind) => kind.count += 1,
            None => self.hidden.push(HiddenKind { channel: channel.clone(), count: 1 }),
        }
    }
}

/// Keeps the list in order.
fn add<T: Clone + Ord>(facets: &mut Vec<Facet<T>>, value: &T, count: usize) {
    let at = facets.partition_point(|facet| facet.value < *value);
    match facets.get_mut(at).filter(|facet| facet.value == *value) {
        Some(facet) => facet.count += count,
        None => facets.insert(at, Facet { value: value.clone(), count, is_chosen: false }),
    }
}

fn choose<T: Clone + Ord>(facets: &mut Vec<Facet<T>>, chosen: &std::collections::BTreeSet<T>) {
    for value in chosen {
        add(facets, value, 0);
    }
    for facet in facets.iter_mut() {
        facet.is_chosen = chosen.contains(&facet.value);
    }
}

//! How much happened when: the strip above the list.

use crate::model::{Timestamp, Vendor};

use super::{Filter, Timeline};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// Widths of which none is more than twice the one before, so that a long span gets 60 to 120 buckets.
const WIDTHS: [i64; 21] = [
    MINUTE,
    2 * MINUTE,
    4 * MINUTE,
    8 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    4 * DAY,
    7 * DAY,
    14 * DAY,
    28 * DAY,
    56 * DAY,
    112 * DAY,
    224 * DAY,
    448 * DAY,
];
const MOST: i64 = 120;

/// One piece of the span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bucket {
    /// Where it begins, inclusive.
    pub from: Timestamp,
    /// Where it ends, exclusive.
    pub to: Timestamp,
    /// How many entries, in the order of [`Vendor::ALL`].
    pub counts: [usize; Vendor::ALL.len()],
}

impl Bucket {
    /// How many entries of all vendors.
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }
}

/// Counts over a span, in pieces of equal width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Density {
    /// The width of a bucket in milliseconds.
    pub width_millis: i64,
    /// The buckets, ascending and without gaps; never empty.
    pub buckets: Vec<Bucket>,
}

impl Density {
    /// Counts entries, each by its place and vendor, within a span, both ends inclusive; entries outside it do not count.
    pub fn new(
        entries: impl IntoIterator<Item = (Timestamp, Vendor)>,
        (first, last): (Timestamp, Timestamp),
    ) -> Self {
        let (first, last) = (first.min(last), last.max(first));
        let count_with = |width: i64| last.millis().div_euclid(width) - first.millis().div_euclid(width) + 1;
        // From 1970 to 9999 even the greatest width needs several thousand buckets; then it is doubled until it fits.
        let mut width = WIDTHS.into_iter().find(|width| count_with(*width) <= MOST).unwrap_or(896 * DAY);
        while count_with(width) > MOST {
            width *= 2;
        }
        let start = first.millis().div_euclid(width) * width;
        let edge = |index: i64| Timestamp::EPOCH.plus_millis(start + index * width);
        let bucket = |index| Bucket { from: edge(index), to: edge(index + 1), counts: [0; 4] };
        let mut buckets: Vec<Bucket> = (0..count_with(width)).map(bucket).collect();
        for (place, of) in entries {
            if !(first..=last).contains(&place) {
                continue;
            }
            let index = usize::try_from((place.millis() - start) / width).unwrap_or(usize::MAX);
            let vendor = Vendor::ALL.iter().position(|vendor| *vendor == of);
            let count = vendor.and_then(|vendor| buckets.get_mut(index)?.counts.get_mut(vendor));
            if let Some(count) = count {
                *count += 1;
            }
        }
        Self { width_millis: width, buckets }
    }

    /// Counts what a filter shows of a timeline, over all of its time; `None` when nothing of it has a place in time.
    pub fn of(timeline: &Timeline, filter: &Filter) -> Option<Self> {
        let sieve = filter.sieve(timeline);
        let shown = timeline.dated_slots().iter().filter(|slot| sieve.lets_pass(slot));
        timeline
            .span()
            .map(|span| Self::new(shown.filter_map(|slot| Some((slot.place()?, slot.vendor))), span))
    }

    /// The greatest number of entries in one bucket.
    pub fn peak(&self) -> usize {
        self.buckets.iter().map(Bucket::total).max().unwrap_or(0)
    }

    /// Where the first bucket begins and where the last one ends.
    pub fn span(&self) -> Option<(Timestamp, Timestamp)> {
        Some((self.buckets.first()?.from, self.buckets.last()?.to))
    }
}

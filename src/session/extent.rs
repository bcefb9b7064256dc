//! Which parts of a vendor's list are here, exactly.

use crate::model::Timestamp;

/// The index behind a list may lag so many milliseconds behind what is written.
pub(super) const OVERLAP_MILLIS: i64 = 120_000;

/// A part of a list, by when its records changed last: from a moment, inclusive, up to another, exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// From this moment, inclusive.
    pub from: Timestamp,
    /// Up to this moment, exclusive.
    pub until: Timestamp,
}

/// The parts of a vendor's list that were read.
///
/// A record that changes moves to the end of the list, so what is said here stays true: of everything that the vendor
/// has, whatever changed last within one of these parts is here. What changes later is in none of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extent {
    /// Ascending, apart from each other and from the tail.
    spans: Vec<Span>,
    /// From this moment on the list was read to its end, and when that was.
    tail: Option<Tail>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tail {
    from: Timestamp,
    /// What changed later is not here.
    as_of: Timestamp,
}

impl Extent {
    /// The parts that end before the end of the list, ascending and apart from each other.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// From which moment on the list was read without a gap to its end, as it was then.
    pub fn tail(&self) -> Option<Timestamp> {
        self.tail.map(|tail| tail.from)
    }

    /// Whether everything that changed last at a moment is here.
    pub fn holds(&self, at: Timestamp) -> bool {
        let is_in = |span: &Span| span.from <= at && at < span.until;
        self.tail().is_some_and(|tail| tail <= at) || self.spans.iter().any(is_in)
    }

    /// What is not here between two moments, ascending. The end of the list counts as the end of time.
    pub fn gaps(&self, within: Span) -> Vec<Span> {
        let tail = self.tail().map(|from| Span { from, until: within.until.max(from) });
        let mut gaps = Vec::new();
        let mut from = within.from;
        for here in self.spans.iter().copied().chain(tail) {
            if here.from > from {
                gaps.push(Span { from, until: here.from.min(within.until) });
            }
            from = from.max(here.until);
        }
        gaps.push(Span { from, until: within.until });
        gaps.retain(|gap| gap.from < gap.until);
        gaps
    }

    /// A part was read.
    pub(super) fn add(&mut self, span: Span) {
        if span.from < span.until {
            self.spans.push(span);
            self.tidy();
        }
    }

    /// The list was read from a moment to its end, by a load that began at another.
    pub(super) fn add_tail(&mut self, from: Timestamp, as_of: Timestamp) {
        self.join(Tail { from, as_of });
        self.tidy();
    }

    fn join(&mut self, other: Tail) {
        let Some(tail) = self.tail else {
            self.tail = Some(other);
            return;
        };
        let (older, mut newer) = if tail.as_of <= other.as_of { (tail, other) } else { (other, tail) };
        if newer.from <= older.as_of {
            newer.from = newer.from.min(older.from);
        } else {
            // What changed between the two is in neither; the end of a list may lag behind.
            let span = Span { from: older.from, until: older.as_of.plus_millis(-OVERLAP_MILLIS) };
            self.spans.extend((span.from < span.until).then_some(span));
        }
        self.tail = Some(newer);
    }

    /// What another reading found is here as well.
    pub(super) fn merge(&mut self, other: &Self) {
        self.spans.extend_from_slice(&other.spans);
        if let Some(tail) = other.tail {
            self.join(tail);
        }
        self.tidy();
    }

    fn tidy(&mut self) {
        self.spans.sort_unstable_by_key(|span| span.from);
        let mut joined: Vec<Span> = Vec::with_capacity(self.spans.len());
        for span in self.spans.drain(..) {
            match joined.last_mut() {
                Some(last) if span.from <= last.until => last.until = last.until.max(span.until),
                Some(_) | None => joined.push(span),
            }
        }
        // What reaches into the tail makes it longer.
        while let (Some(last), Some(tail)) = (joined.last().copied(), self.tail.as_mut()) {
            if last.until < tail.from {
                break;
            }
            tail.from = tail.from.min(last.from);
            joined.pop();
        }
        self.spans = joined;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(secs: i64) -> Timestamp {
        Timestamp::from_secs(secs).unwrap()
    }

    fn span(from: i64, until: i64) -> Span {
        Span { from: at(from), until: at(until) }
    }

    #[test]
    fn parts_that_meet_are_one() {
        let mut extent = Extent::default();
        for part in [span(10, 20), span(40, 50), span(20, 30), span(30, 30), span(45, 48)] {
            extent.add(part);
        }
        assert_eq!((extent.spans(), extent.tail()), (&[span(10, 30), span(40, 50)][..], None));
        assert_eq!(extent.gaps(span(0, 60)), [span(0, 10), span(30, 40), span(50, 60)]);
        extent.add_tail(at(50), at(60));
        assert_eq!((extent.spans(), extent.tail()), (&[span(10, 30)][..], Some(at(40))));
        assert_eq!(extent.gaps(span(15, 60)), [span(30, 40)]);
        assert_eq!(extent.gaps(span(32, 35)), [span(32, 35)]);
        assert_eq!(extent.gaps(span(41, 60)), []);
    }

    #[test]
    fn two_readings_add_up() {
        let (mut first, mut second) = (Extent::default(), Extent::default());
        first.add_tail(at(50), at(100));
        first.add(span(0, 5));
        second.add_tail(at(90), at(110));
        second.add(span(5, 60));
        first.merge(&second);
        assert_eq!((first.spans(), first.tail()), (&[][..], Some(at(0))));
        assert_eq!(first.gaps(span(0, 100)), []);
    }

    #[test]
    fn two_ends_of_the_list_are_one_only_when_they_meet() {
        let (monday, thursday) = (1_000, 4_000);
        let (mut here, mut other) = (Extent::default(), Extent::default());
        here.add_tail(at(0), at(monday));
        other.add_tail(at(2_000), at(thursday));
        let mut turned = other.clone();
        turned.merge(&here);
        here.merge(&other);
        for extent in [&turned, &here] {
            assert_eq!((extent.spans(), extent.tail()), (&[span(0, 880)][..], Some(at(2_000))));
            assert!(!extent.holds(at(1_500)));
        }
        here.add(span(880, 2_000));
        assert_eq!((here.spans(), here.tail()), (&[][..], Some(at(0))));
        here.add_tail(at(3_900), at(5_000));
        assert_eq!((here.spans(), here.tail()), (&[][..], Some(at(0))));
    }
}

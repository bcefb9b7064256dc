//! Days of many moments with few questions to the calendar.

use std::ops::Range;

use crate::model::{Calendar, Day, Timestamp};

const DAY: i64 = 86_400_000;

/// Finds days, asking the calendar about two moments per day at most: a browser's calendar is slow.
pub(super) struct Days<'a> {
    calendar: &'a dyn Calendar,
    known: Option<Known>,
    /// The milliseconds of the day that was found last, as far as they are known to be its.
    last: (Range<i64>, Day),
}

#[derive(Clone, Copy)]
struct Known {
    /// Days since 1970 in UTC.
    number: i64,
    /// The offset at the day's first and at the next day's first moment, when it is one and the same.
    offset: Option<i32>,
    starts: i32,
    ends: i32,
}

impl<'a> Days<'a> {
    pub(super) const fn new(calendar: &'a dyn Calendar) -> Self {
        Self { calendar, known: None, last: (0..0, Day(0)) }
    }

    /// The day of a moment.
    pub(super) fn day(&mut self, at: Timestamp) -> Day {
        if self.last.0.contains(&at.millis()) {
            return self.last.1;
        }
        let number = at.millis().div_euclid(DAY);
        let known = match self.known {
            Some(known) if known.number == number => known,
            neighbour => self.ask(number, neighbour),
        };
        self.known = Some(known);
        // Only on a day with a change of clocks must each moment be asked for.
        let Some(offset) = known.offset else { return Day::of(at, self.calendar.offset_secs(at)) };
        let day = Day::of(at, offset);
        let shift = i64::from(offset) * 1000;
        let start = (at.millis() + shift).div_euclid(DAY) * DAY - shift;
        self.last = (start.max(number * DAY)..(start + DAY).min((number + 1) * DAY), day);
        day
    }

    fn ask(&self, number: i64, neighbour: Option<Known>) -> Known {
        let at =
            |number: i64| self.calendar.offset_secs(Timestamp::EPOCH.plus_millis(number.saturating_mul(DAY)));
        let next_of = |n: Known| (n.number + 1 == number).then_some(n.ends);
        let previous_of = |n: Known| (n.number - 1 == number).then_some(n.starts);
        let starts = neighbour.and_then(next_of).unwrap_or_else(|| at(number));
        let ends = neighbour.and_then(previous_of).unwrap_or_else(|| at(number + 1));
        Known { number, offset: (starts == ends).then_some(starts), starts, ends }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::model::{PlainCalendar, When};

    /// Berlin in 2026: clocks change on 29 March and on 25 October at 01:00 UTC.
    struct Berlin {
        asked: Cell<usize>,
    }

    impl Calendar for Berlin {
        fn offset_secs(&self, at: Timestamp) -> i32 {
            self.asked.set(self.asked.get() + 1);
            let summer = moment("2026-03-29T01:00:00Z")..moment("2026-10-25T01:00:00Z");
            if summer.contains(&at) { 7200 } else { 3600 }
        }
        fn zone_name(&self) -> String {
            "Europe/Berlin".into()
        }
        fn zone_offset(&self, at: Timestamp) -> String {
            PlainCalendar { offset_secs: self.offset_secs(at) }.zone_offset(at)
        }
        fn clock(&self, at: Timestamp) -> String {
            PlainCalendar { offset_secs: self.offset_secs(at) }.clock(at)
        }
        fn clock_seconds(&self, at: Timestamp) -> String {
            PlainCalendar { offset_secs: self.offset_secs(at) }.clock_seconds(at)
        }
        fn long_day(&self, day: Day) -> String {
            PlainCalendar::default().long_day(day)
        }
        fn short_day(&self, day: Day) -> String {
            PlainCalendar::default().short_day(day)
        }
        fn full(&self, at: Timestamp) -> String {
            PlainCalendar { offset_secs: self.offset_secs(at) }.full(at)
        }
        fn number(&self, value: usize) -> String {
            value.to_string()
        }
    }

    fn moment(text: &str) -> Timestamp {
        When::parse(text).at().unwrap()
    }

    #[test]
    fn days_are_the_calendars_own_also_when_clocks_change() {
        let berlin = Berlin { asked: Cell::new(0) };
        let mut days = Days::new(&berlin);
        let mut at = moment("2026-03-27T00:00:00Z");
        let moments = std::iter::from_fn(|| {
            at = at.plus_millis(7 * 60_000);
            (at < moment("2026-11-02T00:00:00Z")).then_some(at)
        });
        let moments: Vec<Timestamp> = moments.collect();
        for &at in moments.iter().chain(moments.iter().rev()) {
            assert_eq!(days.day(at), berlin.day(at), "{at:?}");
        }
    }

    #[test]
    fn a_day_costs_one_question() {
        let berlin = Berlin { asked: Cell::new(0) };
        let mut days = Days::new(&berlin);
        let start = moment("2026-05-01T00:00:00Z");
        for minute in 0..10 * 24 * 60 {
            days.day(start.plus_millis(minute * 60_000));
        }
        assert_eq!(berlin.asked.get(), 11);
    }
}

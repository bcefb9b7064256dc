//! Days of the reader's zone.

use std::collections::HashSet;

use leadwake::{
    model::{Calendar, Day, PlainCalendar, Timestamp},
    timeline::{Filter, Item, Order},
};

use crate::{
    HOUR, UTC, items,
    support::{at, message},
    timeline,
};

#[test]
fn a_day_is_one_of_the_readers_zone() {
    let list = timeline([message("apten:a", 0, ""), message("apten:b", 8 * HOUR + 1800, "")]);
    let days = |offset_secs| {
        let rows = items(&list, &Filter::default(), Order::OldestFirst, &PlainCalendar { offset_secs });
        rows.iter().filter(|item| matches!(item, Item::Day { .. })).count()
    };
    assert_eq!((days(0), days(2 * 3600)), (1, 2));
}

/// A zone whose clocks go back an hour one minute after midnight, as those of Newfoundland once did.
struct SetBack;

impl Calendar for SetBack {
    fn offset_secs(&self, moment: Timestamp) -> i32 {
        // Midnight is at 16:00 UTC, an hour after the first entry.
        if moment < at(HOUR + 60) { 8 * 3600 } else { 7 * 3600 }
    }
    fn zone_name(&self) -> String {
        UTC.zone_name()
    }
    fn zone_offset(&self, moment: Timestamp) -> String {
        UTC.zone_offset(moment)
    }
    fn clock(&self, moment: Timestamp) -> String {
        UTC.clock(moment)
    }
    fn clock_seconds(&self, moment: Timestamp) -> String {
        UTC.clock_seconds(moment)
    }
    fn long_day(&self, day: Day) -> String {
        UTC.long_day(day)
    }
    fn short_day(&self, day: Day) -> String {
        UTC.short_day(day)
    }
    fn full(&self, moment: Timestamp) -> String {
        UTC.full(moment)
    }
    fn number(&self, value: usize) -> String {
        UTC.number(value)
    }
}

#[test]
fn a_day_is_opened_once_even_when_clocks_go_back_past_midnight() {
    let list = timeline([
        message("apten:a", 0, ""),
        message("apten:b", HOUR + 30, ""),
        message("apten:c", HOUR + 90, ""),
        message("apten:d", 3 * HOUR, ""),
    ]);
    for order in [Order::OldestFirst, Order::NewestFirst] {
        let rows = items(&list, &Filter::default(), order, &SetBack);
        let headings: Vec<String> =
            rows.iter().filter(|item| item.entries().is_empty()).map(Item::anchor).collect();
        let unique: HashSet<&String> = headings.iter().collect();
        assert_eq!((headings.len(), unique.len()), (2, 2), "{headings:?}");
    }
}

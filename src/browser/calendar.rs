//! Days and times in the browser's language and in any zone it knows.

use std::{cell::RefCell, collections::HashMap};

use send_wrapper::SendWrapper;
use thiserror::Error;

use super::format::{Format, Options, supported};
use crate::model::{Calendar, Day, PlainCalendar, Timestamp, named_offset};

const DAY_MILLIS: i64 = 86_400_000;
const QUARTER_MILLIS: i64 = 900_000;

/// A zone that the browser does not know.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("this browser knows no time zone “{0}”")]
pub struct ZoneError(pub String);

/// The browser's `Intl`: its language, and any zone it knows.
///
/// Only offsets are asked of the zone; everything else is worded in UTC from them, so that most words are made once.
pub struct IntlCalendar {
    inner: SendWrapper<Inner>,
}

struct Inner {
    zone: String,
    offset: Format,
    clock: Format,
    clock_seconds: Format,
    long_day: Format,
    short_day: Format,
    number: Format,
    /// The offset of a whole day, or that it changes in it.
    days: RefCell<HashMap<i64, Option<i32>>>,
    quarters: RefCell<HashMap<i64, i32>>,
    clocks: RefCell<HashMap<i64, String>>,
    long_days: RefCell<HashMap<Day, String>>,
}

impl IntlCalendar {
    /// For a zone such as `Europe/Berlin`; `None` is the browser's own.
    ///
    /// # Errors
    /// When the browser does not know the zone, or has no `Intl`.
    pub fn new(zone: Option<&str>) -> Result<Self, ZoneError> {
        let inner = Inner::new(zone).ok_or_else(|| ZoneError(zone.unwrap_or("of this device").to_owned()))?;
        Ok(Self { inner: SendWrapper::new(inner) })
    }
}

impl Inner {
    fn new(zone: Option<&str>) -> Option<Self> {
        let number = Some("numeric");
        // The parts of a date would say it as well, and cost more to read.
        let named = Options { time_zone: zone, time_zone_name: Some("longOffset"), ..Options::default() };
        let offset = Format::new("DateTimeFormat", Some("en-US"), &named)?;
        // A browser that words it otherwise must not have its readers take UTC for their zone.
        named_offset(&offset.words(0.0))?;
        let two_digits = Some("2-digit");
        let utc = Options { time_zone: Some("UTC"), calendar: Some("gregory"), ..Options::default() };
        let words = |options: Options<'_>| Format::new("DateTimeFormat", None, &options);
        let clock = Options { hour: two_digits, minute: two_digits, ..utc };
        let date = Options { day: number, year: number, ..utc };
        Some(Self {
            zone: offset.resolved("timeZone")?,
            offset,
            clock: words(clock)?,
            clock_seconds: words(Options { second: two_digits, ..clock })?,
            long_day: words(Options { weekday: Some("long"), month: Some("long"), ..date })?,
            short_day: words(Options { month: Some("short"), ..date })?,
            number: Format::new("NumberFormat", None, &Options::default())?,
            days: RefCell::default(),
            quarters: RefCell::default(),
            clocks: RefCell::default(),
            long_days: RefCell::default(),
        })
    }

    /// The offset at an instant, asked of the browser, in seconds.
    fn ask_offset(&self, millis: i64) -> i32 {
        named_offset(&self.offset.words(as_number(millis))).unwrap_or_default()
    }

    /// Asked once a day; where it changes within one, once a quarter of an hour: zones change on those.
    fn offset(&self, millis: i64) -> i32 {
        let day = millis.div_euclid(DAY_MILLIS);
        let steady = *self.days.borrow_mut().entry(day).or_insert_with(|| {
            let first = self.ask_offset(day * DAY_MILLIS);
            let last = self.ask_offset((day + 1) * DAY_MILLIS - 1000);
            (first == last).then_some(first)
        });
        steady.unwrap_or_else(|| {
            let quarter = millis.div_euclid(QUARTER_MILLIS);
            let mut quarters = self.quarters.borrow_mut();
            *quarters.entry(quarter).or_insert_with(|| self.ask_offset(quarter * QUARTER_MILLIS))
        })
    }

    /// The zone's own time as if it were UTC.
    fn local_millis(&self, at: Timestamp) -> i64 {
        at.millis() + i64::from(self.offset(at.millis())) * 1000
    }
}

impl Calendar for IntlCalendar {
    fn offset_secs(&self, at: Timestamp) -> i32 {
        self.inner.offset(at.millis())
    }

    fn zone_name(&self) -> String {
        self.inner.zone.clone()
    }

    fn zone_offset(&self, at: Timestamp) -> String {
        PlainCalendar { offset_secs: self.offset_secs(at) }.zone_offset(at)
    }

    fn clock(&self, at: Timestamp) -> String {
        let inner = &*self.inner;
        let minute = inner.local_millis(at).rem_euclid(DAY_MILLIS) / 60_000;
        let mut clocks = inner.clocks.borrow_mut();
        clocks.entry(minute).or_insert_with(|| inner.clock.words(as_number(minute * 60_000))).clone()
    }

    fn clock_seconds(&self, at: Timestamp) -> String {
        self.inner.clock_seconds.words(as_number(self.inner.local_millis(at)))
    }

    fn long_day(&self, day: Day) -> String {
        let inner = &*self.inner;
        let mut days = inner.long_days.borrow_mut();
        days.entry(day).or_insert_with(|| inner.long_day.words(day_number(day))).clone()
    }

    fn short_day(&self, day: Day) -> String {
        self.inner.short_day.words(day_number(day))
    }

    fn full(&self, at: Timestamp) -> String {
        format!("{}, {} {}", self.short_day(self.day(at)), self.clock_seconds(at), self.zone_offset(at))
    }

    fn number(&self, value: usize) -> String {
        #[expect(clippy::cast_precision_loss, reason = "numbers of entries and bytes are far below 2^53")]
        self.inner.number.words(value as f64)
    }
}

/// The names of all zones that can be chosen, `UTC` first; only that in a browser that cannot list them.
pub fn zones() -> Vec<String> {
    let known = supported("timeZone").into_iter().filter(|zone| zone != "UTC");
    std::iter::once("UTC".to_owned()).chain(known).collect()
}

/// The name of the device's own zone; `UTC` in a browser without `Intl`.
pub fn device_zone() -> String {
    let format = Format::new("DateTimeFormat", None, &Options::default());
    format.and_then(|format| format.resolved("timeZone")).unwrap_or_else(|| "UTC".into())
}

fn day_number(day: Day) -> f64 {
    f64::from(day.0) * 86_400_000.0
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds up to the year 9999 are far below 2^53")]
const fn as_number(millis: i64) -> f64 {
    millis as f64
}

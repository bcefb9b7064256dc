//! Days and clock times, as seen from a time zone.

use super::Timestamp;

/// A calendar day: days since 1970-01-01, in whatever zone it was made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The day of an instant in a zone that is `offset_secs` ahead of UTC then.
    pub fn of(at: Timestamp, offset_secs: i32) -> Self {
        let local = at.millis().div_euclid(1000).saturating_add(i64::from(offset_secs));
        Self(i32::try_from(local.div_euclid(86_400)).unwrap_or(i32::MAX))
    }

    /// Year, month (1–12) and day of month, in the Gregorian calendar.
    pub fn civil(self) -> (i32, u32, u32) {
        // Days are counted in 400-year eras that begin on 1 March, so that a leap day ends its year.
        let days = i64::from(self.0) + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let narrow = |value: i64| u32::try_from(value).unwrap_or_default();
        (i32::try_from(year).unwrap_or_default(), narrow(month), narrow(day))
    }

    /// `2026-05-14`: sortable, and what a `<time datetime>` wants.
    pub fn iso(self) -> String {
        let (year, month, day) = self.civil();
        format!("{year:04}-{month:02}-{day:02}")
    }
}

/// How far a zone is ahead of UTC, in seconds, by the name that `Intl` gives with `timeZoneName: "longOffset"` in English:
/// `GMT+05:30` at the end of a text. `None` of any other text.
pub fn named_offset(text: &str) -> Option<i32> {
    let (_, offset) = text.rsplit_once("GMT")?;
    let sign = match offset.as_bytes().first() {
        None => return Some(0),
        Some(b'+') => 1,
        Some(b'-') => -1,
        Some(_) => return None,
    };
    // Hours, minutes, and of before standard time also seconds.
    let parts = offset.get(1..)?.split(':').zip([3600, 60, 1]);
    let secs =
        parts.map(|(part, unit)| Some(i32::from(part.parse::<u8>().ok()?) * unit)).sum::<Option<i32>>()?;
    Some(sign * secs)
}

/// A time zone and a language: how instants are worded for the reader.
///
/// In the browser this is `Intl`; tests use [`PlainCalendar`].
pub trait Calendar {
    /// How far the zone is ahead of UTC at that instant, in seconds.
    fn offset_secs(&self, at: Timestamp) -> i32;
    /// The zone's name for a control: `Europe/Berlin`, `UTC`.
    fn zone_name(&self) -> String;
    /// The zone's offset at that instant in words: `GMT+2`.
    fn zone_offset(&self, at: Timestamp) -> String;
    /// Hours and minutes: `15:01`.
    fn clock(&self, at: Timestamp) -> String;
    /// Hours, minutes and seconds: `15:01:09`.
    fn clock_seconds(&self, at: Timestamp) -> String;
    /// A day in full: `Thursday, 14 May 2026`.
    fn long_day(&self, day: Day) -> String;
    /// A day in short: `14 May 2026`.
    fn short_day(&self, day: Day) -> String;
    /// Day, time with seconds, and zone: for a tooltip.
    fn full(&self, at: Timestamp) -> String;
    /// A whole number with the reader's grouping: `1,204`.
    fn number(&self, value: usize) -> String;

    /// The day of an instant in this zone.
    fn day(&self, at: Timestamp) -> Day {
        Day::of(at, self.offset_secs(at))
    }
}

/// English and a fixed offset: for tests, and for a browser without `Intl`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlainCalendar {
    /// How far the zone is ahead of UTC, in seconds.
    pub offset_secs: i32,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];

impl PlainCalendar {
    fn seconds_of_day(&self, at: Timestamp) -> i64 {
        (at.millis().div_euclid(1000) + i64::from(self.offset_secs)).rem_euclid(86_400)
    }
}

impl Calendar for PlainCalendar {
    fn offset_secs(&self, _at: Timestamp) -> i32 {
        self.offset_secs
    }

    fn zone_name(&self) -> String {
        self.zone_offset(Timestamp::EPOCH)
    }

    fn zone_offset(&self, _at: Timestamp) -> String {
        let minutes = self.offset_secs / 60;
        match (minutes, minutes % 60) {
            (0, _) => "UTC".into(),
            (_, 0) => format!("GMT{:+}", minutes / 60),
            (_, rest) => format!("GMT{:+}:{:02}", minutes / 60, rest.abs()),
        }
    }

    fn clock(&self, at: Timestamp) -> String {
        let secs = self.seconds_of_day(at);
        format!("{:02}:{:02}", secs / 3600, secs / 60 % 60)
    }

    fn clock_seconds(&self, at: Timestamp) -> String {
        format!("{}:{:02}", self.clock(at), self.seconds_of_day(at) % 60)
    }

    fn long_day(&self, day: Day) -> String {
        let weekday = usize::try_from(day.0.rem_euclid(7)).unwrap_or_default();
        format!("{}, {}", WEEKDAYS.get(weekday).unwrap_or(&""), self.short_day(day))
    }

    fn short_day(&self, day: Day) -> String {
        let (year, month, date) = day.civil();
        let name = usize::try_from(month - 1).ok().and_then(|index| MONTHS.get(index)).unwrap_or(&"");
        format!("{date} {name} {year}")
    }

    fn full(&self, at: Timestamp) -> String {
        format!("{}, {} {}", self.short_day(self.day(at)), self.clock_seconds(at), self.zone_offset(at))
    }

    fn number(&self, value: usize) -> String {
        let digits = value.to_string();
        let first = digits.len() % 3;
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && index % 3 == first {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        grouped
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::When;

    fn at(text: &str) -> Timestamp {
        When::parse(text).at().unwrap()
    }

    #[test]
    fn offsets_are_read_by_their_names() {
        for (text, secs) in [
            ("7/1/2026, GMT+02:00", Some(7_200)),
            ("7/1/2026, GMT-03:30", Some(-12_600)),
            ("12/7/1874, GMT-04:56:02", Some(-17_762)),
            ("1/1/2026, GMT+00:00", Some(0)),
            ("1/1/2026, GMT", Some(0)),
            ("1/1/2026, Central European Time", None),
            ("1/1/2026, GMT+2 h", None),
            ("1/1/2026, GMT!", None),
        ] {
            assert_eq!(named_offset(text), secs, "{text}");
        }
    }

    #[test]
    fn days_are_those_of_the_zone() {
        let late = at("2026-05-14T23:30:00Z");
        assert_eq!(PlainCalendar::default().day(late).iso(), "2026-05-14");
        assert_eq!(PlainCalendar { offset_secs: 7200 }.day(late).iso(), "2026-05-15");
        assert_eq!(
            PlainCalendar { offset_secs: -5 * 3600 }.day(at("2024-03-01T02:00:00Z")).iso(),
            "2024-02-29"
        );
    }

    #[test]
    fn words_are_english() {
        let calendar = PlainCalendar { offset_secs: 5 * 3600 + 1800 };
        let moment = at("2026-05-14T15:00:09Z");
        assert_eq!(calendar.long_day(calendar.day(moment)), "Thursday, 14 May 2026");
        assert_eq!(calendar.clock_seconds(moment), "20:30:09");
        assert_eq!(calendar.zone_offset(moment), "GMT+5:30");
        assert_eq!([1, 999, 1000, 1_234_567].map(|n| calendar.number(n)), ["1", "999", "1,000", "1,234,567"]);
    }
}

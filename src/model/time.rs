//! Instants, and times that may be missing or unreadable. The only file that names the `time` library.

use time::{
    Date, OffsetDateTime, PrimitiveDateTime, UtcOffset,
    format_description::well_known::{Iso8601, Rfc3339},
};

/// An instant: milliseconds since 1970-01-01T00:00:00Z, between the years 1970 and 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[cfg_attr(feature = "types", derive(tsify::Tsify))]
pub struct Timestamp(i64);

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Self = Self(0);
    const LAST: i64 = 253_402_300_799_999;

    /// From milliseconds since 1970; `None` before 1970 and after 9999.
    pub const fn from_millis(millis: i64) -> Option<Self> {
        if millis < 0 || millis > Self::LAST { None } else { Some(Self(millis)) }
    }

    /// From seconds since 1970; `None` before 1970 and after 9999.
    pub const fn from_secs(secs: i64) -> Option<Self> {
        match secs.checked_mul(1000) {
            Some(millis) => Self::from_millis(millis),
            None => None,
        }
    }

    /// Milliseconds since 1970.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// This instant moved by milliseconds, held within the years 1970 to 9999.
    #[must_use]
    pub const fn plus_millis(self, millis: i64) -> Self {
        let moved = self.0.saturating_add(millis);
        if moved < 0 {
            Self(0)
        } else if moved > Self::LAST {
            Self(Self::LAST)
        } else {
            Self(moved)
        }
    }

    /// RFC 3339 in UTC with milliseconds: `2026-05-14T15:00:00.000Z`.
    pub fn to_rfc3339(self) -> String {
        let nanos = i128::from(self.0) * 1_000_000;
        let Ok(moment) = OffsetDateTime::from_unix_timestamp_nanos(nanos) else { return String::new() };
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            moment.year(),
            u8::from(moment.month()),
            moment.day(),
            moment.hour(),
            moment.minute(),
            moment.second(),
            moment.millisecond()
        )
    }
}

/// When something happened, as far as the vendor said.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(tag = "kind", rename_all = "kebab-case"), tsify(missing_as_null))]
pub enum When {
    /// A known instant.
    At(
        #[cfg_attr(
            feature = "types",
            serde(serialize_with = "super::types::at"),
            tsify(type = "{ at: Timestamp }")
        )]
        Timestamp,
    ),
    /// The text has no zone; it was read as UTC, and the reader is told so.
    AssumedUtc {
        /// The text read as UTC.
        at: Timestamp,
        /// The text as it came.
        text: Box<str>,
    },
    /// There is a text, and it is no time this viewer can read; it is shown as it came.
    Unreadable(
        #[cfg_attr(
            feature = "types",
            serde(serialize_with = "super::types::text"),
            tsify(type = "{ text: string }")
        )]
        Box<str>,
    ),
    /// The vendor sent none.
    Missing,
}

impl When {
    /// Reads RFC 3339 (`2026-05-14T15:00:00.000Z`, any number of fraction digits, any offset) and the other spellings
    /// of ISO 8601 with year, month and day (`2026-05-14T15:00Z`, `20260514T150000+0000`). One without a zone is read
    /// as UTC and marked, and so is a date alone (`2026-05-14`: midnight). Anything else, a day that does not exist and
    /// a year outside 1970–9999 are [`When::Unreadable`].
    pub fn parse(text: &str) -> Self {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Self::Missing;
        }
        let instant = |moment: OffsetDateTime| {
            i64::try_from(moment.unix_timestamp_nanos().div_euclid(1_000_000))
                .ok()
                .and_then(Timestamp::from_millis)
        };
        let unreadable = || Self::Unreadable(text.into());
        if let Ok(moment) = OffsetDateTime::parse(trimmed, &Rfc3339) {
            return instant(moment).map_or_else(unreadable, Self::At);
        }
        let local = match trimmed.split_once(['T', ' ']) {
            Some((date, clock)) if is_dated(date) => {
                let spelling = spelling(date, clock);
                if let Ok(moment) = OffsetDateTime::parse(&spelling, &Iso8601::PARSING) {
                    return instant(moment).map_or_else(unreadable, Self::At);
                }
                PrimitiveDateTime::parse(&spelling, &Iso8601::PARSING).ok().filter(|_| zone(clock).is_none())
            }
            // Digits alone may be anything: a number of a thing, or seconds.
            None if trimmed.as_bytes().get(4) == Some(&b'-') && is_dated(trimmed) => {
                Date::parse(trimmed, &Iso8601::DATE).ok().map(Date::midnight)
            }
            Some(_) | None => None,
        };
        match local.and_then(|local| instant(local.assume_offset(UtcOffset::UTC))) {
            Some(at) => Self::AssumedUtc { at, text: text.into() },
            None => unreadable(),
        }
    }

    /// Reads an optional text; `None` is [`When::Missing`].
    pub fn parse_option(text: Option<&str>) -> Self {
        text.map_or(Self::Missing, Self::parse)
    }

    /// The instant, when there is one.
    pub const fn at(&self) -> Option<Timestamp> {
        match self {
            Self::At(at) | Self::AssumedUtc { at, .. } => Some(*at),
            Self::Unreadable(_) | Self::Missing => None,
        }
    }
}

/// Whether this is year, month and day, with or without lines between them: no weeks and no days of the year.
fn is_dated(date: &str) -> bool {
    let is_line = |at: usize, byte: u8| byte == b'-' && (at == 4 || at == 7);
    let lines = date.bytes().filter(|byte| *byte == b'-').count();
    matches!((date.len(), lines), (8, 0) | (10, 2))
        && date.bytes().enumerate().all(|(at, byte)| byte.is_ascii_digit() || is_line(at, byte))
}

/// The position of the zone in a clock's text.
fn zone(clock: &str) -> Option<usize> {
    clock.find(['Z', 'z', '+', '-'])
}

/// The same moment with or without separators throughout, as the parser wants it.
fn spelling(date: &str, clock: &str) -> String {
    let (clock, zone) = clock.split_at(zone(clock).unwrap_or(clock.len()));
    let mut zone = zone.to_ascii_uppercase();
    if date.contains('-') && zone.len() == 5 && zone.is_ascii() {
        zone.insert(3, ':');
    }
    format!("{date}T{clock}{zone}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<String> {
        When::parse(text).at().map(Timestamp::to_rfc3339)
    }

    #[test]
    fn vendors_spellings_are_read() {
        assert_eq!(at("2026-05-14T15:00:00.000Z").unwrap(), "2026-05-14T15:00:00.000Z");
        assert_eq!(at("2024-01-15T14:30:00Z").unwrap(), "2024-01-15T14:30:00.000Z");
        assert_eq!(at("2023-07-15T14:30:45.123456Z").unwrap(), "2023-07-15T14:30:45.123Z");
        assert_eq!(at("2023-07-15T14:30:45.123456+02:00").unwrap(), "2023-07-15T12:30:45.123Z");
    }

    #[test]
    fn a_missing_zone_is_utc_and_marked() {
        for text in [
            "2026-05-14T15:00:00",
            "2026-05-14 15:00:00",
            "2026-05-14T15:00:00.5",
            "2026-05-14",
            "20260514T150000",
        ] {
            assert!(matches!(When::parse(text), When::AssumedUtc { .. }), "{text}");
        }
    }

    #[test]
    fn other_spellings_of_a_zone_are_read() {
        for text in [
            "2026-05-14T15:00Z",
            "2026-05-14T15:00:00+0000",
            "2026-05-14T17:00:00.0+0200",
            "2026-05-14T17:00+02",
            "2026-05-14 17:00+02:00",
            "20260514T150000Z",
            "20260514T170000+0200",
            "20260514T1500Z",
        ] {
            assert_eq!(When::parse(text), When::At(Timestamp(1_778_770_800_000)), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_stays_as_it_came() {
        for text in [
            "2026-02-30T00:00:00Z",
            "string",
            "0",
            "12.5",
            "0000-01-01T00:00:00Z",
            "yesterday",
            "2026",
            "1980123",
            "2024123",
            "20260514",
            "2026-W20-4",
            "2026-134",
            "2026-W20-4T15:00Z",
            "2026134T150000Z",
            "20260514T",
            "2026-05-14T15:00:00+",
            "2026-05-14T25:00Z",
            "2026-05-14 at noon",
            "1 2",
            "2026-05-14T15:00:00+0é0",
        ] {
            assert_eq!(When::parse(text), When::Unreadable(text.into()), "{text}");
        }
        assert_eq!(When::parse(" "), When::Missing);
    }
}

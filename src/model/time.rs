//! Instants, and times that may be missing or unreadable. The only file that names the `time` library.

use time::{
    Date, OffsetDateTime, PrimitiveDateTime, UtcOffset,
    format_description::well_known::{Iso8601, Rfc3339},
};

/// An instant: milliseconds since 1970-01-01T00:00:00Z, between the years 1970 and 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
pub enum When {
    /// A known instant.
    At(Timestamp),
    /// The text has no zone; it was read as UTC, and the reader is told so.
    AssumedUtc {
        /// The text read as UTC.
        at: Timestamp,
        /// The text as it came.
        text: Box<str>,
    },
    /// There is a text, and it is no time this viewer can read; it is shown as it came.
    Unreadable(Box<str>),
    /// The vendor sent none.
    Missing,
}

impl When {
    /// Reads RFC 3339 (`2026-05-14T15:00:00.000Z`, any number of fraction digits, any offset), ISO 8601 without
    /// a zone (read as UTC and marked), or a date alone (midnight UTC, marked). Anything else, a day that does
    /// not exist and a year outside 1970–9999 are [`When::Unreadable`].
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
        if let Ok(moment) = OffsetDateTime::parse(trimmed, &Rfc3339) {
            return instant(moment).map_or_else(|| Self::Unreadable(text.into()), Self::At);
        }
        let zoneless = PrimitiveDateTime::parse(&trimmed.replacen(' ', "T", 1), &Iso8601::PARSING)
            .ok()
            .or_else(|| Date::parse(trimmed, &Iso8601::DATE).ok().map(Date::midnight))
            .filter(|_| !has_zone(trimmed));
        match zoneless.and_then(|local| instant(local.assume_offset(UtcOffset::UTC))) {
            Some(at) => Self::AssumedUtc { at, text: text.into() },
            None => Self::Unreadable(text.into()),
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

fn has_zone(text: &str) -> bool {
    text.get(10..).is_some_and(|clock| clock.contains(['Z', 'z', '+', '-']))
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
        for text in ["2026-05-14T15:00:00", "2026-05-14 15:00:00", "2026-05-14T15:00:00.5", "2026-05-14"] {
            assert!(matches!(When::parse(text), When::AssumedUtc { .. }), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_stays_as_it_came() {
        for text in
            ["2026-02-30T00:00:00Z", "string", "0", "12.5", "0000-01-01T00:00:00Z", "yesterday", "2026"]
        {
            assert_eq!(When::parse(text), When::Unreadable(text.into()), "{text}");
        }
        assert_eq!(When::parse(" "), When::Missing);
    }
}

//! The story's time and its ids. Both depend on nothing but the moment the story ends at.

use time::{Duration, OffsetDateTime, Time};

/// Turns "so many days before the end, at this time of day" into moments.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Calendar {
    now: OffsetDateTime,
    midnight: OffsetDateTime,
}

impl Calendar {
    /// A calendar that ends now.
    pub(crate) fn new(now: OffsetDateTime) -> Self {
        let now = now.to_offset(time::UtcOffset::UTC);
        Self { now, midnight: now.replace_time(Time::MIDNIGHT) }
    }

    /// `HH:MM` or `HH:MM:SS` UTC, so many days before. Hours past 24 belong to the next day. Without seconds some
    /// are made up, for nobody writes on the minute.
    pub(crate) fn at(&self, days_before: i64, time: &str) -> OffsetDateTime {
        let mut parts = time.split(':').map(|part| part.parse::<i64>().unwrap_or_default());
        let (hours, minutes) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let seconds = parts.next().unwrap_or((days_before * 37 + hours * 11 + minutes * 23) % 55);
        let millis = (days_before * 131 + hours * 71 + minutes * 397 + seconds * 53) % 1000;
        self.midnight - Duration::days(days_before)
            + Duration::seconds(hours * 3600 + minutes * 60 + seconds)
            + Duration::milliseconds(millis)
    }

    /// So many minutes before the end.
    pub(crate) fn ago(&self, minutes: i64) -> OffsetDateTime {
        self.now - Duration::minutes(minutes) - Duration::milliseconds(minutes * 173 % 1000)
    }
}

/// Letters and digits that look like an id and are the same every time.
pub(crate) fn token(of: &str, length: usize) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789";
    digits(of, length, LETTERS)
}

/// Hexadecimal digits that look like an id and are the same every time.
pub(crate) fn hex(of: &str, length: usize) -> String {
    digits(of, length, b"0123456789abcdef")
}

fn digits(of: &str, length: usize, letters: &[u8]) -> String {
    // FNV-1a, then a multiplication per digit: spread is all that is asked of it.
    let mut state = of.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let next = |_| {
        state =
            (state ^ (state >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9).wrapping_add(0x9e37_79b9_7f4a_7c15);
        let index = usize::try_from(state >> 40).unwrap_or_default() % letters.len();
        char::from(letters[index])
    };
    (0..length).map(next).collect()
}

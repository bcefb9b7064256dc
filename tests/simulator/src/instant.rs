//! Points in time as the vendors write them.

use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::{format_description, offset};

const MILLIS: &[BorrowedFormatItem<'static>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
const PYTHON: &[BorrowedFormatItem<'static>] =
    format_description!("[year]-[month]-[day] [hour]:[minute]:[second].[subsecond digits:6]+00:00");

/// `2026-05-14T15:00:00.000Z`: ISO 8601 in UTC with milliseconds. Such texts sort as their times do.
pub(crate) fn iso(at: OffsetDateTime) -> String {
    at.to_offset(offset!(UTC)).format(&MILLIS).unwrap_or_default()
}

/// `2026-05-14 15:00:00.123456+00:00`: how Python prints a time, as in Attendee's cursors.
pub(crate) fn python(at: OffsetDateTime) -> String {
    at.to_offset(offset!(UTC)).format(&PYTHON).unwrap_or_default()
}

/// Reads what [`python`] writes.
pub(crate) fn parse_python(text: &str) -> Option<OffsetDateTime> {
    parse(&text.replacen(' ', "T", 1))
}

/// Reads an RFC 3339 time.
pub(crate) fn parse(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &Rfc3339).ok()
}

//! The cursor of Django REST framework: base64 of a query string with the position it points at.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use time::OffsetDateTime;

use super::record::{Bot, StoredMessage};
use crate::instant;

/// A place in a list of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// Whether the page before the position is meant.
    reverse: bool,
    /// The time of a row, as Python prints it; `None`: the beginning.
    position: Option<String>,
}

impl Cursor {
    /// The page after a row.
    pub(super) fn after(row: &StoredMessage) -> Self {
        Self { reverse: false, position: Some(Bot::position(row)) }
    }

    /// The page before a row.
    pub(super) fn before(row: &StoredMessage) -> Self {
        Self { reverse: true, position: Some(Bot::position(row)) }
    }

    /// Reads the query parameter; no parameter is the beginning, `None` an invalid cursor.
    pub(super) fn read(text: Option<&str>) -> Option<Self> {
        let Some(text) = text else { return Some(Self { reverse: false, position: None }) };
        let plain = STANDARD.decode(text).ok()?;
        let mut cursor = Self { reverse: false, position: None };
        for (name, value) in form_urlencoded::parse(&plain) {
            match name.as_ref() {
                "r" => cursor.reverse = value != "0",
                "p" => cursor.position = Some(value.into_owned()),
                _ => {}
            }
        }
        let readable = |position: &String| instant::parse_python(position).is_some();
        cursor.position.as_ref().is_none_or(readable).then_some(cursor)
    }

    /// The text in the query parameter.
    pub(super) fn write(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if self.reverse {
            query.append_pair("r", "1");
        }
        if let Some(position) = &self.position {
            query.append_pair("p", position);
        }
        STANDARD.encode(query.finish())
    }

    /// The rows of the page: from, and up to but not including.
    pub(super) fn window(&self, rows: &[StoredMessage], size: usize) -> (usize, usize) {
        let position: Option<OffsetDateTime> = self.position.as_deref().and_then(instant::parse_python);
        match position {
            None => (0, size.min(rows.len())),
            Some(at) if self.reverse => {
                let end = rows.partition_point(|row| row.created_at < at);
                (end.saturating_sub(size), end)
            }
            Some(at) => {
                let start = rows.partition_point(|row| row.created_at <= at);
                (start, (start + size).min(rows.len()))
            }
        }
    }
}

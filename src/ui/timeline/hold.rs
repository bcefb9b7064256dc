//! What was in view before rows changed.

use crate::{model::Timestamp, timeline::Number};

/// A row and where it stood.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Held {
    /// Its name, which survives changes of its content.
    pub(super) anchor: String,
    /// The number of its first entry.
    pub(super) number: Number,
    /// Where it stands in time.
    pub(super) place: Option<Timestamp>,
    /// Its upper edge below the list's upper edge, in pixels.
    pub(super) offset: f64,
}

/// What was in view before rows changed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Hold {
    /// The rows in view and some below, from the top. The first that is still there keeps its place.
    pub(super) rows: Vec<Held>,
    /// Whether the reader was at the end with the newest entry, and wants to stay there.
    pub(super) is_at_newest: bool,
    /// How far the list was scrolled, in pixels.
    pub(super) scrolled: i32,
    /// The row that held the focus.
    pub(super) focused: Option<String>,
    /// Whether the rows have to be kept where they are for some more frames: rows that are new above them take their
    /// height. Not while the reader scrolls.
    pub(super) is_lasting: bool,
}

impl Hold {
    /// The reader scrolled on meanwhile.
    pub(super) fn follow(&mut self, scrolled: i32) {
        let way = scrolled - self.scrolled;
        if way != 0 {
            self.rows.iter_mut().for_each(|row| row.offset -= f64::from(way));
            self.scrolled = scrolled;
            self.is_at_newest = false;
        }
    }
}

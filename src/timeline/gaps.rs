//! Where in the list what is missing belongs.

use crate::model::{Calendar, Timestamp};

use super::{Heading, Order, Rows};

impl Rows {
    /// Above which heading it is to be said that something is missing up to a moment: what is newer stands on the one
    /// side of it, what is older on the other. `None` when that is behind the last row.
    pub fn above(&self, until: Timestamp, order: Order, calendar: &dyn Calendar) -> Option<Heading> {
        let edge = calendar.day(until);
        let is_beyond = |heading: &Heading| match (heading, order) {
            (Heading::Undated, _) => false,
            (Heading::Day(day), Order::NewestFirst) => *day < edge,
            (Heading::Day(day), Order::OldestFirst) => *day >= edge,
        };
        self.sections().iter().map(|section| section.heading).find(is_beyond)
    }
}

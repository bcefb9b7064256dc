//! What the list shows: filter, counts, rows, search, and the strip above it.

#![expect(clippy::unwrap_used, reason = "a builder that fails is a failed test")]

mod days;
mod filter;
mod keys;
mod laws;
mod rows;
mod search;
mod strip;
#[path = "../support/mod.rs"]
mod support;
mod visits;

use leadwake::{
    model::{Calendar, Channel, Direction, Entry, Party, PlainCalendar, Role},
    timeline::{Filter, Item, Order, Rows, Timeline},
};
use support::{message, record, tool};

pub(crate) const UTC: PlainCalendar = PlainCalendar { offset_secs: 0 };
pub(crate) const HOUR: i64 = 3600;

pub(crate) fn timeline(entries: impl IntoIterator<Item = Entry>) -> Timeline {
    let mut timeline = Timeline::default();
    timeline.merge(entries.into_iter().map(|entry| record(None, vec![entry])).collect());
    timeline
}

/// Every heading and row of the list.
pub(crate) fn items(list: &Timeline, filter: &Filter, order: Order, calendar: &dyn Calendar) -> Vec<Item> {
    Rows::new(list, filter, order, calendar).items(|number| list.entry(number))
}

pub(crate) fn from_ai(entry: Entry) -> Entry {
    Entry { actor: Party::of(Role::Ai), direction: Direction::Outbound, ..entry }
}

pub(crate) fn over(channel: Channel, entry: Entry) -> Entry {
    Entry { channel, ..entry }
}

pub(crate) fn mixed() -> Timeline {
    timeline([
        message("apten:a", 0, "Do you offer a refund?"),
        from_ai(message("apten:b", 10, "We do")),
        tool("apten:c", 11),
        tool("apten:d", 12),
        over(Channel::WhatsApp, message("naturalead:e", 20, "REFUND please")),
        over(Channel::Other("fax".into()), from_ai(message("leadsail:f", 30, "paper"))),
        message("leadsail:g", None, "undated"),
    ])
}

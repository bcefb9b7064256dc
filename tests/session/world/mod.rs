//! A small world to load in: a vendor, its server, a clock.

mod clock;
mod gate;
mod server;
mod vendor;

use leadwake::{
    model::{Handle, Timestamp, Vendor, When},
    session::{Cancel, Feed, Plan, Transport, Update, load},
};

pub(crate) use clock::{Clock, run};
pub(crate) use gate::Gate;
pub(crate) use server::{Event, Script, Server, answer, page};
pub(crate) use vendor::{CUT, TestVendor};

/// The moment at which tests begin.
pub(crate) fn now() -> Timestamp {
    at("2026-06-01T12:00:00Z")
}

/// A moment.
pub(crate) fn at(text: &str) -> Timestamp {
    When::parse(text).at().unwrap()
}

/// So many days before [`now`].
pub(crate) fn days_ago(days: i64) -> Timestamp {
    now().plus_millis(-days * 86_400_000)
}

/// The lead of all tests.
pub(crate) fn lead() -> Handle {
    Handle::new(Vendor::Apten, "room_1").unwrap()
}

/// Everything a load reported, and the feed it made.
pub(crate) struct Loaded {
    pub(crate) updates: Vec<Update>,
    pub(crate) feed: Feed,
}

/// Loads to the end.
pub(crate) fn load_all(vendor: &TestVendor, plan: Plan, transport: &dyn Transport, clock: &Clock) -> Loaded {
    load_onto(Feed::new(lead()), vendor, plan, transport, clock)
}

/// Loads to the end, onto a feed that is there already.
pub(crate) fn load_onto(
    mut feed: Feed,
    vendor: &TestVendor,
    plan: Plan,
    transport: &dyn Transport,
    clock: &Clock,
) -> Loaded {
    let mut updates = Vec::new();
    let mut sink = |update: Update| {
        feed.apply(&update);
        updates.push(update);
    };
    let handle = lead();
    run(load(vendor, &handle, plan, transport, clock, &Cancel::new(), &mut sink));
    Loaded { updates, feed }
}

impl Loaded {
    /// The ids of all records that came, with repeats, in the order in which they came.
    pub(crate) fn ids(&self) -> Vec<String> {
        let pages = self.updates.iter().filter_map(|update| match update {
            Update::Page { records, .. } => Some(records),
            _ => None,
        });
        pages.flatten().map(|record| record.id.native().to_owned()).collect()
    }
}

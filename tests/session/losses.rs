//! Nothing is lost, whatever changes or fails while a history is read.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use futures_util::future::{LocalBoxFuture, ready};
use leadwake::{
    model::Timestamp,
    providers::{Request, Response},
    session::{Coverage, Feed, FeedState, Plan, Range, Transport, TransportError, Update},
};
use proptest::prelude::*;

use crate::world::{Clock, Event, Server, TestVendor, answer, lead, load_onto, now};

/// A server that refuses some requests, by their number from 0. While the reader looks at a refusal, an event changes.
struct Moody {
    server: Rc<Server>,
    refused: BTreeSet<usize>,
    number: Cell<usize>,
}

impl Transport for Moody {
    fn send<'a>(&'a self, request: &'a Request) -> LocalBoxFuture<'a, Result<Response, TransportError>> {
        let number = self.number.replace(self.number.get() + 1);
        if !self.refused.contains(&number) {
            return self.server.send(request);
        }
        self.server.touch(&name(number));
        Box::pin(ready(answer(401, "not now")))
    }
}

fn name(index: usize) -> String {
    format!("e{index:02}")
}

/// A reader whose clock may be wrong, with everything that came.
struct Reader {
    vendor: TestVendor,
    moody: Moody,
    range: Range,
    here: Timestamp,
    feed: RefCell<Feed>,
    came: RefCell<BTreeMap<String, Timestamp>>,
}

impl Reader {
    /// Does what is wanted, and goes on after each failure until all is read. Gives what is missing of the events of
    /// which `since` is asked, as they were when it began: a copy that is older than that is missing too.
    fn does(&self, since: Timestamp, want: impl FnOnce(&Feed) -> Plan) -> Vec<String> {
        let before: Vec<Event> = self.moody.server.events.borrow().clone();
        let mut plan = want(&self.feed.borrow());
        loop {
            let feed = self.feed.replace(Feed::new(lead()));
            let loaded = load_onto(feed, &self.vendor, plan, &self.moody, &Clock::new());
            for update in &loaded.updates {
                let Update::Page { records, .. } = update else { continue };
                for record in records {
                    let mut came = self.came.borrow_mut();
                    let changed = record.revision.changed.unwrap();
                    let held = came.entry(record.id.native().to_owned()).or_insert(changed);
                    *held = changed.max(*held);
                }
            }
            let is_ready = loaded.feed.state == FeedState::Ready;
            self.feed.replace(loaded.feed);
            if is_ready {
                break;
            }
            plan = self.feed.borrow().load_or_continue(self.range, self.here);
        }
        let came = self.came.borrow();
        let is_missing = |event: &&Event| came.get(&event.id).is_none_or(|changed| *changed < event.changed);
        let asked = before.iter().filter(|event| event.changed >= since);
        asked.filter(is_missing).map(|event| event.id.clone()).collect()
    }
}

#[derive(Debug, Clone)]
struct World {
    hours: Vec<i64>,
    touches: Vec<(usize, usize)>,
    refused: BTreeSet<usize>,
    page: usize,
    skew_hours: i64,
    days: u16,
    stops_itself: bool,
}

fn worlds() -> impl Strategy<Value = World> {
    // Most of a history is recent.
    let hours = prop_oneof![0_i64..24 * 120, 0_i64..24 * 900];
    (
        prop::collection::vec(hours, 0..60),
        prop::collection::vec((0_usize..40, 0_usize..60), 0..12),
        prop::collection::btree_set(0_usize..30, 0..6),
        1_usize..20,
        -72_i64..72,
        prop::sample::select(vec![1_u16, 2, 7, 30, 90, 365]),
        any::<bool>(),
    )
        .prop_map(|(hours, touches, refused, page, skew_hours, days, stops_itself)| World {
            hours,
            touches,
            refused,
            page,
            skew_hours,
            days,
            stops_itself,
        })
}

fn reader(world: World) -> Reader {
    let event = |(index, hours): (usize, &i64)| Event {
        id: name(index),
        changed: now().plus_millis(-hours * 3_600_000),
    };
    let server = Server::new(world.hours.iter().enumerate().map(event).collect(), world.page, now());
    let touches = world.touches;
    *server.meanwhile.borrow_mut() = Box::new(move |number, server| {
        for (_, index) in touches.iter().filter(|(when, _)| *when == number) {
            server.touch(&name(*index));
        }
    });
    Reader {
        vendor: TestVendor { stops_itself: world.stops_itself, ..TestVendor::windowed() },
        moody: Moody { server, refused: world.refused, number: Cell::new(0) },
        range: Range::Days(world.days),
        here: now().plus_millis(world.skew_hours * 3_600_000),
        feed: RefCell::new(Feed::new(lead())),
        came: RefCell::default(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever changes between two requests, whichever requests fail, and however wrong the reader's clock is: every
    /// event of what is asked for comes, as it was when it was asked for or newer.
    #[test]
    fn no_event_is_lost(world in worlds(), between in prop::collection::vec(0_usize..60, 0..6)) {
        let reader = reader(world);
        let (here, range) = (reader.here, reader.range);
        let since = range.since(here);
        let server = &reader.moody.server;
        let lost = |lost: Vec<String>| (lost.is_empty(), format!("{lost:?} of {:?}", server.asked.borrow()));

        let (none, which) = lost(reader.does(since, |_| Plan::Newest { since, now: here }));
        prop_assert!(none, "the newest: {}", which);

        for index in between {
            server.touch(&name(index));
        }
        server.events.borrow_mut().push(Event { id: "new".into(), changed: server.clock.get() });
        let (none, which) = lost(reader.does(since, |feed| feed.refresh(range, here)));
        prop_assert!(none, "a refresh: {}", which);

        let older = || reader.feed.borrow().load_older(here);
        while let Some(older) = older() {
            let Plan::Older { until, .. } = &older else { panic!("{older:?}") };
            let until = *until;
            let (none, which) = lost(reader.does(until, |_| older));
            prop_assert!(none, "what is newer than the older: {}", which);
        }
        prop_assert_eq!(reader.feed.borrow().coverage, Coverage::Whole { as_of: here });
        let (none, which) = lost(reader.does(Timestamp::EPOCH, |feed| feed.refresh(range, here)));
        prop_assert!(none, "the whole: {}", which);
    }
}

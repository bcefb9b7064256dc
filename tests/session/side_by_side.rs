//! Windows of a history that are read at the same time: whatever comes first, whatever changes and whatever fails.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use leadwake::{
    model::Timestamp,
    providers::Response,
    session::{Cancel, Course, Coverage, Feed, FeedState, Plan, Range, Update, load},
};
use proptest::prelude::*;

use crate::world::{Clock, Event, Gate, Server, TestVendor, answer, days_ago, lead, now};

/// The most questions that may be on their way.
const WIDEST: usize = 4;

/// What happens while somebody waits for answers.
#[derive(Debug, Clone, Copy)]
enum Happens {
    /// One of the questions is answered, with what the server says then.
    Answer(usize),
    /// One of the questions is refused for good.
    Refuse(usize),
    /// One of the questions comes too soon.
    TooSoon(usize),
    /// An event changes.
    Change(usize),
    /// Something new happens.
    New,
}

/// A server, and a reader with everything that came.
struct World {
    server: Rc<Server>,
    /// Whether the vendor names no next page behind a window.
    stops_itself: bool,
    feed: Feed,
    frontier: Option<Timestamp>,
    came: BTreeMap<String, Timestamp>,
    /// The most questions that were on their way at once.
    widest: usize,
    pages: usize,
}

impl World {
    fn new(events: Vec<Event>, page: usize) -> Self {
        Self {
            server: Server::new(events, page, now()),
            stops_itself: false,
            feed: Feed::new(lead()),
            frontier: None,
            came: BTreeMap::new(),
            widest: 0,
            pages: 0,
        }
    }

    fn take(&mut self, update: &Update) {
        self.feed.apply(update);
        match update {
            Update::Page { records, .. } => {
                self.pages += 1;
                for record in records {
                    let changed = record.revision.changed.unwrap();
                    let held = self.came.entry(record.id.native().to_owned()).or_insert(changed);
                    *held = changed.max(*held);
                }
            }
            Update::Position(course) => self.frontier = Course::frontier(course),
            _ => {}
        }
    }

    /// What is said to be here and is not: events of the server whose last change lies where everything was read.
    fn wrongly_claimed(&self) -> Vec<String> {
        let extent = &self.feed.extent;
        let is_claimed = |event: &&Event| {
            let in_span = extent.spans().iter().any(|span| (span.from..span.until).contains(&event.changed));
            in_span
                || extent
                    .tail()
                    .is_some_and(|tail| tail <= event.changed && Some(event.changed) <= self.frontier)
        };
        let is_missing = |event: &&Event| self.came.get(&event.id).is_none_or(|came| *came < event.changed);
        let events = self.server.events.borrow();
        events.iter().filter(is_claimed).filter(is_missing).map(|event| event.id.clone()).collect()
    }

    /// Loads to an end, while things happen; when nothing is left to happen, the oldest question is answered. Gives
    /// what was claimed wrongly.
    fn does(&mut self, plan: Plan, happens: &mut impl Iterator<Item = Happens>) -> Vec<String> {
        let (gate, clock, cancel, handle) = (Gate::default(), Clock::new(), Cancel::new(), lead());
        let vendor = TestVendor { stops_itself: self.stops_itself, ..TestVendor::windowed() };
        let updates = RefCell::new(Vec::new());
        let mut sink = |update: Update| updates.borrow_mut().push(update);
        let mut work = pin!(load(&vendor, &handle, plan, &gate, &clock, &cancel, &mut sink));
        loop {
            let polled = work.as_mut().poll(&mut Context::from_waker(Waker::noop()));
            for update in updates.take() {
                self.take(&update);
            }
            let wrong = self.wrongly_claimed();
            if polled == Poll::Ready(()) || !wrong.is_empty() {
                return wrong;
            }
            let waiting = gate.waiting();
            assert!(!waiting.is_empty(), "it waits for nothing");
            assert!(self.pages > 0 || waiting.len() == 1, "the first page is asked for alone");
            self.widest = self.widest.max(waiting.len());
            let one = |index: usize| &waiting[index % waiting.len()];
            match happens.next() {
                Some(Happens::Answer(index)) => {
                    one(index).answer(Ok(self.server.answer(&one(index).request)));
                }
                None => one(0).answer(Ok(self.server.answer(&one(0).request))),
                Some(Happens::Refuse(index)) => one(index).answer(answer(401, "not now")),
                Some(Happens::TooSoon(index)) => {
                    let retry_after = Some("3".into());
                    one(index).answer(Ok(Response { status: 429, retry_after, ..Response::default() }));
                }
                Some(Happens::Change(index)) => self.server.touch(&name(index)),
                Some(Happens::New) => {
                    let id = format!("new{}", self.server.events.borrow().len());
                    self.server.events.borrow_mut().push(Event { id: id.clone(), changed: now() });
                    self.server.touch(&id);
                }
            }
        }
    }
}

fn name(index: usize) -> String {
    format!("e{index:02}")
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        12 => (0_usize..WIDEST).prop_map(Happens::Answer),
        1 => (0_usize..WIDEST).prop_map(Happens::Refuse),
        1 => (0_usize..WIDEST).prop_map(Happens::TooSoon),
        3 => (0_usize..80).prop_map(Happens::Change),
        1 => Just(Happens::New),
    ]
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let hours = prop_oneof![0_i64..24 * 20, 0_i64..24 * 120, 0_i64..24 * 900];
    prop::collection::vec(hours, 0..80).prop_map(|hours| {
        let event = |(index, hours): (usize, i64)| Event {
            id: name(index),
            changed: now().plus_millis(-hours * 3_600_000),
        };
        hours.into_iter().enumerate().map(event).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// At no moment is anything said to be here that is not, and in the end everything that was asked for is here, as
    /// it was when it was asked for or newer; each thing is counted once.
    #[test]
    fn nothing_is_lost_and_nothing_claimed_in_vain(
        events in events(),
        page in 1_usize..12,
        days in prop::sample::select(vec![1_u16, 2, 30, 90, 365]),
        is_all in any::<bool>(),
        skew_hours in -72_i64..72,
        stops_itself in any::<bool>(),
        happens in prop::collection::vec(happens(), 0..120),
    ) {
        let mut world = World::new(events.clone(), page);
        world.stops_itself = stops_itself;
        let here = now().plus_millis(skew_hours * 3_600_000);
        let range = if is_all { Range::All } else { Range::Days(days) };
        let since = range.since(here);
        let mut happens = happens.into_iter();
        let mut plan = Plan::Newest { since, now: here };
        loop {
            let wrong = world.does(plan, &mut happens);
            prop_assert!(wrong.is_empty(), "{:?} are not here in {:?}", wrong, world.feed.extent);
            if world.feed.state == FeedState::Ready {
                break;
            }
            plan = world.feed.load_or_continue(range, here);
        }
        let is_missing = |event: &&Event| world.came.get(&event.id).is_none_or(|came| *came < event.changed);
        let missing: Vec<_> = events.iter().filter(|event| event.changed >= since).filter(is_missing).collect();
        prop_assert!(missing.is_empty(), "{missing:?}");
        prop_assert_eq!(world.feed.records(), world.came.len());
        prop_assert_eq!(world.feed.coverage.complete_since(), Some(since));
        prop_assert_eq!(world.feed.extent.tail(), Some(since));
        prop_assert_eq!(world.feed.extent.spans(), &[]);
        prop_assert!(world.widest <= WIDEST);
    }

    /// When nothing changes meanwhile, any order of the answers brings what reading one window after the other brings.
    #[test]
    fn any_order_brings_the_same(events in events(), page in 1_usize..12, order in prop::collection::vec(0_usize..WIDEST, 0..120)) {
        let plan = || Plan::Newest { since: days_ago(365), now: now() };
        let mut expected = World::new(events.clone(), page);
        expected.does(plan(), &mut std::iter::empty());
        let mut world = World::new(events, page);
        world.does(plan(), &mut order.into_iter().map(Happens::Answer));
        prop_assert_eq!(&world.came, &expected.came);
        prop_assert_eq!(world.feed.coverage, expected.feed.coverage);
        let ids: BTreeSet<_> = expected.server.events.borrow().iter().filter(|event| event.changed >= days_ago(365)).map(|event| event.id.clone()).collect();
        prop_assert_eq!(expected.came.keys().cloned().collect::<BTreeSet<_>>(), ids);
    }
}

fn year_of_events() -> Vec<Event> {
    (0..80).map(|index| Event { id: format!("y{index}"), changed: days_ago(index * 4) }).collect()
}

#[test]
fn windows_are_read_side_by_side_and_long_ones_are_shared() {
    let mut world = World::new(year_of_events(), 2);
    let plan = Plan::Newest { since: days_ago(365), now: now() };
    assert_eq!(world.does(plan, &mut std::iter::empty()), [""; 0]);
    assert_eq!(world.widest, WIDEST);
    assert_eq!(
        (world.feed.state, world.feed.coverage),
        (FeedState::Ready, Coverage::Since { since: days_ago(365), as_of: now() })
    );
}

#[test]
fn a_vendor_that_asks_to_slow_down_is_asked_one_at_a_time() {
    let (mut world, vendor) = (World::new(year_of_events(), 2), TestVendor::windowed());
    let (gate, clock, cancel, handle) = (Gate::default(), Clock::stuck(), Cancel::new(), lead());
    let mut sink = |update: Update| world.feed.apply(&update);
    let plan = Plan::Newest { since: days_ago(365), now: now() };
    let mut work = pin!(load(&vendor, &handle, plan, &gate, &clock, &cancel, &mut sink));
    let mut poll = || assert!(work.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    poll();
    let answer_first = || {
        let first = gate.waiting().remove(0);
        first.answer(Ok(world.server.answer(&first.request)));
    };
    answer_first();
    poll();
    assert_eq!(gate.waiting().len(), 3);
    gate.waiting()[1].answer(Ok(Response { status: 429, ..Response::default() }));
    for left in [2, 1, 0] {
        poll();
        // What was asked before comes in; nothing more is asked while one waits for its time.
        assert_eq!(gate.waiting().len(), left);
        if left > 0 {
            answer_first();
        }
    }
    assert_eq!(clock.waited_secs(), [1.0]);
}

#[test]
fn after_a_failure_what_is_on_its_way_arrives_and_nothing_more_is_asked() {
    let mut world = World::new(year_of_events(), 2);
    let happens = [Happens::Answer(0), Happens::Answer(0), Happens::Refuse(2)];
    let plan = Plan::Newest { since: days_ago(90), now: now() };
    world.does(plan, &mut happens.into_iter());
    assert!(matches!(world.feed.state, FeedState::Failed(_)));
    // Two had come, and one was on its way beside the one that failed.
    assert_eq!(world.pages, 3);
    assert_eq!(world.feed.extent.tail(), Some(days_ago(14)));
    let Plan::Continue(course) = world.feed.load_or_continue(Range::default(), now()) else {
        panic!("no course")
    };
    let failed: Vec<_> = course.ahead().filter(|(.., has_failed)| *has_failed).collect();
    assert_eq!(failed.len(), 1);
}

#[test]
fn after_a_failure_what_waits_for_another_try_is_not_waited_for() {
    let (world, vendor) = (World::new(year_of_events(), 2), TestVendor::windowed());
    let (gate, clock, cancel, handle) = (Gate::default(), Clock::stuck(), Cancel::new(), lead());
    let feed = RefCell::new(world.feed);
    let mut sink = |update: Update| feed.borrow_mut().apply(&update);
    let plan = Plan::Newest { since: days_ago(365), now: now() };
    let mut work = pin!(load(&vendor, &handle, plan, &gate, &clock, &cancel, &mut sink));
    let mut poll = || work.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(poll().is_pending());
    let first = gate.waiting().remove(0);
    first.answer(Ok(world.server.answer(&first.request)));
    // The gate tells of a question for as long as anybody holds it.
    drop(first);
    assert!(poll().is_pending());
    let asked = gate.waiting();
    asked[0].answer(Ok(Response { status: 429, ..Response::default() }));
    assert!(poll().is_pending());
    asked[1].answer(answer(401, "not now"));
    assert!(poll().is_pending(), "the third is on its way still");
    asked[2].answer(Ok(world.server.answer(&asked[2].request)));
    assert!(poll().is_ready());
    assert!(matches!(feed.borrow().state, FeedState::Failed(_)));
}

#[test]
fn each_reading_may_begin_anew_when_its_cursor_is_stale() {
    let mut world = World::new(year_of_events(), 2);
    let (gate, clock, cancel, handle) = (Gate::default(), Clock::new(), Cancel::new(), lead());
    let vendor = TestVendor::windowed();
    let updates = RefCell::new(Vec::new());
    let mut sink = |update: Update| updates.borrow_mut().push(update);
    let plan = Plan::Newest { since: days_ago(365), now: now() };
    let mut work = pin!(load(&vendor, &handle, plan, &gate, &clock, &cancel, &mut sink));
    let mut stale = BTreeSet::new();
    while work.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
        let first = gate.waiting().remove(0);
        let has_cursor = first.request.query.iter().any(|(name, _)| *name == "token");
        let window = first.request.window.map(|window| window.until);
        if has_cursor && stale.len() < 3 && stale.insert(window) {
            first.answer(answer(410, "stale"));
        } else {
            first.answer(Ok(world.server.answer(&first.request)));
        }
    }
    assert_eq!(stale.len(), 3);
    for update in updates.take() {
        world.take(&update);
    }
    assert_eq!(world.feed.state, FeedState::Ready);
}

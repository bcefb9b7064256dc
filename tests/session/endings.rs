//! Lists that do not end, loads that are ended, and going on afterwards.

use std::{
    cell::Cell,
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use futures_util::future::LocalBoxFuture;
use leadwake::{
    model::{Handle, Vendor},
    providers::{Request, Response},
    session::{
        Cancel, Cause, EMPTY_PAGE_LIMIT, Feed, FeedState, PAGE_LIMIT, Plan, Range, Transport, TransportError,
        Update, load,
    },
};
use serde_json::json;

use crate::world::{
    Clock, Event, Loaded, Script, Server, TestVendor, answer, days_ago, lead, load_all, load_onto, now, page,
    run,
};

const A: (&str, &str) = ("a", "2026-05-31T00:00:00Z");
const B: (&str, &str) = ("b", "2026-05-31T01:00:00Z");

fn plan() -> Plan {
    Plan::Newest { since: days_ago(1), now: now() }
}

fn loaded(transport: &dyn Transport) -> Loaded {
    load_all(&TestVendor::whole(), plan(), transport, &Clock::new())
}

fn cause(state: &FeedState) -> &Cause {
    match state {
        FeedState::Failed(error) => &error.cause,
        other => panic!("{other:?}"),
    }
}

/// Answers by what `answer` makes of the number of the request.
struct Endless<F>(Cell<usize>, F);

impl<F: Fn(usize) -> String> Transport for Endless<F> {
    fn send<'a>(&'a self, _: &'a Request) -> LocalBoxFuture<'a, Result<Response, TransportError>> {
        let number = self.0.replace(self.0.get() + 1);
        Box::pin(async move { answer(200, (self.1)(number)) })
    }
}

#[test]
fn a_circle_is_noticed_and_what_came_is_kept() {
    for next in [["x", "x"], ["y", "x"]] {
        let script = Script::new([
            page(&[A], Some("x")),
            page(&[B], Some(next[0])),
            page(&[], Some(next[1])),
            page(&[], Some("y")),
        ]);
        let loaded = loaded(&script);
        assert!(matches!(cause(&loaded.feed.state), Cause::Loop { .. }));
        assert_eq!(loaded.feed.records(), 2);
        assert!(script.asked.borrow().len() <= 3);
        assert_eq!(loaded.feed.coverage.complete_since(), None);
    }
}

#[test]
fn empty_pages_end_some_time_and_a_few_do_not() {
    let empty = Endless(Cell::new(0), |n| json!({"events": [], "next": format!("t{n}")}).to_string());
    let state = loaded(&empty).feed.state;
    assert_eq!(cause(&state), &Cause::TooManyEmptyPages { limit: EMPTY_PAGE_LIMIT });
    assert_eq!(empty.0.get(), EMPTY_PAGE_LIMIT);
    let same = Endless(Cell::new(0), |n| {
        json!({"events": [{"id": "a", "changed": A.1}], "next": "t".repeat(n + 1)}).to_string()
    });
    let end = loaded(&same);
    assert_eq!(cause(&end.feed.state), &Cause::TooManyEmptyPages { limit: EMPTY_PAGE_LIMIT });
    assert_eq!((same.0.get(), end.feed.records()), (EMPTY_PAGE_LIMIT + 1, 1));
    let sparse = Endless(Cell::new(0), |n| {
        let events = if n % 49 == 48 { json!([{"id": format!("e{n}"), "changed": A.1}]) } else { json!([]) };
        json!({"events": events, "next": (n < 200).then(|| format!("t{n}"))}).to_string()
    });
    assert_eq!(loaded(&sparse).feed.state, FeedState::Ready);
}

#[test]
fn too_many_pages_stop_and_can_be_continued() {
    let long = Endless(Cell::new(0), |n| {
        let next = (n < PAGE_LIMIT + 4).then(|| format!("t{n}"));
        json!({"events": [{"id": format!("e{n}"), "changed": A.1}], "next": next}).to_string()
    });
    let first = loaded(&long);
    assert_eq!(cause(&first.feed.state), &Cause::TooManyPages { limit: PAGE_LIMIT });
    assert_eq!((long.0.get(), first.feed.records()), (PAGE_LIMIT, PAGE_LIMIT));
    let rest = first.feed.load_or_continue(Range::default(), now());
    let second = load_onto(first.feed, &TestVendor::whole(), rest, &long, &Clock::new());
    assert_eq!((second.feed.records(), second.feed.state), (PAGE_LIMIT + 5, FeedState::Ready));
}

#[test]
fn a_load_that_failed_in_the_middle_goes_on_from_there() {
    let script = Script::new([page(&[A], Some("x")), answer(401, "key expired"), page(&[B], None)]);
    let first = loaded(&script);
    assert!(matches!(first.feed.state, FeedState::Failed(_)));
    let plan = first.feed.load_or_continue(Range::default(), now());
    let second = load_onto(first.feed, &TestVendor::whole(), plan, &script, &Clock::new());
    assert_eq!((second.feed.records(), second.feed.state), (2, FeedState::Ready));
    let asked = script.asked.borrow();
    assert_eq!(asked[1], asked[2]);
    assert!(second.feed.coverage.complete_since().is_some());
}

#[test]
fn a_cursor_that_is_not_accepted_any_more_restarts_the_list_once() {
    let gone = || answer(410, "cursor expired");
    let script = Script::new([page(&[A], Some("x")), gone(), page(&[A], Some("z")), page(&[B], None)]);
    let end = loaded(&script);
    assert_eq!((end.feed.records(), end.feed.state), (2, FeedState::Ready));
    let script =
        Script::new([page(&[A], Some("x")), gone(), page(&[A], Some("z")), gone(), page(&[B], None)]);
    let end = loaded(&script);
    assert!(matches!(cause(&end.feed.state), Cause::Provider(_)));
    assert_eq!((end.feed.records(), script.asked.borrow().len()), (1, 4));
}

#[test]
fn another_vendors_handle_fails_without_a_request() {
    let script = Script::new([page(&[], None)]);
    let mut feed = Feed::new(Handle::new(Vendor::LeadSail, "x").unwrap());
    let handle = feed.handle.clone();
    let (vendor, clock, cancel) = (TestVendor::windowed(), Clock::new(), Cancel::new());
    run(load(&vendor, &handle, plan(), &script, &clock, &cancel, &mut |update| feed.apply(&update)));
    assert!(matches!(cause(&feed.state), Cause::Handle(_)));
    assert!(script.asked.borrow().is_empty());
}

/// Never answers, and notices when nobody waits for it any more.
struct Silent {
    is_dropped: Rc<Cell<bool>>,
}

struct Noticed(Rc<Cell<bool>>);

impl Drop for Noticed {
    fn drop(&mut self) {
        self.0.set(true);
    }
}

impl Transport for Silent {
    fn send<'a>(&'a self, _: &'a Request) -> LocalBoxFuture<'a, Result<Response, TransportError>> {
        let noticed = Noticed(self.is_dropped.clone());
        Box::pin(async move {
            let _noticed = noticed;
            std::future::pending().await
        })
    }
}

#[test]
fn stopping_aborts_the_request_and_reports_nothing_more() {
    let is_dropped = Rc::new(Cell::new(false));
    let silent = Silent { is_dropped: is_dropped.clone() };
    let (vendor, clock, cancel, handle) = (TestVendor::whole(), Clock::new(), Cancel::new(), lead());
    let mut updates = Vec::new();
    let mut sink = |update: Update| updates.push(update);
    {
        let mut work = pin!(load(&vendor, &handle, plan(), &silent, &clock, &cancel, &mut sink));
        let mut context = Context::from_waker(Waker::noop());
        assert_eq!(work.as_mut().poll(&mut context), Poll::Pending);
        assert!(!is_dropped.get());
        cancel.cancel();
        assert_eq!(work.as_mut().poll(&mut context), Poll::Ready(()));
        assert!(is_dropped.get());
    }
    assert_eq!(updates, [Update::State(FeedState::Loading)]);
}

#[test]
fn stopping_ends_a_wait() {
    let script = Script::new([answer(503, "")]);
    let (vendor, clock, cancel, handle) = (TestVendor::whole(), Clock::stuck(), Cancel::new(), lead());
    let mut feed = Feed::new(lead());
    {
        let mut sink = |update: Update| feed.apply(&update);
        let mut work = pin!(load(&vendor, &handle, plan(), &script, &clock, &cancel, &mut sink));
        let mut context = Context::from_waker(Waker::noop());
        assert_eq!(work.as_mut().poll(&mut context), Poll::Pending);
        cancel.cancel();
        assert_eq!(work.as_mut().poll(&mut context), Poll::Ready(()));
    }
    assert!(matches!(feed.state, FeedState::Waiting { .. }));
    feed.stop();
    assert_eq!(feed.state, FeedState::Stopped);
    assert_eq!(script.asked.borrow().len(), 1);
}

#[test]
fn a_cancelled_load_is_woken() {
    struct Woken(std::sync::atomic::AtomicBool);
    impl std::task::Wake for Woken {
        fn wake(self: std::sync::Arc<Self>) {
            self.0.store(true, std::sync::atomic::Ordering::SeqCst);
        }
    }
    let woken = std::sync::Arc::new(Woken(false.into()));
    let cancel = Cancel::new();
    let mut work = pin!(cancel.unless_cancelled(std::future::pending::<()>()));
    let waker = Waker::from(woken.clone());
    assert_eq!(work.as_mut().poll(&mut Context::from_waker(&waker)), Poll::Pending);
    cancel.clone().cancel();
    assert!(woken.0.load(std::sync::atomic::Ordering::SeqCst));
}

#[test]
fn one_feed_failing_leaves_the_others_whole() {
    let events = (0..20).map(|n| Event { id: format!("e{n}"), changed: days_ago(n) }).collect();
    let server = Server::new(events, 5, now());
    let (good, bad) = (TestVendor::windowed(), TestVendor::whole());
    let (clock, cancel, handle) = (Clock::new(), Cancel::new(), lead());
    let script = Script::new([page(&[A], Some("x")), answer(500, "")]);
    let (mut first, mut second) = (Feed::new(lead()), Feed::new(lead()));
    let mut to_first = |update: Update| first.apply(&update);
    let mut to_second = |update: Update| second.apply(&update);
    let range = Plan::Newest { since: days_ago(90), now: now() };
    run(futures_util::future::join(
        load(&good, &handle, range.clone(), &*server, &clock, &cancel, &mut to_first),
        load(&bad, &handle, range, &script, &clock, &cancel, &mut to_second),
    ));
    assert_eq!((first.records(), &first.state), (20, &FeedState::Ready));
    assert_eq!(second.records(), 1);
    assert!(second.error().is_some());
}

#[test]
fn a_token_is_told_from_another_that_looks_the_same() {
    let token = Cancel::new();
    let clone = token.clone();
    clone.cancel();
    assert!(token.is(&clone));
    assert!(!token.is(&Cancel::new()));
}

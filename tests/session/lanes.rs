//! What is said of each part of a history.

use Standing::{Failed, Here, Reading, Unknowable, Unread};
use leadwake::{
    model::Timestamp,
    session::{Feed, FeedState, Plan, Range, Span, Standing, Stretch, together},
};

use crate::world::{
    Clock, Event, Script, Server, TestVendor, answer, at, days_ago, lead, load_all, load_onto, now, page,
};

fn whole() -> Span {
    Span { from: Timestamp::EPOCH, until: now() }
}

/// How a feed's history stands, with where each part begins.
fn lane(feed: &Feed) -> Vec<(Timestamp, Standing)> {
    feed.lane(whole()).iter().map(|stretch| (stretch.span.from, stretch.standing)).collect()
}

fn events(days: &[i64]) -> Vec<Event> {
    days.iter().map(|days| Event { id: format!("d{days}"), changed: days_ago(*days) }).collect()
}

#[test]
fn what_was_not_asked_for_is_told_from_what_is_here() {
    assert_eq!(lane(&Feed::new(lead())), [(Timestamp::EPOCH, Unread)]);
    let server = Server::new(events(&[1, 60, 500]), 100, now());
    let plan = Plan::Newest { since: days_ago(90), now: now() };
    let loaded = load_all(&TestVendor::windowed(), plan, &*server, &Clock::new());
    assert_eq!(lane(&loaded.feed), [(Timestamp::EPOCH, Unread), (days_ago(90), Here)]);
    let all = Plan::Newest { since: Timestamp::EPOCH, now: now() };
    let loaded = load_onto(loaded.feed, &TestVendor::windowed(), all, &*server, &Clock::new());
    assert_eq!(lane(&loaded.feed), [(Timestamp::EPOCH, Here)]);
}

#[test]
fn a_failure_is_told_at_its_place_and_goes_when_the_load_goes_on() {
    let (recent, old) = ("2026-05-31T00:00:00Z", "2026-05-01T00:00:00Z");
    let script = Script::new([
        page(&[("a", recent)], None),
        // Of the two older windows the one fails, and of the other the page comes that was on its way, and none after it.
        answer(401, "not now"),
        page(&[("b", old)], Some("more")),
        page(&[], None),
        page(&[], None),
    ]);
    let vendor = TestVendor::windowed();
    let plan = Plan::Newest { since: days_ago(90), now: now() };
    let mut loaded = load_all(&vendor, plan, &script, &Clock::new());
    let old = at(old);
    let older = [(Timestamp::EPOCH, Unread), (days_ago(90), Here)];
    let then = |newer: &[_]| [&older, newer, &[(days_ago(2), Here)]].concat();
    assert_eq!(lane(&loaded.feed), then(&[(old, Unread), (days_ago(14), Failed)]));
    loaded.feed.state = FeedState::Loading;
    assert_eq!(lane(&loaded.feed), then(&[(old, Reading)]));
    let plan = loaded.feed.load_or_continue(Range::default(), now());
    let loaded = load_onto(loaded.feed, &vendor, plan, &script, &Clock::new());
    assert_eq!(lane(&loaded.feed), [(Timestamp::EPOCH, Unread), (days_ago(90), Here)]);
}

#[test]
fn a_vendor_without_windows_has_all_or_nothing() {
    let plan = || Plan::Newest { since: days_ago(90), now: now() };
    let script = Script::new([answer(401, "no"), page(&[("a", "2026-05-31T00:00:00Z")], None)]);
    let loaded = load_all(&TestVendor::whole(), plan(), &script, &Clock::new());
    assert_eq!(lane(&loaded.feed), [(Timestamp::EPOCH, Failed)]);
    let loaded = load_onto(loaded.feed, &TestVendor::whole(), plan(), &script, &Clock::new());
    assert_eq!(lane(&loaded.feed), [(Timestamp::EPOCH, Here)]);
    let mut fresh = Feed::new(lead());
    fresh.state = FeedState::Loading;
    assert_eq!(lane(&fresh), [(Timestamp::EPOCH, Reading)]);
    assert_eq!(lane(&Feed::of_files(lead(), "a file")), [(Timestamp::EPOCH, Unknowable)]);
}

#[test]
fn of_several_lanes_the_worst_is_told() {
    let stretch = |from, until, standing| Stretch {
        span: Span { from: days_ago(from), until: days_ago(until) },
        standing,
    };
    let within = Span { from: days_ago(9), until: days_ago(0) };
    let one = vec![stretch(9, 5, Unread), stretch(5, 0, Here)];
    let other = vec![stretch(9, 7, Here), stretch(7, 3, Failed), stretch(3, 0, Here)];
    let both = together(within, &[one, other]);
    assert_eq!(both, [stretch(9, 7, Unread), stretch(7, 3, Failed), stretch(3, 0, Here)]);
    assert_eq!(together(within, &[]), [stretch(9, 0, Unknowable)]);
}

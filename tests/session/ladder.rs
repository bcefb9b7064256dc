//! Reading a history newest first from a list that only reads forwards.

use std::collections::BTreeSet;

use leadwake::{
    model::Timestamp,
    session::{Coverage, FeedState, Plan, Range, Update},
};

use crate::world::{Clock, Event, Server, TestVendor, days_ago, load_all, load_onto, now};

fn event(id: &str, changed: Timestamp) -> Event {
    Event { id: id.into(), changed }
}

fn newest(range: Range) -> Plan {
    Plan::Newest { since: range.since(now()), now: now() }
}

#[test]
fn the_newest_come_first_and_nothing_is_left_out() {
    let days = [0, 1, 3, 10, 20, 60, 89, 91, 400];
    let events = days.iter().map(|days| event(&format!("d{days}"), days_ago(*days))).collect();
    let server = Server::new(events, 1000, now());
    let loaded = load_all(&TestVendor::windowed(), newest(Range::default()), &*server, &Clock::new());
    let ids = loaded.ids();
    assert_eq!(ids[..2], ["d1", "d0"]);
    let unique: BTreeSet<_> = ids.iter().map(String::as_str).collect();
    assert_eq!(unique, BTreeSet::from(["d0", "d1", "d3", "d10", "d20", "d60", "d89"]));
    assert_eq!(loaded.feed.state, FeedState::Ready);
    assert_eq!(loaded.feed.records(), 7);
    assert_eq!(loaded.feed.coverage, Coverage::Since { since: days_ago(90), as_of: now() });
}

#[test]
fn the_first_page_is_small_and_the_rest_is_not() {
    let events = (0..250).map(|n| event(&format!("e{n:03}"), days_ago(1).plus_millis(n * 1000))).collect();
    let server = Server::new(events, 1000, now());
    let loaded = load_all(&TestVendor::windowed(), newest(Range::Days(2)), &*server, &Clock::new());
    assert_eq!(loaded.feed.records(), 250);
    let asked = server.asked.borrow();
    assert_eq!(asked.len(), 2);
    assert!(asked[0].ends_with("limit=100"), "{}", asked[0]);
    assert!(asked[1].ends_with("limit=1000") && asked[1].contains("since=2026-05-31T12%3A01%3A39.000Z"));
}

#[test]
fn many_events_of_one_moment_are_read_past() {
    let events = (0..250).map(|n| event(&format!("e{n:03}"), days_ago(1))).collect();
    let server = Server::new(events, 40, now());
    let loaded = load_all(&TestVendor::windowed(), newest(Range::Days(2)), &*server, &Clock::new());
    assert_eq!((loaded.feed.records(), loaded.feed.state), (250, FeedState::Ready));
}

#[test]
fn what_changes_while_older_windows_are_read_is_caught() {
    let mut events: Vec<_> =
        (0..40).map(|n| event(&format!("old{n:02}"), days_ago(80).plus_millis(n))).collect();
    events.push(event("new", days_ago(0)));
    let server = Server::new(events, 10, now());
    *server.meanwhile.borrow_mut() = Box::new(|number, server| {
        if number == 2 {
            server.touch("old35");
        }
    });
    let loaded = load_all(&TestVendor::windowed(), newest(Range::default()), &*server, &Clock::new());
    assert_eq!(loaded.feed.records(), 41);
    assert_eq!(loaded.ids().last().unwrap(), "old35");
}

#[test]
fn older_steps_lead_to_the_beginning() {
    let events = [5, 100, 450, 460, 2000].map(|days| event(&format!("d{days}"), days_ago(days))).to_vec();
    let server = Server::new(events, 1000, now());
    let (vendor, clock) = (TestVendor::windowed(), Clock::new());
    let mut loaded = load_all(&vendor, newest(Range::default()), &*server, &clock);
    let mut counts = vec![loaded.feed.records()];
    while let Some(plan) = loaded.feed.load_older(now()) {
        loaded = load_onto(loaded.feed, &vendor, plan, &*server, &clock);
        counts.push(loaded.feed.records());
    }
    assert_eq!(counts, [1, 3, 5]);
    assert_eq!(loaded.feed.coverage, Coverage::Whole { as_of: now() });
    assert!(!loaded.feed.coverage.has_older());
}

#[test]
fn a_refresh_asks_only_for_what_changed() {
    let events = (0..50).map(|n| event(&format!("e{n:02}"), days_ago(30).plus_millis(n))).collect();
    let server = Server::new(events, 1000, now());
    let (vendor, clock) = (TestVendor::windowed(), Clock::new());
    let loaded = load_all(&vendor, newest(Range::default()), &*server, &clock);
    server.touch("e07");
    server.asked.borrow_mut().clear();
    let later = now().plus_millis(60_000);
    let plan = loaded.feed.refresh(Range::default(), later);
    let again = load_onto(loaded.feed, &vendor, plan, &*server, &clock);
    assert_eq!(server.asked.borrow().len(), 1);
    assert!(again.ids().contains(&"e07".to_owned()));
    assert_eq!(again.feed.records(), 50);
    assert_eq!(again.feed.coverage, Coverage::Since { since: days_ago(90), as_of: later });
}

#[test]
fn what_is_covered_stays_covered_while_more_is_read() {
    let events = (0..50).map(|n| event(&format!("e{n:02}"), days_ago(100).plus_millis(n))).collect();
    let server = Server::new(events, 7, now());
    let (vendor, clock) = (TestVendor::windowed(), Clock::new());
    let mut loaded = load_all(&vendor, newest(Range::default()), &*server, &clock);
    for plan in [loaded.feed.load_older(now()).unwrap(), loaded.feed.refresh(Range::default(), now())] {
        loaded = load_onto(loaded.feed, &vendor, plan, &*server, &clock);
        let coverages = loaded.updates.iter().filter_map(|update| match update {
            Update::Coverage(coverage) => Some(coverage.complete_since()),
            _ => None,
        });
        assert!(coverages.map(Option::unwrap).all(|since| since <= days_ago(90)));
    }
    assert_eq!(loaded.feed.records(), 50);
}

#[test]
fn a_vendor_without_windows_is_asked_once() {
    let server = Server::new(vec![event("a", days_ago(400)), event("b", days_ago(1))], 1000, now());
    let loaded = load_all(&TestVendor::whole(), newest(Range::default()), &*server, &Clock::new());
    assert_eq!(server.asked.borrow().len(), 1);
    assert_eq!((loaded.feed.records(), loaded.feed.entries()), (2, 2));
    assert_eq!(loaded.feed.coverage, Coverage::Whole { as_of: now() });
    assert_eq!(loaded.feed.load_older(now()), None);
}

#[test]
fn a_change_time_yet_to_come_hides_nothing_from_a_refresh() {
    let events = vec![event("a", days_ago(1)), event("odd", days_ago(-26_000))];
    let server = Server::new(events, 1000, now());
    let (vendor, clock) = (TestVendor::windowed(), Clock::new());
    let loaded = load_all(&vendor, newest(Range::Days(2)), &*server, &clock);
    server.events.borrow_mut().push(event("new", now().plus_millis(60_000)));
    let plan = loaded.feed.refresh(Range::Days(2), now().plus_millis(3_600_000));
    let again = load_onto(loaded.feed, &vendor, plan, &*server, &clock);
    assert_eq!(again.ids(), ["new", "odd"]);
}

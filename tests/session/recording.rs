//! The demo: recorded answers through the same loader.

use leadwake::{
    model::{CallId, Content, Vendor},
    providers::{Request, provider},
    session::{
        CallState, Cancel, Cause, Coverage, Feed, FeedState, Plan, Range, Recorded, RecordingError,
        Transport, load, load_call,
    },
    timeline::Timeline,
};
use serde_json::json;

use crate::world::{Clock, run};

const DEMO: &str = include_str!("../../src/demo/recording.json");

/// Loads every handle of a recording into one timeline.
fn load_everything(recorded: &Recorded, range: Range) -> (Vec<Feed>, Timeline) {
    let mut timeline = Timeline::default();
    let mut feeds = Vec::new();
    let now = recorded.recorded_at();
    for handle in recorded.dossier().handles() {
        let mut feed = Feed::new(handle.clone());
        let plan = Plan::Newest { since: range.since(now), now };
        let mut sink = |update| {
            feed.apply(&update);
            if let leadwake::session::Update::Page { records, .. } = update {
                timeline.merge(records);
            }
        };
        let provider = provider(handle.vendor);
        run(load(provider, handle, plan, recorded, &Clock::new(), &Cancel::new(), &mut sink));
        feeds.push(feed);
    }
    (feeds, timeline)
}

#[test]
fn every_feed_of_the_demo_arrives_whole() {
    let recorded = Recorded::parse(DEMO).unwrap();
    let (feeds, timeline) = load_everything(&recorded, Range::All);
    for feed in &feeds {
        assert_eq!(feed.state, FeedState::Ready, "{}", feed.handle);
        assert!(feed.entries() > 0, "{}", feed.handle);
        assert_eq!(feed.coverage, Coverage::Whole { as_of: recorded.recorded_at() }, "{}", feed.handle);
        assert!(feed.remarks.is_empty(), "{}: {:?}", feed.handle, feed.remarks);
    }
    for vendor in Vendor::ALL {
        assert!(feeds.iter().any(|feed| feed.handle.vendor == vendor), "{vendor}");
    }
    assert_eq!(feeds.iter().map(Feed::entries).sum::<usize>(), timeline.len());
    assert_eq!(load_everything(&recorded, Range::default()).1.len(), timeline.len());
}

#[test]
fn a_shorter_range_gives_less_and_older_gives_the_rest() {
    let recorded = Recorded::parse(DEMO).unwrap();
    let apten = recorded.dossier().of(Vendor::Apten).next().unwrap();
    let now = recorded.recorded_at();
    let mut feed = Feed::new(apten.clone());
    let (clock, cancel) = (Clock::new(), Cancel::new());
    let mut counts = Vec::new();
    let mut next = Some(Plan::Newest { since: Range::Days(7).since(now), now });
    while let Some(plan) = next {
        let mut sink = |update| feed.apply(&update);
        run(load(provider(Vendor::Apten), apten, plan, &recorded, &clock, &cancel, &mut sink));
        counts.push(feed.records());
        next = feed.load_older(now);
    }
    assert!(counts.len() == 3 && 0 < counts[0] && counts[0] < counts[1], "{counts:?}");
    assert_eq!(counts[1], counts[2], "the story is younger than a year");
}

#[test]
fn every_call_of_the_demo_has_its_page() {
    let recorded = Recorded::parse(DEMO).unwrap();
    let (_, timeline) = load_everything(&recorded, Range::All);
    let mut read = 0;
    for entry in timeline.entries() {
        let Content::Call(call) = &entry.content else { continue };
        let mut last = None;
        let provider = provider(call.id.vendor);
        let mut sink = |state| last = Some(state);
        run(load_call(provider, &call.id, &recorded, &Clock::new(), &Cancel::new(), &mut sink));
        match last {
            Some(CallState::Ready { call: whole, .. }) => {
                assert_eq!(whole.id, call.id);
                read += 1;
            }
            Some(CallState::NotOffered) => assert!(call.is_whole, "{}", call.id),
            other => panic!("{}: {other:?}", call.id),
        }
    }
    assert!(read > 3);
}

#[test]
fn what_was_not_recorded_is_not_found() {
    let recorded = Recorded::parse(DEMO).unwrap();
    for vendor in [Vendor::Apten, Vendor::LeadSail, Vendor::Attendee] {
        let handle = leadwake::model::Handle::new(vendor, "somebody_else").unwrap();
        let mut feed = Feed::new(handle.clone());
        let now = recorded.recorded_at();
        let plan = Plan::Newest { since: now, now };
        let mut sink = |update| feed.apply(&update);
        run(load(provider(vendor), &handle, plan, &recorded, &Clock::new(), &Cancel::new(), &mut sink));
        let FeedState::Failed(error) = &feed.state else { panic!("{:?}", feed.state) };
        assert!(matches!(&error.cause, Cause::Provider(_)) && error.to_string().contains("404"), "{error}");
        assert!(error.to_string().contains("Not in the recording"), "{error}");
    }
    let id = CallId::new(Vendor::Apten, "nope").unwrap();
    let request: Request = provider(Vendor::Apten).call(&id).unwrap();
    assert_eq!(run(recorded.send(&request)).unwrap().status, 404);
}

#[test]
fn a_file_that_is_no_recording_says_why() {
    let of = |time: &str, dossier: &str, vendor: &str| {
        let answer =
            json!({"vendor": vendor, "method": "GET", "path": "/x", "query": [], "status": 200, "body": ""});
        let file = json!({"recorded_at": time, "dossier": dossier, "answers": [answer]});
        Recorded::parse(&file.to_string())
    };
    let time = "2026-11-20T08:00:00Z";
    assert!(of(time, "apten:a", "apten").is_ok());
    assert!(matches!(of("soon", "apten:a", "apten"), Err(RecordingError::Time(_))));
    assert!(matches!(of(time, "nobody:a", "apten"), Err(RecordingError::Lead(_))));
    assert!(matches!(of(time, "apten:a", "nobody"), Err(RecordingError::Vendor(_))));
    assert!(matches!(Recorded::parse("{}"), Err(RecordingError::Json(_))));
}

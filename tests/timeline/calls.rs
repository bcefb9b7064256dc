//! Calls, as the list has them and as they are read in full.

use std::{cell::RefCell, collections::HashMap};

use leadwake::{
    model::{
        Again, Call, CallId, Content, Entry, Fact, Leg, Raw, Record, RecordId, Recording, Revision, Role,
        Transfer, Vendor, When,
    },
    timeline::{Merged, Timeline},
};
use proptest::prelude::*;

use crate::{
    contents,
    support::{at, call, call_entry, raw, record, turn},
};

proptest! {
    #[test]
    fn calls_and_their_details_come_in_any_order(
        arrivals in proptest::collection::vec(arrival(), 0..12).prop_flat_map(|arrivals| {
            (Just(arrivals.clone()), Just(arrivals).prop_shuffle())
        }),
    ) {
        // Kept as texts or as entries: nobody sees a difference.
        let play = |arrivals: &[Arrival], again: Option<Again>| {
            let mut timeline = Timeline::default();
            for arrival in arrivals {
                match arrival {
                    Arrival::Listed(record) => timeline.merge(vec![Record { again, ..record.clone() }]),
                    Arrival::Whole(call) => timeline.set_call(Call::clone(call)),
                };
            }
            timeline
        };
        let (one, other) = (play(&arrivals.0, Some(Again(entries_of))), play(&arrivals.1, None));
        prop_assert_eq!(contents(&one), contents(&other));
        prop_assert_eq!(one.calls().collect::<Vec<_>>(), other.calls().collect::<Vec<_>>());
        for (call, is_whole) in one.calls() {
            let mut whole = Vec::new();
            for entry in one.all() {
                if let Content::Call(shown) = &entry.content && shown.id == *call {
                    whole.push(shown.is_whole);
                }
            }
            prop_assert!(whole.contains(&is_whole));
        }
        for number in 0..3 {
            let id: CallId = format!("apten:c{number}").parse().unwrap();
            prop_assert_eq!(one.call(&id), other.call(&id));
            prop_assert_eq!(one.clone().call_entry(&id), other.call_entry(&id));
            let newest = one.all().rev().find(|entry| shows(entry, &id));
            prop_assert_eq!(one.call_entry(&id), newest);
            let is_whole = one.all().filter(|entry| shows(entry, &id)).map(|entry| summary_of(&entry).is_some());
            let fetched = arrivals.0.iter().any(|one| matches!(one, Arrival::Whole(call) if call.id == id));
            prop_assert!(is_whole.into_iter().all(|is_whole| is_whole == fetched));
        }
    }
}

#[derive(Debug, Clone)]
enum Arrival {
    Listed(Record),
    Whole(Box<Call>),
}

thread_local! {
    /// What the records' texts stand for.
    static ENTRIES: RefCell<HashMap<String, Vec<Entry>>> = RefCell::default();
}

fn entries_of(raw: &Raw) -> Vec<Entry> {
    ENTRIES.with_borrow(|known| known[raw.text.as_ref()].clone())
}

fn arrival() -> impl Strategy<Value = Arrival> {
    let moments = || (0..4_i64, 0..4_i64);
    let whole = (0..3_u32, moments()).prop_map(|(number, (changed, fetched))| {
        let mut call = listed_call(number, changed, fetched, "whole");
        call.summary = Some(format!("summary {changed} {fetched}").into());
        Arrival::Whole(Box::new(call))
    });
    // A record may show several calls, one of them twice, and other ones in its next copy.
    let shown = proptest::collection::vec((0..3_u32, proptest::option::of(0..3_i64)), 1..4);
    let listed = (0..2_u32, moments(), shown).prop_map(|(number, (changed, fetched), shown)| {
        let text = format!("{number} {changed} {fetched} {shown:?}");
        let entries = shown.into_iter().enumerate().map(|(part, (number, secs))| {
            let place = secs.map(at);
            let call = listed_call(number, changed, fetched, &text);
            let entry = call_entry(&format!("apten:CALL:r{number}#{part}"), 0, call);
            Entry { place, when: place.map_or(When::Missing, When::At), ..entry }
        });
        let mut record = record(changed, entries.collect());
        record.id = RecordId::new(Vendor::Apten, &format!("CALL:r{number}")).unwrap();
        let mut text = raw(&text);
        text.fetched = Some(at(fetched));
        record.revision = Revision::of(Some(at(changed)), &text);
        for entry in &mut record.entries {
            entry.id.record = record.id.clone();
            entry.revision = record.revision;
            entry.raw = text.clone();
        }
        ENTRIES.with_borrow_mut(|known| known.insert(text.text.to_string(), record.entries.clone()));
        Arrival::Listed(record)
    });
    prop_oneof![whole, listed]
}

fn listed_call(number: u32, changed: i64, fetched: i64, text: &str) -> Call {
    let id = format!("apten:c{number}");
    let mut raw = raw(&format!("{id} {changed} {fetched} {text}"));
    raw.fetched = Some(at(fetched));
    Call {
        changed: When::At(at(changed)),
        status: Some(format!("S{changed}").into()),
        facts: vec![Fact::text("Fetched", &fetched.to_string())],
        raw,
        ..call(&id)
    }
}

fn shows(entry: &Entry, id: &CallId) -> bool {
    matches!(&entry.content, Content::Call(call) if call.id == *id)
}

fn summary_of(entry: &Entry) -> Option<Box<str>> {
    let Content::Call(call) = &entry.content else { panic!("{} is no call", entry.id) };
    call.summary.clone()
}

fn summary_in(timeline: &Timeline, id: &str) -> Option<Box<str>> {
    summary_of(&timeline.get(&id.parse().unwrap()).unwrap())
}

#[test]
fn a_whole_call_is_shown_in_its_entry_and_survives_a_new_copy_of_the_list() {
    let listed = |changed: i64, status: &str| {
        let call = Call { status: Some(status.into()), changed: When::At(at(changed)), ..call("apten:c") };
        record(changed, vec![call_entry("apten:CALL:c", 0, call)])
    };
    let whole = Call {
        is_whole: true,
        summary: Some("Asked for pricing".into()),
        changed: When::At(at(1)),
        ..call("apten:c")
    };
    let mut timeline = Timeline::default();
    timeline.merge(vec![listed(1, "IN_PROGRESS")]);
    let before = timeline.entries().next().unwrap().clone();
    assert_eq!(timeline.set_call(whole.clone()), Merged { added: 0, changed: 1, removed: 0 });
    let after = timeline.entries().next().unwrap();
    assert_eq!(after.id, before.id);
    assert_ne!(after.revision, before.revision, "a changed entry has a changed revision");
    assert_eq!(summary_in(&timeline, "apten:CALL:c").as_deref(), Some("Asked for pricing"));
    assert!(after.texts().contains(&"Asked for pricing"), "a search finds it");

    timeline.merge(vec![listed(2, "COMPLETE")]);
    assert_eq!(summary_in(&timeline, "apten:CALL:c").as_deref(), Some("Asked for pricing"));
    assert!(timeline.set_call(whole).is_nothing(), "the same details again change nothing");
    assert_eq!(timeline.len(), 1);
}

#[test]
fn a_list_that_was_read_later_is_believed_and_the_call_counts_as_incomplete() {
    let mut whole = Call {
        is_whole: true,
        status: Some("IN_PROGRESS".into()),
        summary: Some("So far".into()),
        changed: When::At(at(1)),
        ..call("apten:c")
    };
    whole.raw.fetched = Some(at(100));
    let listed = Call { status: Some("COMPLETE".into()), changed: When::At(at(60)), ..call("apten:c") };
    let mut later = record(60, vec![call_entry("apten:CALL:c", 0, listed)]);
    later.revision.fetched = Some(at(200));
    later.entries[0].revision = later.revision;

    let mut timeline = Timeline::default();
    timeline.set_call(whole.clone());
    timeline.merge(vec![later]);
    let shown = timeline.call(&whole.id).unwrap();
    assert_eq!(shown.status.as_deref(), Some("COMPLETE"));
    assert_eq!(shown.summary.as_deref(), Some("So far"), "what was known is not lost");
    assert!(!shown.is_whole, "the page asks again");

    whole.raw.fetched = Some(at(300));
    timeline.set_call(whole.clone());
    let asked_again = timeline.call(&whole.id).unwrap();
    assert!(asked_again.is_whole, "asking again settles it, whatever the vendor dates the two copies");
}

#[test]
fn what_only_one_of_two_copies_of_a_call_says_is_shown() {
    let number = Leg { number: Some("+1".into()), ..Leg::default() };
    let listed = Call {
        recording: Recording::Link("https://recordings.example/1".into()),
        transfer: Some(Transfer { first: number, ..Transfer::default() }),
        facts: vec![Fact::text("Organisation", "org"), Fact::text("Kind", "listed")],
        voicemail: Some(true),
        ..call("apten:c")
    };
    let whole = Call {
        transcript: Some(vec![turn(Role::Lead, 0, 1, "Hi")]),
        transfer: Some(Transfer { is_transfer: Some(true), ..Transfer::default() }),
        facts: vec![Fact::text("Kind", "whole")],
        raw: raw("whole"),
        ..call("apten:c")
    };
    let dated = |of: &Call, secs| {
        let mut copy = Call { changed: When::At(at(secs)), ..of.clone() };
        copy.raw.fetched = Some(at(secs));
        copy
    };
    for (list_secs, whole_secs, kind) in [(1, 2, "whole"), (2, 1, "listed")] {
        let mut timeline = Timeline::default();
        let mut listing = record(list_secs, vec![call_entry("apten:CALL:c", 0, dated(&listed, list_secs))]);
        listing.revision.fetched = Some(at(list_secs));
        listing.entries[0].revision = listing.revision;
        timeline.merge(vec![listing]);
        timeline.set_call(dated(&whole, whole_secs));
        let shown = timeline.call(&whole.id).unwrap();
        assert_eq!(shown.recording, listed.recording);
        assert_eq!(shown.voicemail, Some(true));
        assert_eq!(shown.transcript, whole.transcript);
        let transfer = shown.transfer.as_ref().unwrap();
        assert_eq!((transfer.is_transfer, transfer.first.number.as_deref()), (Some(true), Some("+1")));
        assert!(shown.facts.contains(&Fact::text("Organisation", "org")));
        assert!(shown.facts.contains(&Fact::text("Kind", kind)), "the newer copy decides");
        assert_eq!(shown.facts.len(), 2);
        assert_eq!(&*shown.raw.text, "whole", "the entry has the list's text");
    }
}

#[test]
fn a_call_opened_before_its_entry_arrives_is_known() {
    let mut timeline = Timeline::default();
    let merged = timeline.set_call(Call { summary: Some("Alone".into()), ..call("apten:c") });
    assert!(merged.is_nothing());
    assert_eq!(timeline.call(&"apten:c".parse().unwrap()).unwrap().summary.as_deref(), Some("Alone"));
    assert_eq!(timeline.call(&"leadsail:c".parse().unwrap()), None);
    timeline.merge(vec![record(0, vec![call_entry("apten:CALL:c", 0, call("apten:c"))])]);
    assert_eq!(summary_in(&timeline, "apten:CALL:c").as_deref(), Some("Alone"));
}

//! Merging: of each record and each whole call the newest copy counts, whatever the order of arrival.

#![expect(clippy::unwrap_used, reason = "a builder that fails is a failed test")]

mod support;

use std::{collections::HashMap, sync::Arc};

use leadwake::{
    model::{
        Call, CallId, Content, Entry, EntryId, Fact, Leg, Record, RecordId, Recording, Revision, Role,
        Thread, Timestamp, Transfer, Vendor, When,
    },
    timeline::{Merged, Timeline},
};
use proptest::prelude::*;
use support::{at, call, call_entry, message, raw, record, thread, turn};

type Key<'a> = (Option<i64>, Vendor, &'a str, u32, &'a str);

fn key(entry: &Entry) -> Key<'_> {
    let record = &entry.id.record;
    (entry.place.map(Timestamp::millis), record.vendor, record.native(), entry.order, &entry.id.part)
}

/// What a timeline is, said plainly: of each record the copy with the greatest revision, their entries sorted.
fn reference(copies: &[Record]) -> Vec<Entry> {
    let mut newest: HashMap<&RecordId, &Record> = HashMap::new();
    for copy in copies {
        let held = newest.entry(&copy.id).or_insert(copy);
        if copy.revision > held.revision {
            *held = copy;
        }
    }
    let mut entries: Vec<Entry> = newest.into_values().flat_map(|copy| copy.entries.clone()).collect();
    entries.sort_by(|a, b| key(a).cmp(&key(b)));
    entries
}

/// Undated first, as `None` sorts.
fn contents(timeline: &Timeline) -> Vec<Entry> {
    timeline.all().map(|entry| Entry::clone(entry)).collect()
}

fn merged<'a>(batches: impl IntoIterator<Item = &'a [Record]>) -> Timeline {
    let mut timeline = Timeline::default();
    for batch in batches {
        timeline.merge(batch.to_vec());
    }
    timeline
}

/// Copies of few records, so that they meet: each is made from its seed alone.
fn copy() -> impl Strategy<Value = Record> {
    (0..4_usize, 0..3_u32, proptest::option::of(0..3_i64), proptest::option::of(0..2_i64), 0..4_u64).prop_map(
        |(vendor, number, changed, fetched, seed)| {
            let id = RecordId::new(Vendor::ALL[vendor], &format!("r{number}")).unwrap();
            let revision = Revision { changed: changed.map(at), fetched: fetched.map(at), fingerprint: seed };
            let entries = (0..=(seed % 3)).map(|part| {
                let secs = (!(seed + part).is_multiple_of(5))
                    .then(|| i64::try_from((seed * 7 + part * 3) % 4).unwrap());
                let mut entry = message("apten:x", secs, &format!("{seed} {part}"));
                entry.id = EntryId { record: id.clone(), part: format!("p{part}").into() };
                entry.order = u32::try_from(part).unwrap();
                entry.revision = revision;
                entry
            });
            Record { entries: entries.collect(), id, revision }
        },
    )
}

fn copies() -> impl Strategy<Value = Vec<Record>> {
    proptest::collection::vec(copy(), 0..24)
}

proptest! {
    #[test]
    fn a_timeline_is_what_the_reference_says(batches in proptest::collection::vec(copies(), 0..5)) {
        let timeline = merged(batches.iter().map(Vec::as_slice));
        prop_assert_eq!(contents(&timeline), reference(&batches.concat()));
        prop_assert_eq!(timeline.len(), contents(&timeline).len());
    }

    #[test]
    fn order_and_grouping_of_arrival_do_not_matter(
        (copies, shuffled) in copies().prop_flat_map(|copies| (Just(copies.clone()), Just(copies).prop_shuffle())),
        size in 1..6_usize,
    ) {
        let one_by_one = merged(copies.chunks(1));
        prop_assert_eq!(contents(&merged(shuffled.chunks(size))), contents(&one_by_one));
        prop_assert_eq!(contents(&merged([copies.as_slice()])), contents(&one_by_one));
    }

    #[test]
    fn merging_again_changes_nothing(copies in copies()) {
        let mut timeline = merged([copies.as_slice()]);
        let before = contents(&timeline);
        prop_assert!(timeline.merge(copies).is_nothing());
        prop_assert_eq!(contents(&timeline), before);
    }

    #[test]
    fn what_a_merge_reports_adds_up(first in copies(), second in copies()) {
        let mut timeline = merged([first.as_slice()]);
        let before = contents(&timeline);
        let report = timeline.merge(second);
        let after = contents(&timeline);
        let has = |entries: &[Entry], id: &EntryId| entries.iter().any(|entry| entry.id == *id);
        prop_assert_eq!(report.added, after.iter().filter(|entry| !has(&before, &entry.id)).count());
        prop_assert_eq!(report.removed, before.iter().filter(|entry| !has(&after, &entry.id)).count());
    }

    #[test]
    fn every_entry_is_found_by_its_name_and_in_strict_order(copies in copies()) {
        let timeline = merged([copies.as_slice()]);
        for entry in timeline.all() {
            prop_assert!(Arc::ptr_eq(timeline.get(&entry.id).unwrap(), entry));
        }
        prop_assert!(timeline.entries().is_sorted_by(|a, b| key(a) < key(b)));
        prop_assert!(timeline.undated().iter().all(|entry| entry.place.is_none()));
        prop_assert!(timeline.entries().iter().all(|entry| entry.place.is_some()));
    }

    #[test]
    fn the_nearest_entry_is_nearest(copies in copies(), secs in -2..6_i64) {
        let timeline = merged([copies.as_slice()]);
        let distance = |entry: &Arc<Entry>| entry.place.unwrap().millis().abs_diff(at(secs).millis());
        let least = timeline.entries().iter().map(distance).min();
        prop_assert_eq!(timeline.nearest(at(secs)).map(distance), least);
    }

    #[test]
    fn calls_and_their_details_come_in_any_order(
        arrivals in proptest::collection::vec(arrival(), 0..12).prop_flat_map(|arrivals| {
            (Just(arrivals.clone()), Just(arrivals).prop_shuffle())
        }),
    ) {
        let play = |arrivals: &[Arrival]| {
            let mut timeline = Timeline::default();
            for arrival in arrivals {
                match arrival {
                    Arrival::Listed(record) => timeline.merge(vec![record.clone()]),
                    Arrival::Whole(call) => timeline.set_call(Call::clone(call)),
                };
            }
            timeline
        };
        let (one, other) = (play(&arrivals.0), play(&arrivals.1));
        prop_assert_eq!(contents(&one), contents(&other));
        for number in 0..3 {
            let id: CallId = format!("apten:c{number}").parse().unwrap();
            prop_assert_eq!(one.call(&id), other.call(&id));
            let newest = one.all().rev().find(|entry| shows(entry, &id));
            prop_assert_eq!(one.call_entry(&id), newest);
            let is_whole = one.all().filter(|entry| shows(entry, &id)).map(|entry| summary_of(entry).is_some());
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
        }
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
    summary_of(timeline.get(&id.parse().unwrap()).unwrap())
}

#[test]
fn a_later_copy_replaces_all_entries_of_its_record() {
    let mut timeline = Timeline::default();
    let first = record(1, vec![message("leadsail:t#a", 0, "one"), message("leadsail:t#b", 10, "two")]);
    assert_eq!(timeline.merge(vec![first.clone()]), Merged { added: 2, changed: 0, removed: 0 });

    let mut grown = vec![message("leadsail:t#b", 10, "two, edited"), message("leadsail:t#c", 20, "three")];
    grown.insert(0, message("leadsail:t#a", 0, "one"));
    let merged = timeline.merge(vec![record(2, grown)]);
    assert_eq!(
        merged,
        Merged { added: 1, changed: 1, removed: 0 },
        "the message that stayed is not reported"
    );

    assert!(timeline.merge(vec![first]).is_nothing(), "an older copy changes nothing");
    assert_eq!(timeline.len(), 3);
    let shorter = record(3, vec![message("leadsail:t#c", 20, "three")]);
    assert_eq!(timeline.merge(vec![shorter]), Merged { added: 0, changed: 0, removed: 2 });
}

#[test]
fn entries_of_one_moment_are_ordered_by_vendor_then_record_then_position() {
    let mut timeline = Timeline::default();
    timeline.merge(vec![
        record(None, vec![message("naturalead:a#x", 0, ""), message("naturalead:a#b", 0, "")]),
        record(None, vec![message("apten:b", 0, "")]),
        record(None, vec![message("apten:a", 0, "")]),
        record(None, vec![message("attendee:0", -1, "")]),
    ]);
    let ids: Vec<String> = timeline.entries().iter().map(|entry| entry.id.to_string()).collect();
    assert_eq!(ids, ["attendee:0", "apten:a", "apten:b", "naturalead:a#x", "naturalead:a#b"]);
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
    let before = timeline.entries()[0].clone();
    assert_eq!(timeline.set_call(whole.clone()), Merged { added: 0, changed: 1, removed: 0 });
    let after = &timeline.entries()[0];
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

#[test]
fn a_thread_is_its_entries_and_what_is_known_of_it_as_a_whole() {
    let of = |entry: Entry, thread: &str| Entry { thread: Some(thread.parse().unwrap()), ..entry };
    let opened = Thread { status: Some("handed_off".into()), ..thread("naturalead:t") };
    let opening = Entry { content: Content::Thread(Arc::new(opened)), ..message("naturalead:t", 0, "") };
    let mut timeline = Timeline::default();
    timeline.merge(vec![
        record(1, vec![of(opening, "naturalead:t"), of(message("naturalead:t#a", 20, "b"), "naturalead:t")]),
        record(1, vec![of(message("naturalead:u", 10, "other"), "naturalead:u")]),
        record(1, vec![of(message("attendee:m", None, "chat"), "attendee:bot")]),
    ]);
    let view = timeline.thread(&"naturalead:t".parse().unwrap());
    assert_eq!(view.thread.unwrap().status.as_deref(), Some("handed_off"));
    assert_eq!(view.entries.len(), 2);
    let meeting = timeline.thread(&"attendee:bot".parse().unwrap());
    assert_eq!((meeting.thread, meeting.entries.len()), (None, 1));
    assert!(timeline.thread(&"apten:t".parse().unwrap()).entries.is_empty());
}

#[test]
fn spans_are_known_per_vendor() {
    let mut timeline = Timeline::default();
    assert_eq!((timeline.span(), timeline.nearest(at(0))), (None, None));
    timeline.merge(vec![
        record(1, vec![message("leadsail:a", 5, "")]),
        record(1, vec![message("apten:a", 50, "")]),
        record(1, vec![message("apten:b", 7, "")]),
        record(1, vec![message("attendee:c", None, "")]),
    ]);
    assert_eq!(timeline.span(), Some((at(5), at(50))));
    let spans: Vec<_> = timeline.spans().iter().map(|span| (span.vendor, span.entries, span.span)).collect();
    let expected = [
        (Vendor::Apten, 2, Some((at(7), at(50)))),
        (Vendor::LeadSail, 1, Some((at(5), at(5)))),
        (Vendor::Attendee, 1, None),
    ];
    assert_eq!(spans, expected);
}

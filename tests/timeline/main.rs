//! Merging: of each record and each whole call the newest copy counts, whatever the order of arrival.

#![expect(clippy::unwrap_used, reason = "a builder that fails is a failed test")]

mod calls;
#[path = "../support/mod.rs"]
mod support;

use std::{cell::Cell, collections::HashMap, sync::Arc};

use leadwake::{
    model::{
        Again, Content, Entry, EntryId, Party, Raw, Record, RecordId, Revision, Role, Thread, Timestamp,
        Vendor,
    },
    timeline::{Merged, Timeline},
};
use proptest::prelude::*;
use support::{at, message, record, thread};

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
    // A clone has none of the entries that were looked at before.
    timeline.clone().all().map(|entry| Entry::clone(&entry)).collect()
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
            let raw = Raw {
                text: seed.to_string().into(),
                pointer: "".into(),
                path: format!("/{}", seed % 2).into(),
                fetched: revision.fetched,
            };
            let entries = parts(&raw).into_iter().map(|entry| Entry {
                id: EntryId { record: id.clone(), ..entry.id },
                revision,
                ..entry
            });
            let again = (vendor % 2 == 0).then_some(Again(parts));
            Record { entries: entries.collect(), id, revision, again }
        },
    )
}

/// What a record of this text shows: of one or more parts, which have times or none.
fn parts(raw: &Raw) -> Vec<Entry> {
    let seed: u64 = raw.text.trim().parse().unwrap();
    (0..=(seed % 3))
        .map(|part| {
            let secs =
                (!(seed + part).is_multiple_of(5)).then(|| i64::try_from((seed * 7 + part * 3) % 4).unwrap());
            let mut entry = message("apten:x", secs, &format!("{seed} {part}"));
            entry.id.part = format!("p{part}").into();
            entry.order = u32::try_from(part).unwrap();
            entry.raw = raw.clone();
            entry
        })
        .collect()
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
            prop_assert_eq!(timeline.get(&entry.id).unwrap(), entry);
        }
        prop_assert!(timeline.entries().is_sorted_by(|a, b| key(a) < key(b)));
        prop_assert!(timeline.undated().all(|entry| entry.place.is_none()));
        prop_assert!(timeline.entries().all(|entry| entry.place.is_some()));
    }

    #[test]
    fn the_nearest_entry_is_nearest(copies in copies(), secs in -2..6_i64) {
        let timeline = merged([copies.as_slice()]);
        let distance = |entry: &Arc<Entry>| entry.place.unwrap().millis().abs_diff(at(secs).millis());
        let least = timeline.entries().map(|entry| distance(&entry)).min();
        prop_assert_eq!(timeline.nearest(at(secs)).map(|entry| distance(&entry)), least);
    }
}

/// So much changes that what is packed is packed anew more than once.
#[test]
fn many_large_records_that_change_again_and_again_are_all_there() {
    let copy = |number: u64, round: u64| {
        let text = format!("{}{}", number * 3 + round, " ".repeat(997));
        let raw = Raw { text: text.into(), pointer: "".into(), path: "/".into(), fetched: None };
        let revision = Revision { changed: None, fetched: None, fingerprint: round };
        let id = RecordId::new(Vendor::Apten, &number.to_string()).unwrap();
        let parts = parts(&raw).into_iter();
        let named = |entry: Entry| {
            let id = EntryId { record: id.clone(), ..entry.id };
            Entry { id, revision, ..entry }
        };
        Record {
            entries: parts.map(named).collect(),
            id: id.clone(),
            revision,
            again: Some(Again(self::parts)),
        }
    };
    let rounds: Vec<Vec<Record>> =
        (0..6).map(|round| (0..1_000).map(|number| copy(number, round)).collect()).collect();
    let timeline = merged(rounds.iter().map(Vec::as_slice));
    assert_eq!(contents(&timeline), reference(&rounds.concat()));
}

thread_local! {
    static READ: Cell<usize> = const { Cell::new(0) };
}

/// A conversation of so many messages as its text says.
fn conversation(raw: &Raw) -> Vec<Entry> {
    READ.set(READ.get() + 1);
    let said = |part: u32| {
        let mut entry = message("naturalead:c", i64::from(part), "hello");
        entry.id.part = part.to_string().into();
        entry.order = part;
        entry.raw = raw.clone();
        entry
    };
    (0..raw.text.parse().unwrap()).map(said).collect()
}

#[test]
fn a_long_conversation_among_others_is_read_again_once() {
    let copy = |name: &str, messages: u32| {
        let raw =
            Raw { text: messages.to_string().into(), pointer: "".into(), path: "/".into(), fetched: None };
        let id = RecordId::new(Vendor::Naturalead, name).unwrap();
        let revision = Revision { changed: None, fetched: None, fingerprint: 0 };
        let named = |entry: Entry| {
            let id = EntryId { record: id.clone(), ..entry.id };
            Entry { id, revision, ..entry }
        };
        let entries = conversation(&raw).into_iter().map(named).collect();
        Record { entries, id: id.clone(), revision, again: Some(Again(conversation)) }
    };
    // Their messages take turns.
    let timeline = merged([[copy("long", 5_000), copy("longer", 5_000)].as_slice()]);
    READ.set(0);
    assert_eq!(timeline.all().count(), 10_000);
    assert!(READ.get() <= 8, "read {} times", READ.get());
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
    let ids: Vec<String> = timeline.entries().map(|entry| entry.id.to_string()).collect();
    assert_eq!(ids, ["attendee:0", "apten:a", "apten:b", "naturalead:a#x", "naturalead:a#b"]);
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

#[test]
fn what_entries_say_of_who_the_lead_is_is_known_without_repeats_and_forgotten_with_them() {
    let said = |id: &str, secs: i64, name: &str, address: Option<&str>| {
        let mut entry = message(id, secs, "Hi");
        entry.actor = Party { role: Role::Lead, name: Some(name.into()), address: address.map(Into::into) };
        entry
    };
    let mut late = said("apten:late", 30, "Dana", Some("dana@example.com"));
    late.content = Content::Thread(Arc::new(Thread { phone: Some("+1 415".into()), ..thread("apten:t") }));
    let mut timeline = Timeline::default();
    timeline.merge(vec![
        record(1, vec![late]),
        record(1, vec![said("apten:second", 20, "Dana", None)]),
        record(1, vec![said("apten:first", 10, "Dana", None)]),
    ]);
    let known = |timeline: &Timeline| -> Vec<String> {
        let words = timeline.known().into_iter().flat_map(|known| known.name.iter().chain(&known.addresses));
        words.map(ToString::to_string).collect()
    };
    assert_eq!(known(&timeline), ["Dana", "Dana", "dana@example.com", "+1 415"]);

    let mut changed = said("apten:late", 30, "Dana Reyes", None);
    changed.content = message("apten:late", 30, "Hi").content;
    timeline.merge(vec![record(2, vec![changed])]);
    assert_eq!(known(&timeline), ["Dana", "Dana Reyes"]);
}

//! What the list shows: filter, counts, rows, search, and the strip above it.

#![expect(clippy::unwrap_used, reason = "a builder that fails is a failed test")]

mod support;

use std::{collections::HashSet, sync::Arc};

use leadwake::{
    model::{
        Calendar, Channel, Content, Day, Direction, Email, Entry, Party, PlainCalendar, Record, Role,
        Timestamp, Vendor,
    },
    timeline::{
        Bucket, Density, Facets, Filter, Hits, Item, Merged, Needle, Order, Timeline, find_entries,
        find_turns, items,
    },
};
use proptest::prelude::*;
use support::{at, call, message, record, tool, turn};

const UTC: PlainCalendar = PlainCalendar { offset_secs: 0 };
const HOUR: i64 = 3600;

fn timeline(entries: impl IntoIterator<Item = Entry>) -> Timeline {
    let mut timeline = Timeline::default();
    timeline.merge(entries.into_iter().map(|entry| record(None, vec![entry])).collect());
    timeline
}

fn from_ai(entry: Entry) -> Entry {
    Entry { actor: Party::of(Role::Ai), direction: Direction::Outbound, ..entry }
}

fn over(channel: Channel, entry: Entry) -> Entry {
    Entry { channel, ..entry }
}

/// The rows in short: headings by day, entries by record with `(` for the first and `)` for the last of a group.
fn rows(timeline: &Timeline, filter: &Filter, order: Order) -> Vec<String> {
    let name = |entry: &Arc<Entry>| entry.id.record.native().to_owned();
    let row = |item: &Item| match item {
        Item::Day { day, count } => format!("{} {count}", day.iso()),
        Item::Undated { count } => format!("undated {count}"),
        Item::Entry { entry, leads_group, ends_group } => format!(
            "{}{}{}",
            if *leads_group { "(" } else { "" },
            name(entry),
            if *ends_group { ")" } else { "" }
        ),
        Item::Tools { entries } => format!("[{}]", entries.iter().map(name).collect::<Vec<_>>().join(" ")),
    };
    items(timeline, filter, order, &UTC).iter().map(row).collect()
}

/// What a test does to an entry.
type Change = fn(Entry) -> Entry;

fn story() -> Timeline {
    timeline([
        message("apten:a", 0, "Hi"),
        message("apten:b", 60, "Are you there?"),
        from_ai(message("apten:c", 90, "Yes")),
        tool("apten:d", 100),
        tool("apten:e", 101),
        tool("apten:f", 102),
        from_ai(message("apten:g", 110, "Done")),
        tool("apten:h", 24 * HOUR),
        message("apten:i", 24 * HOUR + 10, "Thanks"),
        message("apten:j", None, "When?"),
    ])
}

#[test]
fn rows_are_grouped_folded_and_under_their_day() {
    let oldest = [
        "undated 1",
        "(j)",
        "2026-05-14 7",
        "(a",
        "b)",
        "(c)",
        "[d e f]",
        "(g)",
        "2026-05-15 2",
        "(h)",
        "(i)",
    ];
    assert_eq!(rows(&story(), &Filter::default(), Order::OldestFirst), oldest);
    let newest = [
        "2026-05-15 2",
        "(i)",
        "(h)",
        "2026-05-14 7",
        "(g)",
        "[f e d]",
        "(c)",
        "(b",
        "a)",
        "undated 1",
        "(j)",
    ];
    assert_eq!(rows(&story(), &Filter::default(), Order::NewestFirst), newest);
}

#[test]
fn a_group_is_one_actor_one_channel_one_direction_one_thread_and_five_minutes() {
    let apart: [(&str, Change); 6] = [
        ("actor", |entry| Entry { actor: Party::of(Role::Person), ..entry }),
        ("channel", |entry| over(Channel::WhatsApp, entry)),
        ("direction", |entry| Entry { direction: Direction::Outbound, ..entry }),
        ("thread", |entry| Entry { thread: Some("apten:t".parse().unwrap()), ..entry }),
        ("time", |entry| Entry { place: Some(at(302)), ..entry }),
        ("kind", |entry| Entry { content: Content::Email(Email::default()), ..entry }),
    ];
    for (what, change) in apart {
        let second = change(message("apten:b", 300, ""));
        let list = timeline([message("apten:a", 1, ""), second]);
        let shown = rows(&list, &Filter::default(), Order::OldestFirst);
        assert_eq!(shown, ["2026-05-14 2", "(a)", "(b)"], "{what}");
    }
    let together = timeline([message("apten:a", 0, ""), message("apten:b", 300, "")]);
    assert_eq!(rows(&together, &Filter::default(), Order::OldestFirst), ["2026-05-14 2", "(a", "b)"]);
}

#[test]
fn a_day_is_one_of_the_readers_zone() {
    let list = timeline([message("apten:a", 0, ""), message("apten:b", 8 * HOUR + 1800, "")]);
    let days = |offset_secs| {
        let rows = items(&list, &Filter::default(), Order::OldestFirst, &PlainCalendar { offset_secs });
        rows.iter().filter(|item| matches!(item, Item::Day { .. })).count()
    };
    assert_eq!((days(0), days(2 * 3600)), (1, 2));
}

/// A zone whose clocks go back an hour one minute after midnight, as those of Newfoundland once did.
struct SetBack;

impl Calendar for SetBack {
    fn offset_secs(&self, moment: Timestamp) -> i32 {
        // Midnight is at 16:00 UTC, an hour after the first entry.
        if moment < at(HOUR + 60) { 8 * 3600 } else { 7 * 3600 }
    }
    fn zone_name(&self) -> String {
        UTC.zone_name()
    }
    fn zone_offset(&self, moment: Timestamp) -> String {
        UTC.zone_offset(moment)
    }
    fn clock(&self, moment: Timestamp) -> String {
        UTC.clock(moment)
    }
    fn clock_seconds(&self, moment: Timestamp) -> String {
        UTC.clock_seconds(moment)
    }
    fn long_day(&self, day: Day) -> String {
        UTC.long_day(day)
    }
    fn short_day(&self, day: Day) -> String {
        UTC.short_day(day)
    }
    fn full(&self, moment: Timestamp) -> String {
        UTC.full(moment)
    }
    fn number(&self, value: usize) -> String {
        UTC.number(value)
    }
}

#[test]
fn a_day_is_opened_once_even_when_clocks_go_back_past_midnight() {
    let list = timeline([
        message("apten:a", 0, ""),
        message("apten:b", HOUR + 30, ""),
        message("apten:c", HOUR + 90, ""),
        message("apten:d", 3 * HOUR, ""),
    ]);
    for order in [Order::OldestFirst, Order::NewestFirst] {
        let rows = items(&list, &Filter::default(), order, &SetBack);
        let headings: Vec<String> =
            rows.iter().filter(|item| item.entries().is_empty()).map(Item::anchor).collect();
        let unique: HashSet<&String> = headings.iter().collect();
        assert_eq!((headings.len(), unique.len()), (2, 2), "{headings:?}");
    }
}

#[test]
fn keys_change_with_what_is_shown_and_anchors_do_not() {
    let mut list = timeline([message("apten:a", 0, "Hi"), message("apten:b", 10, "you")]);
    let shown = |list: &Timeline| items(list, &Filter::default(), Order::OldestFirst, &UTC);
    let before = shown(&list);
    list.merge(vec![record(9, vec![message("apten:b", 10, "you there")])]);
    let after = shown(&list);
    let keys = |rows: &[Item]| rows.iter().map(Item::key).collect::<Vec<_>>();
    let same: Vec<bool> = keys(&before).iter().zip(&keys(&after)).map(|(a, b)| a == b).collect();
    assert_eq!(same, [true, true, false], "only the changed row is drawn anew");
    let anchors = |rows: &[Item]| rows.iter().map(Item::anchor).collect::<Vec<_>>();
    assert_eq!(anchors(&before), anchors(&after));
    assert_eq!(anchors(&before), ["day-2026-05-14", "entry-apten:a", "entry-apten:b"]);

    list.merge(vec![record(None, vec![message("apten:c", 20, "third")])]);
    let grown = shown(&list);
    assert_ne!(grown[0].key(), after[0].key(), "the heading counts");
    assert_ne!(grown[2].key(), after[2].key(), "no longer the last of its group");
    assert_eq!(grown[1].key(), after[1].key());
}

#[test]
fn fetching_the_same_again_keeps_every_key() {
    let first = record(1, vec![message("apten:a", 0, "Hi")]);
    let mut again = first.clone();
    again.revision.fetched = Some(at(500));
    again.entries[0].revision = again.revision;
    let mut list = Timeline::default();
    list.merge(vec![first]);
    let key = |list: &Timeline| items(list, &Filter::default(), Order::OldestFirst, &UTC)[1].key();
    let before = key(&list);
    assert_eq!(list.merge(vec![again]), Merged::default());
    assert_eq!(key(&list), before);
}

#[test]
fn a_growing_fold_keeps_its_anchor() {
    let fold = |list: &Timeline, order| {
        let rows = items(list, &Filter::default(), order, &UTC);
        rows.iter().find(|item| matches!(item, Item::Tools { .. })).unwrap().anchor()
    };
    let two = timeline([tool("apten:a", 0), tool("apten:b", 1)]);
    let three = timeline([tool("apten:a", 0), tool("apten:b", 1), tool("apten:c", 2)]);
    for order in [Order::NewestFirst, Order::OldestFirst] {
        assert_eq!(fold(&two, order), "tools-apten:a");
        assert_eq!(fold(&three, order), "tools-apten:a");
    }
}

fn mixed() -> Timeline {
    timeline([
        message("apten:a", 0, "Do you offer a refund?"),
        from_ai(message("apten:b", 10, "We do")),
        tool("apten:c", 11),
        tool("apten:d", 12),
        over(Channel::WhatsApp, message("naturalead:e", 20, "REFUND please")),
        over(Channel::Other("fax".into()), from_ai(message("leadsail:f", 30, "paper"))),
        message("leadsail:g", None, "undated"),
    ])
}

#[test]
fn an_empty_filter_shows_all_and_a_choice_hides_the_rest() {
    let shown = |filter: &Filter| Facets::of(&mixed(), filter).shown;
    let mut filter = Filter::default();
    assert!(filter.is_empty());
    assert_eq!(shown(&filter), 7);
    filter.toggle_channel(Channel::WhatsApp);
    filter.toggle_channel(Channel::Tool);
    assert_eq!(shown(&filter), 3);
    filter.people_only = true;
    assert_eq!(shown(&filter), 1);
    filter.toggle_channel(Channel::WhatsApp);
    assert_eq!(shown(&filter), 0);
    let text = |text: &str| shown(&Filter { text: text.into(), ..Filter::default() });
    assert_eq!([text("refund"), text("  "), text("nowhere")], [2, 7, 0]);
    let range = |from, to| shown(&Filter { range: Some((at(from), at(to))), ..Filter::default() });
    assert_eq!(range(10, 30), 4, "from is inclusive, to is exclusive, the undated are out");
    assert_eq!(range(30, 10), 0);
}

#[test]
fn each_chip_counts_under_the_other_choices() {
    let mut filter = Filter::default();
    filter.toggle_channel(Channel::Tool);
    filter.toggle_vendor(Vendor::Attendee);
    let facets = Facets::of(&mixed(), &filter);
    let vendors: Vec<_> = facets.vendors.iter().map(|f| (f.value, f.count, f.is_chosen)).collect();
    let expected = [
        (Vendor::Apten, 2, false),
        (Vendor::LeadSail, 0, false),
        (Vendor::Naturalead, 0, false),
        (Vendor::Attendee, 0, true),
    ];
    assert_eq!(vendors, expected, "a chosen vendor without entries can be un-chosen");
    assert_eq!((facets.total, facets.shown, facets.people), (7, 0, 0));

    let facets = Facets::of(&mixed(), &Filter { people_only: true, ..Filter::default() });
    let channels: Vec<_> = facets.channels.iter().map(|f| (f.value.clone(), f.count)).collect();
    let expected =
        [(Channel::Sms, 2), (Channel::WhatsApp, 1), (Channel::Tool, 0), (Channel::Other("fax".into()), 0)];
    assert_eq!(channels, expected);
    assert_eq!(facets.people, 3);
}

#[test]
fn what_is_hidden_is_announced() {
    let words = |filter: &Filter| Facets::of(&mixed(), filter).hidden_words();
    assert_eq!(words(&Filter::default()), None);
    let people = Filter { people_only: true, ..Filter::default() };
    assert_eq!(words(&people).unwrap(), "2 tool calls, 1 SMS message and 1 “fax” entry hidden");
    let none = Filter { text: "nowhere".into(), ..Filter::default() };
    assert_eq!(words(&none).unwrap(), "3 SMS messages, 2 tool calls, 1 WhatsApp message and 1 other hidden");
}

#[test]
fn a_filter_has_words() {
    let mut filter = Filter::default();
    assert_eq!(filter.words(&UTC), "");
    filter.toggle_channel(Channel::Email);
    filter.toggle_channel(Channel::WhatsApp);
    assert_eq!(filter.words(&UTC), "WhatsApp + Email");
    filter.toggle_vendor(Vendor::Apten);
    filter.toggle_direction(Direction::Inbound);
    filter.people_only = true;
    filter.range = Some((at(0), at(9 * HOUR)));
    filter.text = " refund ".into();
    let words = "Apten, WhatsApp + Email, Inbound, people only, 14 May 2026, “refund”";
    assert_eq!(filter.words(&UTC), words);
    filter.range = Some((at(0), at(9 * HOUR + 1)));
    assert!(filter.words(&UTC).contains("14 May 2026 – 15 May 2026"));
}

#[test]
fn a_search_goes_round() {
    let list = mixed();
    let rows = items(&list, &Filter::default(), Order::NewestFirst, &UTC);
    let found = find_entries(&rows, &Needle::new("Refund"));
    let ids: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(ids, ["naturalead:e", "apten:a"], "in the list's order");
    let mut hits = Hits::new(found.clone());
    assert_eq!((hits.position().as_str(), hits.current()), ("–/2", None));
    assert_eq!(hits.go_next(), Some(&found[0]));
    assert_eq!(hits.go_next(), Some(&found[1]));
    assert_eq!(hits.position(), "2/2");
    hits.renew(vec!["apten:new".parse().unwrap(), found[0].clone(), found[1].clone()]);
    assert_eq!(hits.position(), "3/3", "new hits do not move the reader");
    assert_eq!(hits.go_next().unwrap().to_string(), "apten:new");
    assert_eq!(hits.go_previous(), Some(&found[1]));
    hits.go_to(&found[0]);
    assert_eq!(hits.position(), "2/3");
    hits.renew(Vec::new());
    assert_eq!(hits.go_next(), None);
    assert_eq!(hits.position(), "–/0");
    assert!(find_entries(&rows, &Needle::new(" ")).is_empty());
}

#[test]
fn a_transcript_is_searched_by_turn() {
    let mut call = call("apten:c");
    assert!(find_turns(&call, &Needle::new("price")).is_empty());
    let said = |text| turn(Role::Lead, 0, 1, text);
    call.transcript = Some(vec![said("What is the Price?"), said("Ok"), said("price, price")]);
    assert_eq!(find_turns(&call, &Needle::new("price")), [0, 2]);
}

#[test]
fn the_strip_has_about_a_hundred_pieces() {
    let day = 24 * HOUR;
    let list = timeline([
        message("apten:a", 0, ""),
        message("leadsail:b", 42 * day, ""),
        message("leadsail:c", 42 * day, ""),
        message("leadsail:d", None, ""),
    ]);
    let strip = Density::new(list.all(), list.span().unwrap());
    assert!((60..=120).contains(&strip.buckets.len()), "{}", strip.buckets.len());
    assert_eq!((strip.buckets[0].counts, strip.peak()), ([1, 0, 0, 0], 2));
    assert_eq!(strip.buckets.last().unwrap().counts, [0, 2, 0, 0]);
    let point = Density::new(list.all(), (at(0), at(0)));
    assert_eq!((point.buckets.len(), point.peak()), (1, 1));
}

fn any_entry() -> impl Strategy<Value = Entry> {
    (0..4_usize, 0..60_u32, proptest::option::of(0..400_000_i64), 0..5_u8).prop_map(
        |(vendor, number, secs, kind)| {
            let id = format!("{}:r{number}", Vendor::ALL[vendor]);
            let entry = message(&id, secs, "text");
            match kind {
                0 => Entry { content: tool(&id, 0).content, channel: Channel::Tool, ..entry },
                1 => from_ai(entry),
                _ => entry,
            }
        },
    )
}

fn any_records() -> impl Strategy<Value = Vec<Record>> {
    let one = any_entry().prop_map(|entry| record(None, vec![entry]));
    proptest::collection::vec(one, 0..60)
}

proptest! {
    #[test]
    fn every_matching_entry_is_in_exactly_one_row(
        records in any_records(), people_only: bool, offset_hours in -12..14_i32,
    ) {
        let mut list = Timeline::default();
        list.merge(records);
        let filter = Filter { people_only, ..Filter::default() };
        let calendar = PlainCalendar { offset_secs: offset_hours * 3600 };
        let rows = items(&list, &filter, Order::OldestFirst, &calendar);
        let shown: Vec<_> = rows.iter().flat_map(Item::entries).map(|entry| &entry.id).collect();
        let wanted: Vec<_> = list.all().filter(|e| filter.matches(e)).map(|entry| &entry.id).collect();
        prop_assert_eq!(&shown, &wanted);
        let facets = Facets::of(&list, &filter);
        prop_assert_eq!(facets.shown, wanted.len());
        let hidden: usize = facets.hidden.iter().map(|kind| kind.count).sum();
        prop_assert_eq!(facets.shown + hidden, facets.total);

        let mut reversed: Vec<_> = items(&list, &filter, Order::NewestFirst, &calendar)
            .iter().flat_map(Item::entries).map(|entry| entry.id.clone()).collect();
        reversed.reverse();
        prop_assert_eq!(reversed.iter().collect::<Vec<_>>(), wanted);

        let keys: HashSet<_> = rows.iter().map(Item::key).collect();
        prop_assert_eq!(keys.len(), rows.len(), "keys are unique");
        let anchors: HashSet<_> = rows.iter().map(Item::anchor).collect();
        prop_assert_eq!(anchors.len(), rows.len(), "anchors are unique");
    }

    #[test]
    fn headings_count_what_stands_below_them(records in any_records()) {
        let mut list = Timeline::default();
        list.merge(records);
        for order in [Order::OldestFirst, Order::NewestFirst] {
            let rows = items(&list, &Filter::default(), order, &UTC);
            let is_heading = |item: &Item| item.entries().is_empty();
            for section in rows.chunk_by(|_, next| !is_heading(next)) {
                let below: usize = section.iter().map(|item| item.entries().len()).sum();
                let stated = match &section[0] {
                    Item::Day { count, .. } | Item::Undated { count } => *count,
                    Item::Entry { .. } | Item::Tools { .. } => panic!("a section without a heading"),
                };
                prop_assert_eq!(below, stated);
            }
        }
    }

    #[test]
    fn the_strip_counts_every_dated_entry(records in any_records(), widen in 0..4_000_000_000_i64) {
        let mut list = Timeline::default();
        list.merge(records);
        if let Some((first, last)) = list.span() {
            let strip = Density::new(list.all(), (first, last.plus_millis(widen * 1000)));
            let counted: usize = strip.buckets.iter().map(Bucket::total).sum();
            prop_assert_eq!(counted, list.entries().len());
            prop_assert!(strip.buckets.len() <= 120);
            prop_assert!(strip.buckets.windows(2).all(|pair| pair[0].to == pair[1].from));
        }
    }

    #[test]
    fn pieces_of_a_search_are_the_text(text in "[a-cA-CäÄßée\u{301}ﬁ -]{0,24}", typed in "[a-cäße]{1,3}") {
        let needle = Needle::new(&typed);
        let pieces = needle.split(&text);
        let joined: String = pieces.iter().map(|(piece, _)| *piece).collect();
        prop_assert_eq!(&joined, &text);
        prop_assert_eq!(pieces.iter().any(|(_, is_hit)| *is_hit), needle.is_in(&text));
        prop_assert!(pieces.iter().filter(|(_, is_hit)| *is_hit).all(|(piece, _)| needle.is_in(piece)));
    }
}

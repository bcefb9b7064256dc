//! What holds for every list.

use std::{collections::HashSet, sync::Arc};

use leadwake::{
    model::{Channel, Content, Entry, PlainCalendar, Record, Vendor},
    timeline::{Bucket, Density, Facets, Filter, Item, Needle, Order, Rows, Timeline},
};
use proptest::prelude::*;

use crate::{
    UTC, from_ai, items,
    support::{at, message, record, tool},
};

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

/// Whether a filter shows an entry, by its own words.
fn lets_pass(filter: &Filter, entry: &Entry) -> bool {
    let needle = Needle::new(&filter.text);
    let has = |text: &&str| needle.is_in(text);
    (filter.channels.is_empty() || filter.channels.contains(&entry.channel))
        && (filter.vendors.is_empty() || filter.vendors.contains(&entry.vendor()))
        && (!filter.people_only || entry.is_human())
        && (needle.is_empty() || entry.texts().iter().any(has))
}

/// A later copy of a record, with another text.
fn changed(mut record: Record) -> Record {
    record.revision.changed = Some(at(1));
    for entry in &mut record.entries {
        entry.revision = record.revision;
        if let Content::Message(message) = &mut entry.content {
            message.text = "Été, baß".into();
        }
    }
    record
}

fn any_records() -> impl Strategy<Value = Vec<Record>> {
    let one = any_entry().prop_map(|entry| record(None, vec![entry]));
    proptest::collection::vec(one, 0..60)
}

proptest! {
    #[test]
    fn every_matching_entry_is_in_exactly_one_row(
        records in any_records(), people_only: bool, tools: bool, typed in "(text)?", offset_hours in -12..14_i32,
    ) {
        let mut list = Timeline::default();
        list.merge(records);
        let mut filter = Filter { people_only, text: typed, ..Filter::default() };
        if tools {
            filter.toggle_channel(Channel::Tool);
            filter.toggle_vendor(Vendor::Apten);
        }
        let calendar = PlainCalendar { offset_secs: offset_hours * 3600 };
        let rows = items(&list, &filter, Order::OldestFirst, &calendar);
        let shown: Vec<_> = rows.iter().flat_map(Item::entries).map(|entry| entry.id.clone()).collect();
        let wanted: Vec<_> = list.all().filter(|e| lets_pass(&filter, e)).map(|entry| entry.id.clone()).collect();
        prop_assert_eq!(&shown, &wanted);
        let facets = Facets::of(&list, &filter);
        prop_assert_eq!(facets.shown, wanted.len());
        let hidden: usize = facets.hidden.iter().map(|kind| kind.count).sum();
        prop_assert_eq!(facets.shown + hidden, facets.total);

        let mut reversed: Vec<_> = items(&list, &filter, Order::NewestFirst, &calendar)
            .iter().flat_map(Item::entries).map(|entry| entry.id.clone()).collect();
        reversed.reverse();
        prop_assert_eq!(reversed, wanted);

        let keys: HashSet<_> = rows.iter().map(Item::key).collect();
        prop_assert_eq!(keys.len(), rows.len(), "keys are unique");
        let anchors: HashSet<_> = rows.iter().map(Item::anchor).collect();
        prop_assert_eq!(anchors.len(), rows.len(), "anchors are unique");
    }

    #[test]
    fn an_entry_is_found_by_each_of_its_texts(
        records in any_records(), typed in "[a-eA-EtxTéß ]{1,3}", later in any_records(),
    ) {
        let mut list = Timeline::default();
        list.merge(records);
        // Of what was replaced nothing is found any more.
        list.merge(later.into_iter().map(changed).collect());
        let needle = Needle::new(&typed);
        let rows = Rows::new(&list, &Filter::default(), Order::OldestFirst, &UTC);
        let found: Vec<_> = rows.find(&list, &needle).iter().filter_map(|number| list.entry(*number)).collect();
        let has_it = |entry: &Arc<Entry>| entry.texts().iter().any(|text| needle.is_in(text));
        prop_assert_eq!(found, list.all().filter(has_it).collect::<Vec<_>>());
        let wider = Needle::new(&typed.chars().take(1).collect::<String>());
        prop_assert_eq!(needle.is_narrower_than(&wider), !wider.is_empty());
        let among = rows.find(&list, &wider);
        if !wider.is_empty() {
            prop_assert_eq!(rows.find_among(&list, &needle, &among), rows.find(&list, &needle));
        }
        for entry in list.all() {
            let number = list.number_of(&entry.id).unwrap();
            prop_assert_eq!(list.entry(number), Some(entry));
            let row = rows.row_of(number).unwrap();
            prop_assert!(rows.numbers(row).any(|shown| shown == number));
            let section = &rows.sections()[rows.section_of(row)];
            prop_assert!(section.rows.contains(&row));
        }
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
            let moments = list.entries().filter_map(|entry| Some((entry.place?, entry.vendor())));
            let strip = Density::new(moments, (first, last.plus_millis(widen * 1000)));
            let counted: usize = strip.buckets.iter().map(Bucket::total).sum();
            prop_assert_eq!(counted, list.entries().count());
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

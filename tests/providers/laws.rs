//! What holds for every answer of every vendor.

use std::collections::HashSet;

use leadwake::{
    model::{ApiKey, Entry, Handle, IdError, Raw, Record, Vendor},
    providers::{Page, provider},
    timeline::Timeline,
};

use crate::{
    fixture::{self, Fixture},
    outline::outline,
};

/// The fixtures that gave a page, with it.
fn pages() -> Vec<(Fixture, Page)> {
    let read = fixture::all().into_iter().filter_map(|fixture| {
        let page = fixture.read().ok()?;
        Some((fixture, page))
    });
    let pages: Vec<_> = read.collect();
    assert!(pages.len() > 10, "only {} fixtures give a page", pages.len());
    pages
}

fn entries(page: &Page) -> impl Iterator<Item = &Entry> {
    page.records.iter().flat_map(|record| &record.entries)
}

#[test]
fn every_answer_is_read_as_reviewed() {
    for fixture in fixture::all() {
        insta::assert_snapshot!(fixture.name.clone(), outline(&fixture.read()));
    }
}

#[test]
fn ids_are_unique_and_the_same_when_read_twice() {
    for (fixture, page) in pages() {
        let name = &fixture.name;
        assert_eq!(fixture.read().unwrap(), page, "{name}");
        for record in &page.records {
            assert!(!record.entries.is_empty(), "{name}: {} has no entry", record.id);
            let ids: HashSet<_> = record.entries.iter().map(|entry| &entry.id).collect();
            assert_eq!(ids.len(), record.entries.len(), "{name}: {}", record.id);
            for entry in &record.entries {
                assert_eq!((&entry.id.record, entry.revision), (&record.id, record.revision), "{name}");
                assert_eq!(entry.id.to_string().parse().as_ref(), Ok(&entry.id), "{name}");
            }
        }
    }
}

#[test]
fn a_record_is_the_same_alone_and_in_any_company() {
    for (fixture, page) in pages().into_iter().filter(|(_, page)| page.call.is_none()) {
        let texts: Vec<&str> =
            page.records.iter().map(|record| record.entries[0].raw.text.as_ref()).collect();
        let read =
            |texts: &[&str]| fixture.read_body(&fixture::envelope(fixture.vendor, texts)).unwrap().records;
        for (record, text) in page.records.iter().zip(&texts) {
            assert_eq!(read(&[text]), std::slice::from_ref(record), "{}", fixture.name);
        }
        let backwards: Vec<&str> = texts.iter().rev().copied().collect();
        let expected: Vec<Record> = page.records.iter().rev().cloned().collect();
        assert_eq!(read(&backwards), expected, "{}", fixture.name);
    }
}

#[test]
fn raw_texts_are_verbatim_slices_and_pointers_lead_somewhere() {
    for (fixture, page) in pages() {
        let calls = page.call.iter().map(|call| &call.raw);
        for raw in entries(&page).map(|entry| &entry.raw).chain(calls) {
            assert!(fixture.body.contains(raw.text.as_ref()), "{}: {}", fixture.name, raw.text);
            assert_eq!(raw.path.as_ref(), fixture.request.path(), "{}", fixture.name);
            if serde_json::from_str::<&serde_json::value::RawValue>(&raw.text).is_ok() {
                assert!(raw.part().is_some(), "{}: {} in {}", fixture.name, raw.pointer, raw.text);
            }
        }
    }
}

#[test]
fn every_record_of_the_answer_is_there() {
    for (fixture, page) in pages() {
        if let Some(list) = fixture.list() {
            assert_eq!(page.records.len() + page.others, list.len(), "{}", fixture.name);
        }
    }
}

#[test]
fn merging_twice_changes_nothing() {
    for (fixture, page) in pages() {
        let mut timeline = Timeline::default();
        timeline.merge(page.records.clone());
        let before: Vec<_> = timeline.all().collect();
        let again = timeline.merge(page.records);
        assert!(again.is_nothing(), "{}: {again:?}", fixture.name);
        assert_eq!(timeline.all().collect::<Vec<_>>(), before, "{}", fixture.name);
    }
}

/// Whether each record's entries are what its text alone gives, for records that say so of themselves.
fn check_again(name: &str, records: &[Record]) -> usize {
    let readable = records.iter().filter_map(|record| Some((record, record.again?)));
    readable
        .map(|(record, again)| {
            let raw = Raw { pointer: "".into(), ..record.entries[0].raw.clone() };
            let mut entries = (again.0)(&raw);
            for entry in &mut entries {
                entry.id.record = record.id.clone();
            }
            assert_eq!(entries, record.entries, "{name}: {}", record.id);
        })
        .count()
}

#[test]
fn a_records_text_gives_its_entries_again() {
    let mut count = 0;
    for (fixture, page) in pages() {
        count += check_again(&fixture.name, &page.records);
        let step = fixture.body.len() / 50 + 1;
        for cut in fixture.body.char_indices().map(|(at, _)| at).step_by(step) {
            // Without one byte, and without all that follow: records that can hardly be read are read again alike.
            let without =
                [&fixture.body[..cut], &fixture.body[fixture.body.ceil_char_boundary(cut + 1)..]].concat();
            for body in [&fixture.body[..cut], &without] {
                count += fixture.read_body(body).map_or(0, |page| check_again(&fixture.name, &page.records));
            }
        }
    }
    assert!(count > 500, "{count}");
}

#[test]
fn places_are_plausible_or_missing() {
    let years = fixture::at("2000-01-01T00:00:00Z")..fixture::at("2100-01-01T00:00:00Z");
    for (fixture, page) in pages() {
        for entry in entries(&page) {
            let placed = entry.when.at().or(entry.place);
            assert_eq!(entry.place, placed, "{}: {} is not at its own time", fixture.name, entry.id);
            assert!(entry.place.is_none_or(|place| years.contains(&place)), "{}: {}", fixture.name, entry.id);
        }
        for record in &page.records {
            let orders: Vec<_> = record.entries.iter().map(|entry| entry.order).collect();
            assert!(orders.is_sorted(), "{}: {orders:?}", fixture.name);
        }
    }
}

#[test]
fn an_answer_cut_anywhere_gives_whole_records_or_an_error() {
    for (fixture, page) in pages() {
        let known: HashSet<String> = page.records.iter().map(|record| format!("{record:?}")).collect();
        let step = fixture.body.len() / 100 + 1;
        let cuts = fixture.body.char_indices().map(|(at, _)| at).step_by(step);
        for cut in cuts {
            let Ok(part) = fixture.read_body(&fixture.body[..cut]) else { continue };
            for record in &part.records {
                let text = format!("{record:?}");
                assert!(known.contains(&text), "{} cut at {cut}: {text}", fixture.name);
            }
            assert!(part.is_cut || part.follow.is_some(), "{} cut at {cut} is taken for whole", fixture.name);
        }
    }
}

#[test]
fn keys_are_in_their_header_only() {
    let key = ApiKey::new("nl_test_secret-secret-secret").unwrap();
    for vendor in Vendor::ALL {
        let adapter = provider(vendor);
        let (header, value) = adapter.authorise(&key);
        assert!(header.eq_ignore_ascii_case(adapter.about().key_header), "{vendor}");
        assert!(value.ends_with(key.expose()), "{vendor}");
        assert_eq!(adapter.about().vendor, vendor);
        assert!(!adapter.about().default_base_url.ends_with('/'), "{vendor}");
        let own = adapter.handle(adapter.about().handle_example).unwrap();
        assert_eq!(own.vendor, vendor);
    }
}

#[test]
fn a_handle_of_another_vendor_is_refused() {
    for vendor in Vendor::ALL {
        let adapter = provider(vendor);
        for other in Vendor::ALL.into_iter().filter(|other| *other != vendor) {
            let mut ask = fixture::ask(adapter, "lead:1", fixture::at("2026-01-01T00:00:00Z"), None);
            ask.handle = Handle::new(other, "x").unwrap();
            assert!(
                matches!(adapter.timeline(&ask), Err(IdError::Vendor(_))),
                "{vendor} took one of {other}"
            );
        }
    }
}

//! A history of all vendors, in one list and as it arrives.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    pin::pin,
    task::{Context, Waker},
};

use leadwake::{
    data::{FaultKind, FeedStage, History, Wanted, read_history},
    model::{Content, Entry, EntryId, Vendor},
    session::{Cancel, Coverage, Plan, Runtime as _, Update, load},
    timeline::{Filter, Order, Timeline},
};
use serde_json::Value;

use crate::world::{Clock, Vendors, lead, read, recorded, run};

/// The demo's timeline as the page has it.
fn of_page() -> Timeline {
    let mut timeline = Timeline::default();
    let recorded = recorded();
    for handle in recorded.dossier().handles() {
        let plan = Plan::Newest { since: leadwake::model::Timestamp::EPOCH, now: Clock.now() };
        let mut sink = |update| {
            if let Update::Page { records, .. } = update {
                timeline.merge(records);
            }
        };
        let speaker = leadwake::providers::provider(handle.vendor);
        run(load(speaker, handle, plan, &recorded, &Clock, &Cancel::new(), &mut sink));
    }
    timeline
}

fn wanted(order: Order) -> Wanted {
    Wanted { order, ..Wanted::default() }
}

#[test]
fn everything_is_as_the_page_has_it() {
    let page: Vec<Entry> = of_page().all().map(|entry| Entry::clone(&entry)).collect();
    let all = read(wanted(Order::OldestFirst), &Vendors::new()).all();
    assert!(page.len() > 200);
    assert_eq!(all.iter().map(|entry| Entry::clone(entry)).collect::<Vec<_>>(), page);
    let newest = read(wanted(Order::NewestFirst), &Vendors::new()).all();
    assert!(newest.iter().rev().eq(all.iter()));
}

#[test]
fn a_vendor_that_fails_takes_nothing_from_the_others() {
    let page = of_page();
    for vendor in Vendor::ALL {
        let history = read(wanted(Order::OldestFirst), &Vendors { refuses: Some(vendor), ..Vendors::new() });
        let expected: Vec<_> = page.all().filter(|entry| entry.vendor() != vendor).collect();
        assert_eq!(history.all(), expected, "{vendor}");
        for report in history.reports() {
            if report.vendor == vendor {
                let fault = report.error.unwrap();
                assert_eq!((report.stage, report.coverage), (FeedStage::Failed, Coverage::Unknown));
                assert_eq!((fault.kind, fault.vendor), (FaultKind::Key, Some(vendor)));
                assert!(fault.message.contains(vendor.name()), "{}", fault.message);
            } else {
                assert_eq!((report.stage, report.error), (FeedStage::Ready, None));
                assert!(report.entries > 0 && matches!(report.coverage, Coverage::Whole { .. }));
            }
        }
    }
}

#[test]
fn what_arrives_bit_by_bit_is_in_the_end_what_all_gives() {
    let history = RefCell::new(History::new(lead(), wanted(Order::OldestFirst)));
    let came = RefCell::new(Vec::new());
    let tell = || came.borrow_mut().push(history.borrow_mut().take());
    run(read_history(&history, &Vendors::new(), &Clock, &Cancel::new(), &tell));
    let came = came.into_inner();
    assert!(came.iter().filter(|batch| !batch.is_empty()).count() > 3, "it came in one piece");
    let by_id = |entries: &[std::sync::Arc<Entry>]| -> BTreeMap<String, Entry> {
        entries.iter().map(|entry| (entry.id.to_string(), Entry::clone(entry))).collect()
    };
    let last_copies = by_id(&came.concat());
    let history = history.into_inner();
    assert_eq!(last_copies, by_id(&history.all()));
    assert!(history.gone().is_empty());
    for batch in came {
        assert!(batch.is_sorted_by_key(|entry| entry.place), "a batch is in the order of the list");
    }
}

/// Reads once, hands everything over, and reads again when one text of a vendor's reads otherwise. Gives what is handed
/// over then, the ids that are gone, and the entry as it was.
fn edited(vendor: Vendor) -> (Vec<std::sync::Arc<Entry>>, Vec<EntryId>, std::sync::Arc<Entry>, History) {
    let history = RefCell::new(read(wanted(Order::OldestFirst), &Vendors::new()));
    let before = history.borrow_mut().take();
    assert!(history.borrow_mut().take().is_empty(), "what was handed over is not handed over again");
    let plain = |text: &str| {
        text.len() > 20 && text.chars().all(|one| one.is_ascii_alphanumeric() || " ,.".contains(one))
    };
    let is_plain = |entry: &&std::sync::Arc<Entry>| match &entry.content {
        Content::Message(message) => entry.vendor() == vendor && plain(&message.text),
        _ => false,
    };
    let old = before.iter().find(is_plain).unwrap().clone();
    let Content::Message(message) = &old.content else { unreachable!() };
    let edit = Some((message.text.to_string(), "Something else.".to_owned()));
    let vendors = Vendors { edit, ..Vendors::new() };
    run(read_history(&history, &vendors, &Clock, &Cancel::new(), &|| {}));
    let news = history.borrow_mut().take();
    let gone = history.borrow().gone().to_vec();
    (news, gone, old, history.into_inner())
}

#[test]
fn an_entry_that_changed_comes_again_with_its_id() {
    let (news, gone, old, history) = edited(Vendor::Apten);
    assert!(gone.is_empty());
    let [new] = &news[..] else { panic!("{} came again", news.len()) };
    assert!(new.id == old.id && new.revision > old.revision);
    assert!(matches!(&new.content, Content::Message(message) if &*message.text == "Something else."));
    assert!(history.all().contains(new));
}

#[test]
fn an_entry_that_its_record_does_not_hold_any_more_is_told_as_gone() {
    let (news, gone, old, history) = edited(Vendor::Naturalead);
    assert_eq!(gone, std::slice::from_ref(&old.id));
    assert!(news.iter().any(|entry| entry.texts().contains(&"Something else.")));
    assert!(history.all().iter().all(|entry| entry.id != old.id));
}

#[test]
fn a_cancelled_reading_tells_nothing_more_and_ends_its_requests() {
    let vendors = Vendors { is_silent: Some(Vendor::LeadSail), ..Vendors::new() };
    let history = RefCell::new(History::new(lead(), wanted(Order::OldestFirst)));
    let (told, cancel) = (RefCell::new(0), Cancel::new());
    let tell = || *told.borrow_mut() += 1;
    let mut work = pin!(read_history(&history, &vendors, &Clock, &cancel, &tell));
    let mut context = Context::from_waker(Waker::noop());
    assert!(work.as_mut().poll(&mut context).is_pending());
    let before = *told.borrow();
    assert!(before > 0 && vendors.waiting.get() == 1);
    cancel.cancel();
    history.borrow_mut().stop();
    assert!(work.as_mut().poll(&mut context).is_ready());
    assert_eq!((*told.borrow(), vendors.waiting.get()), (before, 0));
    let reports = history.borrow().reports();
    let silent = reports.iter().find(|report| report.vendor == Vendor::LeadSail).unwrap();
    assert_eq!(silent.stage, FeedStage::Stopped);
}

#[test]
fn a_filter_chooses_what_is_given() {
    let vendors = [Vendor::Attendee].into();
    let filter = Filter { vendors, text: "the".into(), ..Filter::default() };
    let history = read(Wanted { filter, ..wanted(Order::OldestFirst) }, &Vendors::new());
    let has_text = |entry: &Entry| entry.texts().iter().any(|text| text.to_lowercase().contains("the"));
    let expected: Vec<_> =
        of_page().all().filter(|entry| entry.vendor() == Vendor::Attendee && has_text(entry)).collect();
    assert!(!expected.is_empty());
    assert_eq!(history.all(), expected);
}

#[test]
fn entries_are_written_with_their_kinds_and_their_records_where_wanted() {
    let mut raw = read(Wanted { raw: true, ..wanted(Order::OldestFirst) }, &Vendors::new());
    let with_raw: Vec<Value> = serde_json::from_str(&raw.all_written()).unwrap();
    let plain = read(wanted(Order::OldestFirst), &Vendors::new());
    let without: Vec<Value> = serde_json::from_str(&plain.all_written()).unwrap();
    assert_eq!(raw.take_written(), raw.all_written());
    for ((with_raw, without), entry) in with_raw.into_iter().zip(&without).zip(plain.all()) {
        let Value::Object(mut members) = with_raw else { panic!("an entry is an object") };
        let raw = members.remove("raw").unwrap();
        assert_eq!(raw["text"].as_str().unwrap(), &*entry.raw.text);
        assert_eq!(Value::Object(members), *without);
        assert_eq!(without["id"], entry.id.to_string());
        assert_eq!(without["place"].as_i64(), entry.place.map(leadwake::model::Timestamp::millis));
        assert!(without["content"]["kind"].is_string() && without.get("raw").is_none());
    }
}

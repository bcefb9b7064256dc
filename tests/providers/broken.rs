//! One bad record in a page costs exactly that record.

use leadwake::{
    model::{Content, Entry, Record, Vendor},
    providers::{ProviderError, Refusal, provider},
};

use proptest::prelude::*;

use crate::fixture::{self, Fixture};

/// A good record, as text, with this id.
fn good(vendor: Vendor, id: &str) -> String {
    match vendor {
        Vendor::Apten => format!(
            r#"{{"id":"{id}","roomId":"r","orgId":"o","type":"MESSAGE","timestamp":"2026-05-14T15:00:00.000Z","updatedAt":"2026-05-14T15:00:00.000Z","data":{{"direction":"INBOUND","content":{{"text":"Hi"}},"isAiGenerated":false,"deliveryChannel":"SMS"}}}}"#
        ),
        Vendor::LeadSail => format!(
            r#"{{"interactionId":"{id}","leadId":"l","type":"sms","status":"incomplete","phone":"+1","sms":{{"direction":"inbound"}},"transcript":[{{"timestamp":"2026-05-14T15:00:00.000Z","role":"user","message":"Hi","source":"inbound"}}],"createdAt":"2026-05-14T15:00:00.000Z","updatedAt":"2026-05-14T15:00:00.000Z"}}"#
        ),
        Vendor::Naturalead => format!(
            r#"{{"_id":"{id}","leadId":"<string>","channel":"whatsapp","leadPhone":"+1","status":"active","messages":[{{"role":"agent","content":"Hi","timestamp":"2026-05-14T15:00:00.000Z"}}],"messageCount":1,"createdAt":"2026-05-14T15:00:00.000Z","updatedAt":"2026-05-14T15:00:00.000Z"}}"#
        ),
        Vendor::Attendee => format!(
            r#"{{"id":"{id}","text":"Hi","timestamp":1778770800,"timestamp_ms":1778770800000,"to":"everyone","sender_name":"A","sender_uuid":"u","sender_user_uuid":null,"additional_data":{{}}}}"#
        ),
    }
}

/// The good record spoilt in every way that JSON and near-JSON allow.
fn bad(vendor: Vendor) -> Vec<(&'static str, String)> {
    let good = good(vendor, "bad");
    let with = |member: &str| good.replacen('{', &format!("{{{member},"), 1);
    let deep = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
    vec![
        ("half a surrogate", good.replace("Hi", r"H\ud83d")),
        ("half a surrogate in a name", with(r#""n\udc00":1"#)),
        ("a number too great", with(r#""extra":1e400"#)),
        ("a number too great in a known field", good.replace("\"Hi\"", "1e400")),
        ("the id twice", with(r#""id":"first","interactionId":"first","_id":"first""#)),
        ("deep nesting", with(&format!(r#""extra":{}"#, deep(200)))),
        ("very deep nesting", with(&format!(r#""extra":{}"#, deep(50_000)))),
        ("deep nesting in a known field", good.replace("\"Hi\"", &deep(200))),
        ("other types", good.replace("\"Hi\"", "{\"a\":[]}").replace("false", "\"perhaps\"")),
        ("null fields", good.replace("\"Hi\"", "null")),
        ("NaN", with(r#""extra":NaN"#)),
        ("a bare word", with(r#""extra":undefined"#)),
        ("a comma too many", good.replacen('}', ",}", 1)),
        ("a control character", good.replace("Hi", "H\u{1}i")),
        ("an unknown escape", good.replace("Hi", r"H\xi")),
        ("a long id", good.replace("bad", &"x".repeat(300))),
        ("an id that would change a path", good.replace("bad", "..")),
        ("a blank id", good.replace("bad", " ")),
        ("a long type and no id", good.replace("\"id\"", "\"_\"").replace("MESSAGE", &"X".repeat(300))),
        ("no object", "5".into()),
        ("nothing", "null".into()),
        ("an empty object", "{}".into()),
        ("a text", "\"{\"".into()),
        ("a list", "[[]]".into()),
    ]
}

/// What is odd and still JSON, and the text that such a record has all the same.
const STILL_READABLE: &[(&str, &str)] = &[
    ("half a surrogate", "H\u{fffd}"),
    ("half a surrogate in a name", "Hi"),
    ("a number too great", "Hi"),
    ("a number too great in a known field", "1e400"),
    ("the id twice", "Hi"),
    ("deep nesting", "Hi"),
    ("very deep nesting", "Hi"),
    ("a long id", "Hi"),
    ("an id that would change a path", "Hi"),
    ("a blank id", "Hi"),
    ("a long type and no id", "Hi"),
];

fn adapters() -> impl Iterator<Item = (Vendor, &'static dyn leadwake::providers::Provider)> {
    Vendor::ALL.into_iter().map(|vendor| (vendor, provider(vendor)))
}

const HANDLE: &str = "lead:<string>";

#[test]
fn one_bad_record_costs_itself_only() {
    for (vendor, adapter) in adapters() {
        let request = fixture::timeline(adapter, HANDLE);
        let read = |records: &[&str]| {
            let body = fixture::envelope(vendor, records);
            adapter.read(&request, &fixture::answer(200, &body))
        };
        let (first, last) = (good(vendor, "first"), good(vendor, "last"));
        let neighbours: Vec<Record> = read(&[&first, &last]).unwrap().records;
        assert_eq!(neighbours.len(), 2, "{vendor}");
        for (name, _) in STILL_READABLE {
            assert!(bad(vendor).iter().any(|(what, _)| what == name), "{name}");
        }
        for (what, bad) in bad(vendor) {
            let page =
                read(&[&first, &bad, &last]).unwrap_or_else(|error| panic!("{vendor}, {what}: {error}"));
            assert_eq!(page.records.len(), 3, "{vendor}, {what}");
            assert_eq!(page.records[0], neighbours[0], "{vendor}, {what}");
            assert_eq!(page.records[2], neighbours[1], "{vendor}, {what}");
            let entries = &page.records[1].entries;
            if let Some((_, says)) = STILL_READABLE.iter().find(|(name, _)| *name == what) {
                let content = entries.iter().flat_map(Entry::texts).any(|text| text.contains(says));
                assert!(content, "{vendor}, {what}: {entries:#?}");
                let is_read = |entry: &Entry| !matches!(entry.content, Content::Unreadable { .. });
                assert!(entries.iter().all(is_read), "{vendor}, {what}: {entries:#?}");
            }
            assert!(entries.iter().all(|entry| entry.raw.text.as_ref() == bad), "{vendor}, {what}");
            for entry in entries {
                if let Content::Unreadable { reason } = &entry.content {
                    assert!(reason.ends_with('.') && reason.len() > 20, "{vendor}, {what}: {reason}");
                }
            }
        }
    }
}

/// Answers in which something is wrong with the second of four records or around it.
fn broken_answers(vendor: Vendor) -> Vec<(&'static str, String, usize)> {
    let records = ["0", "1", "2", "3"].map(|id| good(vendor, id));
    let list = |second: &str| [&records[0], second, &records[2], &records[3]].join(",");
    let second = &records[1];
    let unclosed = second.strip_suffix('}').unwrap();
    let name = second.split('"').nth(1).unwrap();
    let nested = format!(r#"{unclosed},"r":[{{"{name}":"x"}},{{"{name}":"y"}},{{"{name}":"z"}}]"#);
    let between = |between: &str| list(second).replacen("},{", &format!("}}{between}{{"), 1);
    vec![
        ("a stray quote", list(&second.replace("Hi", "a 5\" pipe")), 4),
        ("two stray quotes", list(&second.replace("Hi", "a 5\" or 6\" pipe")), 4),
        ("a missing quote", list(&second.replace("Hi\"", "Hi")), 4),
        ("a stray quote and a list", list(&format!("{}}}", nested.replace("Hi", "a 5\" pipe"))), 4),
        ("no end behind a list", list(&nested), 4),
        ("no end", list(unclosed), 4),
        ("a closed list that was not open", list(&format!("{unclosed}]}}")), 4),
        ("a list's end between", between("],"), 4),
        ("two commas", between(",,"), 4),
        ("no comma", between(" "), 4),
        ("one end too many", between("},"), 4),
        ("two ends too many", between("}]},"), 4),
    ]
}

#[test]
fn what_is_broken_in_an_answer_costs_no_neighbour() {
    for (vendor, adapter) in adapters() {
        let request = fixture::timeline(adapter, HANDLE);
        let read = |list: &str| {
            let body = fixture::envelope(vendor, &[list]);
            adapter.read(&request, &fixture::answer(200, &body)).unwrap()
        };
        for (what, list, number) in broken_answers(vendor) {
            let page = read(&list);
            let texts: Vec<&str> = page.records.iter().map(|record| &*record.entries[0].raw.text).collect();
            assert_eq!(texts.len(), number, "{vendor}, {what}: {texts:#?}");
            for id in ["0", "2", "3"] {
                let at: usize = id.parse().unwrap();
                assert_eq!(page.records[at], read(&good(vendor, id)).records[0], "{vendor}, {what}");
            }
            assert!(!page.is_cut && page.follow.is_none(), "{vendor}, {what}");
            assert!(page.remarks.iter().any(|remark| remark.contains("no JSON")), "{vendor}, {what}");
        }
    }
}

#[test]
fn what_was_cut_off_is_told_as_such() {
    for (vendor, adapter) in adapters() {
        let request = fixture::timeline(adapter, HANDLE);
        let list = ["0", "1", "2"].map(|id| good(vendor, id));
        for list in [list.join(","), [&list[0], "NaN", &list[2]].join(",")] {
            let body = fixture::envelope(vendor, &[&list]);
            let cut = &body[..body.rfind("\"Hi\"").unwrap() + 2];
            let page = adapter.read(&request, &fixture::answer(200, cut)).unwrap();
            assert_eq!(page.records.len() + page.others, 2, "{vendor}: {cut}");
            assert!(page.is_cut || page.follow.is_some(), "{vendor}");
        }
    }
}

#[test]
fn a_great_answer_of_broken_records_is_read_at_once() {
    for (vendor, adapter) in adapters() {
        let request = fixture::timeline(adapter, HANDLE);
        let good = good(vendor, "1");
        let unclosed = good.strip_suffix('}').unwrap();
        let body = fixture::envelope(vendor, &[&vec![unclosed; 4_000].join(",")]);
        let start = std::time::Instant::now();
        let page = adapter.read(&request, &fixture::answer(200, &body)).unwrap();
        assert_eq!(page.records.len(), 4_000, "{vendor}");
        // Reading on from each of them to the end takes minutes in a debug build.
        assert!(start.elapsed().as_secs() < 5, "{vendor}: {:?}", start.elapsed());
    }
}

#[test]
fn a_good_copy_takes_the_place_of_an_unreadable_one() {
    for (vendor, adapter) in adapters() {
        let request = fixture::timeline(adapter, HANDLE);
        let good = good(vendor, "same");
        let bad = good.replace("\"Hi\"", "NaN");
        let ids = [&good, &bad].map(|text| {
            let body = fixture::envelope(vendor, &[text]);
            let page = adapter.read(&request, &fixture::answer(200, &body)).unwrap();
            page.records[0].id.clone()
        });
        assert_eq!(ids[0], ids[1], "{vendor}");
    }
}

/// A record without an id.
fn nameless(vendor: Vendor, text: &str) -> String {
    let good = good(vendor, "none").replace("\"Hi\"", &format!("\"{text}\""));
    ["\"interactionId\":\"none\",", "\"_id\":\"none\",", "\"id\":\"none\","]
        .iter()
        .fold(good, |good, id| good.replace(id, ""))
}

#[test]
fn records_without_an_id_are_all_there() {
    for (vendor, adapter) in adapters() {
        let request = fixture::timeline(adapter, HANDLE);
        let ids = |records: &[&str]| -> Vec<String> {
            let body = fixture::envelope(vendor, records);
            let page = adapter.read(&request, &fixture::answer(200, &body)).unwrap();
            page.records.iter().map(|record| record.id.to_string()).collect()
        };
        let dated = nameless(vendor, "a");
        let undated = |text| nameless(vendor, text).replace("createdAt", "made");
        let (one, other) = (undated("a"), undated("b"));
        for records in [[&*dated, &*dated, "NaN", "NaN"], [&*one, &*other, &*one, "null"]] {
            let unique: std::collections::BTreeSet<_> = ids(&records).into_iter().collect();
            assert_eq!(unique.len(), 4, "{vendor}: {unique:#?}");
            assert_eq!(ids(&records), ids(&records), "{vendor}");
        }
        assert_ne!(ids(&[&one]), ids(&[&other]), "{vendor}: another page changes nothing");
        let backwards: Vec<_> = ids(&[&other, &one]).into_iter().rev().collect();
        assert_eq!(ids(&[&one, &other]), backwards, "{vendor}");
        let same = ids(&[&good(vendor, "same"), &good(vendor, "same")]);
        assert_eq!(same[0], same[1], "{vendor}: an id says that it is one");
    }
}

#[test]
fn what_is_no_data_is_named() {
    for (vendor, adapter) in adapters() {
        let request = fixture::timeline(adapter, HANDLE);
        let read = |status, body: &str| adapter.read(&request, &fixture::answer(status, body));
        assert!(matches!(read(200, ""), Err(ProviderError::Empty { .. })), "{vendor}");
        assert!(matches!(read(200, "<!DOCTYPE html><p>Hi"), Err(ProviderError::WebPage { .. })), "{vendor}");
        assert!(matches!(read(200, "nonsense"), Err(ProviderError::NotJson { .. })), "{vendor}");
        for shape in ["null", "{}", "5", "\"x\""] {
            assert!(matches!(read(200, shape), Err(ProviderError::Shape { .. })), "{vendor}, {shape}");
        }
        for status in [301, 400, 401, 403, 404, 410, 418, 429, 500, 502, 503, 504] {
            for body in ["", "<html>", "null", "[]", "{}", r#"{"message":{"a":1},"error":5}"#] {
                let error = read(status, body).unwrap_err();
                let ProviderError::Refused { refusal, status: told, .. } = error else {
                    panic!("{vendor}, {status}, {body}: {error}")
                };
                assert_eq!(told, status, "{vendor}");
                let expected = match status {
                    404 => Some(Refusal::NotFound),
                    429 => Some(Refusal::TooMany),
                    500..=599 => Some(Refusal::Trouble),
                    401 => Some(Refusal::Key),
                    _ => None,
                };
                assert!(
                    expected.is_none_or(|expected| expected == refusal),
                    "{vendor}, {status}: {refusal:?}"
                );
            }
        }
    }
}

proptest! {
    /// Whatever becomes of an answer on its way, reading it ends, and what is read keeps its text.
    #[test]
    fn damage_is_survived(which in any::<prop::sample::Index>(), holes in damage(), cut in any::<prop::sample::Index>()) {
        static FIXTURES: std::sync::LazyLock<Vec<Fixture>> = std::sync::LazyLock::new(fixture::all);
        let fixture = which.get(&FIXTURES);
        let mut body = fixture.body.clone().into_bytes();
        for (at, byte) in holes {
            let at = at.index(body.len().max(1));
            if let Some(slot) = body.get_mut(at) {
                *slot = byte;
            }
        }
        body.truncate(cut.index(body.len() * 2 + 1));
        let text = String::from_utf8_lossy(&body).into_owned();
        if let Ok(page) = fixture.read_body(&text) {
            for record in &page.records {
                prop_assert!(!record.entries.is_empty());
                prop_assert!(text.contains(record.entries[0].raw.text.as_ref()));
            }
        }
    }
}

/// A few bytes that mean something to JSON, anywhere.
fn damage() -> impl Strategy<Value = Vec<(prop::sample::Index, u8)>> {
    let bytes = prop::sample::select(b"{}[]\",:\\ue0d8-\x00\xff ".to_vec());
    prop::collection::vec((any::<prop::sample::Index>(), bytes), 0..8)
}

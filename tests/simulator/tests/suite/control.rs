//! The data behind the answers, and the control API that changes and describes it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use vendor_simulator::{Config, Vendor, record};

use crate::client::{Sim, encode};

const LEADS: [(&str, &str); 2] = [("apten", "room_dana_reyes"), ("leadsail", "lead_7c41d9")];

#[test]
fn the_truth_is_what_the_vendors_serve() {
    let sim = Sim::start();
    let truth = sim.truth("demo");
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for entry in &truth {
        *counts.entry(entry["vendor"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    let events = sim.events(LEADS[0].1, "&limit=1000")[0]["events"].as_array().unwrap().len();
    assert_eq!(counts["apten"], events);
    let chat = sim.chat("bot_Qm4tZr81KxVd0LpA").len() + sim.chat("bot_Wb7nHs52JcYe3MfU").len();
    assert_eq!(counts["attendee"], chat);
    let talks = sim.get(Vendor::Naturalead, "/conversations?search=%2B14155550142").json();
    let messages = talks.as_array().unwrap().iter().map(|talk| talk["messages"].as_array().unwrap().len());
    assert_eq!(counts["naturalead"], messages.sum::<usize>());
    let interactions = sim.get(Vendor::LeadSail, "/interactions/lead/lead_7c41d9").json();
    let entries = interactions["data"]["interactions"].as_array().unwrap().iter().map(|record| {
        let lines = record["transcript"].as_array().map_or(0, Vec::len);
        if record["type"] == "call" { 1 } else { lines.max(1) }
    });
    assert_eq!(counts["leadsail"], entries.sum::<usize>());
    let times: Vec<&str> = truth.iter().map(|entry| entry["time"].as_str().unwrap()).collect();
    assert!(times.is_sorted());
    assert!(*times.last().unwrap() <= "2026-11-20T17:00:00.000Z", "nothing lies in the future");
    assert!((150..=250).contains(&truth.len()), "{}", truth.len());
    let ids: BTreeSet<String> = truth
        .iter()
        .map(|entry| format!("{} {} {}", entry["vendor"], entry["record"], entry["part"]))
        .collect();
    assert_eq!(ids.len(), truth.len());
}

#[test]
fn the_story_is_the_same_for_the_same_moment_and_invented() {
    let texts = |sim: &Sim| sim.get(Vendor::LeadSail, "/interactions/lead/lead_7c41d9").text;
    assert_eq!(texts(&Sim::start()), texts(&Sim::start()));
    let config = Config { now: Some(time::macros::datetime!(2026-11-20 17:00 UTC)), ..Config::default() };
    let recording = record(&config).unwrap();
    assert_eq!(recording, record(&config).unwrap());
    let text = recording.to_string();
    // Numbers set aside for fiction; mail and sites of domains set aside for examples.
    for number in text.split('+').skip(1).filter(|rest| rest.as_bytes()[..11].iter().all(u8::is_ascii_digit))
    {
        assert_eq!(&number[4..9], "55501", "+{}", &number[..11]);
    }
    for site in text.split("https://").skip(1) {
        let host = site.split(['/', '"', '\\', '?', '.']).next().unwrap();
        let known = ["sunmere", "homefin", "recordings", "example", "meet"];
        assert!(known.contains(&host), "{host}");
    }
}

#[test]
fn the_recording_holds_what_a_viewer_asks_for() {
    let config = Config { now: Some(time::macros::datetime!(2026-11-20 17:00 UTC)), ..Config::default() };
    let recording = record(&config).unwrap();
    assert_eq!(recording["recorded_at"], "2026-11-20T17:00:00.000Z");
    let sim = Sim::with(&config);
    assert_eq!(recording["dossier"], sim.running.ready()["lead"]["dossier"]);
    let answers = recording["answers"].as_array().unwrap();
    assert_eq!(answers.len(), 16);
    for answer in answers {
        let vendor = Vendor::ALL.into_iter().find(|vendor| answer["vendor"] == vendor.name()).unwrap();
        let query: Vec<String> = answer["query"]
            .as_array()
            .unwrap()
            .iter()
            .map(|pair| format!("{}={}", pair[0].as_str().unwrap(), encode(pair[1].as_str().unwrap())))
            .collect();
        let served = sim.get(vendor, &format!("{}?{}", answer["path"].as_str().unwrap(), query.join("&")));
        assert_eq!(served.text, answer["body"].as_str().unwrap());
    }
    assert!(!recording.to_string().contains(Vendor::Apten.key()));
}

#[test]
fn generated_leads_have_so_many_entries_and_are_the_same_for_a_seed() {
    let sim = Sim::start();
    for (index, vendor) in Vendor::ALL.into_iter().enumerate() {
        let wish = |seed| json!({ "vendor": vendor.name(), "count": 1003, "seed": seed, "days": 30 });
        let made = sim.control("POST", "/generate", &wish(1));
        let lead = made["lead"].as_str().unwrap();
        assert_eq!(lead, format!("gen-{}", index * 3 + 1));
        assert!(made["dossier"].as_str().unwrap().starts_with(vendor.name()));
        let texts = |lead: &str| -> Vec<Value> {
            let truth = sim.truth(lead);
            assert_eq!(truth.len(), 1003, "{vendor:?}");
            truth.iter().map(|entry| json!([entry["time"], entry["text"], entry["kind"]])).collect()
        };
        let again = sim.control("POST", "/generate", &wish(1));
        let other = sim.control("POST", "/generate", &wish(2));
        let first = texts(lead);
        assert_eq!(first, texts(again["lead"].as_str().unwrap()));
        assert_ne!(first, texts(other["lead"].as_str().unwrap()));
        assert!(first[0][0].as_str().unwrap() >= "2026-10-21T16:59", "{:?}", first[0]);
        assert!(first[1002][0].as_str().unwrap() <= "2026-11-20T17:00:00.000Z", "{:?}", first[1002]);
    }
}

#[test]
fn a_hundred_thousand_events_are_served_quickly() {
    let sim = Sim::start();
    let start = Instant::now();
    sim.control("POST", "/generate", &json!({ "vendor": "apten", "count": 100_000 }));
    let (mut pages, mut count, mut query) = (0, 0, String::new());
    loop {
        let path = format!("/leads/room_gen_1/events?since=1970-01-01T00:00:00Z&limit=1000{query}");
        let page = sim.get(Vendor::Apten, &path).text;
        pages += 1;
        // Counted in the text: taking fifty megabytes apart is not what this is about.
        count += page.matches("\"roomId\":").count();
        let next = page.rsplit_once("\"nextToken\":").unwrap().1.trim_matches(['"', '}']).to_owned();
        if next == "null" {
            break;
        }
        query = format!("&nextToken={}", encode(&next));
    }
    assert_eq!((pages, count), (100, 100_000));
    // Far more than it takes; what it must never be is quadratic.
    assert!(start.elapsed() < Duration::from_mins(1), "{:?}", start.elapsed());
}

#[test]
fn something_new_comes_the_vendors_way() {
    let sim = Sim::start();
    for vendor in Vendor::ALL {
        let before = sim.truth("demo");
        let wish = json!({ "lead": "demo", "vendor": vendor.name(), "change": "append", "text": "brand new", "from": "lead" });
        let record = sim.control("POST", "/change", &wish)["record"].clone();
        let after = sim.truth("demo");
        assert_eq!(after.len(), before.len() + 1, "{vendor:?}");
        let last = after.last().unwrap();
        assert_eq!((&last["record"], &last["text"]), (&record, &json!("brand new")), "{vendor:?}");
        if vendor != Vendor::Attendee {
            assert_eq!(last["direction"], "in");
        }
    }
}

#[test]
fn records_change_between_two_readings() {
    let sim = Sim::with(&Config {
        now: Some(time::macros::datetime!(2026-11-20 17:00 UTC)),
        changes_after: 2,
        ..Config::default()
    });
    let lists = [
        (Vendor::Apten, "/leads/room_dana_reyes/events?since=1970-01-01T00:00:00Z&limit=1000"),
        (Vendor::LeadSail, "/interactions/lead/lead_7c41d9"),
        (Vendor::Naturalead, "/conversations"),
        (Vendor::Attendee, "/bots/bot_Wb7nHs52JcYe3MfU/chat_messages"),
    ];
    for (vendor, path) in lists {
        let texts: Vec<String> = (0..4).map(|_| sim.get(vendor, path).text).collect();
        assert_eq!(texts[0], texts[1], "{vendor:?}");
        assert_ne!(texts[1], texts[2], "{vendor:?}");
        assert_eq!(texts[2], texts[3], "{vendor:?}");
    }
    let edited = sim.chat("bot_Wb7nHs52JcYe3MfU");
    assert!(edited.last().unwrap()["text"].as_str().unwrap().ends_with("(edited)"));
    assert_eq!(edited.len(), 15, "an edit keeps its place");
}

#[test]
fn a_raw_record_is_served_as_it_is() {
    let sim = Sim::start();
    let raw = r#"{"id":"x", not json"#;
    for vendor in Vendor::ALL {
        let before = sim.truth("demo").len();
        let wish = json!({ "lead": "demo", "vendor": vendor.name(), "change": "put", "raw": raw });
        sim.control("POST", "/change", &wish);
        let truth = sim.truth("demo");
        assert_eq!(truth.len(), before + 1, "{vendor:?}");
        let found =
            truth.iter().filter(|entry| entry["vendor"] == vendor.name() && entry["kind"] == "unreadable");
        assert_eq!(found.count(), 1, "{vendor:?}");
    }
    assert!(sim.get(Vendor::LeadSail, "/interactions/lead/lead_7c41d9").text.contains(raw));
    assert!(sim.get(Vendor::Naturalead, "/conversations").text.contains(raw));
}

#[test]
fn records_are_edited_and_removed() {
    let sim = Sim::start();
    let of = |vendor: &str, kind: &str| {
        let truth = sim.truth("demo");
        let found = truth.into_iter().find(|entry| entry["vendor"] == vendor && entry["kind"] == kind);
        found.unwrap()["record"].clone()
    };
    for (vendor, kind) in
        [("apten", "MESSAGE"), ("leadsail", "sms"), ("naturalead", "whatsapp"), ("attendee", "chat")]
    {
        let record = of(vendor, kind);
        let edit = json!({ "lead": "demo", "vendor": vendor, "change": "edit", "record": record, "text": "other words" });
        sim.control("POST", "/change", &edit);
        let remove = json!({ "lead": "demo", "vendor": vendor, "change": "remove", "record": record });
        sim.control("POST", "/change", &remove);
        assert!(sim.truth("demo").iter().all(|entry| entry["record"] != record), "{vendor}");
        let again = sim.send("POST", "/control/change", &[], &remove.to_string()).unwrap();
        assert_eq!(again.status, 400, "{vendor}");
    }
}

#[test]
fn other_data_can_stand_behind_the_same_handles() {
    let sim = Sim::start();
    let path = "/leads/room_dana_reyes/events?since=1970-01-01T00:00:00Z&limit=1000";
    let before = sim.get(Vendor::Apten, path).text;
    let switch = |dataset: &str| {
        sim.control("POST", "/dataset", &json!({ "lead": "demo", "dataset": dataset }));
    };
    switch("unknown");
    assert_eq!(sim.get(Vendor::Apten, path).status, 404);
    assert_eq!(sim.truth("demo"), Vec::<Value>::new());
    switch("empty");
    assert_eq!(sim.get(Vendor::Apten, path).json(), json!({ "events": [], "nextToken": null }));
    switch("hostile");
    let hostile = sim.truth("demo");
    for vendor in ["apten", "leadsail", "naturalead", "attendee"] {
        assert!(hostile.iter().any(|entry| entry["vendor"] == vendor), "{vendor}");
    }
    assert!(sim.get(Vendor::Apten, path).text.contains("1e400"));
    sim.control("POST", "/reset", &json!(null));
    assert_eq!(sim.get(Vendor::Apten, path).text, before);
}

#[test]
fn the_request_log_tells_what_was_asked_and_no_key() {
    let sim = Sim::start();
    sim.get(Vendor::Apten, "/calls/x?a=b%20c");
    sim.send("GET", "/leadsail/api/v1/x", &[("x-api-key", "guess")], "").unwrap();
    sim.send("GET", &format!("/attendee/api/v1/bots/{}", Vendor::Apten.key()), &[], "").unwrap();
    sim.send("GET", "/", &[], "").unwrap();
    let log = sim.control("GET", "/requests", &json!(null));
    let told: Vec<Value> = log
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| json!([entry["vendor"], entry["key"], entry["key_in_url"]]))
        .collect();
    let expected = vec![
        json!(["apten", "right", false]),
        json!(["leadsail", "wrong", false]),
        json!(["attendee", "missing", true]),
        json!([null, "missing", false]),
    ];
    assert_eq!(told, expected);
    assert_eq!(log[0]["query"], json!([["a", "b c"]]));
    assert_eq!(log[0]["headers"]["x-api-key"], "right");
    assert!(!log[0].to_string().contains(Vendor::Apten.key()));
    assert_eq!(sim.control("GET", "/requests?vendor=leadsail", &json!(null)).as_array().unwrap().len(), 1);
    sim.control("DELETE", "/requests", &json!(null));
    assert_eq!(sim.control("GET", "/requests", &json!(null)), json!([]));
}

#[test]
fn wrong_wishes_are_refused_with_a_reason() {
    let sim = Sim::start();
    let wishes = [
        ("POST", "/generate", "{"),
        ("POST", "/dataset", r#"{"lead":"nobody","dataset":"demo"}"#),
        ("POST", "/dataset", r#"{"lead":"demo","dataset":"dreams"}"#),
        ("POST", "/change", r#"{"lead":"nobody","vendor":"apten","change":"append","text":"x"}"#),
        ("POST", "/change", r#"{"lead":"recorded","vendor":"apten","change":"append","text":"x"}"#),
        ("PUT", "/cors", r#"{"acme":"allows"}"#),
        ("PUT", "/settings", r#"{"colour":"red"}"#),
        ("POST", "/faults", r#"{"fault":{"kind":"earthquake"}}"#),
    ];
    for (method, path, body) in wishes {
        let reply = sim.send(method, &format!("/control{path}"), &[], body).unwrap();
        assert_eq!(reply.status, 400, "{path} {body}");
        assert!(!reply.json()["error"].as_str().unwrap().is_empty());
    }
    let preflight = [("origin", "http://page.example"), ("access-control-request-method", "PUT")];
    let reply = sim.send("OPTIONS", "/control/cors", &preflight, "").unwrap();
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (204, "*"));
}

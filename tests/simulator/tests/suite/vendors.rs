//! How each vendor answers: keys, filters, pages.

use serde_json::{Value, json};
use vendor_simulator::Vendor;

use crate::client::{Sim, encode};

const ROOM: &str = "/leads/room_dana_reyes/events";

fn ids(page: &Value) -> Vec<String> {
    let events = page["events"].as_array().unwrap().iter();
    events
        .map(|event| format!("{}:{}", event["type"].as_str().unwrap(), event["id"].as_str().unwrap()))
        .collect()
}

#[test]
fn apten_refuses_keys_and_paths_as_its_gateway_does() {
    let sim = Sim::start();
    let path = format!("/apten/v1{ROOM}?since=1970-01-01T00:00:00Z");
    for headers in [vec![], vec![("x-api-key", "wrong")], vec![("authorization", "Bearer nothing")]] {
        let reply = sim.send("GET", &path, &headers, "").unwrap();
        assert_eq!((reply.status, reply.text.as_str()), (403, r#"{"message":"Forbidden"}"#));
    }
    for path in
        ["/leads", "/leads/room_dana_reyes/events/", "/calls/", "/calls/a/b", "", "/api/v1/leads/x/events"]
    {
        let reply = sim.get(Vendor::Apten, path);
        let expected = (403, r#"{"message":"Missing Authentication Token"}"#);
        assert_eq!((reply.status, reply.text.as_str()), expected, "{path}");
    }
    assert_eq!(sim.get(Vendor::Apten, "/leads/room_nobody/events?since=1970-01-01T00:00:00Z").status, 404);
    assert_eq!(sim.get(Vendor::Apten, "/calls/nothing").status, 404);
}

#[test]
fn apten_wants_a_since_that_it_can_read() {
    let sim = Sim::start();
    for query in [
        "",
        "?since=",
        "?since=yesterday",
        "?limit=10",
        "?since=1970-01-01T00:00:00Z&limit=0",
        "?since=1970-01-01T00:00:00Z&limit=1001",
        "?since=1970-01-01T00:00:00Z&limit=ten",
        "?since=1970-01-01T00:00:00Z&types=COMPLIANCE_BLOCKED",
        "?since=1970-01-01T00:00:00Z&nextToken=zzz",
    ] {
        let reply = sim.get(Vendor::Apten, &format!("{ROOM}{query}"));
        assert_eq!(reply.status, 400, "{query}");
        assert!(reply.json()["message"].is_string());
    }
}

#[test]
fn apten_since_is_inclusive_and_the_order_is_by_the_last_change() {
    let sim = Sim::start();
    let pages = sim.events("room_dana_reyes", "&limit=1000");
    let events = pages[0]["events"].as_array().unwrap();
    let updated: Vec<&str> = events.iter().map(|event| event["updatedAt"].as_str().unwrap()).collect();
    assert!(updated.is_sorted());
    let happened: Vec<&str> = events.iter().map(|event| event["timestamp"].as_str().unwrap()).collect();
    assert!(!happened.is_sorted(), "some records changed after later ones were made");
    let last = updated.last().unwrap();
    let again = sim.get(Vendor::Apten, &format!("{ROOM}?since={last}")).json();
    assert_eq!(ids(&again), ids(&pages[0])[events.len() - 1..]);
}

#[test]
fn apten_pages_lose_nothing_and_repeat_nothing() {
    let sim = Sim::start();
    let whole = ids(&sim.events("room_dana_reyes", "&limit=1000")[0]);
    for limit in [1, 7, 100] {
        let pages = sim.events("room_dana_reyes", &format!("&limit={limit}"));
        assert_eq!(pages.len(), whole.len().div_ceil(limit));
        assert_eq!(pages.iter().flat_map(ids).collect::<Vec<_>>(), whole);
    }
    assert_eq!(
        sim.events("room_dana_reyes", "").len(),
        whole.len().div_ceil(100),
        "a page holds 100 by default"
    );
}

#[test]
fn apten_types_make_pages_short_and_empty_before_the_end() {
    let sim = Sim::start();
    let pages = sim.events("room_dana_reyes", "&limit=5&types=CALL,EMAIL");
    let sizes: Vec<usize> = pages.iter().map(|page| ids(page).len()).collect();
    assert!(sizes[..sizes.len() - 1].contains(&0), "{sizes:?}");
    let all = sim.events("room_dana_reyes", "&limit=1000");
    let wanted: Vec<String> =
        ids(&all[0]).into_iter().filter(|id| id.starts_with("CALL:") || id.starts_with("EMAIL:")).collect();
    assert_eq!(pages.iter().flat_map(ids).collect::<Vec<_>>(), wanted);
}

#[test]
fn apten_cursors_must_be_percent_encoded() {
    let sim = Sim::start();
    let page = sim.get(Vendor::Apten, &format!("{ROOM}?since=1970-01-01T00:00:00Z&limit=3")).json();
    let token = page["nextToken"].as_str().unwrap();
    assert!(token.contains('=') && token.contains('+'), "{token}");
    let path = |token: &str| format!("{ROOM}?since=1970-01-01T00:00:00Z&limit=3&nextToken={token}");
    assert_eq!(sim.get(Vendor::Apten, &path(&encode(token))).status, 200);
    assert_eq!(sim.get(Vendor::Apten, &path(token)).status, 400);
}

#[test]
fn the_demo_has_every_kind_of_event() {
    let sim = Sim::start();
    let events = sim.events("room_dana_reyes", "&limit=1000")[0]["events"].take();
    for kind in ["MESSAGE", "CALL", "EMAIL", "TOOL_CALL", "CUSTOM", "COMPLIANCE_BLOCKED", "LINK_CLICK"] {
        assert!(events.as_array().unwrap().iter().any(|event| event["type"] == kind), "{kind}");
    }
}

#[test]
fn an_unfinished_call_is_finished_by_reading_and_its_event_moves() {
    let sim = Sim::start();
    let event = || {
        let page = sim.events("room_dana_reyes", "&limit=1000").remove(0);
        page["events"].as_array().unwrap().last().unwrap().clone()
    };
    let before = event();
    assert_eq!(before["data"]["callStatus"], "IN_PROGRESS");
    let id = before["id"].as_str().unwrap().to_owned();
    let read = || sim.get(Vendor::Apten, &format!("/calls/{id}")).json();
    for _ in 0..2 {
        let call = read();
        assert_eq!((&call["callStatus"], &call["transcript"]), (&json!("IN_PROGRESS"), &json!([])));
    }
    let call = read();
    assert_eq!(call["callStatus"], "COMPLETE");
    assert!(call.get("summary").is_none() && !call["transcript"].as_array().unwrap().is_empty());
    for _ in 0..2 {
        assert!(read()["summary"].is_string());
    }
    let after = event();
    assert_eq!(after["id"], before["id"]);
    assert!(after["updatedAt"].as_str() > before["updatedAt"].as_str());
    assert!(after["data"]["summary"].is_string());
}

#[test]
fn leadsail_lists_the_newest_first() {
    let sim = Sim::start();
    let answer = sim.get(Vendor::LeadSail, "/interactions/lead/lead_7c41d9").json();
    assert_eq!(answer["success"], true);
    let list = answer["data"]["interactions"].as_array().unwrap();
    let created: Vec<&str> = list.iter().map(|record| record["createdAt"].as_str().unwrap()).collect();
    assert!(created.iter().rev().is_sorted(), "{created:?}");
    let one =
        sim.get(Vendor::LeadSail, &format!("/interactions/{}", list[0]["interactionId"].as_str().unwrap()));
    assert_eq!(one.json()["data"], list[0]);
    let empty = sim.get(Vendor::LeadSail, "/interactions/lead/lead_empty").json();
    assert_eq!(empty, json!({ "success": true, "data": { "interactions": [] } }));
}

#[test]
fn naturalead_answers_for_the_whole_account() {
    let sim = Sim::start();
    let all = sim.get(Vendor::Naturalead, "/conversations");
    assert_eq!(all.header("ratelimit-limit"), "500");
    let all = all.json();
    let list = all.as_array().unwrap();
    let dana = list.iter().filter(|talk| talk["leadPhone"] == "+14155550142").count();
    assert_eq!((dana, list.len()), (3, 7));
    let count = |query: &str| {
        sim.get(Vendor::Naturalead, &format!("/conversations?{query}")).json().as_array().unwrap().len()
    };
    assert_eq!(count("search=%2B14155550142"), 3);
    assert_eq!(count("search=MEI.tanaka%40example.com"), 1);
    assert_eq!(count("search=hail%20video"), 0);
    assert_eq!(count("search=GRANIZO"), 1);
    assert_eq!(count("status=dropped"), 2);
    assert_eq!(count("status=dropped&search=brochure"), 1);
    assert_eq!(sim.get(Vendor::Naturalead, "/conversations?status=lost").status, 400);
    assert_eq!(
        sim.get(Vendor::Naturalead, &format!("/conversations?search={}", "x".repeat(101))).status,
        400
    );
    assert_eq!(sim.get(Vendor::Naturalead, "/api/conversations").status, 404);
}

#[test]
fn naturalead_knows_two_key_headers_and_a_scope() {
    let sim = Sim::start();
    let ask = |headers: &[(&str, &str)]| {
        let reply = sim.send("GET", "/naturalead/api/conversations", headers, "").unwrap();
        (reply.status, reply.json())
    };
    let right = Vendor::Naturalead.key();
    let bearer = format!("Bearer {right}");
    let unscoped = format!("nl_test_{}", "0".repeat(64));
    assert_eq!(ask(&[("x-api-key", right)]).0, 200);
    assert_eq!(ask(&[("authorization", &bearer)]).0, 200);
    assert_eq!(ask(&[("authorization", right)]).0, 401);
    assert_eq!(ask(&[("x-api-key", "wrong"), ("authorization", &bearer)]).0, 401, "X-API-Key wins");
    assert_eq!(ask(&[("x-api-key", "wrong")]).1, json!({ "error": "Invalid or expired API key" }));
    assert!(
        ask(&[]).1["error"].as_str().unwrap().starts_with("Authentication required. Provide an API key via")
    );
    let (status, body) = ask(&[("x-api-key", &unscoped)]);
    assert_eq!((status, &body["error"]), (403, &json!("Forbidden")));
    assert!(body["message"].as_str().unwrap().contains("conversations:view"));
}

#[test]
fn attendee_pages_lead_through_the_whole_chat_and_back() {
    let sim = Sim::start();
    let bot = "bot_TD9ODPF2rK5EfykT";
    let whole = sim.chat(bot);
    assert_eq!(whole.len(), 60);
    let query = |link: &Value| link.as_str().unwrap().split_once('?').unwrap().1.to_owned();
    let get = |query: &str| sim.get(Vendor::Attendee, &format!("/bots/{bot}/chat_messages?{query}")).json();
    let first = get("");
    let second = get(&query(&first["next"]));
    assert_eq!(get(&query(&second["previous"])), first);
    // A filter stays in the link, as the vendor's server keeps it.
    let filtered = get("updated_after=2026-11-20T05:09:00.889Z");
    assert!(query(&filtered["next"]).contains("updated_after=2026-11-20T05%3A09%3A00.889Z"));
    assert!(filtered["next"].as_str().unwrap().starts_with("http://attendee.internal:8000/api/v1/bots/"));
}

#[test]
fn attendee_milliseconds_come_as_a_number_or_as_text() {
    let sim = Sim::start();
    let bot = "bot_Qm4tZr81KxVd0LpA";
    let numbers = sim.chat(bot);
    sim.control("PUT", "/settings", &json!({ "timestamp_ms": "string" }));
    for (number, text) in numbers.iter().zip(sim.chat(bot)) {
        assert_eq!(number["timestamp_ms"].to_string(), text["timestamp_ms"].as_str().unwrap());
    }
}

//! What goes wrong when it is told to, and what browsers may see.

use std::time::{Duration, Instant};

use serde_json::json;
use vendor_simulator::Vendor;

use crate::client::{Reply, Sim};

const LIST: &str = "/interactions/lead/lead_7c41d9";

fn list(sim: &Sim) -> Reply {
    sim.get(Vendor::LeadSail, LIST)
}

fn fault(sim: &Sim, fault: &serde_json::Value) {
    sim.fault(&json!({ "vendor": "leadsail", "times": 1, "fault": fault }));
}

#[test]
fn a_status_comes_in_the_vendors_own_words() {
    let sim = Sim::start();
    sim.fault(&json!({ "times": 4, "fault": { "kind": "status", "status": 429, "retry_after": "7" } }));
    let paths = ["/calls/x", LIST, "/conversations", "/bots/bot_TD9ODPF2rK5EfykT/chat_messages"];
    let bodies = ["Limit Exceeded", "TOO_MANY_REQUESTS", "Too many requests", "detail"];
    for ((vendor, path), body) in Vendor::ALL.into_iter().zip(paths).zip(bodies) {
        let reply = sim.get(vendor, path);
        assert_eq!((reply.status, reply.header("retry-after")), (429, "7"));
        assert!(reply.text.contains(body), "{}", reply.text);
    }
    assert_eq!(list(&sim).status, 200, "the rule is used up");
}

#[test]
fn bodies_are_cut_in_three_ways() {
    let sim = Sim::start();
    let whole = list(&sim).text;
    fault(&sim, &json!({ "kind": "cut", "how": "silent" }));
    let half = list(&sim).text;
    assert!(half.len() < whole.len() && whole.starts_with(&half));
    for how in ["length", "chunk"] {
        fault(&sim, &json!({ "kind": "cut", "how": how }));
        assert!(sim.try_get(Vendor::LeadSail, LIST).is_err(), "{how}");
    }
    fault(&sim, &json!({ "kind": "drop" }));
    assert!(sim.try_get(Vendor::LeadSail, LIST).is_err());
    assert_eq!(list(&sim).text, whole);
}

#[test]
fn delays_delay() {
    let sim = Sim::start();
    let whole = list(&sim).text;
    for kind in ["delay", "slow_body"] {
        fault(&sim, &json!({ "kind": kind, "ms": 150 }));
        let start = Instant::now();
        assert_eq!(list(&sim).text, whole);
        assert!(start.elapsed() >= Duration::from_millis(150), "{kind}");
    }
}

#[test]
fn answers_that_are_no_data() {
    let sim = Sim::start();
    fault(&sim, &json!({ "kind": "html" }));
    let reply = list(&sim);
    assert_eq!((reply.status, reply.header("content-type")), (200, "text/html; charset=utf-8"));
    fault(&sim, &json!({ "kind": "content_type", "value": "text/plain" }));
    let reply = list(&sim);
    assert_eq!(reply.header("content-type"), "text/plain");
    assert_eq!(reply.json()["success"], true);
    fault(&sim, &json!({ "kind": "garbage" }));
    assert!(list(&sim).text.contains('\u{fffd}'));
    fault(&sim, &json!({ "kind": "empty", "status": 204 }));
    assert_eq!((list(&sim).status, list(&sim).status), (204, 200));
    fault(&sim, &json!({ "kind": "redirect", "to": "http://127.0.0.1:9/" }));
    let reply = list(&sim);
    assert_eq!((reply.status, reply.header("location")), (302, "http://127.0.0.1:9/"));
    fault(&sim, &json!({ "kind": "success_false", "code": "LOCKED" }));
    let reply = list(&sim);
    assert_eq!((reply.status, reply.json()["error"]["code"].as_str()), (200, Some("LOCKED")));
    fault(&sim, &json!({ "kind": "body", "body": "{\"a\":1e400}" }));
    assert_eq!(list(&sim).text, "{\"a\":1e400}");
    fault(&sim, &json!({ "kind": "replace", "from": "\"success\":true", "to": "\"success\":maybe" }));
    assert!(list(&sim).text.starts_with("{\"success\":maybe"));
}

#[test]
fn a_text_becomes_bytes_that_are_not_what_they_should_be() {
    let sim = Sim::start();
    let whole = list(&sim).text;
    for (how, begins) in
        [("bom", "\u{feff}{\"success\""), ("invalid", "{\"success\""), ("utf16", "{\0\"\0s\0")]
    {
        fault(&sim, &json!({ "kind": "encoding", "how": how }));
        let text = list(&sim).text;
        assert!(text.starts_with(begins) && text != whole, "{how}: {text}");
        assert_eq!(text.contains('\u{fffd}'), how != "bom", "{how}");
    }
}

#[test]
fn an_answer_names_any_next_page() {
    let sim = Sim::start();
    let bot = "/bots/bot_TD9ODPF2rK5EfykT/chat_messages";
    let events = "/leads/room_dana_reyes/events?since=1970-01-01T00:00:00Z";
    let names = [(Vendor::Apten, events, "nextToken", "events"), (Vendor::Attendee, bot, "next", "results")];
    for (vendor, path, name, records) in names {
        let honest = sim.get(vendor, path).json();
        sim.fault(
            &json!({ "times": 1, "fault": { "kind": "next", "value": "https://evil.example/?cursor=\"}" } }),
        );
        let altered = sim.get(vendor, path).json();
        assert_eq!(altered[name], "https://evil.example/?cursor=\"}");
        assert_eq!(altered[records], honest[records]);
        assert_ne!(altered[name], honest[name]);
    }
}

#[test]
fn an_answer_can_be_kept_from_pages() {
    let sim = Sim::start();
    fault(&sim, &json!({ "kind": "no_cors" }));
    assert_eq!(list(&sim).header("access-control-allow-origin"), "");
    assert_eq!(list(&sim).header("access-control-allow-origin"), "*");
}

#[test]
fn pages_are_as_small_as_wished() {
    let sim = Sim::start();
    let settings = json!({ "page_size": 2, "conversations_as": "data" });
    sim.control("PUT", "/settings", &settings);
    let events =
        sim.get(Vendor::Apten, "/leads/room_dana_reyes/events?since=1970-01-01T00:00:00Z&limit=9").json();
    assert_eq!(events["events"].as_array().map(Vec::len), Some(2));
    let page = |skip: usize| sim.get(Vendor::Naturalead, &format!("/conversations?skip={skip}")).json();
    assert_eq!((&page(2)["skip"], &page(2)["limit"]), (&json!(2), &json!(2)));
    assert_ne!(page(0)["data"], page(2)["data"]);
    let total = usize::try_from(page(0)["total"].as_u64().unwrap()).unwrap();
    assert_eq!(page(total + 5)["data"], json!([]));
    let bot = "/bots/bot_TD9ODPF2rK5EfykT/chat_messages";
    assert_eq!(sim.get(Vendor::Attendee, bot).json()["results"].as_array().map(Vec::len), Some(2));
}

#[test]
fn rules_choose_their_requests() {
    let sim = Sim::start();
    let bot = "/bots/bot_TD9ODPF2rK5EfykT/chat_messages";
    let first = sim.get(Vendor::Attendee, bot).json();
    let second = format!("{bot}?{}", first["next"].as_str().unwrap().split_once('?').unwrap().1);
    let status = |path: &str| sim.get(Vendor::Attendee, path).status;
    sim.fault(&json!({ "page": "later", "fault": { "kind": "status", "status": 503 } }));
    assert_eq!((status(bot), status(&second)), (200, 503));
    sim.control("DELETE", "/faults", &json!(null));
    sim.fault(&json!({ "page": 2, "skip": 1, "times": 1, "fault": { "kind": "status", "status": 500 } }));
    assert_eq!((status(bot), status(&second), status(&second), status(&second)), (200, 200, 500, 200));
    let rules = sim.control("GET", "/faults", &json!(null));
    assert_eq!(rules[0]["struck"], 1);
    sim.control("DELETE", "/faults", &json!(null));
    sim.fault(&json!({ "path": "/conversations", "fault": { "kind": "status", "status": 500 } }));
    assert_eq!((status(bot), sim.get(Vendor::Naturalead, "/conversations").status), (200, 500));
}

#[test]
fn pages_can_be_made_not_to_end() {
    let sim = Sim::start();
    sim.fault(&json!({ "fault": { "kind": "cursor", "how": "loop" } }));
    let path = "/leads/room_dana_reyes/events?since=1970-01-01T00:00:00Z&limit=5";
    let first = sim.get(Vendor::Apten, path).json();
    assert_eq!(first["events"].as_array().unwrap().len(), 5);
    let next = first["nextToken"].as_str().unwrap();
    let again = sim.get(Vendor::Apten, &format!("{path}&nextToken={}", crate::client::encode(next))).json();
    assert_eq!(again["nextToken"], first["nextToken"]);
    sim.control("DELETE", "/faults", &json!(null));
    sim.fault(&json!({ "fault": { "kind": "cursor", "how": "endless" } }));
    let bot = "/bots/bot_TD9ODPF2rK5EfykT/chat_messages";
    let (one, two) = (sim.get(Vendor::Attendee, bot).json(), sim.get(Vendor::Attendee, bot).json());
    assert_eq!(one["results"], json!([]));
    assert_ne!(one["next"], two["next"]);
}

#[test]
fn browsers_are_treated_as_the_mode_says() {
    let sim = Sim::start();
    let origin = ("origin", "https://viewer.example");
    let paths = ["/calls/x", LIST, "/conversations", "/bots/bot_TD9ODPF2rK5EfykT/chat_messages"];
    let good = ["/leads/room_empty/events?since=1970-01-01T00:00:00Z", LIST, "/conversations", paths[3]];
    for mode in ["allows", "refuses", "errors_without_headers"] {
        sim.control("PUT", "/cors", &json!({ "all": mode }));
        for (index, vendor) in Vendor::ALL.into_iter().enumerate() {
            let path = format!("{}{}", vendor.base_path(), paths[index]);
            let asked =
                [origin, ("access-control-request-method", "GET"), ("access-control-request-headers", "x")];
            let preflight = sim.send("OPTIONS", &path, &asked, "").unwrap();
            let opened = preflight.header("access-control-allow-origin") == "*";
            assert_eq!(opened, mode != "refuses", "{mode} {vendor:?}");
            assert_eq!(preflight.status == 204, opened);
            if opened {
                let expected = match vendor {
                    Vendor::Apten | Vendor::LeadSail => "x-api-key",
                    Vendor::Naturalead => "x-api-key, authorization",
                    Vendor::Attendee => "authorization",
                };
                assert_eq!(preflight.header("access-control-allow-headers"), expected);
            }
            let refused = sim.send("GET", &path, &[origin], "").unwrap();
            assert!(refused.status >= 400);
            assert_eq!(
                refused.header("access-control-allow-origin") == "*",
                mode == "allows",
                "{mode} {vendor:?}"
            );
            let answered = sim.get(vendor, good[index]);
            assert_eq!(answered.status, 200);
            assert_eq!(
                answered.header("access-control-allow-origin") == "*",
                mode != "refuses",
                "{mode} {vendor:?}"
            );
        }
    }
    sim.control("PUT", "/cors", &json!({ "all": "allows" }));
    assert!(!list(&sim).headers.contains_key("access-control-expose-headers"));
    sim.control("PUT", "/settings", &json!({ "expose": ["Retry-After"] }));
    assert_eq!(list(&sim).header("access-control-expose-headers"), "Retry-After");
}

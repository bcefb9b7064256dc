//! The simulator against every documented sample and every recorded answer.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::client::Sim;
use serde_json::Value;
use vendor_simulator::Vendor;

fn fixtures(folder: &str) -> Vec<(PathBuf, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures").join(folder);
    let mut found = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, serde_json::from_str(&text).unwrap()));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

fn vendor_of(path: &Path) -> Vendor {
    let folder = path.parent().and_then(Path::file_name).unwrap().to_str().unwrap();
    Vendor::ALL.into_iter().find(|vendor| vendor.name() == folder).unwrap()
}

#[test]
fn every_recorded_answer_comes_as_recorded() {
    let sim = Sim::start();
    let fixtures = fixtures("recorded/attendee");
    assert_eq!(fixtures.len(), 14);
    for (file, recorded) in fixtures {
        let name = file.file_name().unwrap().to_str().unwrap();
        let request = &recorded["request"];
        let is_preflight = request["method"] == "OPTIONS";
        if is_preflight {
            sim.control("PUT", "/cors", &serde_json::json!({ "attendee": "refuses" }));
        }
        let headers: Vec<(String, String)> = request["headers"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, value)| {
                (name.clone(), value.as_str().unwrap().replace("KEY", Vendor::Attendee.key()))
            })
            .collect();
        let headers: Vec<(&str, &str)> =
            headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let path = format!("/attendee{}", request["path"].as_str().unwrap());
        let reply = sim.send(request["method"].as_str().unwrap(), &path, &headers, "").unwrap();
        assert_eq!(u64::from(reply.status), recorded["status"].as_u64().unwrap(), "{name}");
        for (header, value) in recorded["headers"].as_object().unwrap() {
            assert_eq!(reply.header(header), value.as_str().unwrap(), "{name}: {header}");
        }
        let challenged = recorded["headers"].get("WWW-Authenticate").is_some();
        assert_eq!(reply.headers.contains_key("www-authenticate"), challenged, "{name}");
        if is_preflight {
            let opening = reply.headers.keys().find(|name| name.as_str().starts_with("access-control"));
            assert_eq!(opening, None, "{name}");
        }
        assert_eq!(reply.json(), recorded["body"], "{name}");
        // Whether a number or a text is meant shows in the type; the order of the fields shows in the text.
        if recorded["body"]["results"].is_array() {
            let order =
                ["\"next\":", "\"previous\":", "\"results\":", "\"id\":", "\"text\":", "\"timestamp_ms\":"];
            let places: Vec<Option<usize>> = order.iter().map(|key| reply.text.find(key)).collect();
            assert!(places.iter().flatten().is_sorted(), "{name}: {places:?}");
        }
    }
}

#[test]
fn every_documented_sample_comes_as_documented() {
    let sim = Sim::start();
    let wish = serde_json::json!({ "lead": "documented", "dataset": "documented", "vendor": "naturalead" });
    sim.control("POST", "/dataset", &wish);
    let fixtures = fixtures("documented");
    assert_eq!(fixtures.len(), 7);
    for (file, sample) in fixtures {
        let vendor = vendor_of(&file);
        let path = sample["request"]["path"].as_str().unwrap();
        let reply = if sample["status"] == 401 {
            sim.send("GET", &format!("{}{path}", vendor.base_path()), &[], "").unwrap()
        } else {
            sim.get(vendor, path)
        };
        assert_eq!(u64::from(reply.status), sample["status"].as_u64().unwrap(), "{file:?}");
        assert_eq!(reply.header("content-type"), "application/json");
        if vendor == Vendor::Attendee {
            // The page prints a message's fields beside the envelope.
            let served = reply.json();
            assert_eq!(keys(&served), ["next", "previous", "results"].map(str::to_owned).into());
            for (name, value) in served["results"][0].as_object().unwrap() {
                assert_eq!(value, &sample["body"][name], "{name}");
            }
            let documented = keys(&sample["body"]).len() - 3;
            assert_eq!(served["results"][0].as_object().unwrap().len(), documented);
        } else if vendor == Vendor::Naturalead {
            // The list holds the whole account, so the sample is one among others.
            let served = reply.json();
            assert!(served.as_array().unwrap().contains(&sample["body"][0]), "{served}");
        } else {
            assert_eq!(reply.json(), sample["body"], "{file:?}");
        }
    }
}

fn keys(value: &Value) -> BTreeSet<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

/// Whether a served value has no field that the sample has not, and everywhere the sample's type.
fn follows(sample: &Value, served: &Value, at: &str, wrong: &mut Vec<String>) {
    match (sample, served) {
        (Value::Object(sample), Value::Object(served)) => {
            for (name, value) in served {
                match sample.get(name) {
                    Some(known) => follows(known, value, &format!("{at}.{name}"), wrong),
                    None => wrong.push(format!("{at}.{name} is not documented")),
                }
            }
        }
        (Value::Array(sample), Value::Array(served)) => {
            for value in served {
                follows(&sample[0], value, &format!("{at}[]"), wrong);
            }
        }
        (Value::String(_), Value::String(_))
        | (Value::Number(_), Value::Number(_))
        | (Value::Bool(_), Value::Bool(_))
        | (Value::Null, Value::Null) => {}
        _ => wrong.push(format!("{at}: {served} where {sample} is documented")),
    }
}

fn sample(file: &str) -> Value {
    let all = fixtures("documented");
    let found = all.into_iter().find(|(path, _)| path.ends_with(file));
    found.unwrap_or_else(|| panic!("{file}")).1["body"].take()
}

/// The fields that the page of a call lists beside its sample, with a value of the listed type.
fn call_sample() -> Value {
    let mut call = sample("apten/get-call.json");
    let texts = [
        "sessionId",
        "transferNumber",
        "fallbackTransferNumber",
        "transferAnswerStatus",
        "transferAnsweredBy",
        "transferFallbackAnswerStatus",
        "transferFallbackAnsweredBy",
    ];
    let flags = [
        "midCallTransfer",
        "hasVoicemail",
        "transferFallbackAttempted",
        "aiCallWithoutHumanResponse",
        "isFollowUp",
        "isAiInitiated",
        "hitCallScreening",
        "reachedHumanAfterScreening",
        "isForward",
    ];
    for name in texts {
        call[name] = Value::from("text");
    }
    for name in flags {
        call[name] = Value::from(true);
    }
    call["midCallTransferDuration"] = Value::from(1);
    call
}

#[test]
fn what_is_made_up_has_documented_fields_of_documented_types() {
    let sim = Sim::start();
    let mut wrong = Vec::new();
    for vendor in ["apten", "leadsail", "naturalead", "attendee"] {
        let wish = serde_json::json!({ "vendor": vendor, "count": 400, "seed": 3 });
        sim.control("POST", "/generate", &wish);
    }
    let event = &sample("apten/list-lead-events.json")["events"][0];
    for room in ["room_dana_reyes", "room_gen_1"] {
        for page in sim.events(room, "") {
            for served in page["events"].as_array().unwrap() {
                let mut outside = event.clone();
                // Only a message's data is documented; that of the others is an open shape, and these keys are hinted.
                if served["type"] == "MESSAGE" {
                    let hinted = [
                        ("deliveryStatus", "text"),
                        ("errorCode", "text"),
                        ("errorMessage", "text"),
                        ("sentBy", "text"),
                    ];
                    for (name, value) in hinted {
                        outside["data"][name] = Value::from(value);
                    }
                    outside["data"]["isFollowUp"] = Value::from(true);
                    outside["data"]["followUpStep"] = Value::from(1);
                } else {
                    outside["data"] = served["data"].clone();
                }
                follows(&outside, served, "event", &mut wrong);
                assert_eq!(keys(event), keys(served));
                if served["type"] == "CALL" {
                    let call =
                        sim.get(Vendor::Apten, &format!("/calls/{}", served["id"].as_str().unwrap())).json();
                    follows(&call_sample(), &call, "call", &mut wrong);
                    for required in [
                        "id",
                        "direction",
                        "callStatus",
                        "durationSeconds",
                        "createdAt",
                        "updatedAt",
                        "transcript",
                    ] {
                        assert!(call.get(required).is_some(), "{required} of {call}");
                    }
                }
            }
        }
    }
    let mut interactions = sample("leadsail/list-lead-interactions.json");
    // E-mail threads are documented to exist; none of their fields is.
    interactions["data"]["interactions"][0]["email"] =
        serde_json::json!({ "direction": "", "subject": "", "from": "", "to": "" });
    for lead in ["lead_7c41d9", "lead_gen_2"] {
        let served = sim.get(Vendor::LeadSail, &format!("/interactions/lead/{lead}")).json();
        follows(&interactions, &served, "leadsail", &mut wrong);
    }
    let conversations = sim.get(Vendor::Naturalead, "/conversations?status=handed_off").json();
    follows(&sample("naturalead/list-conversations.json"), &conversations, "naturalead", &mut wrong);
    let recorded = fixtures("recorded/attendee")
        .into_iter()
        .find(|(path, _)| path.ends_with("chat-messages-page-1.json"));
    let recorded = recorded.unwrap().1["body"]["results"][1].take();
    for bot in ["bot_Qm4tZr81KxVd0LpA", "bot_Wb7nHs52JcYe3MfU", "bot_gen_4xxxxxxxxxxx"] {
        for served in sim.chat(bot) {
            assert_eq!(keys(&served), keys(&recorded));
            assert!(served["timestamp_ms"].is_i64() && served["timestamp"].is_i64());
            assert!(served["sender_name"].is_string() || served["sender_name"].is_null());
        }
    }
    wrong.dedup();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn optional_fields_are_absent_and_never_null() {
    let sim = Sim::start();
    let mut texts = vec![
        sim.get(Vendor::LeadSail, "/interactions/lead/lead_7c41d9").text,
        sim.get(Vendor::Naturalead, "/conversations").text,
    ];
    for page in sim.events("room_dana_reyes", "&types=CALL") {
        for event in page["events"].as_array().unwrap() {
            texts.push(event.to_string());
            texts.push(sim.get(Vendor::Apten, &format!("/calls/{}", event["id"].as_str().unwrap())).text);
        }
    }
    assert_eq!(texts.len(), 22);
    for text in texts {
        assert!(!text.contains("null"), "{text}");
    }
}

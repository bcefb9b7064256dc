//! Every answer of the demo lead, for the demo that needs no server.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};

use crate::Config;
use crate::exchange::Ask;
use crate::instant;
use crate::vendor::Vendor;
use crate::world::{World, no_lead};

/// More pages than any story has; a loop ends here.
const MOST_PAGES: usize = 1000;

struct Recorder {
    world: World,
    answers: Vec<Value>,
}

impl Recorder {
    /// Asks, keeps the answer and gives its body.
    fn ask(&mut self, vendor: Vendor, path: &str, query: &[(&str, String)]) -> Result<Value, String> {
        let mut encoded = form_urlencoded::Serializer::new(String::new());
        encoded.extend_pairs(query);
        let (name, value) = match vendor {
            Vendor::Attendee => ("authorization", format!("Token {}", vendor.key())),
            Vendor::Apten | Vendor::LeadSail | Vendor::Naturalead => ("x-api-key", vendor.key().to_owned()),
        };
        let mut headers = HeaderMap::new();
        let value = HeaderValue::from_str(&value).map_err(|error| error.to_string())?;
        headers.insert(HeaderName::from_static(name), value);
        let full = format!("{}{path}", vendor.base_path());
        let ask = Ask::new(vendor, "GET", &full, &encoded.finish(), headers);
        let answer = self.world.vendor_answer(&ask);
        let body = String::from_utf8_lossy(&answer.body).into_owned();
        if !answer.is_success() {
            return Err(format!("{} answered {} to {path}: {body}", vendor.name(), answer.status));
        }
        let value = serde_json::from_str(&body).map_err(|error| format!("{path}: {error}"))?;
        self.answers.push(json!({
            "vendor": vendor.name(), "method": "GET", "path": path, "query": query,
            "status": answer.status, "body": body,
        }));
        Ok(value)
    }

    fn apten(&mut self, room: &str) -> Result<(), String> {
        let mut calls = Vec::new();
        let mut token = None;
        for _ in 0..MOST_PAGES {
            let mut query =
                vec![("since", "1970-01-01T00:00:00.000Z".to_owned()), ("limit", "1000".to_owned())];
            query.extend(token.take().map(|token| ("nextToken", token)));
            let page = self.ask(Vendor::Apten, &format!("/leads/{room}/events"), &query)?;
            let events = page["events"].as_array().into_iter().flatten();
            let ids = events.filter(|event| event["type"] == "CALL").filter_map(|event| event["id"].as_str());
            calls.extend(ids.map(str::to_owned));
            token = page["nextToken"].as_str().map(str::to_owned);
            if token.is_none() {
                for id in calls {
                    self.ask(Vendor::Apten, &format!("/calls/{id}"), &[])?;
                }
                return Ok(());
            }
        }
        Err(format!("The events of {room} do not end."))
    }

    fn attendee(&mut self, bot: &str) -> Result<(), String> {
        let mut cursor = None;
        for _ in 0..MOST_PAGES {
            let query: Vec<(&str, String)> = cursor.take().into_iter().collect();
            let page = self.ask(Vendor::Attendee, &format!("/bots/{bot}/chat_messages"), &query)?;
            let Some(next) = page["next"].as_str() else { return Ok(()) };
            let query = next.split_once('?').map_or("", |(_, query)| query);
            let found = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "cursor");
            cursor = found.map(|(_, value)| ("cursor", value.into_owned()));
        }
        Err(format!("The messages of {bot} do not end."))
    }
}

/// Records the demo lead.
pub(crate) fn record(config: &Config) -> Result<Value, String> {
    let world = World::new(config);
    let recorded_at = instant::iso(world.now());
    let lead = world.leads.get("demo").cloned().ok_or_else(|| no_lead("demo"))?;
    let mut recorder = Recorder { world, answers: Vec::new() };
    if let Some(room) = &lead.handles.apten {
        recorder.apten(room)?;
    }
    if let Some(id) = &lead.handles.leadsail {
        recorder.ask(Vendor::LeadSail, &format!("/interactions/lead/{id}"), &[])?;
    }
    if lead.handles.naturalead.is_some() {
        recorder.ask(Vendor::Naturalead, "/conversations", &[])?;
    }
    for bot in &lead.handles.attendee {
        recorder.attendee(bot)?;
    }
    Ok(json!({ "recorded_at": recorded_at, "dossier": lead.dossier, "answers": recorder.answers }))
}

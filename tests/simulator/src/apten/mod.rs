//! Apten: `GET /leads/{leadId}/events` and `GET /calls/{callId}`.
//!
//! In front stands a gateway that refuses a bad key with 403 `Forbidden` and a path it does not know with 403
//! `Missing Authentication Token`, whatever the key.

mod record;
mod store;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

pub(crate) use record::{CallRecord, Event, Turn};
pub(crate) use store::{Call, ORG, Room, Store, StoredEvent};

use crate::exchange::{Answer, Ask};
use crate::instant;
use crate::vendor::APTEN_KEY;

/// The values that `types` accepts; newer types are served but not named in the reference of the parameter.
const TYPES: [&str; 5] = ["MESSAGE", "CALL", "EMAIL", "TOOL_CALL", "CUSTOM"];

/// The gateway's and the vendor's error body.
pub(crate) fn error(status: u16, message: &str) -> Answer {
    Answer::json(status, &json!({ "message": message }))
}

/// The answer to a request. `reads_per_stage` as in [`Store::read_call`]; `most` is the most events on a page.
pub(crate) fn answer(store: &mut Store, ask: &Ask, reads_per_stage: &[usize], most: Option<usize>) -> Answer {
    let route = ask.route();
    let known = ask.method == "GET"
        && matches!(route.as_slice(), ["leads", lead, "events"] | ["calls", lead] if !lead.is_empty());
    if !known {
        return error(403, "Missing Authentication Token")
            .with("x-amzn-errortype", "MissingAuthenticationTokenException");
    }
    if ask.header("x-api-key") != Some(APTEN_KEY) {
        return error(403, "Forbidden").with("x-amzn-errortype", "ForbiddenException");
    }
    match route.as_slice() {
        ["leads", lead, "events"] => events(store, ask, lead, most),
        ["calls", id] => store
            .read_call(id, reads_per_stage)
            .map_or_else(|| error(404, "Call not found"), |text| Answer::text(200, text)),
        _ => error(404, "Not found"),
    }
}

fn events(store: &Store, ask: &Ask, lead: &str, most: Option<usize>) -> Answer {
    let Some(since) = ask.param("since").filter(|text| !text.is_empty()) else {
        return error(400, "Missing required query parameter: since");
    };
    let Some(since) = instant::parse(since) else {
        return error(400, "Invalid since: expected an ISO 8601 date-time");
    };
    let Ok(limit @ 1..=1000) = ask.param("limit").unwrap_or("100").parse::<usize>() else {
        return error(400, "Invalid limit: expected an integer from 1 to 1000");
    };
    let limit = most.map_or(limit, |most| limit.min(most));
    let types: Option<Vec<&str>> = ask.param("types").map(|list| list.split(',').map(str::trim).collect());
    if let Some(unknown) = types.iter().flatten().find(|name| !TYPES.contains(name)) {
        return error(400, &format!("Invalid types: {unknown}"));
    }
    let position = match ask.param("nextToken").map(read_token) {
        Some(None) => return error(400, "Invalid nextToken"),
        other => other.flatten(),
    };
    let Some(room) = store.rooms.get(lead) else {
        return error(404, "Lead not found");
    };
    let after = position.as_ref().map(|(updated_at, id)| (updated_at.as_str(), id.as_str()));
    let (skipped, rest) = room.from(&instant::iso(since), after);
    let scanned = &rest[..limit.min(rest.len())];
    // The filter works on the page that was scanned: this is what makes pages short and even empty.
    let wanted = |event: &&StoredEvent| types.as_ref().is_none_or(|list| list.contains(&event.kind.as_str()));
    let texts: Vec<&str> = scanned.iter().filter(wanted).map(|event| event.text.as_str()).collect();
    let next = match scanned.last() {
        Some(last) if scanned.len() < rest.len() => json!(token(&last.updated_at, &last.id)),
        _ => Value::Null,
    };
    let body = format!(r#"{{"events":[{}],"nextToken":{next}}}"#, texts.join(","));
    Answer::text(200, body).on_page(skipped / limit + 1)
}

/// The cursor after a position: base64 of a search engine's `searchAfter`. It always holds `=`, `+` or `/`, so
/// that a client that does not percent-encode it fails.
pub(crate) fn token(updated_at: &str, id: &str) -> String {
    let mut plain = json!({ "searchAfter": [updated_at, id], "v": ">>>" }).to_string();
    while plain.len() % 3 != 1 {
        plain.push(' ');
    }
    STANDARD.encode(plain)
}

fn read_token(token: &str) -> Option<(String, String)> {
    let plain: Value = serde_json::from_slice(&STANDARD.decode(token).ok()?).ok()?;
    let part = |index: usize| plain["searchAfter"][index].as_str().map(str::to_owned);
    Some((part(0)?, part(1)?))
}

//! Attendee: `GET /bots/{id}/chat_messages`, `GET /bots/{id}` and `GET /bots/{id}/transcript`, as its source and
//! the recorded answers say.

mod cursor;
mod record;
mod store;

use serde_json::json;

pub(crate) use record::{Body, Bot, ChatMessage, StoredMessage};
pub(crate) use store::Store;

use crate::exchange::{Answer, Ask};
use crate::instant;
use crate::settings::Millis;
use crate::vendor::ATTENDEE_KEY;
use cursor::Cursor;

/// Messages per page; the vendor has no way to ask for more.
pub(crate) const PAGE: usize = 25;
/// The host that `next` names: the one the server believes it has, which no browser can reach.
const INTERNAL: &str = "http://attendee.internal:8000/api/v1";

const ALLOW_CHAT: &str = "GET, HEAD, OPTIONS";
const ALLOW_TRANSCRIPT: &str = "GET, POST, DELETE, HEAD, OPTIONS";
const ALLOW_BOT: &str = "GET, PATCH, DELETE, HEAD, OPTIONS";
const ALLOW_ANY: &str = "GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS";

/// The answer to a request, also to an `OPTIONS` that is not helped by the CORS layer: the vendor has no such layer.
/// `most` is the most messages on a page.
pub(crate) fn answer(store: &Store, ask: &Ask, millis: Millis, most: Option<usize>) -> Answer {
    let route = ask.route();
    let allow = match route.as_slice() {
        ["bots", _, "chat_messages"] => ALLOW_CHAT,
        ["bots", _, "transcript"] => ALLOW_TRANSCRIPT,
        ["bots", id] if !id.is_empty() => ALLOW_BOT,
        _ => {
            return error(404, "Not found").with("allow", ALLOW_ANY).with("vary", "Accept, Cookie");
        }
    };
    if let Err(detail) = authenticate(ask.header("authorization")) {
        return Answer::json(401, &json!({ "detail": detail }))
            .with("www-authenticate", "Token")
            .with("vary", "Accept")
            .with("allow", allow);
    }
    let answer = match (ask.method.as_str(), route.as_slice()) {
        ("GET", ["bots", id, "chat_messages"]) => chat_messages(store, ask, id, millis, most.unwrap_or(PAGE)),
        ("GET", ["bots", id, "transcript"]) if store.bot(id).is_some() => {
            error(404, "No recording found for bot")
        }
        ("GET", ["bots", id]) => store.bot(id).map_or_else(unknown_bot, |bot| Answer::json(200, &bot.record)),
        ("GET", _) => unknown_bot(),
        (method, _) => Answer::json(405, &json!({ "detail": format!("Method \"{method}\" not allowed.") })),
    };
    answer.with("vary", "Accept").with("allow", allow)
}

/// The vendor's usual error body.
pub(crate) fn error(status: u16, message: &str) -> Answer {
    Answer::json(status, &json!({ "error": message }))
}

fn unknown_bot() -> Answer {
    error(404, "Bot not found")
}

fn authenticate(header: Option<&str>) -> Result<(), &'static str> {
    let header = header.ok_or("Missing Authorization header")?;
    let words: Vec<&str> = header.split_whitespace().collect();
    match words.as_slice() {
        [scheme, key] if scheme.eq_ignore_ascii_case("token") => {
            if *key == ATTENDEE_KEY {
                Ok(())
            } else {
                Err("Invalid or disabled API key")
            }
        }
        _ => Err("Invalid Authorization header. Should have this format: Token <api_key>"),
    }
}

fn chat_messages(store: &Store, ask: &Ask, id: &str, millis: Millis, most: usize) -> Answer {
    let Some(bot) = store.bot(id) else { return unknown_bot() };
    let wished = ask.param("updated_after").filter(|text| !text.is_empty());
    let after = wished.and_then(instant::parse);
    if wished.is_some() && after.is_none() {
        let message = "Invalid updated_after format. Use ISO 8601 format (e.g., 2024-01-18T12:34:56Z)";
        return error(400, message);
    }
    let Some(cursor) = Cursor::read(ask.param("cursor")) else {
        return Answer::json(404, &json!({ "detail": "Invalid cursor" }));
    };
    // Rows are in the order of their times, so a filter by time is a cut.
    let first = after.map_or(0, |after| bot.messages.partition_point(|row| row.created_at <= after));
    let rows = &bot.messages[first..];
    let (start, end) = cursor.window(rows, most);
    let link = |cursor: Cursor| {
        let mut query: Vec<(&str, String)> = vec![("cursor", cursor.write())];
        query.extend(ask.param("updated_after").map(|text| ("updated_after", text.to_owned())));
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
        format!("{INTERNAL}/bots/{id}/chat_messages?{query}")
    };
    let page = &rows[start..end];
    let next = page.last().filter(|_| end < rows.len()).map(|last| link(Cursor::after(last)));
    let previous = page.first().filter(|_| start > 0).map(|first| link(Cursor::before(first)));
    let texts: Vec<String> = page.iter().map(|row| row.text(millis)).collect();
    let body = format!(
        r#"{{"next":{},"previous":{},"results":[{}]}}"#,
        json!(next),
        json!(previous),
        texts.join(",")
    );
    Answer::text(200, body).on_page(start / most + 1)
}

//! Naturalead: `GET /conversations` of the whole account, and `GET /conversations/{id}`.

mod record;
mod store;

use serde_json::json;

pub(crate) use record::{Conversation, Message, Qualification};
pub(crate) use store::{Person, Store, StoredConversation};

use crate::exchange::{Answer, Ask};
use crate::settings::ConversationsAs;
use crate::vendor::{NATURALEAD_KEY, NATURALEAD_UNSCOPED_KEY};

/// Requests per minute and key that the vendor documents. The simulator counts down and never refuses by itself:
/// a refusal is a fault, switched on where a test wants it.
const LIMIT: usize = 500;

/// The vendor's usual error body.
pub(crate) fn error(status: u16, message: &str) -> Answer {
    Answer::json(status, &json!({ "error": message }))
}

/// The answer to a request. `most` is the most conversations on a page, where the envelope can tell of pages; `asked`
/// is how many requests this vendor had before in this minute.
pub(crate) fn answer(
    store: &Store,
    ask: &Ask,
    shape: ConversationsAs,
    most: Option<usize>,
    asked: usize,
) -> Answer {
    let left = LIMIT.saturating_sub(asked + 1);
    body(store, ask, shape, most)
        .with("ratelimit-limit", LIMIT.to_string())
        .with("ratelimit-remaining", left.to_string())
        .with("ratelimit-reset", "60")
}

fn body(store: &Store, ask: &Ask, shape: ConversationsAs, most: Option<usize>) -> Answer {
    // The documentation: X-API-Key wins when both are sent.
    let key = ask
        .header("x-api-key")
        .or_else(|| ask.header("authorization").map(|text| text.strip_prefix("Bearer ").unwrap_or_default()));
    match key {
        Some(NATURALEAD_KEY) => {}
        Some(NATURALEAD_UNSCOPED_KEY) => {
            let message = "API key does not have the required scope (requires: conversations:view).";
            return Answer::json(403, &json!({ "error": "Forbidden", "message": message }));
        }
        Some(_) => return error(401, "Invalid or expired API key"),
        None => {
            let message = "Authentication required. Provide an API key via the X-API-Key header \
                           or Authorization: Bearer.";
            return error(401, message);
        }
    }
    match ask.route().as_slice() {
        _ if ask.method != "GET" => error(404, "Not found"),
        ["conversations"] => list(store, ask, shape, most),
        ["conversations", id] => store
            .conversation(id)
            .map_or_else(|| error(404, "Conversation not found"), |text| Answer::text(200, text)),
        _ => error(404, "Not found"),
    }
}

fn list(store: &Store, ask: &Ask, shape: ConversationsAs, most: Option<usize>) -> Answer {
    let invalid =
        |details: &str| Answer::json(400, &json!({ "error": "Validation failed", "details": details }));
    let status = ask.param("status");
    if status.is_some_and(|name| !["active", "completed", "handed_off", "dropped"].contains(&name)) {
        return invalid("status must be one of active, completed, handed_off, dropped");
    }
    let search = ask.param("search");
    if search.is_some_and(|text| text.chars().count() > 100) {
        return invalid("search must be at most 100 characters");
    }
    let found = store.find(status, search);
    let total = found.len();
    let most = most.unwrap_or(total.max(1));
    let skip = match shape {
        ConversationsAs::Data => ask.param("skip").and_then(|skip| skip.parse().ok()).unwrap_or(0).min(total),
        ConversationsAs::Array | ConversationsAs::Conversations => 0,
    };
    let texts = found.join(",");
    let text = match shape {
        ConversationsAs::Array => format!("[{texts}]"),
        ConversationsAs::Data => {
            let texts = found[skip..(skip + most).min(total)].join(",");
            format!(r#"{{"data":[{texts}],"total":{total},"skip":{skip},"limit":{most}}}"#)
        }
        ConversationsAs::Conversations => format!(r#"{{"conversations":[{texts}]}}"#),
    };
    Answer::text(200, text).on_page(skip / most + 1)
}

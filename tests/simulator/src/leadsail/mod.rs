//! LeadSail: `GET /interactions/lead/{leadId}` and `GET /interactions/{interactionId}`.

mod record;
mod store;

use serde_json::json;

pub(crate) use record::{CallPart, EmailPart, Interaction, Line, SmsPart, Telephony, VoiceAi};
pub(crate) use store::{Store, StoredInteraction};

use crate::exchange::{Answer, Ask};
use crate::vendor::LEADSAIL_KEY;

/// The vendor's error envelope.
pub(crate) fn error(status: u16, code: &str, message: &str) -> Answer {
    Answer::json(status, &json!({ "success": false, "error": { "code": code, "message": message } }))
}

/// The answer to a request.
pub(crate) fn answer(store: &Store, ask: &Ask) -> Answer {
    let not_found = || error(404, "NOT_FOUND", "Resource not found");
    if ask.header("x-api-key") != Some(LEADSAIL_KEY) {
        return error(401, "UNAUTHORIZED", "Authentication required");
    }
    if ask.method != "GET" {
        return not_found();
    }
    match ask.route().as_slice() {
        ["interactions", "lead", lead] => {
            store.list(lead).map_or_else(not_found, |texts| Answer::text(200, texts))
        }
        ["interactions", id] => store
            .interaction(id)
            .map_or_else(not_found, |text| Answer::text(200, format!(r#"{{"success":true,"data":{text}}}"#))),
        _ => not_found(),
    }
}

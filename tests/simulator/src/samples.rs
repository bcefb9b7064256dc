//! The documented samples and the recorded answers as data that can be asked for.

use serde_json::Value;
use time::{Duration, OffsetDateTime};

use crate::apten::{self, StoredEvent};
use crate::attendee::{Body, Bot, ChatMessage, StoredMessage};
use crate::data::Data;
use crate::instant;
use crate::lead::Handles;
use crate::leadsail::StoredInteraction;
use crate::naturalead::{Person, StoredConversation};

const EVENTS: &str = include_str!("../../fixtures/documented/apten/list-lead-events.json");
const CALL: &str = include_str!("../../fixtures/documented/apten/get-call.json");
const INTERACTIONS: &str = include_str!("../../fixtures/documented/leadsail/list-lead-interactions.json");
const CONVERSATIONS: &str = include_str!("../../fixtures/documented/naturalead/list-conversations.json");
const CHAT: &str = include_str!("../../fixtures/documented/attendee/list-chat-messages.json");
const RECORDED: [&str; 3] = [
    include_str!("../../fixtures/recorded/attendee/chat-messages-page-1.json"),
    include_str!("../../fixtures/recorded/attendee/chat-messages-page-2.json"),
    include_str!("../../fixtures/recorded/attendee/chat-messages-page-3-last.json"),
];

fn body(fixture: &str) -> Value {
    serde_json::from_str::<Value>(fixture).unwrap_or_default()["body"].take()
}

/// The handles that the reference pages use.
pub(crate) fn documented_handles() -> Handles {
    Handles {
        apten: Some("room_abc".to_owned()),
        leadsail: Some("lead_abc123".to_owned()),
        naturalead: Some(Person {
            lead_id: "<string>".to_owned(),
            phone: "<string>".to_owned(),
            email: "<string>".to_owned(),
        }),
        attendee: vec!["bot_weIAju4OXNZkDTpZ".to_owned()],
    }
}

/// The handle of the recorded meeting.
pub(crate) fn recorded_handles() -> Handles {
    Handles { attendee: vec!["bot_TD9ODPF2rK5EfykT".to_owned()], ..Handles::default() }
}

/// The samples of the reference pages, word for word.
pub(crate) fn load_documented(data: &mut Data, handles: &Handles, now: OffsetDateTime) {
    let each = |list: Value| list.as_array().cloned().unwrap_or_default().into_iter();
    if let Some(room) = &handles.apten {
        let events = each(body(EVENTS)["events"].take());
        let events = events.map(|event| StoredEvent::raw(&event.to_string(), now)).collect();
        data.apten.rooms.insert(room.clone(), apten::Room::new(events));
        if let Ok(record) = serde_json::from_value::<apten::CallRecord>(body(CALL)) {
            let webchat = apten::CallRecord {
                id: "call_webchat".to_owned(),
                lead_id: None,
                session_id: Some("session_abc".to_owned()),
                ..record.clone()
            };
            for record in [record, webchat] {
                data.apten.add_call(apten::Call { room: None, stages: vec![record], reads: 0 });
            }
        }
    }
    if let Some(lead) = &handles.leadsail {
        let interactions = each(body(INTERACTIONS)["data"]["interactions"].take());
        let stored = interactions.map(|record| StoredInteraction::raw(&record.to_string(), now)).collect();
        data.leadsail.add(lead, stored);
    }
    if let Some(person) = &handles.naturalead {
        let conversations = each(body(CONVERSATIONS));
        let stored =
            conversations.map(|record| StoredConversation::raw(&person.lead_id, &record.to_string()));
        data.naturalead.add(stored);
    }
    for bot in &handles.attendee {
        // The page prints the fields of one message beside the envelope, not inside it.
        let mut message = body(CHAT);
        if let Some(fields) = message.as_object_mut() {
            for envelope in ["next", "previous", "results"] {
                fields.remove(envelope);
            }
        }
        data.attendee.put(bot, &message.to_string(), now);
    }
}

/// The recorded messages. The rows' times are not in the answers, but the cursors name some; the others lie evenly
/// between those.
pub(crate) fn load_recorded(data: &mut Data, handles: &Handles) {
    let known = [(0, 0.880), (24, 0.889_595), (25, 0.890_131), (49, 0.903_581), (50, 0.903_996), (100, 0.93)];
    let start = instant::parse("2026-11-20T05:09:00Z").unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let messages = RECORDED.iter().flat_map(|page| {
        let results = body(page)["results"].take();
        serde_json::from_value::<Vec<ChatMessage>>(results).unwrap_or_default()
    });
    let rows: Vec<StoredMessage> = messages
        .enumerate()
        .map(|(index, message)| {
            let at = between(&known, index);
            StoredMessage { created_at: start + at, body: Body::Message(Box::new(message)) }
        })
        .collect();
    for bot in &handles.attendee {
        let mut meeting = Bot::ended(bot, "https://meet.google.com/abc-defg-hij", []);
        meeting.messages.clone_from(&rows);
        data.attendee.add(bot, meeting);
    }
}

fn between(known: &[(usize, f64)], index: usize) -> Duration {
    let micros = |seconds: f64| Duration::seconds_f64(seconds).whole_microseconds();
    let after = known.iter().position(|(at, _)| *at >= index).unwrap_or(known.len() - 1);
    let (from, to) = (known[after.saturating_sub(1)], known[after]);
    let span = i128::try_from((to.0 - from.0).max(1)).unwrap_or(1);
    let step = i128::try_from(index - from.0.min(index)).unwrap_or(0);
    let (low, high) = (micros(from.1), micros(to.1));
    let exact = if to.0 == index { high } else { low + (high - low) * step / span };
    Duration::microseconds(i64::try_from(exact).unwrap_or(0))
}

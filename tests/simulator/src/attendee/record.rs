//! Attendee's records in its own field names.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::instant;
use crate::settings::Millis;

/// One chat message.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct ChatMessage {
    /// `msg_` and sixteen characters.
    pub(crate) id: String,
    /// The words.
    pub(crate) text: String,
    /// Milliseconds since 1970; in truth always whole seconds.
    pub(crate) timestamp_ms: Value,
    /// Seconds since 1970.
    pub(crate) timestamp: i64,
    /// `everyone` or `only_bot`.
    pub(crate) to: String,
    /// What the sender typed as a name; null where the platform gave none.
    pub(crate) sender_name: Option<String>,
    /// The sender within this meeting.
    pub(crate) sender_uuid: String,
    /// The sender at the platform; null where it gives none.
    pub(crate) sender_user_uuid: Option<String>,
    /// What the platform adds; `{}` is common.
    pub(crate) additional_data: Value,
}

impl ChatMessage {
    /// A message to everyone.
    pub(crate) fn new(id: &str, at: OffsetDateTime, sender: (&str, &str), text: &str) -> Self {
        Self {
            id: id.to_owned(),
            text: text.to_owned(),
            timestamp_ms: json!(at.unix_timestamp() * 1000),
            timestamp: at.unix_timestamp(),
            to: "everyone".to_owned(),
            sender_name: Some(sender.0.to_owned()),
            sender_uuid: sender.1.to_owned(),
            sender_user_uuid: None,
            additional_data: json!({}),
        }
    }
}

/// A message as stored: with the time of its row, which orders the list and is never served.
#[derive(Clone, Debug)]
pub(crate) struct StoredMessage {
    /// When the row was made.
    pub(crate) created_at: OffsetDateTime,
    /// The message.
    pub(crate) body: Body,
}

/// What is served for a stored message.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// A message that the simulator understands.
    Message(Box<ChatMessage>),
    /// A text put in as it is.
    Raw(String),
}

impl StoredMessage {
    /// The text served.
    pub(crate) fn text(&self, millis: Millis) -> String {
        match &self.body {
            Body::Raw(text) => text.clone(),
            Body::Message(message) if millis == Millis::String && message.timestamp_ms.is_number() => {
                let message = ChatMessage {
                    timestamp_ms: json!(message.timestamp_ms.to_string()),
                    ..(**message).clone()
                };
                serde_json::to_string(&message).unwrap_or_default()
            }
            Body::Message(message) => serde_json::to_string(message).unwrap_or_default(),
        }
    }

    /// The message's id, if it has one.
    pub(crate) fn id(&self) -> Option<String> {
        match &self.body {
            Body::Message(message) => Some(message.id.clone()),
            Body::Raw(text) => serde_json::from_str::<Value>(text).ok()?["id"].as_str().map(str::to_owned),
        }
    }
}

/// One bot, that is one meeting.
#[derive(Clone, Debug)]
pub(crate) struct Bot {
    /// What `GET /bots/{id}` answers.
    pub(crate) record: Value,
    /// Its chat, in the order of the rows.
    pub(crate) messages: Vec<StoredMessage>,
}

impl Bot {
    /// A bot whose meeting is over. Rows are made a little after their messages, each at its own microsecond.
    pub(crate) fn ended(
        id: &str,
        meeting_url: &str,
        messages: impl IntoIterator<Item = ChatMessage>,
    ) -> Self {
        let record = json!({
            "id": id, "metadata": null, "meeting_url": meeting_url, "state": "ended", "events": [],
            "transcription_state": null, "recording_state": null, "join_at": null, "deduplication_key": null,
        });
        let mut last = OffsetDateTime::UNIX_EPOCH;
        let stored = messages.into_iter().enumerate().map(|(index, message)| {
            let at = OffsetDateTime::from_unix_timestamp(message.timestamp).unwrap_or(last);
            let odd = i64::try_from(index).unwrap_or_default() * 137 % 900_000;
            let row = at + time::Duration::microseconds(71_113 + odd);
            last = row.max(last + time::Duration::microseconds(1));
            StoredMessage { created_at: last, body: Body::Message(Box::new(message)) }
        });
        Self { record, messages: stored.collect() }
    }

    /// The text of a row's time in a cursor.
    pub(crate) fn position(message: &StoredMessage) -> String {
        instant::python(message.created_at)
    }
}

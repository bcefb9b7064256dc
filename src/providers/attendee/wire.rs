//! A chat message in Attendee's own names, as
//! [its serializer](https://github.com/attendee-labs/attendee/blob/main/bots/serializers.py) sends it.
//!
//! Nothing is required: a member that is absent, `null`, `{}` or of another type is `None` and costs nothing else.

use crate::providers::{
    object::{Object, text_of},
    reading::Reading,
};

/// One message of a meeting's chat.
#[derive(Debug, Clone)]
pub(super) struct ChatMessage<'a> {
    /// `id`: `msg_` and sixteen characters.
    pub(super) id: Option<Box<str>>,
    /// `text`.
    pub(super) text: Option<Box<str>>,
    /// `timestamp`, as it came: seconds since 1970.
    pub(super) timestamp: Option<Box<str>>,
    /// `timestamp_ms`, as it came: milliseconds since 1970, a number or a text.
    pub(super) timestamp_ms: Option<Box<str>>,
    /// `to`: `everyone`, `only_bot`.
    pub(super) to: Option<Box<str>>,
    /// `sender_name`.
    pub(super) sender_name: Option<Box<str>>,
    /// Everything else: `sender_uuid`, `sender_user_uuid`, `additional_data`, and what is not documented.
    pub(super) rest: Reading<'a>,
}

impl<'a> ChatMessage<'a> {
    /// Reads a message's members.
    pub(super) fn of(object: Object<'a>) -> Self {
        let mut reading = Reading::of(object);
        reading.fact("Sender in this meeting", "sender_uuid");
        reading.fact("Sender at the platform", "sender_user_uuid");
        let additional = reading.inner("additional_data");
        reading.absorb(additional, "Additional data: ");
        Self {
            id: reading.word(&["id"]),
            text: reading.raw("text").and_then(text_of),
            timestamp: reading.word(&["timestamp"]),
            timestamp_ms: reading.word(&["timestamp_ms"]),
            to: reading.word(&["to"]),
            sender_name: reading.word(&["sender_name"]),
            rest: reading,
        }
    }
}

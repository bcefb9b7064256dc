//! A chat message as a record with one entry.

use super::wire::ChatMessage;
use crate::{
    model::{
        Audience, Channel, Content, Direction, Entry, EntryId, Fact, Message, Party, Record, Revision, Role,
        ThreadId, Timestamp, When,
    },
    providers::{
        object::Object,
        parts::{Source, place},
        words,
    },
};

/// The record of one message in the chat of `meeting`.
pub(super) fn record(source: &Source, meeting: Option<&ThreadId>, text: &str) -> Record {
    let object = match Object::parse(text) {
        Ok(object) => object,
        Err(reason) => {
            let id = Object::salvage(text).word("id").map(|id| source.record_id(&id, text));
            let mut record =
                source.unreadable(text, id, format!("This chat message could not be read: {reason}."));
            for entry in &mut record.entries {
                entry.thread = meeting.cloned();
                entry.channel = Channel::Meeting;
            }
            return record;
        }
    };
    let message = ChatMessage::of(object);
    let raw = source.raw(text);
    let id = source.record_id(message.id.as_deref().unwrap_or_default(), text);
    let revision = Revision::of(None, &raw);
    let (when, mut facts) = when(message.timestamp_ms.as_deref(), message.timestamp.as_deref());
    facts.extend(message.rest.into_facts());
    let known = [("everyone", Audience::Everyone), ("only_bot", Audience::OnlyBot)];
    let audience = words::open(message.to, &known);
    let mut entries = vec![Entry {
        id: EntryId { record: id.clone(), part: "".into() },
        revision,
        thread: meeting.cloned(),
        when,
        place: None,
        order: 0,
        channel: Channel::Meeting,
        direction: Direction::Internal,
        actor: Party { role: Role::Participant, name: message.sender_name, address: None },
        content: match message.text {
            Some(text) => Content::Message(Message { text, audience, ..Message::default() }),
            None => Content::Unknown { label: "chat message".into(), text: text.into() },
        },
        facts,
        raw,
    }];
    place(&mut entries);
    Record { id, revision, entries, again: None }
}

/// When a message was sent, and whichever of its two times is not that one.
fn when(millis: Option<&str>, secs: Option<&str>) -> (When, Vec<Fact>) {
    let by_millis = millis.map(|text| moment(text, Timestamp::from_millis));
    let by_secs = secs.map(|text| moment(text, Timestamp::from_secs));
    let mut facts = Vec::new();
    let mut keep = |label, text: Option<&str>| facts.extend(text.map(|text| Fact::text(label, text)));
    let when = match (by_millis, by_secs) {
        (Some(millis), None) => millis,
        (None, secs) => secs.unwrap_or(When::Missing),
        (Some(by_millis), Some(by_secs)) => {
            let second = |when: &When| when.at().map(|at| at.millis().div_euclid(1000));
            if by_millis.at().is_none() && by_secs.at().is_some() {
                keep("Time in milliseconds", millis);
                by_secs
            } else {
                if second(&by_millis) != second(&by_secs) || by_secs.at().is_none() {
                    keep("Time in seconds", secs);
                }
                by_millis
            }
        }
    };
    (when, facts)
}

/// A time counted from 1970, whole or with a fraction; or, in whatever other form it came, what can be read of it.
fn moment(text: &str, count: fn(i64) -> Option<Timestamp>) -> When {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    match whole.parse() {
        Ok(number) if fraction.bytes().all(|byte| byte.is_ascii_digit()) => {
            count(number).map_or_else(|| When::Unreadable(text.into()), When::At)
        }
        _ => When::parse(text),
    }
}

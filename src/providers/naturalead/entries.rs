//! A conversation as a record: one entry for its opening, one for each message.

use std::sync::Arc;

use super::wire::{Conversation, Message};
use crate::{
    model::{
        self, Channel, Content, Direction, Email, Entry, EntryId, Party, Qualification, Raw, Record,
        RecordId, Revision, Role, Stage, Thread, ThreadId, ThreadKind, When,
    },
    providers::{
        parts::{PartIds, Source, place},
        words,
    },
};

/// The record of one conversation; `text` is its own text.
pub(super) fn record(source: &Source, conversation: &Conversation<'_>, text: &str) -> Record {
    let id = match &conversation.id {
        Some(id) => source.record_id(id, text),
        None if conversation.birth.is_empty() => source.content_id("conversation", text),
        None => source.content_id("conversation", &conversation.birth),
    };
    let messages: Vec<_> = conversation.messages().collect();
    let opening = opening(id, conversation, messages.len(), source.raw(text));
    let mut parts = PartIds::default();
    let said = messages.into_iter().enumerate().map(|(index, (text, message))| {
        let raw = Raw { pointer: format!("/messages/{index}").into(), ..opening.raw.clone() };
        let blank = Entry { raw, facts: Vec::new(), ..opening.clone() };
        match message {
            Ok(message) => said(blank, conversation, message, text, &mut parts),
            Err(reason) => unreadable(blank, text, &reason, &mut parts),
        }
    });
    let mut entries: Vec<Entry> = said.collect();
    let (id, revision) = (opening.id.record.clone(), opening.revision);
    entries.insert(0, opening);
    place(&mut entries);
    Record { id, revision, entries, again: None }
}

/// The entry for the conversation as a whole, at the moment it was opened.
fn opening(id: RecordId, conversation: &Conversation<'_>, sent_messages: usize, raw: Raw) -> Entry {
    let thread_id = ThreadId::new(id.vendor, id.native());
    let content = thread_id.as_ref().map(|thread| thread_of(thread, conversation, sent_messages));
    Entry {
        id: EntryId { record: id, part: "".into() },
        revision: Revision::of(conversation.updated_at.at(), &raw),
        thread: thread_id.as_ref().ok().cloned(),
        when: conversation.created_at.clone(),
        place: None,
        order: 0,
        channel: words::channel(conversation.channel.as_deref()),
        direction: Direction::Unstated,
        actor: Party::of(Role::Unstated),
        content: content.map_or_else(
            |wrong| Content::Unreadable { reason: wrong.to_string().into() },
            |thread| Content::Thread(Arc::new(thread)),
        ),
        facts: Vec::new(),
        raw,
    }
}

fn thread_of(id: &ThreadId, conversation: &Conversation<'_>, sent_messages: usize) -> Thread {
    let stage =
        Stage { index: conversation.current_stage_index, name: conversation.current_stage_name.clone() };
    let qualification = conversation.qualification_result.as_ref();
    Thread {
        id: id.clone(),
        kind: ThreadKind::Conversation,
        channel: words::channel(conversation.channel.as_deref()),
        status: conversation.status.clone(),
        stage: (stage.index.is_some() || stage.name.is_some()).then_some(stage),
        qualification: qualification
            .map(|result| Qualification { qualified: result.qualified, reason: result.reason.clone() }),
        summary: conversation.summary.clone(),
        phone: conversation.lead_phone.clone(),
        email: conversation.lead_email.clone(),
        opened: conversation.created_at.clone(),
        changed: conversation.updated_at.clone(),
        stated_messages: conversation.message_count,
        sent_messages,
        failure: None,
        facts: conversation.rest.clone().into_facts(),
    }
}

/// The entry for one message.
fn said(
    blank: Entry,
    conversation: &Conversation<'_>,
    message: Message<'_>,
    text: &str,
    parts: &mut PartIds,
) -> Entry {
    let sent = message.timestamp.as_deref();
    let role = message.role.as_deref();
    let part =
        parts.next(&[sent.unwrap_or(""), role.unwrap_or(""), message.content.as_deref().unwrap_or(text)]);
    let (speaker, direction) = speaker(role);
    let address = if blank.channel == Channel::Email {
        conversation.lead_email.clone()
    } else {
        conversation.lead_phone.clone()
    };
    let address = address.filter(|_| speaker == Role::Lead);
    Entry {
        id: EntryId { part, ..blank.id },
        when: When::parse_option(sent),
        direction,
        actor: Party { role: speaker, name: None, address },
        facts: message.rest.into_facts(),
        content: match message.content {
            Some(text) if blank.channel == Channel::Email => {
                Content::Email(Email { text, ..Email::default() })
            }
            Some(text) => Content::Message(model::Message { text, ..model::Message::default() }),
            None => Content::Unknown { label: "message".into(), text: text.into() },
        },
        ..blank
    }
}

/// The entry for a message that is no object.
fn unreadable(blank: Entry, text: &str, reason: &str, parts: &mut PartIds) -> Entry {
    Entry {
        id: EntryId { part: parts.next(&["unreadable", text]), ..blank.id },
        when: When::Missing,
        direction: Direction::Unstated,
        content: Content::Unreadable { reason: format!("This message could not be read: {reason}.").into() },
        ..blank
    }
}

/// Who speaks in a role, and which way that goes. Only `agent` is documented; `human` is left as it came, because it
/// may be the lead or the person who took over from the agent.
fn speaker(role: Option<&str>) -> (Role, Direction) {
    let Some(role) = role else { return (Role::Unstated, Direction::Unstated) };
    match role.to_ascii_lowercase().as_str() {
        "agent" | "assistant" | "ai" | "bot" => (Role::Ai, Direction::Outbound),
        "lead" | "user" | "customer" => (Role::Lead, Direction::Inbound),
        "system" => (Role::System, Direction::Internal),
        _ => (Role::Other(role.into()), Direction::Unstated),
    }
}

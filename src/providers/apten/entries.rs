//! Apten's events as entries.

use std::sync::Arc;

use crate::{
    model::{
        Blocked, Call, CallId, Channel, Content, Direction, Email, Entry, EntryId, Event as CustomEvent,
        FactValue, Message, Party, Raw, Record, RecordId, Revision, Role, ToolCall, Vendor,
    },
    providers::{
        apten::{
            call,
            wire::{Event, moment},
        },
        object::Object,
        parts::Source,
        reading::Reading,
        words,
    },
};

/// One event as a record with one entry.
pub(super) fn record(source: &Source, text: &str) -> Record {
    let record = match Event::parse(text) {
        Ok(event) => readable(source, text, event),
        Err(reason) => source.unreadable(text, named(text), reason),
    };
    Record { again: source.again(&record.id, again), ..record }
}

fn again(raw: &Raw) -> Vec<Entry> {
    record(&Source::of_raw(Vendor::Apten, raw), &raw.text).entries
}

/// The id that a good copy of an unreadable event will have, when both of its parts can be made out.
fn named(text: &str) -> Option<RecordId> {
    let object = Object::parse(text).unwrap_or_else(|_| Object::salvage(text));
    let (kind, id) = (object.word("type")?, object.word("id")?);
    RecordId::new(Vendor::Apten, &format!("{kind}:{id}")).ok()
}

fn readable(source: &Source, text: &str, event: Event<'_>) -> Record {
    let raw = source.raw(text);
    let id = match &event.id {
        Some(id) => source.record_id(&[&*event.kind, ":", id].concat(), text),
        None => source.content_id(&event.kind, text),
    };
    let revision = Revision::of(event.updated_at.at(), &raw);
    let mut entry = Entry {
        id: EntryId { record: id.clone(), part: "".into() },
        revision,
        thread: None,
        place: event.timestamp.at(),
        when: event.timestamp.clone(),
        order: 0,
        channel: Channel::Unstated,
        direction: Direction::Unstated,
        actor: Party::of(Role::Unstated),
        content: Content::Unknown { label: event.kind.clone(), text: event.data_text.into() },
        facts: Vec::new(),
        raw,
    };
    fill(&mut entry, event);
    Record { id, revision, entries: vec![entry], again: None }
}

/// The record that a call's event would be, as far as the call itself tells. Older than any copy of that event.
pub(super) fn unlisted(call: &Call) -> Record {
    let native = format!("CALL:{}", call.id.native());
    let id = RecordId::new(Vendor::Apten, &native)
        .or_else(|_| RecordId::new(Vendor::Apten, call.id.native()))
        .unwrap_or_else(|_| unreachable!("a call's id is an id"));
    let revision = Revision::of(None, &call.raw);
    let entry = Entry {
        id: EntryId { record: id.clone(), part: "".into() },
        revision,
        thread: None,
        place: call.started.at(),
        when: call.started.clone(),
        order: 0,
        channel: Channel::Call,
        direction: call.direction.clone(),
        actor: Party::of(caller(call)),
        content: Content::Call(Arc::new(call.clone())),
        facts: Vec::new(),
        raw: call.raw.clone(),
    };
    Record { id, revision, entries: vec![entry], again: None }
}

/// Gives an entry what its type's `data` says.
fn fill(entry: &mut Entry, event: Event<'_>) {
    let Event { id, kind, data, data_text, mut rest, updated_at, .. } = event;
    let has_data = data.is_some();
    let mut data = data.unwrap_or_default();
    match kind.as_ref() {
        "CALL" => {
            let call_id = CallId::new(Vendor::Apten, id.as_deref().unwrap_or_default());
            entry.channel = Channel::Call;
            // Without an id there is no call to open; what came is shown as it is.
            if let Ok(call_id) = call_id {
                let raw = entry.raw.clone();
                let mut call = call::call(call_id, entry.when.clone(), updated_at.clone(), raw, &mut data);
                entry.direction = call.direction.clone();
                entry.actor = Party::of(caller(&call));
                rest.absorb(Some(data), "");
                if !has_data && !data_text.is_empty() {
                    rest.add("Data", Some(FactValue::Text(data_text.into())));
                }
                call.facts = rest.into_facts();
                entry.content = Content::Call(Arc::new(call));
                return;
            }
        }
        "MESSAGE" if has_data => message(entry, &mut data),
        "EMAIL" if has_data => email(entry, &mut data),
        "TOOL_CALL" if has_data => tool_call(entry, &mut data, data_text),
        "COMPLIANCE_BLOCKED" if has_data => blocked(entry, &mut data),
        "CUSTOM" => {
            entry.channel = Channel::Custom;
            entry.direction = Direction::Internal;
            entry.actor = Party::of(Role::System);
            let name = data.word(&["name", "eventName", "event", "title"]);
            entry.content = Content::Event(CustomEvent { name, data: data_text.into() });
            // All of `data` is shown as it came.
            data = Reading::default();
        }
        "MESSAGE" | "EMAIL" | "TOOL_CALL" | "COMPLIANCE_BLOCKED" => {}
        _ => {
            entry.channel = Channel::Other(kind);
            entry.direction = words::direction(data.word(&["direction"]).as_deref());
            data = Reading::default();
        }
    }
    rest.add("Last changed", moment(&updated_at));
    rest.absorb(Some(data), "");
    entry.facts = rest.into_facts();
}

/// Who called, as far as the call says.
fn caller(call: &Call) -> Role {
    let is_ai = call.flags.contains(&("AI-initiated", true));
    match call.direction {
        Direction::Inbound => Role::Lead,
        Direction::Outbound if is_ai => Role::Ai,
        Direction::Outbound => Role::Company,
        Direction::Internal | Direction::Other(_) | Direction::Unstated => Role::Unstated,
    }
}

/// Names of what vendors say of a delivery, the documented neighbours' first.
const DELIVERY: &[&str] = &["deliveryStatus", "status"];
const FAILURE: &[&str] = &["errorMessage", "error", "failureReason"];
const TEXT: &[&str] = &["text", "body", "html"];

fn message(entry: &mut Entry, data: &mut Reading<'_>) {
    entry.channel = words::channel(data.word(&["deliveryChannel", "channel"]).as_deref());
    who(entry, data);
    let (_, text) = content(data);
    entry.content = Content::Message(Message {
        text: text.unwrap_or_default(),
        delivery: data.word(DELIVERY),
        error: data.word(FAILURE),
        audience: None,
        source: data.word(&["source"]),
    });
}

fn email(entry: &mut Entry, data: &mut Reading<'_>) {
    entry.channel = Channel::Email;
    who(entry, data);
    data.fact("Delivery channel", "deliveryChannel");
    let (subject, text) = content(data);
    entry.content = Content::Email(Email {
        subject,
        text: text.unwrap_or_default(),
        delivery: data.word(DELIVERY),
        error: data.word(FAILURE),
    });
}

/// Subject and text, which stand in `content`, or, where that is missing, in `data` itself.
fn content(data: &mut Reading<'_>) -> (Option<Box<str>>, Option<Box<str>>) {
    let mut inner = data.inner("content");
    let mut subject = None;
    let mut text = None;
    if let Some(inner) = &mut inner {
        subject = inner.word(&["subject"]).or_else(|| inner.has("subject").then(Box::default));
        text = inner.word(TEXT);
    }
    data.absorb(inner, "content.");
    (
        subject.or_else(|| data.word(&["subject"])).or_else(|| data.has("subject").then(Box::default)),
        text.or_else(|| data.word(&["content", "text", "body", "html"])),
    )
}

/// Direction and actor.
fn who(entry: &mut Entry, data: &mut Reading<'_>) {
    entry.direction = words::direction(data.word(&["direction"]).as_deref());
    let by_ai = data.flag("isAiGenerated");
    let role = match (&entry.direction, by_ai) {
        (Direction::Inbound, _) => Role::Lead,
        (_, Some(true)) => Role::Ai,
        (Direction::Outbound, Some(false)) => Role::Person,
        (Direction::Outbound, None) => Role::Company,
        _ => Role::Unstated,
    };
    // Where the role does not already say it.
    if !matches!(role, Role::Ai | Role::Person) {
        data.fact("Written by AI", "isAiGenerated");
    }
    let name = data.word(&["sentBy", "senderName"]);
    entry.actor = Party { role, name, address: data.word(&["from"]) };
    data.fact("Follow-up", "isFollowUp");
    data.fact("Follow-up step", "followUpStep");
}

/// No shape is documented: likely names are tried, and `data` is shown as it came when none of them is there.
fn tool_call(entry: &mut Entry, data: &mut Reading<'_>, data_text: &str) {
    entry.channel = Channel::Tool;
    entry.direction = Direction::Internal;
    entry.actor = Party::of(Role::System);
    let mut tool = ToolCall {
        name: data.word(&["name", "toolName", "tool"]),
        status: data.word(&["status"]),
        input: data.word(&["input", "arguments", "args", "parameters"]),
        output: data.word(&["output", "result", "response", "error"]),
        seconds: data.number("durationSeconds").or_else(|| Some(data.number("durationMs")? / 1000.0)),
    };
    if tool == ToolCall::default() {
        tool.input = Some(data_text.into());
        *data = Reading::default();
    }
    entry.content = Content::ToolCall(tool);
}

/// An outbound message or call that a rule held back.
fn blocked(entry: &mut Entry, data: &mut Reading<'_>) {
    let blocked = Blocked {
        channel: data.word(&["channel"]),
        reason: data.word(&["reason"]),
        source: data.word(&["source"]),
        triggered_by: data.word(&["triggeredBy"]),
    };
    entry.channel = words::channel(blocked.channel.as_deref());
    entry.direction = Direction::Outbound;
    entry.actor = Party::of(Role::System);
    entry.content = Content::Blocked(blocked);
}

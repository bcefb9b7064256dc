//! Builders: plain things of the model, to be changed field by field by the test that needs them.

use std::sync::Arc;

use leadwake::model::{
    Call, CallProgress, Channel, Content, Direction, Entry, EntryId, Message, Party, Raw, Record, Recording,
    Revision, Role, Screening, Thread, ThreadId, ThreadKind, Timestamp, ToolCall, Turn, When,
};

/// 2026-05-14T15:00:00Z and so many seconds: a Thursday afternoon.
pub(crate) fn at(secs: i64) -> Timestamp {
    Timestamp::from_secs(1_778_770_800 + secs).unwrap()
}

/// A record's text.
pub(crate) fn raw(text: &str) -> Raw {
    Raw { text: text.into(), pointer: "".into(), path: "/".into(), fetched: None }
}

/// A text message from the lead, `vendor:record` or `vendor:record#part`, so many seconds after [`at`] zero.
pub(crate) fn message(id: &str, secs: impl Into<Option<i64>>, text: &str) -> Entry {
    let place = secs.into().map(at);
    Entry {
        id: id.parse().unwrap(),
        revision: Revision { changed: None, fetched: None, fingerprint: 0 },
        thread: None,
        when: place.map_or(When::Missing, When::At),
        place,
        order: 0,
        channel: Channel::Sms,
        direction: Direction::Inbound,
        actor: Party::of(Role::Lead),
        content: Content::Message(Message { text: text.into(), ..Message::default() }),
        facts: Vec::new(),
        raw: raw("{}"),
    }
}

/// A tool call of the agent.
pub(crate) fn tool(id: &str, secs: i64) -> Entry {
    Entry {
        channel: Channel::Tool,
        direction: Direction::Internal,
        actor: Party::of(Role::Ai),
        content: Content::ToolCall(ToolCall { name: Some("check_calendar".into()), ..ToolCall::default() }),
        ..message(id, secs, "")
    }
}

/// The entry of a call.
pub(crate) fn call_entry(id: &str, secs: i64, call: Call) -> Entry {
    Entry { channel: Channel::Call, content: Content::Call(Arc::new(call)), ..message(id, secs, "") }
}

/// A record of entries, all of the first one's record, last changed so many seconds after [`at`] zero.
pub(crate) fn record(changed: impl Into<Option<i64>>, mut entries: Vec<Entry>) -> Record {
    let id = entries.first().unwrap().id.record.clone();
    let text = format!("{entries:?}");
    let revision = Revision::of(changed.into().map(at), &raw(&text));
    for (order, entry) in (0..).zip(&mut entries) {
        entry.id = EntryId { record: id.clone(), part: entry.id.part.clone() };
        entry.revision = revision;
        entry.order = order;
    }
    Record { id, revision, entries, again: None }
}

/// An SMS thread of which little is known.
pub(crate) fn thread(id: &str) -> Thread {
    Thread {
        id: id.parse::<ThreadId>().unwrap(),
        kind: ThreadKind::Sms,
        channel: Channel::Sms,
        status: None,
        stage: None,
        qualification: None,
        summary: None,
        phone: None,
        email: None,
        opened: When::Missing,
        changed: When::Missing,
        stated_messages: None,
        sent_messages: 0,
        failure: None,
        facts: Vec::new(),
    }
}

/// An outbound call that is over and of which nothing else is known.
pub(crate) fn call(id: &str) -> Call {
    Call {
        id: id.parse().unwrap(),
        is_whole: false,
        direction: Direction::Outbound,
        status: None,
        progress: CallProgress::Ended,
        started: When::Missing,
        changed: When::Missing,
        length: None,
        ended_by: None,
        end_reason: None,
        summary: None,
        transcript: None,
        transfer: None,
        voicemail: None,
        screening: Screening::default(),
        lead_spoke: None,
        flags: Vec::new(),
        numbers: Vec::new(),
        recording: Recording::NotOffered,
        failure: None,
        facts: Vec::new(),
        raw: raw(id),
    }
}

/// A turn of a transcript, in milliseconds after [`at`] zero.
pub(crate) fn turn(
    role: Role,
    start: impl Into<Option<i64>>,
    end: impl Into<Option<i64>>,
    text: &str,
) -> Turn {
    let when =
        |millis: Option<i64>| millis.map_or(When::Missing, |millis| When::At(at(0).plus_millis(millis)));
    Turn {
        speaker: Party::of(role),
        text: text.into(),
        start: when(start.into()),
        end: when(end.into()),
        source: None,
    }
}

/// Uses every builder, so that a test file which needs only some of them compiles without warnings.
#[test]
fn builders_make_what_they_say() {
    let thread = thread("leadsail:int_1");
    let spoken = Call { transcript: Some(vec![turn(Role::Lead, 0, None, "Hi")]), ..call("apten:call_1") };
    let record = record(
        5,
        vec![
            call_entry("apten:a#0", 0, spoken),
            tool("apten:a#1", 1),
            Entry { thread: Some(thread.id), ..message("apten:a#2", None, "Hello") },
        ],
    );
    assert_eq!(record.entries.iter().map(|entry| entry.order).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(at(0).to_rfc3339(), "2026-05-14T15:00:00.000Z");
}

//! Histories to try the list's parts on.

use crate::{
    model::{
        Channel, Content, Direction, Entry, EntryId, Message, Party, Raw, Record, RecordId, Revision, Role,
        Timestamp, When,
    },
    timeline::Timeline,
};

/// A text message that arrived so many seconds after 1970.
pub(super) fn record(id: &str, secs: i64) -> Record {
    let at = Timestamp::from_secs(secs);
    let raw = Raw { text: "{}".into(), pointer: "".into(), path: "/".into(), fetched: None };
    let revision = Revision::of(None, &raw);
    let id: RecordId = format!("apten:{id}").parse().unwrap();
    let entry = Entry {
        id: EntryId { record: id.clone(), part: "".into() },
        revision,
        thread: None,
        when: at.map_or(When::Missing, When::At),
        place: at,
        order: 0,
        channel: Channel::Sms,
        direction: Direction::Inbound,
        actor: Party::of(Role::Lead),
        content: Content::Message(Message::default()),
        facts: Vec::new(),
        raw,
    };
    Record { id, revision, entries: vec![entry], again: None }
}

/// A history of text messages at these seconds after 1970.
pub(super) fn timeline(times: &[i64]) -> Timeline {
    let mut timeline = Timeline::default();
    let records = times.iter().enumerate().map(|(index, secs)| record(&format!("m{index}"), *secs));
    timeline.merge(records.collect());
    timeline
}

//! What Apten holds.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use time::OffsetDateTime;

use super::record::{CallRecord, Event};
use crate::instant;
use crate::truth::{self, TruthEntry};
use crate::vendor::Vendor;

/// The organisation every made-up record belongs to.
pub(crate) const ORG: &str = "org_sunmere";

/// One event, kept as the text that is served.
#[derive(Clone, Debug)]
pub(crate) struct StoredEvent {
    /// When it last changed, as ISO text: the list's order.
    pub(crate) updated_at: String,
    /// The event's id; empty when the raw text has none.
    pub(crate) id: String,
    /// The event's type; empty when the raw text has none.
    pub(crate) kind: String,
    /// The record.
    pub(crate) text: String,
}

impl StoredEvent {
    /// Keeps any text as a record; `at` orders it when it says no `updatedAt` itself.
    pub(crate) fn raw(text: &str, at: OffsetDateTime) -> Self {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let field = |name: &str| value[name].as_str().map(str::to_owned);
        Self {
            updated_at: truth::time_of(&value["updatedAt"]).unwrap_or_else(|| instant::iso(at)),
            id: field("id").unwrap_or_default(),
            kind: field("type").unwrap_or_default(),
            text: text.to_owned(),
        }
    }

    fn order(&self) -> (&str, &str) {
        (&self.updated_at, &self.id)
    }
}

impl From<&Event> for StoredEvent {
    fn from(event: &Event) -> Self {
        Self {
            updated_at: event.updated_at.clone(),
            id: event.id.clone(),
            kind: event.kind.clone(),
            text: serde_json::to_string(event).unwrap_or_default(),
        }
    }
}

/// The events of one lead, by `updatedAt`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Room {
    events: Vec<StoredEvent>,
}

impl Room {
    /// A room with these events.
    pub(crate) fn new(mut events: Vec<StoredEvent>) -> Self {
        events.sort_by(|a, b| a.order().cmp(&b.order()));
        Self { events }
    }

    /// The events whose `updatedAt` is `since` or later and, in that order, after the position `after`.
    pub(crate) fn from(&self, since: &str, after: Option<(&str, &str)>) -> (usize, &[StoredEvent]) {
        let first = self.events.partition_point(|event| event.updated_at.as_str() < since);
        let start = after
            .map_or(first, |position| self.events.partition_point(|event| event.order() <= position))
            .max(first);
        (start - first, &self.events[start..])
    }

    /// Adds an event, replacing the one of the same type and id.
    pub(crate) fn upsert(&mut self, event: StoredEvent) {
        if !event.id.is_empty() {
            self.remove(&event.kind, &event.id);
        }
        let place = self.events.partition_point(|known| known.order() <= event.order());
        self.events.insert(place, event);
    }

    /// Takes an event away; whether there was one.
    pub(crate) fn remove(&mut self, kind: &str, id: &str) -> bool {
        let before = self.events.len();
        self.events.retain(|event| event.kind != kind || event.id != id);
        self.events.len() < before
    }

    /// The event whose `TYPE:id`, or whose id alone, is this.
    pub(crate) fn find(&self, record: &str) -> Option<&StoredEvent> {
        self.events
            .iter()
            .find(|event| event.id == record || format!("{}:{}", event.kind, event.id) == record)
    }

    fn truth(&self) -> impl Iterator<Item = TruthEntry> + '_ {
        self.events.iter().map(|event| entry_of(&event.text))
    }
}

fn entry_of(text: &str) -> TruthEntry {
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        return TruthEntry::unreadable(Vendor::Apten, text);
    };
    let data = &value["data"];
    let kind = truth::text_of(&value["type"]).unwrap_or_default();
    let record = value["id"].as_str().map(|id| format!("{kind}:{id}"));
    TruthEntry {
        vendor: Vendor::Apten,
        record,
        part: None,
        time: truth::time_of(&value["timestamp"]),
        direction: truth::direction_of(&data["direction"]),
        text: truth::text_of(&data["content"]["text"]).or_else(|| truth::text_of(&data["summary"])),
        kind,
    }
}

/// One call, which may still be on its way to its last state.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// The lead's room, for the CALL event; `None` for a webchat call.
    pub(crate) room: Option<String>,
    /// What is served: the first until it has been read often enough, then the next, and so on.
    pub(crate) stages: Vec<CallRecord>,
    /// How often the current stage has been read.
    pub(crate) reads: usize,
}

impl Call {
    /// A call that is finished.
    pub(crate) fn finished(room: &str, record: CallRecord) -> Self {
        Self { room: Some(room.to_owned()), stages: vec![record], reads: 0 }
    }
}

/// Everything Apten holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    /// Events by lead.
    pub(crate) rooms: BTreeMap<String, Room>,
    /// Calls by id.
    pub(crate) calls: BTreeMap<String, Call>,
}

impl Store {
    /// Adds a call and its CALL event.
    pub(crate) fn add_call(&mut self, call: Call) {
        let Some(current) = call.stages.first() else { return };
        if let Some(room) = &call.room {
            let event = current.event(room, ORG);
            self.rooms.entry(room.clone()).or_default().upsert(StoredEvent::from(&event));
        }
        self.calls.insert(current.id.clone(), call);
    }

    /// The call's current text; reading it may bring it to its next stage, which also updates its event.
    /// `reads_per_stage` says how often each stage but the last is read.
    pub(crate) fn read_call(&mut self, id: &str, reads_per_stage: &[usize]) -> Option<String> {
        let call = self.calls.get_mut(id)?;
        let text = serde_json::to_string(call.stages.first()?).ok()?;
        call.reads += 1;
        // The last stage needs no count, so the counts are taken from the end of the list.
        let counted = call.stages.len() - 1;
        let limit = counted.checked_sub(1).and_then(|left| reads_per_stage.iter().rev().nth(left)).copied();
        if counted > 0 && call.reads >= limit.unwrap_or(1) {
            call.reads = 0;
            call.stages.remove(0);
            if let (Some(room), Some(next)) = (&call.room, call.stages.first()) {
                let event = StoredEvent::from(&next.event(room, ORG));
                self.rooms.entry(room.clone()).or_default().upsert(event);
            }
        }
        Some(text)
    }

    /// Forgets a lead and its calls.
    pub(crate) fn forget(&mut self, room: &str) {
        self.rooms.remove(room);
        self.calls.retain(|_, call| call.room.as_deref() != Some(room));
    }

    /// What a correct timeline holds of this lead.
    pub(crate) fn truth(&self, room: &str) -> Vec<TruthEntry> {
        self.rooms.get(room).into_iter().flat_map(Room::truth).collect()
    }

    /// Adds one message to a lead; its `TYPE:id`.
    pub(crate) fn append(
        &mut self,
        room: &str,
        id: &str,
        inbound: bool,
        text: &str,
        at: OffsetDateTime,
    ) -> String {
        let event = Event {
            id: id.to_owned(),
            room_id: room.to_owned(),
            org_id: ORG.to_owned(),
            kind: "MESSAGE".to_owned(),
            timestamp: instant::iso(at),
            updated_at: instant::iso(at),
            data: json!({
                "direction": if inbound { "INBOUND" } else { "OUTBOUND" },
                "content": { "text": text },
                "isAiGenerated": !inbound,
                "deliveryChannel": "SMS",
            }),
        };
        self.rooms.entry(room.to_owned()).or_default().upsert(StoredEvent::from(&event));
        format!("MESSAGE:{id}")
    }

    /// Changes the words of a record, which moves it to the end of the list; whether there was one.
    pub(crate) fn edit(&mut self, room: &str, record: &str, text: &str, at: OffsetDateTime) -> bool {
        let Some(room) = self.rooms.get_mut(room) else { return false };
        let Some(mut value) =
            room.find(record).and_then(|found| serde_json::from_str::<Value>(&found.text).ok())
        else {
            return false;
        };
        value["data"]["content"]["text"] = json!(text);
        value["updatedAt"] = json!(instant::iso(at));
        room.upsert(StoredEvent::raw(&value.to_string(), at));
        true
    }
}

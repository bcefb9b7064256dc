//! Writes Apten's events in few words.

use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use super::calendar::{Calendar, token};
use crate::apten::{Event, ORG};
use crate::instant;

/// Collects the events of the demo lead.
#[derive(Debug)]
pub(crate) struct Script {
    /// The story's time.
    pub(crate) calendar: Calendar,
    room: String,
    /// The events so far.
    pub(crate) events: Vec<Event>,
}

impl Script {
    /// An empty script for a room.
    pub(crate) fn new(calendar: Calendar, room: &str) -> Self {
        Self { calendar, room: room.to_owned(), events: Vec::new() }
    }

    /// Any event. `later` is how much later its record changed last, in seconds.
    pub(crate) fn event(
        &mut self,
        kind: &str,
        prefix: &str,
        at: OffsetDateTime,
        later: i64,
        data: Value,
    ) -> String {
        let id = format!("{prefix}_{}", token(&format!("{kind} {}", self.events.len()), 14));
        self.events.push(Event {
            id: id.clone(),
            room_id: self.room.clone(),
            org_id: ORG.to_owned(),
            kind: kind.to_owned(),
            timestamp: instant::iso(at),
            updated_at: instant::iso(at + Duration::seconds(later)),
            data,
        });
        id
    }

    /// A text message from the lead.
    pub(crate) fn lead(&mut self, at: OffsetDateTime, text: &str) {
        let data = json!({
            "direction": "INBOUND", "content": { "text": text }, "isAiGenerated": false, "deliveryChannel": "SMS",
        });
        self.event("MESSAGE", "msg", at, 0, data);
    }

    /// A text message written by the assistant, delivered a few seconds later.
    pub(crate) fn ai(&mut self, at: OffsetDateTime, text: &str) {
        let data = json!({
            "direction": "OUTBOUND", "content": { "text": text }, "isAiGenerated": true, "deliveryChannel": "SMS",
            "deliveryStatus": "DELIVERED",
        });
        self.event("MESSAGE", "msg", at, 4, data);
    }

    /// A text message written by a person of the company.
    pub(crate) fn person(&mut self, at: OffsetDateTime, sender: &str, text: &str) {
        let data = json!({
            "direction": "OUTBOUND", "content": { "text": text }, "isAiGenerated": false, "deliveryChannel": "SMS",
            "deliveryStatus": "DELIVERED", "sentBy": sender,
        });
        self.event("MESSAGE", "msg", at, 6, data);
    }

    /// A follow-up by the assistant when nobody answered.
    pub(crate) fn follow_up(&mut self, at: OffsetDateTime, step: u8, delivery: &str, text: &str) {
        let mut data = json!({
            "direction": "OUTBOUND", "content": { "text": text }, "isAiGenerated": true, "deliveryChannel": "SMS",
            "isFollowUp": true, "followUpStep": step, "deliveryStatus": delivery,
        });
        if delivery == "UNDELIVERED" {
            data["errorCode"] = json!("30003");
            data["errorMessage"] = json!("Unreachable destination handset");
        }
        self.event("MESSAGE", "msg", at, 45, data);
    }

    /// An e-mail.
    pub(crate) fn email(&mut self, at: OffsetDateTime, inbound: bool, subject: &str, text: &str) {
        let (direction, from, to) = if inbound {
            ("INBOUND", "dana.reyes@example.com", "hello@sunmere.example")
        } else {
            ("OUTBOUND", "hello@sunmere.example", "dana.reyes@example.com")
        };
        let data = json!({
            "direction": direction, "from": from, "to": [to], "content": { "subject": subject, "text": text },
            "isAiGenerated": !inbound, "isFollowUp": false, "followUpStep": null,
        });
        self.event("EMAIL", "eml", at, 2, data);
    }

    /// Something the assistant did with a tool.
    pub(crate) fn tool(
        &mut self,
        at: OffsetDateTime,
        name: &str,
        ms: u32,
        arguments: &Value,
        result: &Value,
    ) {
        let data = json!({
            "toolName": name, "arguments": arguments, "result": result, "status": "success", "durationMs": ms,
        });
        self.event("TOOL_CALL", "tool", at, 1, data);
    }

    /// A tool that failed.
    pub(crate) fn tool_failed(
        &mut self,
        at: OffsetDateTime,
        name: &str,
        ms: u32,
        arguments: &Value,
        error: &str,
    ) {
        let data = json!({
            "toolName": name, "arguments": arguments, "error": error, "status": "error", "durationMs": ms,
        });
        self.event("TOOL_CALL", "tool", at, 1, data);
    }

    /// Something the company's own software reported.
    pub(crate) fn custom(&mut self, at: OffsetDateTime, name: &str, properties: &Value) {
        self.event("CUSTOM", "evt", at, 0, json!({ "name": name, "properties": properties }));
    }

    /// An attempt that was not allowed.
    pub(crate) fn blocked(&mut self, at: OffsetDateTime, channel: &str, reason: &str) {
        let data = json!({ "channel": channel, "reason": reason, "source": "http", "triggeredBy": "llm" });
        self.event("COMPLIANCE_BLOCKED", "blk", at, 0, data);
    }
}

//! Records that are one entry each: Apten's events with their calls, and Attendee's messages.

use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use super::random::Random;
use super::{Spread, words};
use crate::apten::{Call, CallRecord, Event, ORG, Room, StoredEvent, Turn};
use crate::attendee::{Bot, ChatMessage};
use crate::data::Data;
use crate::instant;

/// Apten's events of a room, with a detail for every call.
pub(super) fn apten(data: &mut Data, room: &str, count: usize, spread: &Spread, random: &mut Random) {
    let mut events = Vec::with_capacity(count);
    for index in 0..count {
        let at = spread.at(index);
        if random.percent(6) {
            let record = call(&format!("call_{room}_{index}_{}", random.tail()), room, at, random);
            events.push(StoredEvent::from(&record.event(room, ORG)));
            data.apten.calls.insert(record.id.clone(), Call::finished(room, record));
        } else {
            events.push(StoredEvent::from(&event(room, index, at, random)));
        }
    }
    data.apten.rooms.insert(room.to_owned(), Room::new(events));
}

fn event(room: &str, index: usize, at: OffsetDateTime, random: &mut Random) -> Event {
    let (kind, prefix, data) = match random.below(100) {
        0..=73 => ("MESSAGE", "msg", message(random)),
        74..=80 => ("EMAIL", "eml", email(random)),
        81..=93 => ("TOOL_CALL", "tool", tool(random)),
        94..=98 => {
            ("CUSTOM", "evt", json!({ "name": "score_changed", "properties": { "new": random.below(100) } }))
        }
        _ => {
            let data =
                json!({ "channel": "sms", "reason": "STATE_DNC", "source": "http", "triggeredBy": "llm" });
            ("COMPLIANCE_BLOCKED", "blk", data)
        }
    };
    // One record in a hundred changed days later; the others when their delivery was known.
    let later = if random.percent(1) { random.signed(5 * 86_400) } else { random.signed(8) };
    Event {
        id: format!("{prefix}_{room}_{index}_{}", random.tail()),
        room_id: room.to_owned(),
        org_id: ORG.to_owned(),
        kind: kind.to_owned(),
        timestamp: instant::iso(at),
        updated_at: instant::iso(at + Duration::seconds(later)),
        data,
    }
}

fn message(random: &mut Random) -> Value {
    let inbound = random.percent(45);
    json!({
        "direction": if inbound { "INBOUND" } else { "OUTBOUND" },
        "content": { "text": words::message(random) },
        "isAiGenerated": !inbound && random.percent(90),
        "deliveryChannel": "SMS",
    })
}

fn email(random: &mut Random) -> Value {
    let inbound = random.percent(40);
    json!({
        "direction": if inbound { "INBOUND" } else { "OUTBOUND" },
        "content": { "subject": words::sentence(random), "text": words::paragraph(random, 6) },
        "isAiGenerated": !inbound, "isFollowUp": false, "followUpStep": null,
    })
}

fn tool(random: &mut Random) -> Value {
    json!({
        "toolName": random.pick(&["check_calendar", "crm_update_lead", "search_knowledge", "create_appointment"]),
        "arguments": { "query": words::sentence(random) },
        "result": { "ok": true }, "status": "success", "durationMs": 100 + random.below(1500),
    })
}

fn call(id: &str, room: &str, at: OffsetDateTime, random: &mut Random) -> CallRecord {
    let mut elapsed = 1;
    let turns = (0..random.below(14)).map(|index| {
        let (start, length) = (elapsed, 2 + random.signed(9));
        elapsed += length + 1;
        Turn {
            role: if index % 2 == 0 { "assistant" } else { "user" }.to_owned(),
            content: words::message(random),
            start_time: instant::iso(at + Duration::seconds(start)),
            end_time: instant::iso(at + Duration::seconds(start + length)),
        }
    });
    let transcript: Vec<Turn> = turns.collect();
    let spoken = !transcript.is_empty();
    CallRecord {
        id: id.to_owned(),
        lead_id: Some(room.to_owned()),
        direction: if random.percent(30) { "INBOUND" } else { "OUTBOUND" }.to_owned(),
        call_status: if spoken { "COMPLETE" } else { "NO_ANSWER" }.to_owned(),
        duration_seconds: if spoken { elapsed } else { 0 },
        created_at: instant::iso(at),
        updated_at: instant::iso(at + Duration::seconds(elapsed + 20)),
        summary: spoken.then(|| words::paragraph(random, 2)),
        transcript,
        is_transfer: Some(random.percent(10)),
        ended_by: spoken.then(|| random.pick(&["LEAD", "AGENT", "SYSTEM"]).to_owned()),
        ..CallRecord::default()
    }
}

/// Attendee's messages of one meeting.
pub(super) fn attendee(bot: &str, count: usize, spread: &Spread, random: &mut Random) -> Bot {
    let people = [("Dana Reyes", "u1"), ("Marcus Bell", "u2"), ("Priya Nair", "u3"), ("Guest 4", "u4")];
    let messages: Vec<ChatMessage> = (0..count)
        .map(|index| {
            let sender = people[random.below(people.len())];
            let text = words::message(random);
            ChatMessage::new(&format!("msg_{index:016}"), spread.at(index), sender, &text)
        })
        .collect();
    Bot::ended(bot, "https://meet.google.com/abc-defg-hij", messages)
}

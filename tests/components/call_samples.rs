//! Calls to draw.

use std::sync::Arc;

use leadwake::model::{
    Answer, AnsweredBy, Call, CallId, CallProgress, Direction, EndedBy, Fact, FactValue, Leg, Length, Open,
    Party, Raw, Recording, Role, Screening, Transfer, Turn, Vendor, When,
};

/// A record text with something in it that must never become markup.
pub(crate) const RAW: &str = r#"{"id":"call_1","note":"<script>alert(1)</script>","durationSeconds":145}"#;

/// One turn that lasts from one moment to another.
pub(crate) fn turn(role: Role, start: &str, end: &str, text: &str) -> Turn {
    Turn {
        speaker: Party::of(role),
        text: text.into(),
        start: When::parse(start),
        end: When::parse(end),
        source: None,
    }
}

/// A call of which nothing is known but its name.
pub(crate) fn bare_call(vendor: Vendor) -> Call {
    Call {
        id: CallId::new(vendor, "call_1").expect("an id"),
        is_whole: true,
        direction: Direction::Outbound,
        status: Some("COMPLETE".into()),
        progress: CallProgress::Ended,
        started: When::parse("2026-05-14T15:30:00.000Z"),
        changed: When::parse("2026-05-14T15:32:25.000Z"),
        length: None,
        ended_by: None,
        end_reason: None,
        summary: None,
        transcript: Some(Vec::new()),
        transfer: None,
        voicemail: None,
        screening: Screening::default(),
        lead_spoke: None,
        flags: Vec::new(),
        numbers: Vec::new(),
        recording: Recording::NotOffered,
        failure: None,
        facts: Vec::new(),
        raw: Raw { text: RAW.into(), pointer: "".into(), path: "/calls/call_1".into(), fetched: None },
    }
}

/// A call that was handed over: the first number met a machine, the second one a person.
pub(crate) fn transferred_call() -> Call {
    Call {
        length: Some(Length { secs: 145.0, unit_assumed: false }),
        ended_by: Some(Open::Known(EndedBy::Lead)),
        end_reason: Some("customer hung up".into()),
        summary: Some("Asked for pricing, wants a follow-up on Thursday.\nPrefers e-mail.".into()),
        transcript: Some(turns()),
        transfer: Some(Transfer {
            is_transfer: Some(true),
            mid_call: Some(true),
            mid_call_secs: Some(62.0),
            manner: Some("WARM".into()),
            first: Leg {
                number: Some("+14155550100".into()),
                answer: Some(Open::Known(Answer::Answered)),
                answered_by: Some(Open::Known(AnsweredBy::MachineEndBeep)),
            },
            fallback_attempted: Some(true),
            fallback: Leg {
                number: Some("+14155550199".into()),
                answer: Some(Open::Known(Answer::Answered)),
                answered_by: Some(Open::Known(AnsweredBy::Human)),
            },
        }),
        voicemail: Some(false),
        screening: Screening { hit: Some(true), reached_human: Some(true) },
        lead_spoke: Some(true),
        flags: vec![("AI-initiated", true), ("Follow-up", false)],
        numbers: vec![Fact::text("Lead", "+14155550142"), Fact::text("Agent", "+14155550111")],
        facts: vec![
            Fact::text("Lead id", "room_1"),
            Fact::new("Forwarded", FactValue::Flag(false)),
            Fact::new("Profile", FactValue::Link("https://crm.example/leads/1".into())),
        ],
        ..bare_call(Vendor::Apten)
    }
}

fn turns() -> Vec<Turn> {
    let said = [
        (
            Role::Ai,
            1,
            5,
            "Hi, this is Mia from Sunfield Solar. You asked about panels for your roof, is this a good time?",
        ),
        (Role::Lead, 6, 10, "Yes, I had some questions about pricing."),
        (
            Role::Ai,
            9,
            24,
            "Of course. For a house like yours most people pay between nine and twelve thousand before the federal credit. I can have somebody walk you through the exact figures.",
        ),
        (
            Role::Lead,
            28,
            40,
            "Okay. My neighbour paid a lot less than that, though. Can I speak to somebody about pricing now?",
        ),
        (Role::Ai, 41, 48, "Sure, let me connect you with Jonas. One moment please."),
        (
            Role::Person,
            70,
            84,
            "Hello Dana, Jonas here. I have your roof plan open, what would you like to know about the pricing?",
        ),
        (Role::Lead, 84, 101, "Great. So what would it be for eight panels, and how long does it take?"),
        (
            Role::Person,
            102,
            126,
            "Eight panels come to nine thousand two hundred, installed in about three weeks. I will send you the offer by e-mail today.",
        ),
        (Role::Lead, 127, 133, "Perfect, thank you. Bye!"),
    ];
    let at = |secs: i64| format!("2026-05-14T15:{:02}:{:02}.000Z", 30 + secs / 60, secs % 60);
    said.into_iter().map(|(role, start, end, text)| turn(role, &at(start), &at(end), text)).collect()
}

/// A call with very many turns.
pub(crate) fn long_call(count: i64) -> Arc<Call> {
    let base = When::parse("2026-05-14T15:00:00Z").at().expect("a time");
    let turns = (0..count).map(|index| {
        let start = base.plus_millis(index * 4000);
        let role = if index % 2 == 0 { Role::Ai } else { Role::Lead };
        let text = format!("Turn number {index}");
        turn(role, &start.to_rfc3339(), &start.plus_millis(3500).to_rfc3339(), &text)
    });
    Arc::new(Call { transcript: Some(turns.collect()), ..bare_call(Vendor::Apten) })
}

//! LeadSail's calls. The list has all there is, so that a call is always whole.

use std::sync::Arc;

use crate::{
    model::{
        Call, CallId, CallProgress, Channel, Content, Direction, Entry, Fact, Length, Party, Recording, Role,
        Screening, Turn, Vendor, When,
    },
    providers::{
        leadsail::{
            entries::Blank,
            wire::{Interaction, Item},
        },
        reading::Reading,
        words,
    },
};

/// Outcomes that the guides name; a call with one of them is over.
const OUTCOMES: &[&str] = &[
    "completed",
    "incomplete",
    "voicemail",
    "no_answer",
    "busy",
    "no_contact",
    "scheduled_callback",
    "follow_up",
    "qualified",
];

/// A call as an entry.
pub(super) fn entry(blank: &Blank<'_>, interaction: Interaction<'_>) -> Entry {
    let Interaction { mut call, sms, email, mut rest, .. } = interaction;
    let mut direction = Direction::Unstated;
    let mut length = None;
    let mut recording = None;
    let mut end_reason = None;
    let mut by_ai = false;
    if let Some(call) = &mut call {
        direction = words::direction(call.word(&["direction"]).as_deref());
        length = call.number("duration").map(|secs| Length { secs, unit_assumed: true });
        recording = call.word(&["recordingUrl"]);
        end_reason = call.word(&["terminationReason"]);
        call.fact("Call source", "source");
        call.fact("Spoken to", "spokenTo");
        let mut voice_ai = call.inner("voiceAI");
        by_ai = voice_ai.is_some();
        if let Some(voice_ai) = &mut voice_ai {
            voice_ai.fact("Voice AI provider", "provider");
            voice_ai.fact("Voice AI agent", "agentId");
            voice_ai.fact("Voice AI conversation", "conversationId");
        }
        call.absorb(voice_ai, "voiceAI.");
    }
    rest.absorb(call, "call.");
    rest.absorb(sms, "sms.");
    rest.absorb(email, "email.");
    let company = if by_ai { Role::Ai } else { Role::Company };
    let transcript = interaction.transcript.map(|items| {
        let turns = items.into_iter().enumerate();
        turns.map(|(index, text)| turn(index, text, &company, &mut rest)).collect()
    });
    let phone = interaction.phone;
    let record = Call {
        id: call_id(blank),
        is_whole: true,
        direction: direction.clone(),
        progress: progress(interaction.status.as_deref()),
        status: interaction.status,
        started: interaction.created_at.clone(),
        changed: interaction.updated_at,
        length,
        ended_by: None,
        end_reason,
        summary: interaction.summary,
        transcript,
        transfer: None,
        voicemail: None,
        screening: Screening::default(),
        lead_spoke: None,
        flags: Vec::new(),
        numbers: phone.as_deref().map(|phone| Fact::text("Lead", phone)).into_iter().collect(),
        recording: recording.map_or(Recording::None, Recording::Link),
        failure: interaction.failure,
        facts: rest.into_facts(),
        raw: blank.raw.clone(),
    };
    let actor = match direction {
        Direction::Inbound => Party { role: Role::Lead, name: None, address: phone },
        Direction::Outbound => Party::of(company),
        Direction::Internal | Direction::Other(_) | Direction::Unstated => Party::of(Role::Unstated),
    };
    let content = Content::Call(Arc::new(record));
    Entry {
        channel: Channel::Call,
        direction,
        actor,
        ..blank.entry("".into(), String::new(), interaction.created_at, content)
    }
}

fn progress(status: Option<&str>) -> CallProgress {
    match status.map(str::to_ascii_lowercase).as_deref() {
        Some("in_progress") => CallProgress::Running,
        Some(word) if OUTCOMES.contains(&word) => CallProgress::Ended,
        _ => CallProgress::Unknown,
    }
}

fn call_id(blank: &Blank<'_>) -> CallId {
    let id = CallId::new(Vendor::LeadSail, blank.id.native());
    id.unwrap_or_else(|_| unreachable!("a record's id is a call's id: both keep the same rules"))
}

/// A turn; what it says beside that becomes facts of the call. A time that is no moment, such as an offset from the
/// beginning, is shown as it came.
fn turn(index: usize, text: &str, company: &Role, call: &mut Reading<'_>) -> Turn {
    let Ok(item) = Item::parse(text) else {
        let (start, end) = (When::Missing, When::Missing);
        return Turn { speaker: Party::of(Role::Unstated), text: text.into(), start, end, source: None };
    };
    let speaker = Party::of(item.speaker(company));
    let said = if item.message.is_empty() { text.into() } else { item.message };
    call.absorb(Some(item.rest), &format!("transcript[{index}]."));
    Turn { speaker, text: said, start: item.timestamp, end: When::Missing, source: item.source }
}

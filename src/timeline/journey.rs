//! A call step by step. Each step says what the fields say and no more; fields that contradict each other are both
//! said.

use crate::model::{
    Call, CallProgress, Direction, EndedBy, Fact, FactValue, Leg, Length, Open, Role, Transfer, Turn,
};

use super::{
    leg::LegEnd,
    words::{duration, milliseconds},
};

/// How a step went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// As one would wish.
    Good,
    /// Neither good nor bad, or not known.
    Neutral,
    /// Not as one would wish.
    Bad,
    /// Not over yet.
    Open,
}

/// What sort of step it is, for an icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HopKind {
    /// The call was placed.
    Dial,
    /// A machine asked who is calling.
    Screening,
    /// Somebody spoke.
    Conversation,
    /// A voicemail was left.
    Voicemail,
    /// The first try to hand over.
    Transfer,
    /// The second try to hand over.
    Fallback,
    /// The lead was connected to the recipient of a transfer.
    Connection,
    /// It failed.
    Failure,
    /// It ended, or it has not.
    End,
}

/// One step of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// What sort of step.
    pub kind: HopKind,
    /// What happened, in a few words, without a full stop.
    pub title: String,
    /// How it went, in sentences; empty when there is nothing to add.
    pub detail: String,
    /// How it went.
    pub tone: Tone,
}

impl Hop {
    fn new(kind: HopKind, title: impl Into<String>, detail: impl Into<String>, tone: Tone) -> Self {
        Self { kind, title: title.into(), detail: detail.into(), tone }
    }
}

/// The steps of a call, in the order in which they happen. Never empty: a call was placed, and it ended or not.
pub fn journey(call: &Call) -> Vec<Hop> {
    let mut hops = vec![dial(call)];
    hops.extend(screening(call));
    hops.extend(conversation(call));
    if call.voicemail == Some(true) {
        hops.push(Hop::new(HopKind::Voicemail, "Voicemail", "A voicemail was left.", Tone::Neutral));
    }
    if let Some(transfer) = &call.transfer {
        hops.extend(first_try(transfer));
        hops.extend(second_try(transfer));
        hops.extend(connection(transfer));
    }
    hops.extend(failure(call));
    hops.push(end(call));
    hops
}

fn dial(call: &Call) -> Hop {
    let title = match &call.direction {
        Direction::Outbound => "Outbound call".to_owned(),
        Direction::Inbound => "Inbound call".to_owned(),
        Direction::Internal => "Internal call".to_owned(),
        Direction::Other(word) => format!("Call, direction “{word}”"),
        Direction::Unstated => "Call, direction not stated".to_owned(),
    };
    let number = |fact: &Fact| match &fact.value {
        FactValue::Text(text) => Some(format!("{}: {text}", fact.label)),
        FactValue::Flag(_)
        | FactValue::Number(_)
        | FactValue::Seconds(_)
        | FactValue::Moment(_)
        | FactValue::Link(_) => None,
    };
    let numbers: Vec<String> = call.numbers.iter().filter_map(number).collect();
    Hop::new(HopKind::Dial, title, numbers.join(" · "), Tone::Neutral)
}

fn screening(call: &Call) -> Option<Hop> {
    let (detail, tone) = match (call.screening.hit, call.screening.reached_human) {
        (Some(true), Some(true)) => ("A person was reached behind it.", Tone::Good),
        (Some(true), Some(false)) => ("No person was reached behind it.", Tone::Bad),
        (Some(true), None) => ("Whether a person was reached behind it is not stated.", Tone::Neutral),
        (None, Some(true)) => ("A person was reached behind it, says the vendor.", Tone::Good),
        (Some(false), Some(true)) => (
            "The vendor says both that the call met none and that a person was reached behind it.",
            Tone::Neutral,
        ),
        (Some(false) | None, Some(false) | None) => return None,
    };
    Some(Hop::new(HopKind::Screening, "Call screening", detail, tone))
}

/// How many turns the transcript has by the lead.
pub(super) fn lead_turns(call: &Call) -> usize {
    call.transcript.iter().flatten().filter(|turn| turn.speaker.role == Role::Lead).count()
}

/// Whether a vendor's word, be it a status or a reason, says that a call reached a voicemail.
fn is_voicemail(word: Option<&str>) -> bool {
    word.is_some_and(|word| word.eq_ignore_ascii_case("voicemail"))
}

/// Whether a call reached a voicemail without the vendor saying that the lead spoke all the same.
pub(super) fn met_voicemail(call: &Call) -> bool {
    call.lead_spoke != Some(true)
        && (call.voicemail == Some(true)
            || is_voicemail(call.status.as_deref())
            || is_voicemail(call.end_reason.as_deref()))
}

/// Whether what the transcript has on the lead's side may be a machine's greeting.
fn may_be_machine(call: &Call) -> bool {
    let is_screened = call.screening.hit == Some(true) && call.screening.reached_human != Some(true);
    met_voicemail(call) || (is_screened && call.lead_spoke != Some(true))
}

fn conversation(call: &Call) -> Option<Hop> {
    let turns: &[Turn] = call.transcript.as_deref().unwrap_or_default();
    if turns.is_empty() && call.lead_spoke.is_none() {
        return None;
    }
    let by_lead = lead_turns(call);
    let machine_share = (by_lead > 0 && may_be_machine(call)).then(|| {
        let (turns, them) = if by_lead == 1 { ("turn", "it") } else { ("turns", "them") };
        format!("the transcript has {by_lead} {turns} on the lead’s side; a machine may have spoken {them}")
    });
    // A speaker of an unknown role may be the lead.
    let is_clear = by_lead > 0 || turns.iter().all(|turn| is_surely_not_lead(&turn.speaker.role));
    let share = match (turns.len(), by_lead) {
        (all, _) if !is_clear => format!("{all} {}", if all == 1 { "turn" } else { "turns" }),
        (all, by_lead) => format!("the lead speaks in {by_lead} of {all} turns"),
    };
    let is_machine = machine_share.is_some();
    let share = machine_share.unwrap_or(share);
    let (detail, tone) = match (call.lead_spoke, turns.is_empty(), by_lead) {
        (None, ..) if is_machine => (capitalised(&share), Tone::Neutral),
        (Some(false), _, 0) => ("The lead never spoke.".into(), Tone::Bad),
        (Some(false), _, _) => {
            (format!("The vendor says that the lead never spoke, yet {share}."), Tone::Neutral)
        }
        (Some(true), false, 0) if is_clear => {
            (format!("The vendor says that the lead spoke, yet {share}."), Tone::Neutral)
        }
        (Some(true), true, _) => ("The lead spoke.".into(), Tone::Good),
        (Some(true), false, _) => (format!("The lead spoke; {share}."), Tone::Good),
        (None, _, 0) => (capitalised(&share), Tone::Neutral),
        (None, _, _) => (capitalised(&share), Tone::Good),
    };
    let with_ai = turns.iter().any(|turn| turn.speaker.role == Role::Ai);
    let title = if with_ai { "Conversation with the AI agent" } else { "Conversation" };
    Some(Hop::new(HopKind::Conversation, title, detail, tone))
}

const fn is_surely_not_lead(role: &Role) -> bool {
    match role {
        Role::Ai | Role::Person | Role::Company | Role::System => true,
        Role::Lead | Role::Participant | Role::Other(_) | Role::Unstated => false,
    }
}

fn capitalised(clause: &str) -> String {
    let mut rest = clause.chars();
    let first = rest.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(rest).chain(['.']).collect()
}

/// Whether anything says that the call was handed over or was to be.
pub(super) fn was_tried(transfer: &Transfer) -> bool {
    transfer.is_transfer == Some(true)
        || transfer.mid_call == Some(true)
        || transfer.first.answer.is_some()
        || transfer.first.answered_by.is_some()
        || (transfer.is_transfer.is_none() && transfer.first.number.is_some())
}

/// Whether anything says that the second number was called or was to be.
pub(super) fn fallback_was_tried(transfer: &Transfer) -> bool {
    transfer.fallback_attempted == Some(true)
        || transfer.fallback.answer.is_some()
        || transfer.fallback.answered_by.is_some()
}

fn first_try(transfer: &Transfer) -> Option<Hop> {
    if !was_tried(transfer) {
        return None;
    }
    let mut detail = LegEnd::of(&transfer.first).sentence();
    if let Some(manner) = &transfer.manner {
        detail.push_str(" Manner: ");
        detail.push_str(manner);
        detail.push('.');
    }
    if transfer.is_transfer == Some(false) && transfer.mid_call != Some(true) {
        detail.push_str(" The vendor also says that this call was not a transfer.");
    }
    let title = with_number("Transfer", &transfer.first);
    Some(Hop::new(HopKind::Transfer, title, detail, leg_tone(&transfer.first)))
}

fn second_try(transfer: &Transfer) -> Option<Hop> {
    let title = with_number("Fallback", &transfer.fallback);
    if fallback_was_tried(transfer) {
        let mut detail = LegEnd::of(&transfer.fallback).sentence();
        if transfer.fallback_attempted == Some(false) {
            detail.push_str(" The vendor also says that it was not tried.");
        }
        return Some(Hop::new(HopKind::Fallback, title, detail, leg_tone(&transfer.fallback)));
    }
    let is_open = transfer.fallback_attempted.is_none() && transfer.fallback.number.is_some();
    is_open.then(|| Hop::new(HopKind::Fallback, title, "Whether it was tried is not stated.", Tone::Neutral))
}

fn with_number(what: &str, leg: &Leg) -> String {
    leg.number.as_ref().map_or_else(|| what.to_owned(), |number| format!("{what} to {number}"))
}

pub(super) fn leg_tone(leg: &Leg) -> Tone {
    match LegEnd::of(leg) {
        LegEnd::Person => Tone::Good,
        LegEnd::Machine(_) | LegEnd::Nobody => Tone::Bad,
        LegEnd::Pending => Tone::Open,
        LegEnd::AnsweredBy(_)
        | LegEnd::AnsweredByUnknown
        | LegEnd::Answered
        | LegEnd::Word(..)
        | LegEnd::Contradictory(..)
        | LegEnd::Unstated => Tone::Neutral,
    }
}

/// With whom a transfer can have connected the lead.
enum Peer {
    Person,
    Machine,
    Unclear,
}

fn peer(transfer: &Transfer) -> Peer {
    let second = fallback_was_tried(transfer).then(|| LegEnd::of(&transfer.fallback));
    let ends = [Some(LegEnd::of(&transfer.first)), second];
    let answered =
        || ends.into_iter().flatten().filter(|end| !matches!(end, LegEnd::Nobody | LegEnd::Pending));
    if answered().any(|end| end == LegEnd::Person) {
        Peer::Person
    } else if answered().next().is_some() && answered().all(|end| matches!(end, LegEnd::Machine(_))) {
        Peer::Machine
    } else {
        Peer::Unclear
    }
}

fn connection(transfer: &Transfer) -> Option<Hop> {
    let peer = peer(transfer);
    let length = transfer.mid_call_secs.map(seconds_words);
    let was_connected = transfer.mid_call_secs.is_some_and(|secs| secs > 0.0);
    let whom = if matches!(peer, Peer::Machine) {
        "Connected to an answering machine"
    } else {
        "The lead was connected"
    };
    let good = match peer {
        Peer::Person => Tone::Good,
        Peer::Machine => Tone::Bad,
        Peer::Unclear => Tone::Neutral,
    };
    let (detail, tone) = match (transfer.mid_call, length) {
        (Some(true), Some(length)) => {
            (format!("{whom} for {length}."), if was_connected { good } else { Tone::Neutral })
        }
        (Some(true), None) if matches!(peer, Peer::Machine) => {
            (format!("{whom}; for how long is not stated."), good)
        }
        (Some(true), None) => ("For how long the lead was connected is not stated.".into(), Tone::Neutral),
        (Some(false), Some(length)) if was_connected => (
            format!("The vendor says both that this did not happen and that it lasted {length}."),
            Tone::Neutral,
        ),
        (None, Some(length)) if was_connected => (format!("{whom} for {length}."), good),
        (Some(false) | None, _) => return None,
    };
    Some(Hop::new(HopKind::Connection, "Handed over during the call", detail, tone))
}

/// Why a call failed, in the vendor's words: `message (code)`; `None` when it says nothing of a failure.
pub(super) fn failure_words(call: &Call) -> Option<String> {
    let failure = call.failure.as_ref()?;
    match (&failure.message, &failure.code) {
        (Some(message), Some(code)) => Some(format!("{message} ({code})")),
        (Some(words), None) | (None, Some(words)) => Some(words.to_string()),
        (None, None) => None,
    }
}

fn failure(call: &Call) -> Option<Hop> {
    Some(Hop::new(HopKind::Failure, "Failed", failure_words(call)?, Tone::Bad))
}

fn end(call: &Call) -> Hop {
    let by = call.ended_by.as_ref().map(|by| match by {
        Open::Known(EndedBy::Lead) => "Ended by the lead".to_owned(),
        Open::Known(EndedBy::Agent) => "Ended by the agent".to_owned(),
        Open::Known(EndedBy::System) => "Ended by the phone system".to_owned(),
        Open::Known(EndedBy::Unknown) => "Ended; the vendor does not know by whom".to_owned(),
        Open::Other(word) => format!("Ended by “{word}”"),
    });
    let status = call.status.as_deref();
    let mut details = Vec::new();
    let (title, tone) = match (call.progress, by) {
        (CallProgress::Running, None) => ("Still running".to_owned(), Tone::Open),
        (CallProgress::Running, Some(by)) => {
            details.push(format!(
                "The status still says that it is running{}.",
                status.map(|status| format!(": {status}")).unwrap_or_default()
            ));
            (by, Tone::Open)
        }
        (CallProgress::Ended | CallProgress::Unknown, Some(by)) => (by, Tone::Neutral),
        (CallProgress::Ended, None) => ("Ended".to_owned(), Tone::Neutral),
        (CallProgress::Unknown, None) => match status {
            Some(status) => (format!("Status “{status}”"), Tone::Neutral),
            None => ("Whether it ended is not stated".to_owned(), Tone::Neutral),
        },
    };
    details.extend(call.end_reason.as_ref().map(|reason| format!("Reason: {reason}")));
    details.extend(shown_length(call).map(length_words));
    Hop::new(HopKind::End, title, details.join(" · "), tone)
}

/// A call's length where it means something: a call that runs is not `0 s` long.
pub fn shown_length(call: &Call) -> Option<&Length> {
    call.length.as_ref().filter(|length| call.progress != CallProgress::Running || length.secs > 0.0)
}

/// A call's length for reading: `2 m 25 s`.
pub fn length_words(length: &Length) -> String {
    seconds_words(length.secs)
}

/// What there is to know of a length beside the number; `None` when the vendor states its unit.
pub const fn length_note(length: &Length) -> Option<&'static str> {
    if length.unit_assumed { Some("unit not stated, seconds assumed") } else { None }
}

/// Seconds for reading: `2 m 25 s`; a number that is no span of time as it came.
pub fn seconds_words(secs: f64) -> String {
    milliseconds(secs).map_or_else(
        // Not by `format!`: serde_json's way of writing floats is in the program already.
        || serde_json::Number::from_f64(secs).map_or_else(|| "?".into(), |number| format!("{number} s")),
        duration,
    )
}

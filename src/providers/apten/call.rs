//! Apten's calls: `GET /calls/{callId}`, and the metadata that a CALL event carries
//! ([reference](https://docs.apten.ai/api-reference/calls/get-call)).

use crate::{
    model::{
        Answer, AnsweredBy, Call, CallId, CallProgress, EndedBy, Handle, Leg, Length, Party, Raw, Recording,
        Role, Screening, Transfer, Turn, Vendor, When,
    },
    providers::{
        Page, ProviderError, Recognised, Request, body,
        object::Object,
        parts::Source,
        reading::Reading,
        words::{self, open},
    },
};

const ANSWERS: &[(&str, Answer)] =
    &[("answered", Answer::Answered), ("no_answer", Answer::NoAnswer), ("pending", Answer::Pending)];

const ANSWERERS: &[(&str, AnsweredBy)] = &[
    ("human", AnsweredBy::Human),
    ("machine_start", AnsweredBy::MachineStart),
    ("machine_end_beep", AnsweredBy::MachineEndBeep),
    ("machine_end_silence", AnsweredBy::MachineEndSilence),
    ("machine_end_other", AnsweredBy::MachineEndOther),
    ("unknown", AnsweredBy::Unknown),
];

const ENDERS: &[(&str, EndedBy)] = &[
    ("LEAD", EndedBy::Lead),
    ("AGENT", EndedBy::Agent),
    ("SYSTEM", EndedBy::System),
    ("UNKNOWN", EndedBy::Unknown),
];

/// The documented examples of `callStatus` and the usual words of phone systems; any other is unknown.
const STATUSES: &[(&str, CallProgress)] = &[
    ("COMPLETE", CallProgress::Ended),
    ("COMPLETED", CallProgress::Ended),
    ("NO_ANSWER", CallProgress::Ended),
    ("BUSY", CallProgress::Ended),
    ("FAILED", CallProgress::Ended),
    ("CANCELED", CallProgress::Ended),
    ("VOICEMAIL", CallProgress::Ended),
    ("IN_PROGRESS", CallProgress::Running),
    ("RINGING", CallProgress::Running),
    ("QUEUED", CallProgress::Running),
    ("INITIATED", CallProgress::Running),
];

/// The answer to the request for one call. Of one that ends in the middle nothing is kept.
///
/// # Errors
/// [`ProviderError::NotJson`] and [`ProviderError::Shape`], when it is no call.
pub(super) fn page(source: &Source, request: &Request, text: &str) -> Result<Page, ProviderError> {
    if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(text) {
        if error.is_eof() {
            return Ok(Page { is_cut: true, ..Page::default() });
        }
        return Err(ProviderError::NotJson { reason: error.to_string(), start: body::start(text) });
    }
    let text = text.trim();
    let object = Object::parse(text).map_err(|error| body::shape(format!("no call: {error}"), text))?;
    let mut reading = Reading::of(object);
    if !["id", "callStatus", "createdAt", "transcript"].into_iter().any(|name| reading.has(name)) {
        return Err(body::shape("no call: it has neither “id” nor “callStatus”", text));
    }
    let asked = request.segments.last().map(AsRef::as_ref).unwrap_or_default();
    let mut remarks = Vec::new();
    let sent = reading.word(&["id"]);
    if sent.as_deref().is_some_and(|sent| sent != asked) {
        remarks.push(format!(
            "Apten answered with the call “{}”, not with “{asked}”.",
            sent.as_deref().unwrap_or_default()
        ));
    }
    let id = sent
        .as_deref()
        .map_or_else(|| CallId::new(Vendor::Apten, asked), |id| CallId::new(Vendor::Apten, id));
    let id = id.map_err(|error| body::shape(format!("no call: {error}"), text))?;
    let started = reading.when("createdAt");
    let changed = reading.when("updatedAt");
    let mut call = call(id, started, changed, source.raw(text), &mut reading);
    call.is_whole = true;
    call.facts = reading.into_facts();
    Ok(Page { call: Some(call), remarks, ..Page::default() })
}

/// Whether a text is the answer to the request for one call, and which.
pub(super) fn recognised(text: &str) -> Option<Recognised> {
    let object = Object::parse(text).ok()?;
    let is_call = object.has("callStatus")
        || object.has("durationSeconds") && (object.has("createdAt") || object.has("transcript"));
    let id = CallId::new(Vendor::Apten, &object.word("id").filter(|_| is_call)?).ok()?;
    let lead = object.word("leadId").and_then(|lead| Handle::new(Vendor::Apten, &lead).ok());
    Some(Recognised::Call { id, lead })
}

/// A call from what is documented of it; the facts are left to the caller, who may know more.
pub(super) fn call(id: CallId, started: When, changed: When, raw: Raw, sent: &mut Reading<'_>) -> Call {
    sent.fact("Call id in the event", "callId");
    sent.fact("Lead id", "leadId");
    sent.fact("Webchat session", "sessionId");
    let status = sent.word(&["callStatus", "status"]);
    let progress = status.as_deref().and_then(|status| {
        STATUSES.iter().find(|(name, _)| name.eq_ignore_ascii_case(status)).map(|(_, progress)| *progress)
    });
    let never_spoke = sent.flag("aiCallWithoutHumanResponse");
    let flags = [
        ("AI-initiated", sent.flag("isAiInitiated")),
        ("Follow-up", sent.flag("isFollowUp")),
        ("Forwarded", sent.flag("isForward")),
        ("Lead never spoke", never_spoke),
    ];
    Call {
        id,
        is_whole: false,
        direction: words::direction(sent.word(&["direction"]).as_deref()),
        progress: progress.unwrap_or(CallProgress::Unknown),
        status,
        started,
        changed,
        length: sent.number("durationSeconds").map(|secs| Length { secs, unit_assumed: false }),
        ended_by: open(sent.word(&["endedBy"]), ENDERS),
        end_reason: None,
        summary: sent.word(&["summary"]),
        transcript: transcript(sent),
        transfer: transfer(sent),
        voicemail: sent.flag("hasVoicemail"),
        screening: Screening {
            hit: sent.flag("hitCallScreening"),
            reached_human: sent.flag("reachedHumanAfterScreening"),
        },
        // `false` only says that this was no AI call without an answer, not that the lead spoke.
        lead_spoke: (never_spoke == Some(true)).then_some(false),
        flags: flags.into_iter().filter_map(|(label, flag)| Some((label, flag?))).collect(),
        numbers: Vec::new(),
        recording: Recording::NotOffered,
        failure: None,
        facts: Vec::new(),
        raw,
    }
}

fn transfer(sent: &mut Reading<'_>) -> Option<Transfer> {
    let transfer = Transfer {
        is_transfer: sent.flag("isTransfer"),
        mid_call: sent.flag("midCallTransfer"),
        mid_call_secs: sent.number("midCallTransferDuration"),
        manner: sent.word(&["transferType"]),
        first: Leg {
            number: sent.word(&["transferNumber", "transferTo"]),
            answer: open(sent.word(&["transferAnswerStatus"]), ANSWERS),
            answered_by: open(sent.word(&["transferAnsweredBy"]), ANSWERERS),
        },
        fallback_attempted: sent.flag("transferFallbackAttempted"),
        fallback: Leg {
            number: sent.word(&["fallbackTransferNumber"]),
            answer: open(sent.word(&["transferFallbackAnswerStatus"]), ANSWERS),
            answered_by: open(sent.word(&["transferFallbackAnsweredBy"]), ANSWERERS),
        },
    };
    (transfer != Transfer::default()).then_some(transfer)
}

fn transcript(sent: &mut Reading<'_>) -> Option<Vec<Turn>> {
    let items = sent.list("transcript")?.into_iter().enumerate();
    Some(items.map(|(index, text)| turn(index, text, sent)).collect())
}

/// A turn; what it says beside that becomes facts of the call.
fn turn(index: usize, text: &str, call: &mut Reading<'_>) -> Turn {
    let Ok(object) = Object::parse(text) else {
        let (start, end) = (When::Missing, When::Missing);
        return Turn { speaker: Party::of(Role::Unstated), text: text.into(), start, end, source: None };
    };
    let mut said = Reading::of(object);
    let role = match said.word(&["role"]) {
        None => Role::Unstated,
        Some(word) => match word.to_ascii_lowercase().as_str() {
            "assistant" => Role::Ai,
            "user" => Role::Lead,
            "system" => Role::System,
            _ => Role::Other(word),
        },
    };
    let turn = Turn {
        speaker: Party::of(role),
        text: said.word(&["content"]).unwrap_or_else(|| text.into()),
        start: said.when("startTime"),
        end: said.when("endTime"),
        source: None,
    };
    call.absorb(Some(said), &format!("transcript[{index}]."));
    turn
}

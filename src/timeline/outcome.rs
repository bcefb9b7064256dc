//! What became of a call, in one sentence.

use crate::model::{Call, CallProgress, Role, Transfer};

use super::{
    journey::{Tone, failure_words, fallback_was_tried, lead_turns, leg_tone, met_voicemail, was_tried},
    leg::LegEnd,
};

/// What became of a call: one sentence without a full stop, and how it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The sentence: `Picked up by an answering machine, not a person`.
    pub words: String,
    /// How it went.
    pub tone: Tone,
}

impl Outcome {
    fn new(words: impl Into<String>, tone: Tone) -> Self {
        Self { words: words.into(), tone }
    }
}

/// What became of a call. The furthest thing that happened decides: a failure, then handing over, screening,
/// voicemail, and whether the lead spoke; only then the status.
pub fn outcome(call: &Call) -> Outcome {
    if let Some(words) = failure_words(call) {
        return Outcome::new(format!("Failed: {words}"), Tone::Bad);
    }
    if call.progress == CallProgress::Running {
        return Outcome::new("Still running", Tone::Open);
    }
    call.transfer
        .as_ref()
        .and_then(handing_over)
        .or_else(|| screening(call))
        .or_else(|| voicemail(call))
        .or_else(|| talk(call))
        .unwrap_or_else(|| status(call))
}

/// The badges of a call: its flags that are true.
pub fn badges(call: &Call) -> impl Iterator<Item = &'static str> {
    call.flags.iter().filter(|(_, is_true)| *is_true).map(|(label, _)| *label)
}

fn handing_over(transfer: &Transfer) -> Option<Outcome> {
    let has_fallback = fallback_was_tried(transfer);
    if !was_tried(transfer) && !has_fallback {
        return None;
    }
    let first = LegEnd::of(&transfer.first);
    let mut words = match first {
        LegEnd::Person => "Transferred, and a person answered".to_owned(),
        LegEnd::Machine(_) => "Picked up by an answering machine, not a person".to_owned(),
        LegEnd::AnsweredBy(word) => format!("Transferred, answered by “{word}”"),
        LegEnd::AnsweredByUnknown => "Transferred and answered, the vendor cannot tell by whom".to_owned(),
        LegEnd::Answered => "Transferred and answered, by whom is not stated".to_owned(),
        LegEnd::Nobody => "Nobody answered the transfer".to_owned(),
        LegEnd::Pending => "Whether the transfer was answered is not known yet".to_owned(),
        LegEnd::Word(..) | LegEnd::Contradictory(..) => {
            format!("Transfer: {}", first.sentence().trim_end_matches('.'))
        }
        LegEnd::Unstated => "Transfer, whether it was answered is not stated".to_owned(),
    };
    let mut tone = leg_tone(&transfer.first);
    if has_fallback {
        words = format!("{words}; {}", LegEnd::of(&transfer.fallback).clause());
        tone = match (tone, leg_tone(&transfer.fallback)) {
            // One person is enough, and one open end keeps it open.
            (Tone::Good, _) | (_, Tone::Good) => Tone::Good,
            (Tone::Open, _) | (_, Tone::Open) => Tone::Open,
            (_, second) => second,
        };
    }
    Some(Outcome::new(words, tone))
}

fn screening(call: &Call) -> Option<Outcome> {
    if call.screening.hit != Some(true) {
        return None;
    }
    let (words, tone) = match (call.screening.reached_human, call.voicemail) {
        (Some(false), Some(true)) => ("Stopped at call screening; a voicemail was left", Tone::Bad),
        (Some(false), _) => ("Stopped at call screening", Tone::Bad),
        (None, Some(true)) => ("Met call screening; a voicemail was left", Tone::Neutral),
        (None, _) => ("Met call screening; whether a person was reached is not stated", Tone::Neutral),
        (Some(true), _) if call.lead_spoke == Some(false) && lead_turns(call) == 0 => {
            ("Reached a person behind call screening; the lead never spoke", Tone::Neutral)
        }
        (Some(true), Some(true)) if met_voicemail(call) => {
            ("Reached a person behind call screening; a voicemail was left", Tone::Neutral)
        }
        (Some(true), _) => ("Reached a person behind call screening", Tone::Good),
    };
    Some(Outcome::new(words, tone))
}

fn voicemail(call: &Call) -> Option<Outcome> {
    // What the transcript has on the lead's side may be the machine's greeting: only the vendor's word counts.
    match (call.voicemail, call.lead_spoke) {
        (Some(true), Some(true)) => {
            Some(Outcome::new("The lead spoke, and a voicemail was left", Tone::Neutral))
        }
        (Some(true), _) => Some(Outcome::new("A voicemail was left", Tone::Neutral)),
        (Some(false) | None, _) => met_voicemail(call).then(|| Outcome::new("Reached voicemail", Tone::Bad)),
    }
}

fn talk(call: &Call) -> Option<Outcome> {
    let lead_turns = lead_turns(call);
    let has_ai = call.transcript.iter().flatten().any(|turn| turn.speaker.role == Role::Ai);
    match (call.lead_spoke, lead_turns, unreached(call)) {
        (Some(false), 0, _) => Some(Outcome::new("The lead never spoke", Tone::Bad)),
        (Some(false), ..) => Some(Outcome::new(
            "The vendor says that the lead never spoke, yet the transcript has the lead’s words",
            Tone::Neutral,
        )),
        (None, 1.., Some(words)) => {
            Some(Outcome::new(format!("{words}, yet the transcript has the lead’s words"), Tone::Neutral))
        }
        (Some(true), ..) | (None, 1.., None) => {
            let words = if has_ai { "The lead spoke with the AI agent" } else { "The lead spoke" };
            Some(Outcome::new(words, Tone::Good))
        }
        (None, 0, _) => None,
    }
}

fn normal(status: &str) -> String {
    status.to_ascii_lowercase().replace([' ', '-'], "_")
}

/// What a status says that rules a conversation out: the common words of telephony.
fn unreached(call: &Call) -> Option<&'static str> {
    match normal(call.status.as_deref()?).as_str() {
        "no_answer" | "noanswer" => Some("Nobody answered"),
        "busy" => Some("The line was busy"),
        "voicemail" => Some("Reached voicemail"),
        _ => None,
    }
}

/// Common words are put into a sentence; any other status is shown as it came.
fn status(call: &Call) -> Outcome {
    let Some(status) = call.status.as_deref() else {
        return match call.progress {
            CallProgress::Ended => Outcome::new("Ended", Tone::Neutral),
            CallProgress::Running | CallProgress::Unknown => {
                Outcome::new("What became of it is not stated", Tone::Neutral)
            }
        };
    };
    if let Some(words) = unreached(call) {
        return Outcome::new(words, Tone::Bad);
    }
    match normal(status).as_str() {
        "complete" | "completed" => Outcome::new("Completed", Tone::Neutral),
        "failed" => Outcome::new("Failed; the vendor does not say why", Tone::Bad),
        _ => Outcome::new(format!("Status “{status}”"), Tone::Neutral),
    }
}

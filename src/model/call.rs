//! A call: what is known of it, its transfer and its transcript.

use super::{CallId, Direction, Fact, Open, Party, Raw, When};

/// Whether a call's record may still change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "kebab-case"))]
pub enum CallProgress {
    /// It is being placed or spoken.
    Running,
    /// It is over.
    Ended,
    /// The status is a word this viewer does not know.
    Unknown,
}

/// Who ended a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "kebab-case"))]
pub enum EndedBy {
    /// The lead.
    Lead,
    /// The company's agent.
    Agent,
    /// The phone system.
    System,
    /// The vendor does not know.
    Unknown,
}

/// How long a call lasted.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "camelCase"), tsify(missing_as_null))]
pub struct Length {
    /// The length in seconds.
    pub secs: f64,
    /// Whether the vendor does not say the unit and seconds are assumed.
    pub unit_assumed: bool,
}

/// Whether a transfer was picked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "kebab-case"))]
pub enum Answer {
    /// Somebody or something answered.
    Answered,
    /// Nobody answered.
    NoAnswer,
    /// It is not known yet.
    Pending,
}

/// What picked up a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "kebab-case"))]
pub enum AnsweredBy {
    /// A human being.
    Human,
    /// A machine, recognised as it began to speak.
    MachineStart,
    /// A machine, after its beep.
    MachineEndBeep,
    /// A machine, after its greeting fell silent.
    MachineEndSilence,
    /// A machine, after its greeting ended some other way.
    MachineEndOther,
    /// The vendor could not tell.
    Unknown,
}

/// One try to hand a call over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "camelCase"), tsify(missing_as_null))]
pub struct Leg {
    /// The number that was called, as it came.
    pub number: Option<Box<str>>,
    /// Whether it was picked up.
    pub answer: Option<Open<Answer>>,
    /// By what.
    pub answered_by: Option<Open<AnsweredBy>>,
}

/// What is known of handing a call over to a person.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "camelCase"), tsify(missing_as_null))]
pub struct Transfer {
    /// Whether the vendor calls this call a transfer.
    pub is_transfer: Option<bool>,
    /// Whether it was handed over while the lead was talking.
    pub mid_call: Option<bool>,
    /// How long the lead was connected to the recipient of a mid-call transfer, in seconds.
    pub mid_call_secs: Option<f64>,
    /// How it was handed over, as it came: `WARM`.
    pub manner: Option<Box<str>>,
    /// The first try.
    pub first: Leg,
    /// Whether a second number was tried.
    pub fallback_attempted: Option<bool>,
    /// The second try.
    pub fallback: Leg,
}

/// What is known of a machine that asks callers who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "camelCase"), tsify(missing_as_null))]
pub struct Screening {
    /// Whether the call met one.
    pub hit: Option<bool>,
    /// Whether a human being was reached behind it.
    pub reached_human: Option<bool>,
}

/// Whether the sound can be had.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(
    feature = "types",
    serde(tag = "kind", content = "address", rename_all = "kebab-case"),
    tsify(missing_as_null)
)]
pub enum Recording {
    /// The vendor's API gives no recordings.
    NotOffered,
    /// The vendor has recordings, and sent none for this call.
    None,
    /// Where it is, as it came. Opened by the reader only, never loaded by itself.
    Link(Box<str>),
}

/// Why a call failed, in the vendor's words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "camelCase"), tsify(missing_as_null))]
pub struct Failure {
    /// A code, as it came.
    pub code: Option<Box<str>>,
    /// A message, as it came.
    pub message: Option<Box<str>>,
}

/// One turn of a transcript.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "camelCase"), tsify(missing_as_null))]
pub struct Turn {
    /// Who spoke.
    pub speaker: Party,
    /// What was said, as it came.
    pub text: Box<str>,
    /// When it began.
    pub start: When,
    /// When it ended.
    pub end: When,
    /// By what it was written, as it came: `manual`.
    pub source: Option<Box<str>>,
}

/// A call, as much of it as is known so far.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "camelCase"), tsify(missing_as_null))]
pub struct Call {
    /// Its name.
    pub id: CallId,
    /// Whether everything the vendor gives is here. When not, the call's page asks for the rest.
    pub is_whole: bool,
    /// Which way.
    pub direction: Direction,
    /// The vendor's status, as it came: `COMPLETE`.
    pub status: Option<Box<str>>,
    /// What the status means for whether the record may still change.
    pub progress: CallProgress,
    /// When the record was made, which is when the call began.
    pub started: When,
    /// When the record last changed.
    pub changed: When,
    /// How long it lasted.
    pub length: Option<Length>,
    /// Who ended it.
    pub ended_by: Option<Open<EndedBy>>,
    /// Why it ended, as it came.
    pub end_reason: Option<Box<str>>,
    /// What it was about, written by a machine.
    pub summary: Option<Box<str>>,
    /// The transcript; `None` when this record does not carry one (the call's page may), empty when none is stored.
    pub transcript: Option<Vec<Turn>>,
    /// Handing over to a person; `None` when the vendor said nothing of it.
    pub transfer: Option<Transfer>,
    /// Whether a voicemail was left.
    pub voicemail: Option<bool>,
    /// Call screening.
    pub screening: Screening,
    /// Whether the lead said anything.
    pub lead_spoke: Option<bool>,
    /// Yes-or-no facts worth a badge: `AI-initiated`, `Follow-up`. Labels in the viewer's words.
    pub flags: Vec<(&'static str, bool)>,
    /// Numbers and who answers on them: `Lead`, `Agent`.
    pub numbers: Vec<Fact>,
    /// The sound.
    pub recording: Recording,
    /// Why it failed, when it did.
    pub failure: Option<Failure>,
    /// What the vendor said beside that, labelled.
    pub facts: Vec<Fact>,
    /// The record it came from.
    #[cfg_attr(feature = "types", serde(skip))]
    pub raw: Raw,
}

impl Call {
    /// The texts a search looks through: summary, transcript, reasons and numbers.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = Vec::new();
        texts.extend(self.summary.as_deref());
        texts.extend(self.end_reason.as_deref());
        texts.extend(self.failure.iter().filter_map(|failure| failure.message.as_deref()));
        let legs = self.transfer.iter().flat_map(|transfer| [&transfer.first, &transfer.fallback]);
        texts.extend(legs.filter_map(|leg| leg.number.as_deref()));
        texts.extend(self.transcript.iter().flatten().map(|turn| turn.text.as_ref()));
        texts
    }

    /// Whether a summary or transcript may still come: the call is running, or over without a summary.
    pub const fn may_still_change(&self) -> bool {
        matches!(self.progress, CallProgress::Running) || self.summary.is_none()
    }
}

//! Why a part of a call is not there. "Nothing" and "not yet" are different things to a reader.

use crate::model::{Call, Recording, Vendor};

/// A part of a call that may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// What was said.
    Transcript,
    /// What it was about.
    Summary,
    /// The sound.
    Recording,
}

/// How far asking the vendor has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asking<'a> {
    /// The vendor is being asked now.
    Now,
    /// It will be asked again in so many seconds, as more may come.
    Again {
        /// Seconds until then.
        secs: u64,
    },
    /// It was asked, and is not asked again.
    Done,
    /// Asking failed, in the words of whoever knows why.
    Failed(&'a str),
}

/// Why a part of a call is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Absence {
    /// It may still come.
    Preparing {
        /// Seconds until the vendor is asked again; `None` while it is asked.
        again_secs: Option<u64>,
    },
    /// The vendor has none.
    NoneStored,
    /// There is nothing to write down: the lead did not speak.
    LeadSilent,
    /// The vendor's API gives none.
    NotOffered,
    /// Asking for it failed, in the words of whoever knows why.
    Failed(Box<str>),
}

impl Absence {
    /// Why a part of a call is missing; `None` when it is there.
    pub fn of(part: Part, call: &Call, asking: Asking<'_>) -> Option<Self> {
        let is_there = match part {
            Part::Transcript => call.transcript.as_ref().is_some_and(|turns| !turns.is_empty()),
            Part::Summary => call.summary.is_some(),
            Part::Recording => matches!(call.recording, Recording::Link(_)),
        };
        if is_there {
            return None;
        }
        if part == Part::Recording && call.recording == Recording::NotOffered {
            return Some(Self::NotOffered);
        }
        Some(match asking {
            Asking::Failed(words) => Self::Failed(words.into()),
            Asking::Now => Self::Preparing { again_secs: None },
            Asking::Again { secs } => Self::Preparing { again_secs: Some(secs) },
            Asking::Done if part == Part::Transcript && call.lead_spoke == Some(false) => Self::LeadSilent,
            Asking::Done => Self::NoneStored,
        })
    }

    /// The reason in a sentence.
    pub fn words(&self, part: Part, vendor: Vendor) -> String {
        let what = match part {
            Part::Transcript => "transcript",
            Part::Summary => "summary",
            Part::Recording => "recording",
        };
        match self {
            Self::Preparing { again_secs: Some(secs) } => {
                format!("The {what} is being prepared. Checking again in {secs} s.")
            }
            Self::Preparing { again_secs: None } => format!("Asking {} for the {what}.", vendor.name()),
            Self::NoneStored => format!("No {what} is stored for this call."),
            Self::LeadSilent => "The lead did not speak.".into(),
            Self::NotOffered => format!("{} does not provide {what}s through its API.", vendor.name()),
            Self::Failed(words) => words.to_string(),
        }
    }
}

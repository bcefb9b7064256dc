//! What went wrong, for a program that has to act on it.

use serde::Serialize;

use crate::{
    model::Vendor,
    providers::{ProviderError, Refusal},
};

use super::{Cause, Explanation, LoadError, TransportError};

/// What went wrong, as a word that programs can test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "types", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// An option is wrong; nothing was asked.
    Options,
    /// A message to a frame is not as documented; nothing of it was done.
    Message,
    /// The frame’s site does not list the origin of the page around among its `frame_origins`; nothing it says is done.
    Origin,
    /// The signal was aborted, or the loop that read the entries was left.
    Aborted,
    /// The program failed. What is called next starts it anew.
    Crashed,
    /// The program could not be loaded or started.
    Program,
    /// There is no key for the vendor; it was not asked.
    NoKey,
    /// The vendor refused the key.
    Key,
    /// The key may not read this.
    Right,
    /// What is opened cannot be a lead of this vendor's.
    Handle,
    /// The vendor does not know the lead or the call.
    NotFound,
    /// The vendor gives no calls by themselves: with `lead` in the options they are looked for in its history.
    NotOffered,
    /// The vendor was asked too often.
    TooMany,
    /// The vendor has a problem of its own.
    Trouble,
    /// The vendor refused the request for another reason.
    Refused,
    /// The answer is not what the vendor documents, or lacks what was asked for.
    Answer,
    /// The vendor's pages do not end.
    Pages,
    /// The browser lets this page read no answer: CORS, no network, a wrong address, a redirect.
    Unreachable,
    /// The page's own security policy does not allow the host.
    Policy,
    /// The device is offline.
    Offline,
    /// Nothing came for too long.
    TimedOut,
    /// The answer was cut off.
    CutOff,
    /// The answer is longer than is read.
    TooLarge,
    /// The page's own `fetch` function failed, or gave something that is no answer.
    Host,
    /// The request does not belong to the vendor's address.
    Address,
}

/// What went wrong. It never holds a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    /// What went wrong, as a word that programs can test.
    pub kind: FaultKind,
    /// With whom.
    pub vendor: Option<Vendor>,
    /// What happened, with whom, and what to do, in sentences.
    pub message: String,
    /// The vendor's own words, as they came.
    pub words: Option<String>,
    /// The HTTP status, when there was one.
    pub status: Option<u16>,
    /// How often the request was tried.
    pub tries: u32,
}

impl Fault {
    /// A fault that is nobody's but the program's or the page's.
    pub fn new(kind: FaultKind, message: impl Into<String>) -> Self {
        Self { kind, vendor: None, message: message.into(), words: None, status: None, tries: 0 }
    }

    /// Why a vendor gave nothing, or not all.
    pub fn of(vendor: Vendor, error: &LoadError, told: Explanation) -> Self {
        let status = match &error.cause {
            Cause::Provider(
                ProviderError::Refused { status, .. }
                | ProviderError::WebPage { status, .. }
                | ProviderError::Empty { status },
            ) => Some(*status),
            Cause::Handle(_)
            | Cause::Transport(_)
            | Cause::Provider(_)
            | Cause::Loop { .. }
            | Cause::TooManyPages { .. }
            | Cause::TooManyEmptyPages { .. }
            | Cause::NoCall => None,
        };
        Self {
            kind: kind(&error.cause),
            vendor: Some(vendor),
            message: format!("{}. {}", told.title, told.text),
            words: told.words,
            status,
            tries: error.tries,
        }
    }

    /// The same without a word that could be the lead's: neither the vendor's own words, nor what is said of them.
    pub fn discreet(vendor: Vendor, error: &LoadError, told: Explanation) -> Self {
        let message = format!("{}.", told.title);
        Self { message, words: None, ..Self::of(vendor, error, told) }
    }
}

const fn kind(cause: &Cause) -> FaultKind {
    match cause {
        Cause::Handle(_) => FaultKind::Handle,
        Cause::Transport(error) => transport(error),
        Cause::Provider(ProviderError::Refused { refusal, .. }) => match refusal {
            Refusal::Key | Refusal::KeyOrRight => FaultKind::Key,
            Refusal::Right => FaultKind::Right,
            Refusal::NotFound => FaultKind::NotFound,
            Refusal::TooMany => FaultKind::TooMany,
            Refusal::Trouble => FaultKind::Trouble,
            Refusal::Cursor | Refusal::Request | Refusal::Other => FaultKind::Refused,
        },
        Cause::Provider(_) | Cause::NoCall => FaultKind::Answer,
        Cause::Loop { .. } | Cause::TooManyPages { .. } | Cause::TooManyEmptyPages { .. } => FaultKind::Pages,
    }
}

const fn transport(error: &TransportError) -> FaultKind {
    match error {
        TransportError::NoKey => FaultKind::NoKey,
        TransportError::Offline => FaultKind::Offline,
        TransportError::Unreadable { .. } | TransportError::MixedContent | TransportError::NotGiven => {
            FaultKind::Unreachable
        }
        TransportError::Policy => FaultKind::Policy,
        TransportError::TimedOut { .. } => FaultKind::TimedOut,
        TransportError::TooLarge { .. } => FaultKind::TooLarge,
        TransportError::CutOff { .. } => FaultKind::CutOff,
        TransportError::HostFailed | TransportError::HostAnswer(_) => FaultKind::Host,
        TransportError::Aborted => FaultKind::Aborted,
        TransportError::WrongAddress(_) => FaultKind::Address,
    }
}

//! Testing a connection.

use super::{
    Action, Asked, Cancel, Cause, Explanation, LoadError, Subject, Transport,
    send::{Unread, read, what_came},
};
use crate::{
    model::{Handle, IdError, Timestamp},
    providers::{Ask, Provider, ProviderError, Refusal, Request, Window},
};

/// What a test of a connection learned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// The key was accepted.
    Accepted {
        /// What else the answer told, in sentences.
        remarks: Vec<String>,
    },
    /// The vendor knows no such lead. It says so to a key it accepts; a wrong address may give the same answer.
    NoSuchLead(LoadError),
    /// It was not, or that could not be told.
    Failed(LoadError),
    /// The vendor was asked for a lead that does not exist, for want of a request that only tests a key, and says so.
    Readable(LoadError),
}

/// What is asked for where there is no lead and no request that only tests a key.
const NOBODY: &str = "connection-test";

/// Tests a connection with the vendor's cheapest request; where there is none, with a lead of the reader's, or else with
/// one that does not exist. Asks once. `None` when cancelled.
pub async fn check(
    provider: &dyn Provider,
    lead: Option<&Handle>,
    now: Timestamp,
    transport: &dyn Transport,
    cancel: &Cancel,
) -> Option<Checked> {
    let failed = |cause, request| LoadError { asked: Asked::Check, cause, tries: 1, request };
    let request = match test_request(provider, lead, now) {
        Ok(request) => request,
        Err(error) => return Some(Checked::Failed(failed(error.into(), None))),
    };
    let sent = cancel.unless_cancelled(transport.send(&request)).await?;
    let read = match what_came(sent) {
        Ok((response, cut)) => read(provider, &request, &response, cut),
        Err(error) => Err(error.into()),
    };
    Some(match read {
        Ok(page) => Checked::Accepted { remarks: page.remarks },
        // Data came, so the key was accepted; what a part of it says of the whole is not to be trusted.
        Err(Unread { part: Some(_), .. }) => Checked::Accepted { remarks: Vec::new() },
        Err(Unread { part: None, cause }) => {
            // A web server that knows no such path says 404 as well, but not in a vendor's words.
            let is_lead = request.handle.is_some() && !cause.is_wordless_not_found() && is_not_found(&cause);
            let error = failed(cause, Some(Box::new(request)));
            match (is_lead, lead) {
                (true, Some(_)) => Checked::NoSuchLead(error),
                (true, None) => Checked::Readable(error),
                (false, _) => Checked::Failed(error),
            }
        }
    })
}

/// The request that tests a connection.
///
/// # Errors
/// When the lead is not one of the vendor's.
pub fn test_request(
    provider: &dyn Provider,
    lead: Option<&Handle>,
    now: Timestamp,
) -> Result<Request, IdError> {
    if let Some(request) = provider.check() {
        return Ok(request);
    }
    let handle = match lead {
        Some(lead) => lead.clone(),
        None => Handle::new(provider.about().vendor, NOBODY)?,
    };
    provider.timeline(&Ask { handle, window: Window { since: now, until: None }, page_size: Some(1) })
}

const fn is_not_found(cause: &Cause) -> bool {
    matches!(cause, Cause::Provider(ProviderError::Refused { refusal: Refusal::NotFound, .. }))
}

impl Checked {
    /// Whether it failed in a way that leaves others to the same data.
    pub fn wants_another_way(&self, subject: &Subject<'_>) -> bool {
        matches!(self, Self::Failed(error) if error.wants_another_way(subject))
    }

    /// Whether the direct way works as far as that can be told: the answer could be read, and was no refusal.
    pub const fn is_good(&self) -> bool {
        matches!(self, Self::Accepted { .. } | Self::Readable(_))
    }

    /// Whether the key is known to work.
    pub const fn is_accepted(&self) -> bool {
        matches!(self, Self::Accepted { .. })
    }

    /// What was learned, in words.
    pub fn explain(&self, subject: &Subject<'_>) -> Explanation {
        let name = subject.about.vendor.name();
        let host = subject.host;
        match self {
            Self::Accepted { remarks } => Explanation {
                title: format!("{name} accepted the key"),
                text: [format!("{host} answered, and this page may read the answer.")]
                    .iter()
                    .chain(remarks)
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join(" "),
                words: None,
                actions: Vec::new(),
            },
            Self::NoSuchLead(error) => Explanation {
                title: format!("{name} answered, and knows no such lead"),
                text: format!(
                    "This page may read what {host} answers. {name} says this to a key it accepts; a wrong address \
                     can give the same answer."
                ),
                actions: vec![Action::EditHandle, Action::ChangeAddress, Action::CopyCurl],
                ..error.explain(subject)
            },
            Self::Readable(_) => Explanation {
                title: format!("{name} answered, and this page may read it"),
                text: format!(
                    "{name} has no request that only tests a key, so {host} was asked for a lead that does not exist, \
                     and says that there is none. It says so to a key it accepts; a wrong address can give the same \
                     answer. Opening a lead tells for certain."
                ),
                words: None,
                actions: Vec::new(),
            },
            Self::Failed(error) => error.explain(subject),
        }
    }
}

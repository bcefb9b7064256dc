//! Testing a connection.

use super::{
    Action, Asked, Cancel, Cause, Explanation, LoadError, Subject, Transport,
    send::{Unread, read, what_came},
};
use crate::{
    model::{Handle, Timestamp},
    providers::{Ask, Provider, ProviderError, Refusal, Window},
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
    /// This vendor has no request that tells without a lead.
    NeedsLead,
}

/// Tests a connection with the vendor's cheapest request, or with a lead of the reader's where there is none. Asks
/// once. `None` when cancelled.
pub async fn check(
    provider: &dyn Provider,
    lead: Option<&Handle>,
    now: Timestamp,
    transport: &dyn Transport,
    cancel: &Cancel,
) -> Option<Checked> {
    let failed = |cause, request| LoadError { asked: Asked::Check, cause, tries: 1, request };
    let request = match (provider.check(), lead) {
        (Some(request), _) => request,
        (None, None) => return Some(Checked::NeedsLead),
        (None, Some(lead)) => {
            let window = Window { since: now, until: None };
            let ask = Ask { handle: lead.clone(), window, page_size: Some(1) };
            match provider.timeline(&ask) {
                Ok(request) => request,
                Err(error) => return Some(Checked::Failed(failed(error.into(), None))),
            }
        }
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
            let is_lead = request.handle.is_some()
                && matches!(
                    cause,
                    Cause::Provider(ProviderError::Refused { refusal: Refusal::NotFound, .. })
                );
            let error = failed(cause, Some(Box::new(request)));
            if is_lead { Checked::NoSuchLead(error) } else { Checked::Failed(error) }
        }
    })
}

impl Checked {
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
            Self::NeedsLead => Explanation {
                title: format!("Only a lead can tell whether {name} accepts the key"),
                text: format!(
                    "{name} has no request that tests a key by itself. Open a lead; the first answer tells."
                ),
                words: None,
                actions: vec![Action::EditHandle],
            },
            Self::Failed(error) => error.explain(subject),
        }
    }
}

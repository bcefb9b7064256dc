//! How a question reaches a vendor: over `fetch`, over recorded answers, or over a script in a test.

use futures_util::future::LocalBoxFuture;
use thiserror::Error;

use super::AddressError;
use crate::providers::{Request, Response};

/// Carries a question to its vendor and brings the answer back.
pub trait Transport {
    /// Sends one request. Dropping the future ends the request.
    ///
    /// # Errors
    /// When no answer came, or only a part of one. A refusal by the vendor is an answer, not an error.
    fn send<'a>(&'a self, request: &'a Request) -> LocalBoxFuture<'a, Result<Response, TransportError>>;
}

/// Why there is no answer, as far as a browser tells.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TransportError {
    /// No key has been typed for this vendor.
    #[error("no key")]
    NoKey,
    /// The browser says that it is offline.
    #[error("offline")]
    Offline,
    /// The browser gives no reason: the API does not let web pages read its answers (CORS), a wrong name, no
    /// network, a blocker, a redirect that was refused.
    #[error("no answer that this page may read")]
    Unreadable {
        /// Whether the host answered a request without a key and a path; `None` when that was not tried.
        is_reachable: Option<bool>,
    },
    /// The page came encrypted and the host is asked without encryption, which some browsers block; nothing answered.
    #[error("not encrypted, from an encrypted page")]
    MixedContent,
    /// The answers that the reader gave as files hold none to this.
    #[error("not among the files")]
    NotGiven,
    /// This page's own security policy does not allow this host.
    #[error("this page's policy does not allow the host")]
    Policy,
    /// Nothing came for too long.
    #[error("{} for {waited_secs} s", if *for_body { "the answer stopped coming" } else { "no answer" })]
    TimedOut {
        /// How long was waited, in seconds.
        waited_secs: u32,
        /// Whether the answer had begun.
        for_body: bool,
        /// What had come of the answer.
        partial: Option<Box<Response>>,
    },
    /// The answer is longer than this viewer reads.
    #[error("the answer is longer than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
        /// What had come up to there.
        partial: Option<Box<Response>>,
    },
    /// The connection ended before the answer was complete.
    #[error("the answer was cut off")]
    CutOff {
        /// What had come. The records in it that are complete are worth keeping.
        partial: Option<Box<Response>>,
    },
    /// The page that this viewer is a part of was to ask, and its function failed. What it said may hold its key, so it is
    /// not told.
    #[error("the page around could not ask")]
    HostFailed,
    /// The page that this viewer is a part of asked, and gave something that is no answer.
    #[error("the page around gave no answer: {0}")]
    HostAnswer(&'static str),
    /// The reader went elsewhere.
    #[error("stopped")]
    Aborted,
    /// The request does not belong to the address that the key was typed for.
    #[error("{0}")]
    WrongAddress(AddressError),
}

impl TransportError {
    /// Why a request failed for which the browser gives no reason, when neither the network is off nor a policy told of
    /// it: from whether this page came encrypted, the origin that was asked, and whether it answered a probe, where that is
    /// known.
    pub fn without_reason(is_page_encrypted: bool, origin: &str, is_reachable: Option<bool>) -> Self {
        if is_page_encrypted && origin.starts_with("http:") && is_reachable == Some(false) {
            // A browser that blocks the request blocks the probe as well.
            Self::MixedContent
        } else {
            Self::Unreadable { is_reachable }
        }
    }

    /// The part of the answer that came, and the failure without it.
    pub fn split(mut self) -> (Option<Box<Response>>, Self) {
        let partial = self.partial_mut().and_then(Option::take);
        (partial, self)
    }

    /// With the part of the answer that came; nothing changes where there can be none.
    #[must_use]
    pub fn with_partial(mut self, response: Response) -> Self {
        if let Some(partial) = self.partial_mut() {
            *partial = Some(Box::new(response));
        }
        self
    }

    const fn partial_mut(&mut self) -> Option<&mut Option<Box<Response>>> {
        match self {
            Self::TimedOut { partial, .. } | Self::TooLarge { partial, .. } | Self::CutOff { partial } => {
                Some(partial)
            }
            Self::NoKey
            | Self::Offline
            | Self::Unreadable { .. }
            | Self::MixedContent
            | Self::NotGiven
            | Self::Policy
            | Self::HostFailed
            | Self::HostAnswer(_)
            | Self::Aborted
            | Self::WrongAddress(_) => None,
        }
    }
}

//! What can end a load.

use thiserror::Error;

use super::{Subject, TransportError};
use crate::{
    model::IdError,
    providers::{ProviderError, Refusal, Request},
};

/// What was being asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Asked {
    /// A lead's history, a search or a meeting.
    History,
    /// One call in full.
    Call,
    /// Whether a key works.
    Check,
}

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Cause {
    /// What was typed cannot be opened at this vendor.
    #[error("{0}")]
    Handle(#[from] IdError),
    /// No whole answer came.
    #[error("{0}")]
    Transport(#[from] TransportError),
    /// The answer is a refusal, or not what was asked for.
    #[error("{0}")]
    Provider(#[from] ProviderError),
    /// A page names as the next one a page that was read before.
    #[error("page {pages} leads back to a page that was read before")]
    Loop {
        /// How many pages were read.
        pages: usize,
    },
    /// More pages than this viewer reads in one go.
    #[error("more than {limit} pages")]
    TooManyPages {
        /// The limit.
        limit: usize,
    },
    /// Pages follow on pages and bring nothing new.
    #[error("{limit} pages in a row brought nothing new")]
    TooManyEmptyPages {
        /// The limit.
        limit: usize,
    },
    /// The vendor gave an answer without the call that was asked for.
    #[error("no call in the answer")]
    NoCall,
}

impl Cause {
    /// Whether it is a 404 without a word of the vendor's, as web servers give it where there is no API.
    pub(super) const fn is_wordless_not_found(&self) -> bool {
        matches!(
            self,
            Self::Provider(ProviderError::Refused {
                refusal: Refusal::NotFound,
                status: 404,
                code: None,
                message: None,
            })
        )
    }
}

/// Why a load ended before it was complete. What had arrived by then is kept.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{cause}")]
pub struct LoadError {
    /// What was being asked for.
    pub asked: Asked,
    /// What went wrong.
    #[source]
    pub cause: Cause,
    /// How often the same request was tried.
    pub tries: u32,
    /// The request that failed, when one was made.
    pub request: Option<Box<Request>>,
}

impl LoadError {
    /// Whether another key may help.
    pub const fn is_about_key(&self) -> bool {
        matches!(
            self.cause,
            Cause::Transport(TransportError::NoKey)
                | Cause::Provider(ProviderError::Refused {
                    refusal: Refusal::Key | Refusal::KeyOrRight | Refusal::Right,
                    ..
                })
        )
    }

    /// Whether the device had no network.
    pub const fn is_offline(&self) -> bool {
        matches!(self.cause, Cause::Transport(TransportError::Offline))
    }

    /// Whether the same question may be answered later although nobody does anything about it.
    pub const fn may_pass(&self) -> bool {
        match &self.cause {
            Cause::Provider(ProviderError::Refused { refusal, .. }) => {
                matches!(refusal, Refusal::TooMany | Refusal::Trouble)
            }
            Cause::Provider(_)
            | Cause::Transport(
                TransportError::Offline
                | TransportError::Unreadable { .. }
                | TransportError::TimedOut { .. }
                | TransportError::CutOff { .. }
                | TransportError::HostFailed,
            ) => true,
            Cause::Handle(_)
            | Cause::Transport(_)
            | Cause::Loop { .. }
            | Cause::TooManyPages { .. }
            | Cause::TooManyEmptyPages { .. }
            | Cause::NoCall => false,
        }
    }

    /// Whether the browser gave this page nothing to read.
    pub(super) const fn is_refused_by_browser(&self) -> bool {
        matches!(
            self.cause,
            Cause::Transport(
                TransportError::Unreadable { .. } | TransportError::MixedContent | TransportError::Policy
            )
        )
    }

    /// Whether another way to the same data may work: the browser gave this page nothing to read, or this page's own
    /// site answered, and not as the vendor does.
    pub fn wants_another_way(&self, subject: &Subject<'_>) -> bool {
        let is_strange = matches!(
            self.cause,
            Cause::Provider(
                ProviderError::WebPage { .. }
                    | ProviderError::Empty { .. }
                    | ProviderError::NotJson { .. }
                    | ProviderError::Shape { .. }
            )
        );
        self.is_refused_by_browser()
            || subject.is_of_this_site() && (is_strange || self.cause.is_wordless_not_found())
    }
}

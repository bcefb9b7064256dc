#![doc = include_str!("README.md")]
// Whatever a vendor sends: nothing here may stop the program.
#![cfg_attr(
    not(test),
    warn(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)
)]

pub mod apten;
mod ask;
pub mod attendee;
mod body;
mod error;
mod key;
pub mod leadsail;
mod listed;
pub mod naturalead;
mod object;
mod parts;
mod reading;
mod recognised;
mod salvage;
mod split;
mod words;

pub use ask::{Ask, Page, Request, Response, Step, Window};
pub use body::refusal_words;
pub use error::{ProviderError, Refusal};
pub use recognised::{Owner, Recognised};

use std::borrow::Cow;

use crate::model::{ApiKey, Call, CallId, Handle, IdError, Record, Vendor};

/// What a vendor is, for the form that connects it and for the words around its data.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// Which vendor.
    pub vendor: Vendor,
    /// Its public documentation.
    pub docs_url: &'static str,
    /// Where its API is, when nobody says otherwise: an origin and a path prefix, no slash at the end.
    pub default_base_url: &'static str,
    /// Every path that is asked for below the base URL, as the documentation writes it with `{}` for an id:
    /// `/leads/{}/events`. No request with another path leaves the viewer or passes a relay.
    pub paths: &'static [&'static str],
    /// The header that carries the key: `x-api-key`.
    pub key_header: &'static str,
    /// How to get a key, in a sentence.
    pub key_help: &'static str,
    /// What a key looks like, in a sentence, when that is known; a check that warns and never blocks.
    pub key_form: Option<&'static str>,
    /// What a handle is called here: `Lead id`, `Bot id`.
    pub handle_name: &'static str,
    /// An example of a handle: `room_abc`.
    pub handle_example: &'static str,
    /// How a handle is written, in a sentence.
    pub handle_help: &'static str,
    /// Whether a request can be limited to what changed since a moment.
    pub is_windowed: bool,
    /// Whether a list is a whole account's, and a lead's records are picked out of it.
    pub is_of_account: bool,
    /// Whether several handles make sense for one lead (meetings).
    pub many_handles: bool,
    /// Why there may be no recording: a sentence, for vendors whose API gives none.
    pub no_recording: Option<&'static str>,
}

impl About {
    /// Whether a request's path is one of [`About::paths`].
    pub fn documents(&self, request: &Request) -> bool {
        self.paths.iter().any(|path| {
            let mut segments = request.segments.iter();
            let is_like = path.split('/').skip(1).all(|part| {
                segments
                    .next()
                    .is_some_and(|segment| if part == "{}" { !segment.is_empty() } else { segment == part })
            });
            is_like && segments.next().is_none()
        })
    }
}

/// One vendor's dialect.
pub trait Provider: Sync {
    /// What the vendor is.
    fn about(&self) -> &'static About;

    /// The first request for a lead's history. Further pages come as [`Page::follow`].
    ///
    /// # Errors
    /// When the handle is not one of this vendor's.
    fn timeline(&self, ask: &Ask) -> Result<Request, IdError>;

    /// The request for one call in full; `None` when the vendor has no such thing or the list already says all.
    fn call(&self, call: &CallId) -> Option<Request>;

    /// The cheapest request that tells whether a key works; `None` when only a lead can tell.
    fn check(&self) -> Option<Request>;

    /// Reads an answer to one of the requests above.
    ///
    /// # Errors
    /// When the answer as a whole is a refusal or is not what was asked for.
    fn read(&self, request: &Request, response: &Response) -> Result<Page, ProviderError>;

    /// What an answer is whose question is not known, told from its shape; `None` when it is not this vendor's. A broken
    /// or cut off one is recognised as long as its records can be told apart.
    fn recognise(&self, text: &str) -> Option<Recognised>;

    /// A record for a call that was given in full and stands in no list; `None` where only a list gives calls.
    fn unlisted(&self, _call: &Call) -> Option<Record> {
        None
    }

    /// What a request's query calls the page of a list; `None` when every list comes in one piece. Recorded answers
    /// are told apart by it.
    fn page_name(&self) -> Option<&'static str> {
        None
    }

    /// A recorded page without what this request does not ask for, where the vendor can be asked for less than was
    /// recorded.
    fn narrow<'a>(&self, _request: &Request, body: &'a str) -> Cow<'a, str> {
        Cow::Borrowed(body)
    }

    /// The header that carries the key: name and value.
    fn authorise(&self, key: &ApiKey) -> (&'static str, String);

    /// The key as the vendor wants it, from what the reader pasted: without a scheme word in front.
    fn clean_key<'a>(&self, typed: &'a str) -> &'a str {
        typed.trim()
    }

    /// A handle from what the reader typed or pasted.
    ///
    /// # Errors
    /// When it cannot be one.
    fn handle(&self, typed: &str) -> Result<Handle, IdError> {
        Handle::new(self.about().vendor, typed)
    }
}

/// The adapter of a vendor.
pub fn provider(vendor: Vendor) -> &'static dyn Provider {
    match vendor {
        Vendor::Apten => &apten::Apten,
        Vendor::LeadSail => &leadsail::LeadSail,
        Vendor::Naturalead => &naturalead::Naturalead,
        Vendor::Attendee => &attendee::Attendee,
    }
}

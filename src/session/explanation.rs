//! A failure in words, and what the reader can do about it.

use super::{Cause, Connection, LoadError, TransportError};
use crate::providers::About;

/// Something the reader can do about a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Type a key.
    AddKey,
    /// Unlock the key that is remembered on this device.
    Unlock,
    /// Type another key.
    ChangeKey,
    /// Use another address for the API: one that lets this page read, such as a relay path on this site.
    ChangeAddress,
    /// Look at the other ways to a vendor: an address that lets this page read, such as a relay path on this site.
    OtherWays,
    /// Give answers as files.
    OpenFiles,
    /// Correct what is opened.
    EditHandle,
    /// Ask again.
    Retry,
    /// Ask now, before the next try is due.
    TryNow,
    /// Go on from where it ended.
    Continue,
    /// Copy the request as a shell command, without the key.
    CopyCurl,
    /// Open the vendor's documentation.
    OpenDocs,
    /// Look at the request log.
    ShowRequests,
}

impl Action {
    /// What a button says.
    pub const fn label(self) -> &'static str {
        match self {
            Self::AddKey => "Add a key",
            Self::Unlock => "Unlock",
            Self::ChangeKey => "Change key",
            Self::ChangeAddress => "Use another address",
            Self::OtherWays => "Other ways in",
            Self::OpenFiles => "Open files",
            Self::EditHandle => "Edit the lead",
            Self::Retry => "Try again",
            Self::TryNow => "Try now",
            Self::Continue => "Continue",
            Self::CopyCurl => "Copy curl",
            Self::OpenDocs => "Documentation",
            Self::ShowRequests => "Requests",
        }
    }
}

impl Action {
    /// Whether it can be done where there is no other page: nowhere to type a key, choose a lead or look at requests.
    const fn is_on_the_spot(self) -> bool {
        match self {
            Self::Retry | Self::TryNow | Self::Continue | Self::CopyCurl | Self::OpenDocs => true,
            Self::AddKey
            | Self::Unlock
            | Self::ChangeKey
            | Self::ChangeAddress
            | Self::OtherWays
            | Self::OpenFiles
            | Self::EditHandle
            | Self::ShowRequests => false,
        }
    }
}

/// A failure in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What happened and with whom, in a few words.
    pub title: String,
    /// What is known of why, in sentences.
    pub text: String,
    /// The vendor's own words, verbatim.
    pub words: Option<String>,
    /// What the reader can do, the best first.
    pub actions: Vec<Action>,
}

impl Explanation {
    /// The same where the viewer is a part of somebody else's page: whoever runs that page gives keys, addresses and
    /// policies, and the reader can do what can be done on the spot.
    #[must_use]
    pub fn in_part(mut self, error: &LoadError) -> Self {
        self.actions.retain(|action| action.is_on_the_spot());
        let text = match &error.cause {
            Cause::Transport(TransportError::NoKey) => {
                "Nothing was asked. The page that this timeline is a part of gives no key for it."
            }
            Cause::Transport(TransportError::Policy) => {
                "The security policy of the page that this timeline is a part of does not allow the host. Nothing was \
                 sent. Whoever runs that page adds the host to “connect-src”."
            }
            Cause::Handle(_)
            | Cause::Transport(_)
            | Cause::Provider(_)
            | Cause::Loop { .. }
            | Cause::TooManyPages { .. }
            | Cause::TooManyEmptyPages { .. }
            | Cause::NoCall => return self,
        };
        Self { text: text.into(), ..self }
    }
}

/// Whose key a vendor was asked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyOf<'a> {
    /// This page's: the last four characters of it, which may be empty.
    Page(&'a str),
    /// The relay's, which adds it.
    Relay,
    /// That of the page around, which asks in this one's place.
    Host,
}

/// Whom a failure is about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The vendor.
    pub about: &'static About,
    /// The host that was asked.
    pub host: &'a str,
    /// The path that all requests there begin with.
    pub path: &'a str,
    /// Whose key counts there.
    pub key: KeyOf<'a>,
    /// The host this page comes from, when it is known.
    pub page_host: Option<&'a str>,
}

impl<'a> Subject<'a> {
    /// What a connection's failures are about.
    pub fn of(about: &'static About, connection: &'a Connection, page_host: Option<&'a str>) -> Self {
        let key = if connection.is_asked_by_host() {
            KeyOf::Host
        } else if connection.is_keyed_by_relay() {
            KeyOf::Relay
        } else {
            KeyOf::Page(connection.key_hint())
        };
        let address = connection.address();
        Self { about, host: address.host(), path: address.prefix(), key, page_host }
    }

    /// Whether the page's own site was asked, to pass it on.
    pub fn is_of_this_site(&self) -> bool {
        // Whom the page around asked nobody knows here.
        self.page_host == Some(self.host) && self.key != KeyOf::Host
    }
}

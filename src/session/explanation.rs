//! A failure in words, and what the reader can do about it.

use super::Connection;
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

/// Whom a failure is about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The vendor.
    pub about: &'static About,
    /// The host that was asked.
    pub host: &'a str,
    /// The path that all requests there begin with.
    pub path: &'a str,
    /// The last four characters of the key, which may be empty; none where the relay adds the key.
    pub key_hint: Option<&'a str>,
    /// The host this page comes from, when it is known.
    pub page_host: Option<&'a str>,
}

impl<'a> Subject<'a> {
    /// What a connection's failures are about.
    pub fn of(about: &'static About, connection: &'a Connection, page_host: Option<&'a str>) -> Self {
        let key_hint = (!connection.is_keyed_by_relay()).then(|| connection.key_hint());
        let address = connection.address();
        Self { about, host: address.host(), path: address.prefix(), key_hint, page_host }
    }
}

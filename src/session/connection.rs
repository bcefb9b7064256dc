//! A vendor's address, and how a request to it gets its key.

use std::fmt;

use super::{AddressError, BaseUrl, Redactor, TransportError};
use crate::{
    model::{ApiKey, Vendor},
    providers::{Provider, Request},
};

/// How long a key is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Keep {
    /// As long as this page: gone on reload.
    #[default]
    Page,
    /// As long as this tab: survives a reload, gone when the tab is closed.
    Tab,
    /// Until it is forgotten, sealed under a passphrase.
    Device,
}

/// A vendor's address, and how a request to it gets its key: by the key that was typed for exactly this address, by the
/// relay there, which adds one, or by the page around, which asks itself. None can be moved to another address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    vendor: Vendor,
    address: BaseUrl,
    access: Option<Bound>,
    /// How long the reader wants this to be kept.
    pub keep: Keep,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Bound {
    access: Access,
    address: BaseUrl,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Access {
    /// The page sends this key.
    Key(ApiKey),
    /// The page sends none, because the relay at the address adds one.
    Relay,
    /// The page around this one asks in its place, and knows the key.
    Host,
}

/// A request as it goes out. Prints without its key.
#[derive(Clone, PartialEq, Eq)]
pub struct Prepared {
    /// The full address.
    pub url: String,
    /// The header that carries the key: name and value. None where the relay adds the key.
    pub key_header: Option<(&'static str, String)>,
}

impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prepared").field("url", &self.url).finish_non_exhaustive()
    }
}

impl Connection {
    /// A connection without a key.
    pub const fn new(vendor: Vendor, address: BaseUrl) -> Self {
        Self { vendor, address, access: None, keep: Keep::Page }
    }

    /// A connection without a key to where a vendor's API usually is.
    ///
    /// # Errors
    /// When the adapter's own default is no address, which a test keeps from happening.
    pub fn usual(provider: &dyn Provider) -> Result<Self, AddressError> {
        let about = provider.about();
        Ok(Self::new(about.vendor, BaseUrl::parse(about.default_base_url)?))
    }

    /// With a key, for the address as it is now.
    #[must_use]
    pub fn with_key(self, key: ApiKey) -> Self {
        self.bound(Access::Key(key))
    }

    /// Without a key of its own, because the relay at the address as it is now adds one.
    #[must_use]
    pub fn keyed_by_relay(self) -> Self {
        self.bound(Access::Relay)
    }

    /// Without a key, because the page around asks in this one's place. Nothing is sent from here.
    #[must_use]
    pub fn asked_by_host(self) -> Self {
        self.bound(Access::Host)
    }

    fn bound(self, access: Access) -> Self {
        Self { access: Some(Bound { access, address: self.address.clone() }), ..self }
    }

    /// Kept for as long as given.
    #[must_use]
    pub fn kept(self, keep: Keep) -> Self {
        Self { keep, ..self }
    }

    /// Without the key that was typed, if there is one. A relay that adds the key still does.
    #[must_use]
    pub fn without_key(self) -> Self {
        if self.has_key() { self.without_access() } else { self }
    }

    /// Neither with a key nor by a relay that adds one: nothing is asked any more.
    #[must_use]
    pub fn without_access(self) -> Self {
        Self { access: None, ..self }
    }

    /// With another address. The key is gone unless origin and prefix are the same as before.
    #[must_use]
    pub fn with_address(self, address: BaseUrl) -> Self {
        let access = self.access.filter(|bound| bound.address == address);
        Self { address, access, ..self }
    }

    /// Whose API it is.
    pub const fn vendor(&self) -> Vendor {
        self.vendor
    }

    /// Where the API is.
    pub const fn address(&self) -> &BaseUrl {
        &self.address
    }

    /// The key, for keeping it where the reader chose, and for nothing else.
    pub const fn key(&self) -> Option<&ApiKey> {
        match &self.access {
            Some(Bound { access: Access::Key(key), .. }) => Some(key),
            Some(Bound { access: Access::Relay | Access::Host, .. }) | None => None,
        }
    }

    /// Whether there is a key of the reader's.
    pub const fn has_key(&self) -> bool {
        self.key().is_some()
    }

    /// Whether the relay at the address adds the key.
    pub const fn is_keyed_by_relay(&self) -> bool {
        matches!(self.access, Some(Bound { access: Access::Relay, .. }))
    }

    /// Whether the page around asks in this one's place.
    pub const fn is_asked_by_host(&self) -> bool {
        matches!(self.access, Some(Bound { access: Access::Host, .. }))
    }

    /// Whether a question can be asked: there is a key, the relay adds one, or the page around asks.
    pub const fn is_ready(&self) -> bool {
        self.access.is_some()
    }

    /// The last four characters of the key, or nothing.
    pub fn key_hint(&self) -> &str {
        self.key().map_or("", ApiKey::hint)
    }

    /// Masks this connection's key wherever it turns up.
    pub fn redactor(&self) -> Redactor {
        Redactor::new(self.key())
    }

    /// A request as it goes out: the full address, and the header with the key. Every request to a vendor is made
    /// here.
    ///
    /// # Errors
    /// When there is no key, which is so, too, where the page around asks; when it was typed for another address, when the request would leave the address, or when
    /// its path is none that the vendor documents.
    pub fn prepare(&self, provider: &dyn Provider, request: &Request) -> Result<Prepared, TransportError> {
        let bound = self.access.as_ref().filter(|bound| bound.access != Access::Host);
        let bound = bound.ok_or(TransportError::NoKey)?;
        if bound.address != self.address || request.vendor != self.vendor {
            return Err(TransportError::WrongAddress(AddressError::OtherKey(bound.address.to_string())));
        }
        let url = bound.address.join(&request.path_and_query()).map_err(TransportError::WrongAddress)?;
        if !provider.about().documents(request) {
            return Err(TransportError::WrongAddress(AddressError::Undocumented(request.path())));
        }
        Ok(Prepared { url, key_header: self.key().map(|key| provider.authorise(key)) })
    }

    /// The same request as a shell command, with `$API_KEY` in the key's place; without one where the relay adds it.
    ///
    /// # Errors
    /// When the request would leave the address.
    pub fn curl(&self, provider: &dyn Provider, request: &Request) -> Result<String, AddressError> {
        // An apostrophe in a typed address would end the quotes, and what follows it would be run.
        let url = self.address.join(&request.path_and_query())?.replace('\'', "%27");
        let placeholder = ApiKey::new("$API_KEY").filter(|_| !self.is_keyed_by_relay());
        let placeholder = placeholder.map(|key| provider.authorise(&key));
        let header = placeholder.map(|(name, value)| format!(" -H \"{name}: {value}\"")).unwrap_or_default();
        Ok(format!("curl -sS '{url}' -H 'Accept: application/json'{header}"))
    }
}

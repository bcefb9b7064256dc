//! A vendor's address and the key that was typed for it.

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
}

/// A vendor's address and the key that was typed for it. The key cannot be moved to another address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    vendor: Vendor,
    address: BaseUrl,
    key: Option<BoundKey>,
    /// How long the reader wants the key to be kept.
    pub keep: Keep,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct BoundKey {
    key: ApiKey,
    address: BaseUrl,
}

/// A request as it goes out. Prints without its key.
#[derive(Clone, PartialEq, Eq)]
pub struct Prepared {
    /// The full address.
    pub url: String,
    /// The header that carries the key: name and value.
    pub key_header: (&'static str, String),
}

impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prepared").field("url", &self.url).finish_non_exhaustive()
    }
}

impl Connection {
    /// A connection without a key.
    pub const fn new(vendor: Vendor, address: BaseUrl) -> Self {
        Self { vendor, address, key: None, keep: Keep::Page }
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
        Self { key: Some(BoundKey { key, address: self.address.clone() }), ..self }
    }

    /// With its key kept for as long as given.
    #[must_use]
    pub fn kept(self, keep: Keep) -> Self {
        Self { keep, ..self }
    }

    /// Without a key.
    #[must_use]
    pub fn without_key(self) -> Self {
        Self { key: None, ..self }
    }

    /// With another address. The key is gone unless origin and prefix are the same as before.
    #[must_use]
    pub fn with_address(self, address: BaseUrl) -> Self {
        let key = self.key.filter(|bound| bound.address == address);
        Self { address, key, ..self }
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
    pub fn key(&self) -> Option<&ApiKey> {
        self.key.as_ref().map(|bound| &bound.key)
    }

    /// Whether there is a key.
    pub const fn has_key(&self) -> bool {
        self.key.is_some()
    }

    /// The last four characters of the key, or nothing.
    pub fn key_hint(&self) -> &str {
        self.key.as_ref().map_or("", |bound| bound.key.hint())
    }

    /// Masks this connection's key wherever it turns up.
    pub fn redactor(&self) -> Redactor {
        Redactor::new(self.key())
    }

    /// A request as it goes out: the full address, and the header with the key. Every request with a key is made
    /// here.
    ///
    /// # Errors
    /// When there is no key, when it was typed for another address, or when the request would leave the address.
    pub fn prepare(&self, provider: &dyn Provider, request: &Request) -> Result<Prepared, TransportError> {
        let bound = self.key.as_ref().ok_or(TransportError::NoKey)?;
        if bound.address != self.address || request.vendor != self.vendor {
            return Err(TransportError::WrongAddress(AddressError::OtherKey(bound.address.to_string())));
        }
        let url = bound.address.join(&request.path_and_query()).map_err(TransportError::WrongAddress)?;
        Ok(Prepared { url, key_header: provider.authorise(&bound.key) })
    }

    /// The same request as a shell command, with `$API_KEY` in the key's place.
    ///
    /// # Errors
    /// When the request would leave the address.
    pub fn curl(&self, provider: &dyn Provider, request: &Request) -> Result<String, AddressError> {
        // An apostrophe in a typed address would end the quotes, and what follows it would be run.
        let url = self.address.join(&request.path_and_query())?.replace('\'', "%27");
        let placeholder = ApiKey::new("$API_KEY").map(|key| provider.authorise(&key));
        let header = placeholder.map(|(name, value)| format!(" -H \"{name}: {value}\"")).unwrap_or_default();
        Ok(format!("curl -sS '{url}' -H 'Accept: application/json'{header}"))
    }
}

//! What is relayed to whom.

use crate::options::Options;
use anyhow::{Context as _, Result};
use leadwake::{
    model::{ApiKey, Vendor},
    providers::{Provider, provider},
    session::BaseUrl,
};

/// An escape that means the same to whoever reads it, however often.
macro_rules! escape {
    () => {
        "%(?:[346][0-9A-Fa-f]|2[0-46-9A-Da-d]|5[0-9ABD-Fabd-f]|7[0-9A-Ea-e]|[89A-Fa-f][0-9A-Fa-f])"
    };
}

/// One segment of a path, as the viewer writes it: unreserved characters and escapes. Neither `.` nor `..`, nor an escaped
/// dot, slash, backslash, percent sign or control character, which a server behind might read once more.
const SEGMENT: &str = concat!(r"\.*(?:[\w~-]|", escape!(), r")(?:[\w.~-]|", escape!(), ")*");

/// A query, as the viewer writes it.
const QUERY: &str = r"(?:\?(?:[\w.~&=-]|%[0-9A-Fa-f][0-9A-Fa-f])*)?";

/// What the reader is told when a vendor answers with a redirect.
pub(crate) const MOVED: &str =
    "The vendor wanted to send this request elsewhere. The relay does not follow, to protect the key.";

/// What the reader is told when the relay gets no answer.
pub(crate) const AWAY: &str = "The relay got no answer from the vendor, or none from its gateway.";

/// The relay to one vendor.
pub(crate) struct Relay {
    /// Whose API.
    pub(crate) vendor: Vendor,
    /// Where it is.
    pub(crate) upstream: BaseUrl,
    /// Whether the relay adds the key.
    pub(crate) adds_key: bool,
    provider: &'static dyn Provider,
}

/// A relay to every vendor.
pub(crate) fn relays(options: &Options) -> Result<Vec<Relay>> {
    let relay = |vendor| {
        let provider = provider(vendor);
        let upstream = match options.upstreams.get(&vendor) {
            Some(upstream) => upstream.clone(),
            None => BaseUrl::parse(provider.about().default_base_url)?,
        };
        Ok(Relay { vendor, upstream, adds_key: options.adds_key.contains(&vendor), provider })
    };
    Vendor::ALL.into_iter().map(relay).collect()
}

impl Relay {
    /// The vendor's part of the path, and of names.
    pub(crate) fn slug(&self) -> &'static str {
        self.vendor.slug()
    }

    /// What a request looks like that is passed on, as a regular expression over the address exactly as it was sent. Its
    /// first group is what is put behind the API's address.
    pub(crate) fn pattern(&self) -> String {
        let paths: Vec<String> =
            self.provider.about().paths.iter().map(|path| path.replace("{}", SEGMENT)).collect();
        format!("^/relay/{}((?:{}){QUERY})$", self.slug(), paths.join("|"))
    }

    /// The documented paths, for people.
    pub(crate) fn paths(&self) -> String {
        self.provider.about().paths.join(", ")
    }

    /// The host to ask, with the port when it is not the usual one.
    pub(crate) fn host(&self) -> &str {
        self.upstream.host()
    }

    /// The name of the header with the key.
    pub(crate) fn key_header(&self) -> &'static str {
        self.provider.about().key_header
    }

    /// The host to ask by name, without a port.
    pub(crate) fn host_name(&self) -> &str {
        let host = self.upstream.host();
        match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => host,
        }
    }

    /// The value of the header with the key, where something else stands for the key.
    ///
    /// # Errors
    /// That could not be a key.
    pub(crate) fn key_value(&self, placeholder: &str) -> Result<String> {
        let key = ApiKey::new(placeholder).context("the placeholder is no key")?;
        Ok(self.provider.authorise(&key).1)
    }
}

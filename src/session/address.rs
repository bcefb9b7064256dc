//! Where an API is.

use std::fmt;

use thiserror::Error;
use url::{Host, Url};

use crate::model::web_url;

/// The address of an API: an origin and a path prefix, without a slash at the end.
///
/// `https` only, or `http` on this computer; no user name, query or fragment. The path may hold the whole `https`
/// address of an API, as relays want it: `https://relay.example/cors/https://app.attendee.dev/api/v1`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    origin: Box<str>,
    host: Box<str>,
    prefix: Box<str>,
}

/// Why a text is no address of an API, or why a request does not belong to one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AddressError {
    /// Nothing was typed.
    #[error("The address is empty.")]
    Empty,
    /// It does not begin with a scheme.
    #[error("The address must begin with https://.")]
    NoScheme,
    /// It cannot be read as an address.
    #[error("This is not an address: {0}.")]
    Unreadable(String),
    /// It is not encrypted and not on this computer.
    #[error("The address must begin with https://, because a key sent over {0}: can be read on the way.")]
    NotEncrypted(String),
    /// It has a user name or password in it.
    #[error("The address must not have a user name or password in it.")]
    User,
    /// It has a query.
    #[error("The address must not have a “?” part.")]
    Query,
    /// It has a fragment.
    #[error("The address must not have a “#” part.")]
    Fragment,
    /// Its path has an empty part.
    #[error("The address has “//” in its path.")]
    EmptySegment,
    /// A part of its path is there twice in a row.
    #[error("The address has “/{0}” twice in a row; once is enough.")]
    Doubled(String),
    /// The request would have gone elsewhere.
    #[error("The request would have gone outside {0}, so it was not sent.")]
    Outside(String),
    /// The key was typed for another address.
    #[error("The key was typed for {0}, so it was not sent to another address.")]
    OtherKey(String),
    /// The vendor's documentation knows no such path.
    #[error("{0} is no path that the vendor documents, so the request was not sent.")]
    Undocumented(String),
}

impl BaseUrl {
    /// Reads what was typed.
    ///
    /// # Errors
    /// A sentence for the reader, when it is no address that a key may be sent to.
    pub fn parse(typed: &str) -> Result<Self, AddressError> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(AddressError::Empty);
        }
        if !typed.contains("://") {
            return Err(AddressError::NoScheme);
        }
        let url = web_url(typed).map_err(|error| AddressError::Unreadable(error.to_string()))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressError::User);
        }
        let Some(host) = url.host() else { return Err(AddressError::Unreadable("it names no host".into())) };
        match url.scheme() {
            "https" => {}
            "http" if is_this_computer(&host) => {}
            other => return Err(AddressError::NotEncrypted(other.into())),
        }
        if url.query().is_some() {
            return Err(AddressError::Query);
        }
        if url.fragment().is_some() {
            return Err(AddressError::Fragment);
        }
        let prefix = url.path().trim_end_matches('/');
        let (mut before, mut before_that) = (None, None);
        for segment in prefix.split('/').skip(1) {
            let is_after_scheme = before == Some("https:");
            if is_after_scheme || before_that == Some("https:") {
                // A password in the relayed address would be written into the log of requests.
                if segment.contains('@') {
                    return Err(AddressError::User);
                }
            }
            if segment.is_empty() && !is_after_scheme {
                return Err(AddressError::EmptySegment);
            }
            // A vendor's page shows paths that begin with /api; put behind a base that ends in it, they say it twice.
            if before == Some(segment) {
                return Err(AddressError::Doubled(segment.into()));
            }
            (before_that, before) = (before, Some(segment));
        }
        let host_and_port = match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_string(),
        };
        Ok(Self {
            origin: format!("{}://{host_and_port}", url.scheme()).into(),
            host: host_and_port.into(),
            prefix: prefix.into(),
        })
    }

    /// Scheme, host and port: `https://api.attent.app`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether a page has the same origin, by the page's address.
    pub fn is_of(&self, page: &str) -> bool {
        page.strip_prefix(&*self.origin).is_some_and(|rest| rest.starts_with('/'))
    }

    /// The origin, when a content security policy can name it: a policy knows no addresses of IPv6, and a sign that
    /// means something in a policy must not come into one.
    pub fn policy_name(&self) -> Option<&str> {
        let is_plain = |sign: char| sign.is_ascii_alphanumeric() || ".-:".contains(sign);
        self.host.chars().all(is_plain).then_some(&*self.origin)
    }

    /// Host and, when it is not the usual one, port: `api.attent.app`.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The path that all requests begin with: `/v1`, or nothing.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The full address of a path below this one. The only place where an address and a path meet.
    ///
    /// # Errors
    /// When the result would not be exactly this origin and this prefix with that path behind it.
    pub(super) fn join(&self, path_and_query: &str) -> Result<String, AddressError> {
        let text = format!("{self}{path_and_query}");
        // A browser reads the text by the same standard: what survives unchanged here goes where it says.
        let is_below = path_and_query.starts_with('/')
            && Url::parse(&text).is_ok_and(|url| url.as_str() == text && url.fragment().is_none());
        if is_below { Ok(text) } else { Err(AddressError::Outside(self.to_string())) }
    }
}

/// The address as it is typed: `https://api.attent.app/v1`.
impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.prefix)
    }
}

fn is_this_computer(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_a_browser_reads_them() {
        for (typed, read) in [
            (" https://api.attent.app/v1/ ", "https://api.attent.app/v1"),
            ("HTTPS://API.Attent.App:443/v1", "https://api.attent.app/v1"),
            ("http://127.0.0.1:4180/apten/v1", "http://127.0.0.1:4180/apten/v1"),
            ("http://localhost:80", "http://localhost"),
            ("http://[::1]:9/x", "http://[::1]:9/x"),
            ("https://relay.example\\apten", "https://relay.example/apten"),
            ("https://relay.example/a/../b", "https://relay.example/b"),
            (
                "https://relay.example/_api/cors/https://app.attendee.dev/api/v1/",
                "https://relay.example/_api/cors/https://app.attendee.dev/api/v1",
            ),
            (
                "https://relay.example/https:/app.attendee.dev",
                "https://relay.example/https:/app.attendee.dev",
            ),
        ] {
            assert_eq!(BaseUrl::parse(typed).unwrap().to_string(), read);
        }
    }

    #[test]
    fn addresses_that_a_key_must_not_be_sent_to_are_refused() {
        for (typed, error) in [
            ("", AddressError::Empty),
            ("api.attent.app/v1", AddressError::NoScheme),
            ("http://api.attent.app/v1", AddressError::NotEncrypted("http".into())),
            ("http://127.0.0.1.example.org", AddressError::NotEncrypted("http".into())),
            ("ftp://localhost/", AddressError::NotEncrypted("ftp".into())),
            ("https://api.attent.app@evil.example/v1", AddressError::User),
            ("https://:secret@evil.example/v1", AddressError::User),
            ("https://api.attent.app/v1?x", AddressError::Query),
            ("https://api.attent.app/v1#x", AddressError::Fragment),
            ("https://api.naturalead.ai/api/api", AddressError::Doubled("api".into())),
            ("https://api.naturalead.ai//api", AddressError::EmptySegment),
            ("https://relay.example/http://api.attent.app/v1", AddressError::EmptySegment),
            ("https://relay.example/https:///api.attent.app", AddressError::EmptySegment),
            ("https://relay.example/https://api.attent.app//v1", AddressError::EmptySegment),
            ("https://relay.example/xhttps://api.attent.app/v1", AddressError::EmptySegment),
            ("https://relay.example/https://me:secret@api.attent.app/v1", AddressError::User),
            ("https://relay.example/https:/me:secret@api.attent.app/v1", AddressError::User),
        ] {
            assert_eq!(BaseUrl::parse(typed), Err(error), "{typed}");
        }
        assert!(matches!(BaseUrl::parse("https://"), Err(AddressError::Unreadable(_))));
    }

    #[test]
    fn a_path_cannot_leave_the_address() {
        let base = BaseUrl::parse("https://api.attent.app/v1").unwrap();
        assert_eq!(base.join("/leads/a%2Fb?x=1").unwrap(), "https://api.attent.app/v1/leads/a%2Fb?x=1");
        for path in [
            "/../secret",
            "/a/../../b",
            "/%2e%2e/b",
            ".evil.example/",
            "@evil.example/",
            "/a#b",
            "\\a",
            ":1/",
        ] {
            assert_eq!(base.join(path), Err(AddressError::Outside(base.to_string())), "{path}");
        }
        let relay = BaseUrl::parse("https://relay.example/cors/https://api.attent.app/v1").unwrap();
        assert_eq!(
            relay.join("/leads/a").unwrap(),
            "https://relay.example/cors/https://api.attent.app/v1/leads/a"
        );
        assert_eq!((relay.origin(), relay.host()), ("https://relay.example", "relay.example"));
        for path in ["/../../../../../../secret", "/%2e%2e/b", "@evil.example/", "/a#b", "\\a"] {
            assert_eq!(relay.join(path), Err(AddressError::Outside(relay.to_string())), "{path}");
        }
        let whole_host = BaseUrl::parse("https://api.attent.app").unwrap();
        assert!(whole_host.join("@evil.example/").is_err());
        assert!(whole_host.join(".evil.example/").is_err());
    }
}

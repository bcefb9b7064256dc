//! An address that is given relatively to where the page is: `relay/apten`.

use url::Url;

use super::{AddressError, BaseUrl};

impl BaseUrl {
    /// Reads what was typed or configured on a page: a whole address, or a path on the page's own site, relative to the
    /// page's folder (`relay/apten`, `../relay/apten`) or to the site (`/relay/apten`).
    ///
    /// What begins like a host (`api.attent.app/v1`, `localhost`) is no path: the reader forgot `https://`. Nor is a
    /// word alone: it has no slash.
    ///
    /// # Errors
    /// As [`BaseUrl::parse`], and when a path would lead away from the page's own site.
    pub fn parse_on(page: &str, typed: &str) -> Result<Self, AddressError> {
        let typed = typed.trim();
        if typed.contains("://") || !is_path(typed) {
            return Self::parse(typed);
        }
        let page = Url::parse(page).map_err(|error| AddressError::Unreadable(error.to_string()))?;
        if names_a_host(typed) {
            return Err(AddressError::Outside(page.origin().ascii_serialization()));
        }
        let url = page.join(typed).map_err(|error| AddressError::Unreadable(error.to_string()))?;
        if url.origin() != page.origin() {
            return Err(AddressError::Outside(page.origin().ascii_serialization()));
        }
        Self::parse(url.as_str())
    }
}

/// Whether the standard reads the beginning as that of a host: two slashes of either kind, with signs between that it
/// passes over.
fn names_a_host(typed: &str) -> bool {
    let mut signs =
        typed.trim_start_matches(|sign| sign <= ' ').chars().filter(|sign| !"\t\n\r".contains(*sign));
    let is_slash = |sign: Option<char>| matches!(sign, Some('/' | '\\'));
    is_slash(signs.next()) && is_slash(signs.next())
}

fn is_path(typed: &str) -> bool {
    let first = typed.split(['/', '?', '#']).next().unwrap_or_default();
    let is_step = matches!(first, "" | "." | "..");
    let is_host = first.contains(['.', ':', '\\', '@']) || first.eq_ignore_ascii_case("localhost");
    !typed.is_empty() && !typed.starts_with("//") && (is_step || !is_host && typed.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "https://tools.example:8443/leadwake/index.html?x=1#/lead/apten:room_1";

    #[test]
    fn a_path_is_read_from_the_pages_folder() {
        for (typed, read) in [
            ("relay/apten", "https://tools.example:8443/leadwake/relay/apten"),
            (" ./relay/apten/ ", "https://tools.example:8443/leadwake/relay/apten"),
            ("../relay/apten", "https://tools.example:8443/relay/apten"),
            ("../../../relay/apten", "https://tools.example:8443/relay/apten"),
            ("/relay/apten", "https://tools.example:8443/relay/apten"),
            ("/", "https://tools.example:8443"),
            ("https://api.attent.app/v1", "https://api.attent.app/v1"),
        ] {
            assert_eq!(BaseUrl::parse_on(PAGE, typed).unwrap().to_string(), read, "{typed}");
        }
        let here = BaseUrl::parse_on("http://127.0.0.1:4600/", "relay/apten").unwrap();
        assert_eq!(here.to_string(), "http://127.0.0.1:4600/relay/apten");
    }

    #[test]
    fn a_path_cannot_leave_the_pages_site() {
        for (typed, error) in [
            ("", AddressError::Empty),
            ("//evil.example/apten", AddressError::NoScheme),
            ("\\\\evil.example/apten", AddressError::NoScheme),
            ("https:evil.example", AddressError::NoScheme),
            ("javascript:alert(1)", AddressError::NoScheme),
            ("api.attent.app/v1", AddressError::NoScheme),
            ("localhost/apten", AddressError::NoScheme),
            ("foo", AddressError::NoScheme),
            ("/\\evil.example/apten", AddressError::Outside("https://tools.example:8443".into())),
            ("/\t/evil.example/apten", AddressError::Outside("https://tools.example:8443".into())),
            ("/\\H\u{f6}st/apten", AddressError::Outside("https://tools.example:8443".into())),
            ("/\t\\h\u{f6}st", AddressError::Outside("https://tools.example:8443".into())),
            ("\u{0}//evil.example", AddressError::Outside("https://tools.example:8443".into())),
            ("relay//apten", AddressError::EmptySegment),
            ("relay/relay", AddressError::Doubled("relay".into())),
            ("relay/apten?key=1", AddressError::Query),
            ("?", AddressError::Query),
            ("relay/apten#x", AddressError::Fragment),
            ("https://me@evil.example/v1", AddressError::User),
            ("http://evil.example/v1", AddressError::NotEncrypted("http".into())),
        ] {
            assert_eq!(BaseUrl::parse_on(PAGE, typed), Err(error), "{typed}");
        }
    }

    #[test]
    fn a_page_that_is_not_encrypted_has_no_relay() {
        let open = BaseUrl::parse_on("http://tools.example/", "relay/apten");
        assert_eq!(open, Err(AddressError::NotEncrypted("http".into())));
        for nowhere in ["", "about:srcdoc", "file:///home/me/index.html", "data:text/html,x"] {
            assert!(BaseUrl::parse_on(nowhere, "relay/apten").is_err(), "{nowhere}");
        }
    }
}

//! Addresses on the web, read as a browser reads them.

use url::{ParseError, Url};

/// Reads an address, one whose host is written in ASCII. Letters of other scripts can look like others, and the parser
/// has no tables for them here: it must not see them at all.
///
/// # Errors
/// What the parser says when it is no address, and when its host is written otherwise.
pub fn web_url(text: &str) -> Result<Url, ParseError> {
    let after_scheme = text.split_once(':').map_or(text, |(_, rest)| rest);
    let is_slash = |one: char| matches!(one, '/' | '\\');
    // Between the slashes and after them the parser passes over tabs and line breaks.
    let rest = after_scheme.trim_start_matches(|one: char| is_slash(one) || one.is_ascii_whitespace());
    let host = rest.split(|one: char| is_slash(one) || matches!(one, '?' | '#')).next().unwrap_or(rest);
    let has_slashes = after_scheme.trim_start().starts_with(is_slash);
    // Those whose hosts are read as such even behind no slash.
    let scheme: String = text.chars().take_while(|one| *one != ':').filter(|one| *one > ' ').collect();
    let is_web =
        ["http", "https", "ftp", "ws", "wss", "file"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
    if (has_slashes || is_web) && (!host.is_ascii() || host.contains('%')) {
        return Err(ParseError::IdnaError);
    }
    Url::parse(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_in_other_letters_are_no_hosts() {
        for text in [
            "https://A\u{fffd}.example/",
            "https:\\\\A\u{e9}.example",
            "HTTP:/\tA\u{e9}/x",
            "https:A\u{e9}",
            "h\tttps:A\u{e9}/://",
            "ftp:A\u{e9}",
            "https://A%C3%A9.example/",
            "ftp://A\u{e9}",
        ] {
            assert_eq!(web_url(text), Err(ParseError::IdnaError), "{text}");
        }
        for text in [
            "https://a.example/\u{e9}%20?\u{e9}",
            "mailto:\u{e9}@a.example",
            "tel:+1%20",
            "HTTPS://A.example",
        ] {
            assert!(web_url(text).is_ok(), "{text}");
        }
    }
}

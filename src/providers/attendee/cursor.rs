//! The cursor in `next`, which is all of it that is ever used.

use percent_encoding::percent_decode_str;

use crate::providers::ask::LONGEST_CURSOR;

/// The `cursor` parameter of a `next` address, decoded once; or `next` itself when it is a bare cursor. `None` when
/// there is none that could be sent: missing, empty, longer than 8 KiB, no UTF-8, or with blanks or control
/// characters in it.
///
/// The host and everything else of the address are not looked at: [the server writes the name it was called
/// by](https://github.com/encode/django-rest-framework/blob/3.15.2/rest_framework/pagination.py), which behind a
/// proxy is not the one outside.
pub(super) fn cursor(next: &str) -> Option<String> {
    let next = next.trim();
    let encoded = match next.split_once('?') {
        Some((_, query)) => parameter(query)?,
        None if next.starts_with("cursor=") => parameter(next)?,
        None if next.starts_with('/') || next.contains("://") => return None,
        None => next,
    };
    if encoded.len() > LONGEST_CURSOR {
        return None;
    }
    // A plus stays a plus: a cursor is base64 and has no blanks, whatever a form's encoding would make of it.
    let decoded = percent_decode_str(encoded).decode_utf8().ok()?;
    let is_usable = !decoded.is_empty() && !decoded.contains(|c: char| c.is_whitespace() || c.is_control());
    is_usable.then(|| decoded.into_owned())
}

/// The last of several, as the server itself reads them.
fn parameter(query: &str) -> Option<&str> {
    let query = query.split('#').next()?;
    query.split('&').filter_map(|pair| pair.strip_prefix("cursor=")).next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_cursor_of_an_address_is_taken() {
        for next in [
            "http://attendee.internal:8000/api/v1/bots/bot_a/chat_messages?cursor=cD00ODY%3D",
            "https://evil.example/?x=1&cursor=cD00ODY%3D&updated_after=2024-01-18T12%3A34%3A56Z#end",
            "//evil.example/a?cursor=cD00ODY=",
            "/api/v1/bots/bot_a/chat_messages?cursor=first&cursor=cD00ODY%3D",
            "?cursor=cD00ODY%3D",
            "cursor=cD00ODY%3D",
            " cD00ODY= ",
            "cD00ODY%3D",
        ] {
            assert_eq!(cursor(next).as_deref(), Some("cD00ODY="), "{next}");
        }
    }

    #[test]
    fn it_is_decoded_once() {
        assert_eq!(cursor("https://a.example/?cursor=a%2525b").as_deref(), Some("a%25b"));
        assert_eq!(cursor("https://a.example/?cursor=a%2Bb+c/d").as_deref(), Some("a+b+c/d"));
    }

    #[test]
    fn what_cannot_be_sent_is_none() {
        let long = format!("https://a.example/?cursor={}", "a".repeat(LONGEST_CURSOR + 1));
        for next in [
            "https://a.example/",
            "https://a.example/?cursor=",
            "https://a.example/?precursor=a",
            "https://a.example/?cursor=%FF",
            "https://a.example/?cursor=a%0D%0AHost:%20b",
            "/api/v1/bots",
            "the next page",
            long.as_str(),
        ] {
            assert_eq!(cursor(next), None, "{next}");
        }
    }
}

//! Masking a key wherever it turns up.

use std::{borrow::Cow, fmt};

use crate::model::ApiKey;
use base64::{
    Engine,
    engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};
use memchr::memmem;

/// What stands in a key's place.
const MASK: &[u8] = b"[key]";
/// Shorter keys are words that occur by themselves; masking them would garble what they occur in.
const SHORTEST: usize = 8;
/// What stands before the two digits of a byte, where a server writes bytes as digits: nothing, as in an address, or as in
/// JSON.
const ESCAPES: [&str; 3] = ["", "%", "\\u00"];
/// Which bytes stay as they are beside those that are escaped: with `None` no byte does, else letters, digits and these, as
/// usual functions of usual languages have it.
const STAYING: [Option<&[u8]>; 6] =
    [None, Some(b""), Some(b"-._~"), Some(b"-._~/"), Some(b"-_.!~*'()"), Some(b"*-._")];

/// Masks a key in what comes back from a server: as it is, escaped for JSON or for an address, in hexadecimal digits, or
/// in base64.
#[derive(Clone, Default)]
pub struct Redactor {
    spellings: Vec<Vec<u8>>,
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redactor(…)")
    }
}

impl Redactor {
    /// For a key; does nothing without one.
    pub fn new(key: Option<&ApiKey>) -> Self {
        // Looked for in answers, and shown nowhere.
        let Some(key) = key.map(ApiKey::expose).filter(|key| key.len() >= SHORTEST) else {
            return Self::default();
        };
        let mut spellings = vec![
            key.into(),
            key.replace('\\', "\\\\").replace('"', "\\\"").into_bytes(),
            key.replace('\\', "\\\\").replace('"', "\\\"").replace('/', "\\/").into_bytes(),
        ];
        for (digits, before) in [b"0123456789abcdef", b"0123456789ABCDEF"]
            .into_iter()
            .flat_map(|digits| ESCAPES.map(|before| (digits, before)))
        {
            // Digits without a mark cannot be told from letters that stay.
            let staying = if before.is_empty() { &STAYING[..1] } else { &STAYING };
            spellings.extend(staying.iter().map(|stays| escaped(key.as_bytes(), before, *stays, digits)));
        }
        for before in 0..3 {
            for engine in [&STANDARD_NO_PAD, &URL_SAFE_NO_PAD] {
                spellings.push(inner_base64(engine, key.as_bytes(), before));
            }
        }
        let mut longest_first: Vec<Vec<u8>> = Vec::with_capacity(spellings.len());
        for spelling in spellings {
            let at = longest_first.partition_point(|other| other.len() >= spelling.len());
            longest_first.insert(at, spelling);
        }
        longest_first.dedup();
        Self { spellings: longest_first }
    }

    /// The bytes with every spelling of the key masked.
    pub fn clean(&self, mut bytes: Vec<u8>) -> Vec<u8> {
        for spelling in &self.spellings {
            if memmem::find(&bytes, spelling).is_some() {
                bytes = replaced(&bytes, spelling);
            }
        }
        bytes
    }

    /// The text with every spelling of the key masked.
    pub fn clean_text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.spellings.iter().any(|spelling| memmem::find(text.as_bytes(), spelling).is_some()) {
            Cow::Owned(String::from_utf8_lossy(&self.clean(text.as_bytes().to_vec())).into_owned())
        } else {
            Cow::Borrowed(text)
        }
    }
}

/// A key of which some bytes are written as two digits.
fn escaped(key: &[u8], before: &str, staying: Option<&[u8]>, digits: &[u8; 16]) -> Vec<u8> {
    let digit = |place: u8| digits.get(usize::from(place)).copied().unwrap_or_default();
    let mut text = Vec::with_capacity(key.len() * (before.len() + 2));
    for byte in key {
        if staying.is_some_and(|signs| byte.is_ascii_alphanumeric() || signs.contains(byte)) {
            text.push(*byte);
        } else {
            text.extend_from_slice(before.as_bytes());
            text.extend([digit(byte >> 4), digit(byte & 0xF)]);
        }
    }
    text
}

/// What is certain of a key's base64 when so many bytes (modulo 3) stand before it and anything behind it.
fn inner_base64(engine: &impl Engine, key: &[u8], before: usize) -> Vec<u8> {
    let mut bytes = vec![0; before];
    bytes.extend_from_slice(key);
    let mut text = engine.encode(&bytes).into_bytes();
    // A sign is six bits, and those of the last one may be another's.
    text.truncate(bytes.len() * 8 / 6);
    let foreign = [0, 2, 3].get(before).copied().unwrap_or_default();
    text.split_off(foreign)
}

fn replaced(bytes: &[u8], spelling: &[u8]) -> Vec<u8> {
    let mut clean = Vec::with_capacity(bytes.len());
    let mut rest = 0;
    for found in memmem::find_iter(bytes, spelling) {
        clean.extend_from_slice(bytes.get(rest..found).unwrap_or_default());
        clean.extend_from_slice(MASK);
        rest = found + spelling.len();
    }
    clean.extend_from_slice(bytes.get(rest..).unwrap_or_default());
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_masked() {
        let typed = "nl_live+0/12?34\\56\"78abc";
        let redactor = Redactor::new(ApiKey::new(typed).as_ref());
        let bytes = |spell: fn(u8) -> String| typed.bytes().map(spell).collect::<Vec<_>>().concat();
        let mut echoes = vec![
            typed.to_owned(),
            serde_json::to_string(typed).unwrap(),
            "nl%5Flive%2B0%2F12%3F34%5C56%2278abc".to_owned(),
            "nl_live%2b0%2f12%3f34%5c56%2278abc".to_owned(),
            "nl_live%2B0/12%3F34%5C56%2278abc".to_owned(),
            r"nl_live\u002b0\u002F12\u003F34\u005C56\u002278abc".replace("u002b", "u002B"),
            r"nl\u005flive\u002b0\u002f12\u003f34\u005c56\u002278abc".to_owned(),
            bytes(|byte| format!("{byte:02x}")),
            bytes(|byte| format!("{byte:02X}")),
            bytes(|byte| format!("%{byte:02x}")),
            bytes(|byte| format!("\\u{byte:04x}")),
        ];
        for around in ["", "T", "To", "Token ", "user:"] {
            echoes.push(STANDARD_NO_PAD.encode(format!("{around}{typed}{around}")));
            echoes.push(URL_SAFE_NO_PAD.encode(format!("{around}{typed}{around}")));
        }
        for echo in echoes {
            let text = format!("you sent {echo}, which is wrong");
            let clean = redactor.clean_text(&text);
            assert!(clean.starts_with("you sent ") && clean.ends_with(", which is wrong"), "{clean}");
            assert!(clean.contains("[key]"), "{clean} of {text}");
            assert!(!clean.contains("live") && !clean.contains("34"), "{clean}");
        }
    }

    #[test]
    fn what_stays_as_it_is_differs_from_language_to_language() {
        let redactor = Redactor::new(ApiKey::new("it's(a)~key*/+!").as_ref());
        for (function, spelling) in [
            ("encodeURIComponent", "it's(a)~key*%2F%2B!"),
            ("URLSearchParams", "it%27s%28a%29%7Ekey*%2F%2B%21"),
            ("urllib.parse.quote", "it%27s%28a%29~key%2A/%2B%21"),
            ("rawurlencode", "it%27s%28a%29~key%2A%2F%2B%21"),
        ] {
            assert_eq!(redactor.clean_text(&format!("?k={spelling}&")), "?k=[key]&", "{function}");
        }
    }

    #[test]
    fn of_base64_no_letter_of_the_key_is_left() {
        for key in ["0123456789", "0123456789a", "0123456789ab"] {
            let redactor = Redactor::new(ApiKey::new(key).as_ref());
            for around in ["", "a", "ab"] {
                let text = STANDARD_NO_PAD.encode(format!("{around}{key}"));
                let clean = redactor.clean_text(&text).into_owned();
                let (_, rest) = clean.split_once("[key]").unwrap();
                assert!(rest.len() <= 1, "{rest} of {key} after {around}");
            }
        }
    }

    #[test]
    fn other_text_stays() {
        let redactor = Redactor::new(ApiKey::new("short").as_ref());
        assert_eq!(redactor.clean_text("a short story"), "a short story");
        assert_eq!(Redactor::default().clean(b"\xff[]".to_vec()), b"\xff[]");
        assert!(matches!(
            Redactor::new(ApiKey::new("0123456789").as_ref()).clean_text("012345678"),
            Cow::Borrowed(_)
        ));
        assert_eq!(format!("{:?}", Redactor::new(ApiKey::new("0123456789").as_ref())), "Redactor(…)");
    }
}

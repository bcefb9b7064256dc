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
/// Which bytes stay as they are beside those that are escaped.
const STAYING: [fn(u8) -> bool; 3] = [
    |_| false,
    |byte| byte.is_ascii_alphanumeric(),
    |byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte),
];

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
fn escaped(key: &[u8], before: &str, stays: fn(u8) -> bool, digits: &[u8; 16]) -> Vec<u8> {
    let digit = |place: u8| digits.get(usize::from(place)).copied().unwrap_or_default();
    let mut text = Vec::with_capacity(key.len() * (before.len() + 2));
    for byte in key {
        if stays(*byte) {
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
    let whole = bytes.len() / 3 * 3;
    let text = engine.encode(bytes.get(..whole).unwrap_or_default());
    let foreign = [0, 2, 3].get(before).copied().unwrap_or_default();
    text.into_bytes().split_off(foreign)
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

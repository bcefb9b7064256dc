//! Masking a key wherever it turns up.

use std::{borrow::Cow, fmt};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};
use memchr::memmem;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::model::ApiKey;

/// What stands in a key's place.
const MASK: &[u8] = b"[key]";
/// Shorter keys are words that occur by themselves; masking them would garble what they occur in.
const SHORTEST: usize = 8;
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Masks a key in what comes back from a server: as it is, escaped for JSON, percent-encoded, or in base64.
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
            utf8_percent_encode(key, UNRESERVED).to_string().into_bytes(),
            utf8_percent_encode(key, NON_ALPHANUMERIC).to_string().into_bytes(),
            key.replace('\\', "\\\\").replace('"', "\\\"").into_bytes(),
            key.replace('\\', "\\\\").replace('"', "\\\"").replace('/', "\\/").into_bytes(),
        ];
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
        let mut echoes = vec![
            typed.to_owned(),
            serde_json::to_string(typed).unwrap(),
            utf8_percent_encode(typed, NON_ALPHANUMERIC).to_string(),
            format!("{typed}{typed}"),
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

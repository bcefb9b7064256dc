//! JSON read without leaving its text: values stay slices, in the sender's spelling and order.
//!
//! What a parser of values would refuse or change — a name that occurs twice, half a surrogate pair, a number that no
//! float holds, a thousand levels — comes through as it is.

use std::{borrow::Cow, fmt};

use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The members of a JSON object: names, and the verbatim texts of their values, also of those of the same name.
///
/// # Errors
/// What the parser says when the text is no JSON object.
pub(crate) fn members(text: &str) -> Result<Vec<(Cow<'_, str>, &str)>, String> {
    struct Members;

    impl<'de> Visitor<'de> for Members {
        type Value = Vec<(Cow<'de, str>, &'de str)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut members = Vec::new();
            while let Some((name, value)) = map.next_entry::<&RawValue, &RawValue>()? {
                members.push((name_of(name.get()), value.get()));
            }
            Ok(members)
        }
    }

    let mut parser = serde_json::Deserializer::from_str(text);
    let members = parser.deserialize_map(Members).and_then(|members| parser.end().map(|()| members));
    members.map_err(|error| error.to_string())
}

/// The verbatim texts of a JSON list's items.
///
/// # Errors
/// What the parser says when the text is no JSON list.
pub(crate) fn items(text: &str) -> Result<Vec<&str>, String> {
    let items: Vec<&RawValue> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    Ok(items.into_iter().map(RawValue::get).collect())
}

/// Whether the text is one JSON value, however deep.
pub(crate) fn is_json(text: &str) -> bool {
    serde_json::from_str::<&RawValue>(text).is_ok()
}

/// A JSON string decoded; halves of a surrogate pair, which JavaScript lets pass, become U+FFFD.
pub(crate) fn string(value: &str) -> Option<String> {
    serde_json::from_str(value).or_else(|_| serde_json::from_str(&whole_surrogates(value))).ok()
}

/// A name without its quotes.
pub(crate) fn name_of(raw: &str) -> Cow<'_, str> {
    match raw.get(1..raw.len().saturating_sub(1)) {
        Some(plain) if !plain.contains('\\') => Cow::Borrowed(plain),
        _ => Cow::Owned(string(raw).unwrap_or_else(|| raw.into())),
    }
}

/// The text with every `\u` escape of half a surrogate pair replaced by that of U+FFFD.
fn whole_surrogates(text: &str) -> String {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut whole = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = rest.find('\\').unwrap_or(rest.len());
        let (before, escape) = rest.split_at(plain);
        whole.push_str(before);
        at += plain;
        let (length, is_whole) = match (unit(at), unit(at + 6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (12, true),
            (Some(0xd800..=0xdfff), _) => (6, false),
            (Some(_), _) => (6, true),
            (None, _) => (escape.chars().take(2).map(char::len_utf8).sum(), true),
        };
        whole.push_str(if is_whole { escape.get(..length).unwrap_or(escape) } else { "\\ufffd" });
        at += length;
    }
    whole
}

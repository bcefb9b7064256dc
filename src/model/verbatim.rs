//! JSON read without leaving its text: values stay slices, in the sender's spelling and order.
//!
//! What a parser of values would refuse or change — a name that occurs twice, half a surrogate pair, a number that no
//! float holds, a thousand levels — comes through as it is.

use std::{borrow::Cow, fmt};

use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::scan::{self, Member};

/// The members of a JSON object: names, and the verbatim texts of their values, also of those of the same name.
///
/// # Errors
/// What the parser says when the text is no JSON object.
pub(crate) fn members(text: &str) -> Result<Vec<Member<'_>>, String> {
    scan::members(text).map_or_else(|| parsed_members(text), Ok)
}

fn parsed_members(text: &str) -> Result<Vec<Member<'_>>, String> {
    struct Members;

    impl<'de> Visitor<'de> for Members {
        type Value = Vec<Member<'de>>;

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
    scan::items(text).map_or_else(|| parsed_items(text), Ok)
}

fn parsed_items(text: &str) -> Result<Vec<&str>, String> {
    let items: Vec<&RawValue> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    Ok(items.into_iter().map(RawValue::get).collect())
}

/// The members of a JSON object, and the verbatim texts of the items of the list that a path of names leads to, all in one
/// go; an empty path is the list itself. `None` where it is not as simple as that, which says nothing of the text.
pub(crate) fn listed<'a>(text: &'a str, path: &[&str]) -> Option<(Vec<Member<'a>>, Vec<&'a str>)> {
    scan::listed(text, path)
}

/// Whether the text is one JSON value, however deep.
pub(crate) fn is_json(text: &str) -> bool {
    serde_json::from_str::<&RawValue>(text).is_ok()
}

/// A JSON string decoded; halves of a surrogate pair, which JavaScript lets pass, become U+FFFD.
pub(crate) fn string(value: &str) -> Option<Cow<'_, str>> {
    if let Some(plain) = scan::plain(value) {
        return Some(Cow::Borrowed(plain));
    }
    let parsed = serde_json::from_str(value).or_else(|_| serde_json::from_str(&whole_surrogates(value)));
    parsed.map(Cow::Owned).ok()
}

/// A name without its quotes.
pub(crate) fn name_of(raw: &str) -> Cow<'_, str> {
    match raw.get(1..raw.len().saturating_sub(1)) {
        Some(plain) if !plain.contains('\\') => Cow::Borrowed(plain),
        _ => string(raw).unwrap_or(Cow::Borrowed(raw)),
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

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 10] = [
        r#" {"a":1, "b" : [ {"c":"x\"y\u00e9\ud83d"}, [ ], { }, -0.5e+3 , true ] ,"a":null} "#,
        r#"{"name":"Jürgen \\ Ω","long":"01234567890123456789","n":{"m":{"k":[[[1],2],3]}},"é":false}"#,
        r#"[{"a":"b"},[1,2.5,-3],"t\tx",0,10E2,null,{"x":{}}]"#,
        "[\n\t1 ,\r2\n]",
        r#"{"a":[1,2"#,
        r#"{"a":"b",}"#,
        "{}",
        "[]",
        r#""a plain text""#,
        r#""one \/ escape""#,
    ];

    /// Texts that are JSON, and all that become of them when one byte is another one or none.
    fn texts() -> impl Iterator<Item = String> {
        let bytes = "{}[]\",:\\ \n\u{1}0129-+.eEtfnua/é".chars().map(Some).chain([None]);
        TEXTS.into_iter().flat_map(move |text| {
            let bytes = bytes.clone();
            text.char_indices().flat_map(move |(at, old)| {
                let (before, after) = (&text[..at], &text[at + old.len_utf8()..]);
                bytes.clone().map(move |new| {
                    let new = new.map(String::from).unwrap_or_default();
                    format!("{before}{new}{after}")
                })
            })
        })
    }

    #[test]
    fn what_is_found_by_its_place_is_what_the_parser_finds() {
        let (mut found, mut refused, mut listed) = (0, 0, 0);
        for text in TEXTS.map(str::to_owned).into_iter().chain(texts()) {
            let (members, items) = (parsed_members(&text), parsed_items(&text));
            let scanned = scan::members(&text);
            found += usize::from(scanned.is_some());
            refused += usize::from(members.is_err());
            assert_eq!(scanned, members.ok(), "{text}");
            assert_eq!(scan::items(&text), items.ok(), "{text}");
            if let Some((envelope, list)) = scan::listed(&text, &["b"]) {
                let (_, value) = envelope.iter().rfind(|(name, _)| name == "b").unwrap();
                assert_eq!(parsed_items(value).unwrap(), list, "{text}");
                assert_eq!(parsed_members(&text).unwrap(), envelope);
                listed += 1;
            }
            if let Some(plain) = scan::plain(&text) {
                assert_eq!(serde_json::from_str::<String>(&text).unwrap(), plain);
            }
        }
        assert!(found > 500 && refused > 500 && listed > 200, "{found} {refused} {listed}");
    }

    #[test]
    fn what_is_too_deep_to_be_found_by_its_place_is_parsed() {
        let nested = |depth: usize| format!(r#"{{"deep":{}1{}}}"#, "[".repeat(depth), "]".repeat(depth));
        for depth in [63, 64, 65, 10_000] {
            let text = nested(depth);
            assert_eq!(scan::members(&text).is_some(), depth <= 64);
            assert_eq!(members(&text).unwrap()[0].1.len(), 2 * depth + 1);
        }
    }
}

//! From a text to a message, or to why it is none.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use thiserror::Error;

/// The longest message that is read, in bytes: 64 KiB. Answers of vendors have a limit of their own.
pub const LONGEST: usize = 64 << 10;

/// How deep a message may be nested: the deepest documented one is four deep.
const DEEPEST: usize = 6;

/// Why something is no message.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refused {
    /// It is longer than [`LONGEST`].
    #[error("the message is longer than {LONGEST} bytes")]
    TooLong,
    /// It is nested too deep.
    #[error("the message is nested more than {DEEPEST} deep")]
    TooDeep,
    /// It is not as documented; with what is wrong, and without the values in it.
    #[error("the message is not as documented: {0}")]
    Shape(String),
    /// What it asks for cannot be.
    #[error("{0}")]
    Value(String),
}

/// Reads a message.
///
/// # Errors
/// When it is longer, deeper, or otherwise not as documented.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Refused> {
    if text.len() > LONGEST {
        return Err(Refused::TooLong);
    }
    if depth(text) > DEEPEST {
        return Err(Refused::TooDeep);
    }
    let wrong = |error: serde_json::Error| Refused::Shape(without_values(&error.to_string()));
    let value: Value = serde_json::from_str(text).map_err(wrong)?;
    if !value.as_object().is_some_and(|fields| has_lists_in_place("", fields)) {
        return Err(Refused::Shape(
            "it is no object, or has a list where none is, or not one of texts".into(),
        ));
    }
    T::deserialize(value).map_err(wrong)
}

/// Whether the members of an object of this name hold lists only where one of texts may be: right in a filter or a lead. What is
/// derived would also take a list of an object's values in its place.
fn has_lists_in_place(name: &str, fields: &Map<String, Value>) -> bool {
    fields.iter().all(|(of, value)| match (value.as_array(), value.as_object()) {
        (Some(items), _) => matches!(name, "filter" | "lead") && items.iter().all(Value::is_string),
        (_, Some(fields)) => has_lists_in_place(of, fields),
        _ => true,
    })
}

/// How deep a JSON text is nested; of what is no JSON, something.
fn depth(text: &str) -> usize {
    let (mut now, mut most, mut is_text, mut is_escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            b'{' | b'[' if !is_text => {
                now += 1;
                most = most.max(now);
            }
            b'}' | b']' if !is_text => now = now.saturating_sub(1),
            _ => {}
        }
    }
    most
}

/// The words of an error without the text that was found: it may be a key in the wrong place.
fn without_values(words: &str) -> String {
    // A word that is none of those there are stands between other signs.
    let unknown = words.strip_prefix("unknown variant `").and_then(|rest| rest.rsplit_once("`, expected "));
    if let Some((_, expected)) = unknown {
        return format!("there is no such word, expected {expected}");
    }
    match (words.find('"'), words.rfind('"')) {
        (Some(from), Some(to)) => {
            let (head, tail) =
                (words.get(..from).unwrap_or_default(), words.get(to + 1..).unwrap_or_default());
            format!("{head}…{tail}")
        }
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::Said;

    #[test]
    fn what_is_long_or_deep_is_refused_before_it_is_read() {
        assert_eq!(read::<Said>(&" ".repeat(LONGEST + 1)), Err(Refused::TooLong));
        let deep = format!("{{\"a\":{}{}}}", "[".repeat(6), "]".repeat(6));
        assert_eq!(read::<Said>(&deep), Err(Refused::TooDeep));
        // Brackets in a text are no nesting.
        assert_eq!(depth(r#"{"a":"[[[[\"[["}"#), 1);
    }

    #[test]
    fn a_list_is_taken_for_no_object() {
        let said =
            |message: &str| read::<Said>(&format!(r#"{{"session":"0123456789abcdef","message":{message}}}"#));
        assert!(said(r#"{"type":"setLead","lead":{"apten":["room_1"]}}"#).is_ok());
        assert!(said(r#"{"type":"setFilter","filter":{"vendors":["apten"]}}"#).is_ok());
        for message in [
            r#"{"type":"setLead","lead":["room_1"]}"#,
            r#"{"type":"setFilter","filter":[]}"#,
            r#"{"type":"setFilter","filter":{"vendors":[["apten"]]}}"#,
            r#"["refresh"]"#,
        ] {
            assert!(matches!(said(message), Err(Refused::Shape(_))), "{message}");
        }
    }

    #[test]
    fn a_value_in_the_wrong_place_is_not_said_back() {
        let text = r#"{"session":"0123456789abcdef","message":"sk_live_0123456789 with \"quotes\""}"#;
        let Err(Refused::Shape(words)) = read::<Said>(text) else { panic!("it was read") };
        assert!(!words.contains("sk_live") && !words.contains("quotes"), "{words}");
        let text = r#"{"session":"0123456789abcdef","message":{"type":"sk_live_0123456789`, expected x"}}"#;
        let Err(Refused::Shape(words)) = read::<Said>(text) else { panic!("it was read") };
        assert!(!words.contains("sk_live") && words.contains("expected one of"), "{words}");
    }
}

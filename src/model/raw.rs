//! The record's own text, and the part of it that an entry is.

use std::{borrow::Cow, sync::Arc};

use super::{
    Timestamp,
    verbatim::{is_json, items, members, string},
};

/// How deep a value is taken apart; what is deeper stays in one piece.
const DEPTH: usize = 64;

/// A record exactly as the vendor sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "camelCase"), tsify(missing_as_null))]
pub struct Raw {
    /// The record's text, a verbatim slice of the answer. Shared by all entries of the record.
    pub text: Arc<str>,
    /// A JSON pointer (RFC 6901) to the part that is this entry; empty for the whole record.
    pub pointer: Box<str>,
    /// The path of the request that brought it: `/leads/room_1/events`. Never a host, never a key.
    pub path: Arc<str>,
    /// When the answer arrived, by the reader's clock.
    pub fetched: Option<Timestamp>,
}

/// One value of a record and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The vendor's own names joined by dots, positions in brackets: `call.voiceAI.agentId`, `transcript[0].role`.
    pub path: String,
    /// The value in the vendor's spelling; texts without their quotes.
    pub value: String,
}

impl Raw {
    /// The verbatim text of the part this entry is; `None` when the record is no JSON or has no such part.
    pub fn part(&self) -> Option<&str> {
        let whole = self.text.trim();
        if !is_json(whole) {
            return None;
        }
        self.pointer.split('/').skip(1).try_fold(whole, |value, step| {
            if value.starts_with('[') {
                return items(value).ok()?.get(step.parse::<usize>().ok()?).copied();
            }
            let step = step.replace("~1", "/").replace("~0", "~");
            members(value).ok()?.into_iter().rfind(|(name, _)| *name == step).map(|(_, value)| value)
        })
    }

    /// The whole record's text, indented for reading and otherwise in the vendor's spelling; the text as it came when
    /// it is no JSON.
    pub fn pretty(&self) -> String {
        if is_json(&self.text) { indented(&self.text) } else { self.text.to_string() }
    }

    /// Every value of the part this entry is, in the order of the text: unknown ones included, and all of those that
    /// have the same name. What is nested more than 64 levels deep is given as JSON.
    pub fn fields(&self) -> Vec<Field> {
        let mut fields = Vec::new();
        if let Some(part) = self.part() {
            collect(&mut fields, String::new(), part, 0);
        }
        fields
    }
}

fn collect(fields: &mut Vec<Field>, path: String, value: &str, depth: usize) {
    let is_leaf = depth == DEPTH;
    match value.as_bytes().first() {
        Some(b'{') if !is_leaf && !is_empty(value) => {
            for (name, member) in members(value).unwrap_or_default() {
                let path = if path.is_empty() { name.into_owned() } else { format!("{path}.{name}") };
                collect(fields, path, member, depth + 1);
            }
        }
        Some(b'[') if !is_leaf && !is_empty(value) => {
            for (index, item) in items(value).unwrap_or_default().into_iter().enumerate() {
                collect(fields, format!("{path}[{index}]"), item, depth + 1);
            }
        }
        Some(b'"') => {
            let value = string(value).map_or_else(|| value.to_owned(), Cow::into_owned);
            fields.push(Field { path, value });
        }
        Some(b'{' | b'[') if is_empty(value) => {
            fields.push(Field { path, value: value.split_whitespace().collect() });
        }
        _ => fields.push(Field { path, value: value.to_owned() }),
    }
}

/// Whether nothing stands between the brackets.
fn is_empty(value: &str) -> bool {
    value.get(1..value.len().saturating_sub(1)).is_none_or(|inner| inner.trim().is_empty())
}

/// JSON with each value on its line. Only white space between values changes.
fn indented(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0_usize;
    let line = |out: &mut String, depth: usize| {
        if depth <= DEPTH {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", depth));
        }
    };
    let mut rest = text;
    let mut is_opened = false;
    while let Some(first) = rest.chars().next() {
        let length = if first == '"' { string_length(rest) } else { first.len_utf8() };
        let (token, after) = rest.split_at(length);
        rest = after;
        if first.is_ascii_whitespace() {
            continue;
        }
        let is_closer = matches!(first, '}' | ']');
        if is_closer {
            depth = depth.saturating_sub(1);
        }
        if is_opened != is_closer {
            // Between brackets with nothing in them no line begins.
            line(&mut out, depth);
        }
        out.push_str(token);
        is_opened = matches!(first, '{' | '[');
        match first {
            '{' | '[' => depth += 1,
            ',' => line(&mut out, depth),
            ':' => out.push(' '),
            _ => {}
        }
    }
    out
}

/// The length of the string that begins here, with its quotes.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    end.map_or(text.len(), |end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str, pointer: &str) -> Raw {
        Raw { text: text.into(), pointer: pointer.into(), path: "/".into(), fetched: None }
    }

    #[test]
    fn every_value_is_listed_with_its_place() {
        let raw = raw(r#"{"b":{"x":[1,{"y":"z"}]},"a":null,"e":{}}"#, "");
        assert_eq!(lines(&raw), ["b.x[0]=1", "b.x[1].y=z", "a=null", "e={}"]);
    }

    #[test]
    fn a_part_is_found_by_its_pointer() {
        let raw = raw(r#"{"messages":[{"text":"a"},{"text":"b"}]}"#, "/messages/1");
        assert_eq!(raw.fields(), [Field { path: "text".into(), value: "b".into() }]);
    }

    fn lines(raw: &Raw) -> Vec<String> {
        raw.fields().iter().map(|field| format!("{}={}", field.path, field.value)).collect()
    }

    #[test]
    fn values_keep_their_spelling_and_their_order() {
        let text =
            r#"{"n":1.10,"id":12345678901234567890123,"e":1E400,"id":2,"t":"\u00e9\ud83d!","o":{ },"l":[ ]}"#;
        assert_eq!(
            lines(&raw(text, "")),
            ["n=1.10", "id=12345678901234567890123", "e=1E400", "id=2", "t=é\u{fffd}!", "o={}", "l=[]"]
        );
        let part = raw(r#"{"m":[{"x":"\ud83d"},{"a/b~":{"n":1e400,"n":1.10}}]}"#, "/m/1/a~1b~0");
        assert_eq!(lines(&part), ["n=1e400", "n=1.10"]);
        assert_eq!(raw(r#"{"m":[{}]}"#, "/m/1").part(), None);
        assert_eq!(raw(r#"{"m":1,"m":[{"t":1}]}"#, "/m/0").part(), Some(r#"{"t":1}"#));
    }

    #[test]
    fn any_depth_is_listed_and_drawn() {
        let deep = format!("{}1{}", r#"{"a":["#.repeat(30_000), "]}".repeat(30_000));
        let text = format!(r#"{{"deep":{deep},"id":"x"}}"#);
        let record = raw(&text, "");
        let fields = record.fields();
        assert_eq!(fields.len(), 2);
        assert!(fields[0].path.starts_with("deep.a[0].a[0]") && text.contains(&fields[0].value));
        assert_eq!(fields[1], Field { path: "id".into(), value: "x".into() });
        let pretty = record.pretty();
        assert_eq!(pretty.split_whitespace().collect::<String>(), text);
        assert!(pretty.len() < text.len() * 3);
    }

    #[test]
    fn indenting_changes_no_value() {
        let text = r#" {"n":1.10,"s":"a, b: {\"} \\","s":"\ud83d","e":[ ],"o":{},"l":[1e400 ,{"x":null}]} "#;
        let expected = r#"{
  "n": 1.10,
  "s": "a, b: {\"} \\",
  "s": "\ud83d",
  "e": [],
  "o": {},
  "l": [
    1e400,
    {
      "x": null
    }
  ]
}"#;
        assert_eq!(raw(text, "").pretty(), expected);
        assert_eq!(raw("5", "").pretty(), "5");
    }

    #[test]
    fn what_is_no_json_stays_as_it_came() {
        assert_eq!(raw("{oops", "").pretty(), "{oops");
        assert!(raw("{oops", "").fields().is_empty());
    }
}

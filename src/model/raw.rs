//! The record's own text, and the part of it that an entry is.

use std::sync::Arc;

use serde_json::Value;

use super::Timestamp;

/// A record exactly as the vendor sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// The part this entry is, read as JSON; `None` when the text is no JSON or has no such part.
    pub fn part(&self) -> Option<Value> {
        let mut value: Value = serde_json::from_str(&self.text).ok()?;
        value.pointer_mut(&self.pointer).map(Value::take)
    }

    /// The whole record's text, indented for reading; the text as it came when it is no JSON.
    pub fn pretty(&self) -> String {
        serde_json::from_str::<Value>(&self.text)
            .ok()
            .and_then(|value| serde_json::to_string_pretty(&value).ok())
            .unwrap_or_else(|| self.text.to_string())
    }

    /// Every value of the part this entry is, in the order of the text, unknown ones included.
    pub fn fields(&self) -> Vec<Field> {
        let mut fields = Vec::new();
        if let Some(part) = self.part() {
            collect(&mut fields, String::new(), &part);
        }
        fields
    }
}

fn collect(fields: &mut Vec<Field>, path: String, value: &Value) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (name, member) in members {
                collect(
                    fields,
                    if path.is_empty() { name.clone() } else { format!("{path}.{name}") },
                    member,
                );
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                collect(fields, format!("{path}[{index}]"), item);
            }
        }
        Value::String(text) => fields.push(Field { path, value: text.clone() }),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            fields.push(Field { path, value: value.to_string() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str, pointer: &str) -> Raw {
        Raw { text: text.into(), pointer: pointer.into(), path: "/".into(), fetched: None }
    }

    #[test]
    fn every_value_is_listed_with_its_place() {
        let fields = raw(r#"{"b":{"x":[1,{"y":"z"}]},"a":null,"e":{}}"#, "").fields();
        let lines: Vec<_> = fields.iter().map(|field| format!("{}={}", field.path, field.value)).collect();
        assert_eq!(lines, ["b.x[0]=1", "b.x[1].y=z", "a=null", "e={}"]);
    }

    #[test]
    fn a_part_is_found_by_its_pointer() {
        let raw = raw(r#"{"messages":[{"text":"a"},{"text":"b"}]}"#, "/messages/1");
        assert_eq!(raw.fields(), [Field { path: "text".into(), value: "b".into() }]);
    }

    #[test]
    fn what_is_no_json_stays_as_it_came() {
        assert_eq!(raw("{oops", "").pretty(), "{oops");
        assert!(raw("{oops", "").fields().is_empty());
    }
}

//! Where in a lead's timeline a page can lead the reader.

use serde_json::Value;

use crate::{
    data::{
        Fault,
        connect::{member, wrong},
    },
    frame::{GoToTarget, Refused},
    place::Open,
};

/// Reads a target's JSON text: an object, or an entry's id as a text; `null` closes what is open.
///
/// # Errors
/// It is none.
pub fn read_target(text: &str) -> Result<Open, Fault> {
    let value: Value =
        serde_json::from_str(text).map_err(|_its_words| wrong("`target` must be a text or an object."))?;
    let target = match value {
        Value::Null => return Ok(Open::Nothing),
        Value::String(entry) => GoToTarget { entry: Some(entry), ..GoToTarget::default() },
        other @ (Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
            member("target", other)?
        }
    };
    target.open().map_err(|refused: Refused| wrong(refused.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_exactly_one_thing() {
        assert_eq!(read_target("null").unwrap(), Open::Nothing);
        let entry = read_target(r#""apten:MESSAGE:msg_1""#).unwrap();
        assert_eq!(entry, read_target(r#"{"entry":"apten:MESSAGE:msg_1"}"#).unwrap());
        assert!(matches!(
            read_target(r#"{"call":"apten:c","turn":3}"#),
            Ok(Open::Call { turn: Some(3), .. })
        ));
        assert!(matches!(read_target(r#"{"thread":"leadsail:t"}"#), Ok(Open::Thread(_))));
        assert!(matches!(read_target(r#"{"at":"2026-05-14T15:00:00Z"}"#), Ok(Open::Moment(_))));
        assert_eq!(
            read_target(r#"{"at":1778770800000}"#).unwrap(),
            read_target(r#"{"at":"2026-05-14T15:00:00Z"}"#).unwrap()
        );
        for wrong in [
            "{}",
            "7",
            "[]",
            "nothing",
            r#""room""#,
            r#"{"turn":1}"#,
            r#"{"entry":"apten:a","at":1}"#,
            r#"{"at":"soon"}"#,
            r#"{"entri":"apten:a"}"#,
            r#"{"call":"other:a"}"#,
        ] {
            assert!(read_target(wrong).is_err(), "{wrong}");
        }
    }
}

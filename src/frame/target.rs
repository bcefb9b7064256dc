//! Where in a lead's timeline a page can lead the reader.

use serde::Deserialize;
use serde_json::Value;

use super::Refused;
use crate::{
    model::{IdError, Timestamp},
    place::Open,
    session::{MOMENT_EXPECTED, moment_given},
};

/// Where to lead the reader: exactly one of an entry, a call, a thread and a moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct GoToTarget {
    /// An entry, by its id: `"apten:MESSAGE:msg_1"`.
    #[cfg_attr(feature = "types", tsify(optional))]
    pub entry: Option<String>,
    /// A call's page, by the call's id.
    #[cfg_attr(feature = "types", tsify(optional))]
    pub call: Option<String>,
    /// A turn of that call's transcript, counted from 0.
    #[cfg_attr(feature = "types", tsify(optional))]
    pub turn: Option<usize>,
    /// The page of a thread, a conversation or a meeting, by its id.
    #[cfg_attr(feature = "types", tsify(optional))]
    pub thread: Option<String>,
    /// The entry nearest to a moment: milliseconds since 1970, an RFC 3339 text or a `Date`.
    #[cfg_attr(feature = "types", tsify(type = "number | string | Date"))]
    pub at: Value,
}

impl GoToTarget {
    /// What is opened there.
    ///
    /// # Errors
    /// When it names nothing or more than one thing, or what it names is none.
    pub fn open(&self) -> Result<Open, Refused> {
        let bad = |name: &str, error: IdError| Refused::Value(format!("`{name}`: {error}."));
        match self {
            Self { entry: Some(id), call: None, turn: None, thread: None, at: Value::Null } => {
                Ok(Open::Entry(id.parse().map_err(|error| bad("entry", error))?))
            }
            Self { entry: None, call: Some(id), turn, thread: None, at: Value::Null } => {
                Ok(Open::Call { call: id.parse().map_err(|error| bad("call", error))?, turn: *turn })
            }
            Self { entry: None, call: None, turn: None, thread: Some(id), at: Value::Null } => {
                Ok(Open::Thread(id.parse().map_err(|error| bad("thread", error))?))
            }
            Self { entry: None, call: None, turn: None, thread: None, at } if !at.is_null() => {
                Ok(Open::Moment(moment("at", at)?))
            }
            _ => Err(Refused::Shape(EXPECTED.into())),
        }
    }
}

const EXPECTED: &str =
    "a target is the id of an entry, or exactly one of {entry}, {call}, {call, turn}, {thread} and {at}.";

/// A moment as pages write it.
pub(super) fn moment(path: &str, given: &Value) -> Result<Timestamp, Refused> {
    moment_given(given).ok_or_else(|| Refused::Value(format!("`{path}` must be {MOMENT_EXPECTED}.")))
}

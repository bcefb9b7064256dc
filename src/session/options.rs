//! How pages name the way to a vendor.

use std::fmt;

use serde::Deserialize;
use serde_json::Value;

use crate::model::{Timestamp, When};

/// How a vendor is reached. A key goes to this address and no other, and is never read back.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ConnectionOptions {
    /// Where its API is; the vendor's own address without it.
    #[cfg_attr(feature = "types", tsify(optional))]
    pub base_url: Option<String>,
    /// The key. It is sent to this address and nowhere else. Without one, whoever answers at `baseUrl` has to add it.
    #[cfg_attr(feature = "types", tsify(optional))]
    pub key: Option<String>,
}

impl fmt::Debug for ConnectionOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConnectionOptions").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

/// What a page has to write for a moment, in words.
pub const MOMENT_EXPECTED: &str = "a Date, milliseconds since 1970, or a text such as 2026-05-14T15:00:00Z";

/// A moment as pages write it: milliseconds since 1970, or a text; a `Date` is a text once it is JSON.
pub fn moment_given(given: &Value) -> Option<Timestamp> {
    match given {
        #[expect(clippy::cast_possible_truncation, reason = "parts of a millisecond")]
        Value::Number(millis) => millis.as_f64().and_then(|millis| Timestamp::from_millis(millis as i64)),
        Value::String(text) => When::parse(text).at(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

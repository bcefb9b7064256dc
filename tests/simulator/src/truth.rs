//! What a correct timeline of a lead must hold: a plain list to compare against, entry by entry.

use serde::Serialize;
use serde_json::Value;

use crate::instant;
use crate::vendor::Vendor;

/// One entry of a correct timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TruthEntry {
    /// Which vendor holds it.
    pub vendor: Vendor,
    /// The record's own identity at the vendor (Apten: `TYPE:id`); `None` for a record that cannot be read.
    pub record: Option<String>,
    /// The index of the message inside a thread or conversation; `None` where the record is one entry.
    pub part: Option<usize>,
    /// Apten: the event type. LeadSail: the interaction type. Naturalead: the channel. Attendee: `chat`.
    /// `unreadable` for a record that is not JSON.
    pub kind: String,
    /// RFC 3339 in UTC with milliseconds; `None` where the record has no readable time.
    pub time: Option<String>,
    /// `in` (from the lead) or `out`; `None` where the vendor does not say.
    pub direction: Option<&'static str>,
    /// The words, where the entry has any.
    pub text: Option<String>,
}

impl TruthEntry {
    /// The entry of a record that is not JSON.
    pub(crate) fn unreadable(vendor: Vendor, raw: &str) -> Self {
        Self {
            vendor,
            record: None,
            part: None,
            kind: "unreadable".to_owned(),
            time: None,
            direction: None,
            text: Some(raw.to_owned()),
        }
    }

    /// Where it belongs in a list, oldest first and undated last.
    pub(crate) fn order(&self) -> (bool, Option<&str>, Vendor, Option<&str>, Option<usize>) {
        (self.time.is_none(), self.time.as_deref(), self.vendor, self.record.as_deref(), self.part)
    }
}

/// The text of a field, if it is text.
pub(crate) fn text_of(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// The time in a field, if it is a readable RFC 3339 time.
pub(crate) fn time_of(value: &Value) -> Option<String> {
    value.as_str().and_then(instant::parse).map(instant::iso)
}

/// The direction in a field that says inbound or outbound in any case.
pub(crate) fn direction_of(value: &Value) -> Option<&'static str> {
    match value.as_str()?.to_ascii_lowercase().as_str() {
        "inbound" => Some("in"),
        "outbound" => Some("out"),
        _ => None,
    }
}

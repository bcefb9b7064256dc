//! Entries and calls as they are handed over.

use std::sync::Arc;

use serde::Serialize;
use tsify::Tsify;

use crate::model::{Call, Entry, Raw};

/// An entry together with the record it came from: what `raw: true` gives.
#[derive(Serialize, Tsify)]
pub struct EntryWithRaw {
    /// The entry.
    #[serde(flatten)]
    pub entry: Arc<Entry>,
    /// The record it came from, exactly as the vendor sent it.
    pub raw: Raw,
}

/// A call together with the record it came from: what `raw: true` gives.
#[derive(Serialize, Tsify)]
pub struct CallWithRaw {
    /// The call.
    #[serde(flatten)]
    pub call: Arc<Call>,
    /// The record it came from, exactly as the vendor sent it.
    pub raw: Raw,
}

/// Entries as JSON text, with their records where these are wanted.
pub(super) fn entries(entries: Vec<Arc<Entry>>, raw: bool) -> String {
    if raw {
        let with_raw = entries.into_iter().map(|entry| EntryWithRaw { raw: entry.raw.clone(), entry });
        json(&with_raw.collect::<Vec<_>>())
    } else {
        json(&entries)
    }
}

/// A call as JSON text, with its record where that is wanted.
#[cfg(feature = "data")]
pub(super) fn call(call: Arc<Call>, raw: bool) -> String {
    if raw { json(&CallWithRaw { raw: call.raw.clone(), call }) } else { json(&call) }
}

/// Any of the shapes here as JSON text. All of them can be written.
pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

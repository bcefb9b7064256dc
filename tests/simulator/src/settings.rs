//! What can be switched while the server runs: wire variants and how browsers are treated.

use serde::{Deserialize, Serialize};

/// How Attendee writes `timestamp_ms`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Millis {
    /// A number, as its source does and the recordings show.
    #[default]
    Integer,
    /// A text, as its documentation says.
    String,
}

/// In what Naturalead wraps its conversations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ConversationsAs {
    /// Nothing, as documented.
    #[default]
    Array,
    /// `{data,total,skip,limit}`, which its overview describes for lists in general.
    Data,
    /// `{conversations}`.
    Conversations,
}

/// The wire variants.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Settings {
    /// How Attendee writes `timestamp_ms`.
    pub(crate) timestamp_ms: Millis,
    /// How often an unfinished Apten call is read in each of its stages but the last.
    pub(crate) call_reads: Vec<usize>,
    /// The names in `Access-Control-Expose-Headers`.
    pub(crate) expose: Vec<String>,
    /// In what Naturalead wraps its conversations.
    pub(crate) conversations_as: ConversationsAs,
    /// The most records on a page, for vendors that have pages; `None`: what each documents.
    pub(crate) page_size: Option<usize>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            timestamp_ms: Millis::default(),
            call_reads: vec![2, 1],
            expose: Vec::new(),
            conversations_as: ConversationsAs::default(),
            page_size: None,
        }
    }
}

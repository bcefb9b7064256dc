//! What the viewer in a frame says to the page around it. No key, no text of a message; and
//! nothing that names a lead but the questions that the page around is to ask.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Refused, ViewerEvent};
use crate::model::Vendor;

/// An event, or what only a frame says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Outgoing {
    /// As every viewer tells it.
    Event(ViewerEvent),
    /// Of the frame's own.
    Frame(FrameWord),
}

/// What only a viewer in a frame says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum FrameWord {
    /// How tall the frame should be, in CSS pixels.
    Height {
        /// At most what the page around set.
        height: u32,
    },
    /// A question to a vendor that the page around is to ask; it answers with `fetchResult`.
    NeedFetch {
        /// Which question.
        id: u32,
        /// Whom.
        vendor: Vendor,
        /// Always `GET`.
        #[cfg_attr(feature = "types", tsify(type = "\"GET\""))]
        method: &'static str,
        /// Below the vendor's base URL, beginning with `/`, escaped.
        path: String,
        /// Names and values, not escaped.
        #[cfg_attr(feature = "types", tsify(type = "Record<string, string>"))]
        query: BTreeMap<String, String>,
    },
    /// Nobody waits for the answer to a question any more.
    StopFetch {
        /// Which question.
        id: u32,
    },
}

impl From<ViewerEvent> for Outgoing {
    fn from(event: ViewerEvent) -> Self {
        Self::Event(event)
    }
}

impl From<FrameWord> for Outgoing {
    fn from(word: FrameWord) -> Self {
        Self::Frame(word)
    }
}

impl From<Refused> for Outgoing {
    fn from(refused: Refused) -> Self {
        Self::Event(refused.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_said_says_what_kind_it_is() {
        let json = |said: Outgoing| serde_json::to_string(&said).unwrap();
        assert_eq!(json(ViewerEvent::Ready.into()), r#"{"kind":"ready"}"#);
        assert_eq!(json(FrameWord::Height { height: 3 }.into()), r#"{"kind":"height","height":3}"#);
        assert_eq!(json(FrameWord::StopFetch { id: 3 }.into()), r#"{"kind":"stop-fetch","id":3}"#);
        assert!(json(Refused::TooLong.into()).starts_with(r#"{"kind":"error","error":{"kind":"message","#));
    }
}

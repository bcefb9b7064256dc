//! What a viewer tells the page around it, in a frame and as a part of that page. It holds no key and no text of a message;
//! in a frame, no name, number or address of the lead either.

use serde::Serialize;

use super::Refused;
use crate::{
    model::{CallId, EntryId, ThreadId, Vendor},
    place::Open,
    session::{Fault, FaultKind, FeedReport},
};

/// Something happened in a viewer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum ViewerEvent {
    /// It is there and can be used; the vendors are being asked.
    Ready,
    /// Everything that can be had now is here: once for every lead and every refreshing, also when vendors failed.
    Loaded {
        /// How many entries there are.
        entries: usize,
        /// How each vendor's part stands.
        feeds: Vec<FeedReport>,
    },
    /// A vendor's part of the load stands differently, or brought entries.
    VendorState {
        /// Whose.
        vendor: Vendor,
        /// How it stands.
        feed: FeedReport,
    },
    /// An entry or a thread was chosen, by the reader or by the page around, or what was open was closed.
    Select {
        /// The entry, when it is one.
        entry: Option<EntryId>,
        /// The thread, when it is one.
        thread: Option<ThreadId>,
    },
    /// A call was opened, or a turn of it gone to, by the reader or by the page around.
    OpenCall {
        /// The call.
        call: CallId,
        /// The turn of its transcript, counted from 0.
        turn: Option<usize>,
    },
    /// How many entries came that the reader has not seen changed: while a lead is followed live.
    Unread {
        /// How many.
        count: usize,
    },
    /// A vendor gave nothing, or not all; an option is wrong; or a frame refused what it was told.
    Error {
        /// What went wrong. It never holds a key.
        error: Fault,
    },
    /// The viewer failed and shows nothing any more. The page and other viewers on it are not affected; mount another one
    /// to go on.
    Crashed {
        /// Where in the viewer's source.
        place: String,
    },
}

impl From<Refused> for ViewerEvent {
    fn from(refused: Refused) -> Self {
        let kind = match refused {
            Refused::TooLong | Refused::TooDeep | Refused::Shape(_) => FaultKind::Message,
            Refused::Value(_) => FaultKind::Options,
        };
        Self::Error { error: Fault::new(kind, refused.to_string()) }
    }
}

impl ViewerEvent {
    /// Something was opened or closed; `None` when that is nothing to tell of.
    pub fn of(open: &Open) -> Option<Self> {
        match open {
            Open::Nothing => Some(Self::Select { entry: None, thread: None }),
            Open::Entry(entry) => Some(Self::Select { entry: Some(entry.clone()), thread: None }),
            Open::Thread(thread) => Some(Self::Select { entry: None, thread: Some(thread.clone()) }),
            Open::Call { call, turn } => Some(Self::OpenCall { call: call.clone(), turn: *turn }),
            Open::Moment(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_says_what_kind_it_is() {
        let call = ViewerEvent::OpenCall { call: "apten:c".parse().unwrap(), turn: Some(2) };
        assert_eq!(
            serde_json::to_value(call).unwrap(),
            serde_json::json!({"kind": "open-call", "call": "apten:c", "turn": 2})
        );
        assert_eq!(serde_json::to_string(&ViewerEvent::Ready).unwrap(), r#"{"kind":"ready"}"#);
        let closed = ViewerEvent::of(&Open::Nothing).unwrap();
        assert_eq!(
            serde_json::to_value(closed).unwrap(),
            serde_json::json!({"kind": "select", "entry": null, "thread": null})
        );
    }

    #[test]
    fn what_is_refused_is_told_by_why() {
        let kind = |refused: Refused| {
            serde_json::to_value(ViewerEvent::from(refused)).unwrap()["error"]["kind"].clone()
        };
        assert_eq!(kind(Refused::TooLong), "message");
        assert_eq!(kind(Refused::Shape(String::new())), "message");
        assert_eq!(kind(Refused::Value(String::new())), "options");
    }

    #[test]
    fn the_scripts_know_every_event() {
        let events = |script: &str| {
            let line = script.lines().find(|line| line.starts_with("const EVENTS = ")).unwrap();
            line.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()
        };
        let feed =
            FeedReport::of(&crate::session::Feed::new("apten:a".parse().unwrap()), |_, _| unreachable!());
        let all = [
            ViewerEvent::Ready,
            ViewerEvent::Loaded { entries: 0, feeds: Vec::new() },
            ViewerEvent::VendorState { vendor: Vendor::Apten, feed },
            ViewerEvent::Select { entry: None, thread: None },
            ViewerEvent::OpenCall { call: "apten:c".parse().unwrap(), turn: None },
            ViewerEvent::Unread { count: 0 },
            Refused::TooLong.into(),
            ViewerEvent::Crashed { place: String::new() },
        ];
        let kinds =
            all.map(|event| serde_json::to_value(event).unwrap()["kind"].as_str().unwrap().to_owned());
        assert_eq!(events(include_str!("../embed/package/mount.js")), kinds);
        let framed = events(include_str!("../embed/package/host.js"));
        assert_eq!(framed.iter().filter(|kind| *kind != "height").collect::<Vec<_>>(), kinds.each_ref());
    }
}

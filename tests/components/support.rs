//! Rendering, and things to render.

use std::sync::Arc;

use leadwake::{
    model::{
        Channel, Content, Direction, Entry, EntryId, Message, Party, PlainCalendar, Raw, Record, RecordId,
        Revision, Role, Vendor, When,
    },
    timeline::Needle,
    ui::Cal,
};
use leptos::prelude::*;

/// Renders a view as the browser would be given it. The reader searches for nothing.
pub(crate) fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new();
    let html = owner.with(|| view().to_html());
    // Markers between neighbouring texts mean nothing to the reader.
    html.replace("<!>", "").replace("<!---->", "")
}

/// What the reader sees of a piece of HTML: its text, without the tags.
pub(crate) fn seen(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for one in html.chars() {
        match one {
            '<' => inside = true,
            '>' => inside = false,
            one if !inside => text.push(one),
            _ => {}
        }
    }
    text
}

/// UTC, in English.
pub(crate) fn utc() -> Cal {
    Arc::new(PlainCalendar::default())
}

/// A search for a text.
pub(crate) fn searching(typed: &str) -> Signal<Needle> {
    Signal::stored(Needle::new(typed))
}

/// A record's text.
pub(crate) fn raw(text: &str) -> Raw {
    Raw { text: text.into(), pointer: "".into(), path: "/records".into(), fetched: None }
}

/// An inbound SMS of Apten's, from the lead, with an id and a time.
pub(crate) fn message(id: &str, at: &str, text: &str) -> Entry {
    let raw = raw(&serde_json::json!({ "id": id, "text": text }).to_string());
    let when = When::parse(at);
    Entry {
        id: EntryId { record: RecordId::new(Vendor::Apten, id).expect("an id"), part: "".into() },
        revision: Revision::of(None, &raw),
        thread: None,
        place: when.at(),
        when,
        order: 0,
        channel: Channel::Sms,
        direction: Direction::Inbound,
        actor: Party::of(Role::Lead),
        content: Content::Message(Message { text: text.into(), ..Message::default() }),
        facts: Vec::new(),
        raw,
    }
}

/// A record that is one entry.
pub(crate) fn record(entry: Entry) -> Record {
    Record { id: entry.id.record.clone(), revision: entry.revision, entries: vec![entry], again: None }
}

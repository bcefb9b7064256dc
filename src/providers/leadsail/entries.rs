//! LeadSail's interactions as records: a call is one entry, a thread is its opening and its messages.

use std::sync::Arc;

use crate::{
    model::{
        Channel, Content, Direction, Entry, EntryId, Party, Raw, Record, RecordId, Revision, Role, Vendor,
        When,
    },
    providers::{
        leadsail::{call, thread, wire::Interaction},
        object::Object,
        parts::{self, Source},
    },
};

/// One interaction as a record.
pub(super) fn record(source: &Source, text: &str) -> Record {
    let record = read(source, text);
    Record { again: source.again(&record.id, again), ..record }
}

fn again(raw: &Raw) -> Vec<Entry> {
    read(&Source::of_raw(Vendor::LeadSail, raw), &raw.text).entries
}

fn read(source: &Source, text: &str) -> Record {
    let interaction = match Interaction::parse(text) {
        Ok(interaction) => interaction,
        Err(reason) => return source.unreadable(text, named(text), reason),
    };
    let raw = source.raw(text);
    let id = match &interaction.id {
        Some(id) => source.record_id(id, text),
        None => source.content_id("interaction", &birth(text)),
    };
    let revision = Revision::of(interaction.updated_at.at(), &raw);
    let blank = Blank { id: &id, revision, raw: &raw };
    let mut entries = match Kind::of(&interaction) {
        Kind::Call => vec![call::entry(&blank, interaction)],
        Kind::Thread(channel) => thread::entries(&blank, channel, interaction),
    };
    parts::place(&mut entries);
    Record { id, revision, entries, again: None }
}

/// The id that a good copy of an unreadable interaction will have, when it can be made out.
fn named(text: &str) -> Option<RecordId> {
    RecordId::new(Vendor::LeadSail, &Object::salvage(text).word("interactionId")?).ok()
}

/// What does not change as a thread grows, for an interaction without an id; all of it when it does not say when it
/// was made, because a lead may have many.
fn birth(text: &str) -> String {
    let object = Object::parse(text).unwrap_or_default();
    let parts = ["leadId", "type", "phone", "createdAt"].map(|name| object.raw(name).unwrap_or_default());
    if object.raw("createdAt").is_none() { text.to_owned() } else { parts.join(",") }
}

/// What an interaction is. The type is an open word; without one its own object tells.
enum Kind {
    Call,
    Thread(Channel),
}

impl Kind {
    fn of(interaction: &Interaction<'_>) -> Self {
        let Some(word) = &interaction.kind else {
            return match (&interaction.call, &interaction.sms, &interaction.email) {
                (Some(_), None, None) => Self::Call,
                (None, Some(_), None) => Self::Thread(Channel::Sms),
                (None, None, Some(_)) => Self::Thread(Channel::Email),
                _ => Self::Thread(Channel::Unstated),
            };
        };
        match word.to_ascii_lowercase().as_str() {
            "call" => Self::Call,
            "sms" => Self::Thread(Channel::Sms),
            "email" => Self::Thread(Channel::Email),
            _ => Self::Thread(Channel::Other(word.clone())),
        }
    }
}

/// What all entries of a record have in common.
pub(super) struct Blank<'a> {
    /// The record's id.
    pub(super) id: &'a RecordId,
    revision: Revision,
    /// The whole record.
    pub(super) raw: &'a Raw,
}

impl Blank<'_> {
    /// An entry of which nothing is known yet but where in the record it stands.
    pub(super) fn entry(&self, part: Box<str>, pointer: String, when: When, content: Content) -> Entry {
        let raw = Raw {
            text: Arc::clone(&self.raw.text),
            path: Arc::clone(&self.raw.path),
            pointer: pointer.into(),
            ..*self.raw
        };
        Entry {
            id: EntryId { record: self.id.clone(), part },
            revision: self.revision,
            thread: None,
            when,
            place: None,
            order: 0,
            channel: Channel::Unstated,
            direction: Direction::Unstated,
            actor: Party::of(Role::Unstated),
            content,
            facts: Vec::new(),
            raw,
        }
    }
}

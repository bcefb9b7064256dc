//! LeadSail's SMS and e-mail threads, and interactions of types that came later: the thread's opening, and one
//! entry for each message.

use std::sync::Arc;

use crate::{
    model::{
        Channel, Content, Direction, Email, Entry, Fact, Message, Party, Role, Thread, ThreadId, ThreadKind,
        Vendor, When,
    },
    providers::{
        leadsail::{
            entries::Blank,
            wire::{Interaction, Item},
        },
        parts::PartIds,
        words,
    },
};

/// A thread as entries: its opening first, then its messages in their order.
pub(super) fn entries(blank: &Blank<'_>, channel: Channel, mut interaction: Interaction<'_>) -> Vec<Entry> {
    let items = interaction.transcript.take();
    let opening = match (&channel, &items) {
        (Channel::Unstated, None) => {
            let reason = "The interaction has no “type”, so what it is cannot be told.";
            blank.entry(
                "".into(),
                String::new(),
                interaction.created_at,
                Content::Unreadable { reason: reason.into() },
            )
        }
        (Channel::Other(label), None) => unknown(blank, label, interaction),
        _ => {
            let sent = items.as_ref().map_or(0, Vec::len);
            let phone = interaction.phone.clone();
            let opening = opening(blank, &channel, sent, interaction);
            let items = items.unwrap_or_default();
            let mut ids = PartIds::default();
            let messages = items
                .iter()
                .enumerate()
                .map(|(index, text)| message(blank, index, text, &mut ids, &channel, phone.as_deref()));
            let messages: Vec<Entry> = messages.collect();
            return std::iter::once(opening).chain(messages).collect();
        }
    };
    vec![Entry { channel, ..opening }]
}

/// An interaction of a type that came later and has no messages.
fn unknown(blank: &Blank<'_>, label: &str, interaction: Interaction<'_>) -> Entry {
    let content = Content::Unknown { label: label.into(), text: blank.raw.text.as_ref().into() };
    blank.entry("".into(), String::new(), interaction.created_at, content)
}

/// The thread as a whole, at its creation.
fn opening(
    blank: &Blank<'_>,
    channel: &Channel,
    sent_messages: usize,
    interaction: Interaction<'_>,
) -> Entry {
    let Interaction { call, mut sms, mut email, mut rest, .. } = interaction;
    let mut direction = Direction::Unstated;
    for object in [&mut sms, &mut email].into_iter().flatten() {
        if direction == Direction::Unstated {
            direction = words::direction(object.word(&["direction"]).as_deref());
        }
    }
    if let Some(sms) = &mut sms {
        sms.fact("Agent mode", "agentMode");
    }
    if let Some(email) = &mut email {
        email.fact("Subject", "subject");
    }
    rest.absorb(sms, "sms.");
    rest.absorb(email, "email.");
    rest.absorb(call, "call.");
    let id = thread_id(blank);
    let thread = Thread {
        id: id.clone(),
        kind: if *channel == Channel::Sms {
            ThreadKind::Sms
        } else if *channel == Channel::Email {
            ThreadKind::Email
        } else {
            ThreadKind::Conversation
        },
        channel: channel.clone(),
        status: interaction.status,
        stage: None,
        qualification: None,
        summary: interaction.summary,
        phone: interaction.phone,
        email: None,
        opened: interaction.created_at.clone(),
        changed: interaction.updated_at,
        stated_messages: None,
        sent_messages,
        failure: interaction.failure,
        facts: rest.into_facts(),
    };
    let content = Content::Thread(Arc::new(thread));
    let entry = blank.entry("".into(), String::new(), interaction.created_at, content);
    Entry { thread: Some(id), channel: channel.clone(), direction, ..entry }
}

fn message(
    blank: &Blank<'_>,
    index: usize,
    text: &str,
    ids: &mut PartIds,
    channel: &Channel,
    phone: Option<&str>,
) -> Entry {
    let pointer = format!("/transcript/{index}");
    let mut item = match Item::parse(text) {
        Ok(item) => item,
        Err(reason) => {
            let content = Content::Unreadable { reason: reason.into() };
            let entry = blank.entry(ids.next(&[text]), pointer, When::Missing, content);
            return Entry { thread: Some(thread_id(blank)), channel: channel.clone(), ..entry };
        }
    };
    let [role, source] = [&item.role, &item.source].map(|word| word.as_deref().unwrap_or_default());
    let part = ids.next(&[item.timestamp_text, role, &item.message, source]);
    let direction = item.direction();
    let role = item.speaker(&Role::Company);
    let address = phone.filter(|_| role == Role::Lead && *channel != Channel::Email).map(Into::into);
    let delivery = item.rest.word(&["deliveryStatus", "status"]);
    let error = item.rest.word(&["errorMessage", "error"]);
    let mut facts = Vec::new();
    let content = if *channel == Channel::Email {
        facts.extend(item.source.as_deref().map(|source| Fact::text("Source", source)));
        let subject = item.rest.word(&["subject"]);
        Content::Email(Email { subject, text: item.message, delivery, error })
    } else {
        Content::Message(Message { text: item.message, delivery, error, audience: None, source: item.source })
    };
    facts.extend(item.rest.into_facts());
    Entry {
        thread: Some(thread_id(blank)),
        channel: channel.clone(),
        direction,
        actor: Party { role, name: None, address },
        facts,
        ..blank.entry(part, pointer, item.timestamp, content)
    }
}

fn thread_id(blank: &Blank<'_>) -> ThreadId {
    let id = ThreadId::new(Vendor::LeadSail, blank.id.native());
    id.unwrap_or_else(|_| unreachable!("a record's id is a thread's id: both keep the same rules"))
}

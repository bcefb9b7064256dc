//! Everything a vendor said of an entry.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    Around, Target,
    around::Openness,
    head::{ThreadLink, thread_kind},
};
use crate::{
    model::{Audience, Content, Entry, Fact, FactValue, Open},
    timeline::{channel_name, direction_name, role_name},
    ui::parts::{CopyButton, Disclosure, FactList, FieldList, Glyph, Icon, RawJson},
};

/// The button that opens an entry's details.
#[component]
pub fn DetailsButton(
    /// Whether they are open.
    openness: Openness,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="entry-more"
            title="Details"
            aria-expanded=move || openness.get().to_string()
            on:click=move |_| openness.toggle()
        >
            <span class="visually-hidden">"Details"</span>
            <Icon glyph=Glyph::Down />
        </button>
    }
}

/// Facts, all fields, raw JSON and links of an entry. Made when they are opened.
#[component]
pub fn Details(
    /// The entry.
    entry: Arc<Entry>,
    /// What every row is given.
    around: Around,
) -> impl IntoView {
    let facts = facts(&entry);
    let raw = entry.raw.clone();
    let fields = raw.clone();
    let thread = entry.thread.clone().map(|thread| {
        view! { <ThreadLink thread kind=thread_kind(&entry.channel) around=around.clone() /> }.into_any()
    });
    let target = Target::Entry(entry.id.clone());
    let copy = around.on_copy_link.map(|on_copy_link| {
        let on_copy = Callback::new(move |_: String| on_copy_link.run(target.clone()));
        view! { <CopyButton label="Copy link" text=String::new on_copy /> }.into_any()
    });
    view! {
        <div class="entry-details">
            <FactList facts=facts calendar=around.calendar.clone() />
            <Disclosure title="All fields" body=move || view! { <FieldList raw=fields.clone() /> } />
            <RawJson raw=raw calendar=around.calendar.clone() on_copy=around.on_copy />
            <div class="entry-actions">
                {copy}
                {thread}
            </div>
        </div>
    }
}

/// What the head and the content leave unsaid or say in other words: the exact time, who, and the vendor's facts.
fn facts(entry: &Entry) -> Vec<Fact> {
    let mut facts = vec![Fact::new("Time", FactValue::Moment(entry.when.clone()))];
    let mut text = |label: &'static str, value: &str| facts.push(Fact::text(label, value));
    text("Channel", channel_name(&entry.channel));
    text("Direction", direction_name(&entry.direction));
    text("Role", role_name(&entry.actor.role));
    if let Some(name) = &entry.actor.name {
        text("Name", name);
    }
    if let Some(address) = &entry.actor.address {
        text("Address", address);
    }
    if let Content::Message(message) = &entry.content {
        if let Some(audience) = &message.audience {
            text("Audience", audience_words(audience));
        }
        if let Some(source) = &message.source {
            text("Source", source);
        }
    }
    let (delivery, error) = match &entry.content {
        Content::Message(message) => (&message.delivery, &message.error),
        Content::Email(email) => (&email.delivery, &email.error),
        Content::Call(_)
        | Content::ToolCall(_)
        | Content::Event(_)
        | Content::Blocked(_)
        | Content::Thread(_)
        | Content::Unknown { .. }
        | Content::Unreadable { .. } => (&None, &None),
    };
    for (label, value) in [("Delivery", delivery), ("Error", error)] {
        if let Some(value) = value {
            text(label, value);
        }
    }
    if let Some(thread) = &entry.thread {
        text("Thread", thread.native());
    }
    text("Record", entry.id.record.native());
    facts.extend(entry.facts.iter().cloned());
    facts
}

/// Who could read a meeting's message.
pub(super) fn audience_words(audience: &Open<Audience>) -> &str {
    match audience {
        Open::Known(Audience::Everyone) => "Everyone",
        Open::Known(Audience::OnlyBot) => "Only the bot",
        Open::Other(word) => word,
    }
}

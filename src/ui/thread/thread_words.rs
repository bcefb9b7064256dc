//! A thread in words.

use std::sync::Arc;

use crate::{
    model::{Audience, Content, Entry, Fact, FactValue, Open, Thread, ThreadKind, When},
    timeline::channel_name,
};

/// What a thread is, with whom: `WhatsApp conversation with +14155550142`.
pub fn thread_title(thread: &Thread) -> String {
    let what = match thread.kind {
        ThreadKind::Sms => "SMS thread".to_owned(),
        ThreadKind::Email => "Email thread".to_owned(),
        ThreadKind::Conversation => format!("{} conversation", channel_name(&thread.channel)),
        ThreadKind::Meeting => "Meeting chat".to_owned(),
    };
    let stated = |address: &Option<Box<str>>| {
        address.as_deref().filter(|text| !text.trim().is_empty()).map(str::to_owned)
    };
    let by_mail = thread.kind == ThreadKind::Email || thread.channel == crate::model::Channel::Email;
    let (first, second) =
        if by_mail { (&thread.email, &thread.phone) } else { (&thread.phone, &thread.email) };
    match stated(first).or_else(|| stated(second)) {
        Some(address) => format!("{what} with {address}"),
        None => what,
    }
}

/// How many messages there are, and what the vendor says where it says otherwise: `12 messages`.
pub fn count_words(messages: usize) -> String {
    format!("{messages} {}", if messages == 1 { "message" } else { "messages" })
}

/// Everything the vendor stated of a thread beside its texts, labelled.
pub fn thread_facts(thread: &Thread) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut text =
        |label: &'static str, value: Option<&str>| facts.extend(value.map(|value| Fact::text(label, value)));
    text("Status", thread.status.as_deref());
    text("Phone", thread.phone.as_deref());
    text("Email", thread.email.as_deref());
    text("Channel", Some(channel_name(&thread.channel)));
    let mut moment = |label: &'static str, when: &When| {
        if *when != When::Missing {
            facts.push(Fact::new(label, FactValue::Moment(when.clone())));
        }
    };
    moment("Opened", &thread.opened);
    moment("Record last changed", &thread.changed);
    facts.extend(
        thread.stated_messages.map(|count| Fact::new("Messages, as stated", FactValue::Number(count))),
    );
    facts.extend(thread.facts.iter().cloned());
    facts
}

/// To whom the messages of a chat went, with how many each: `12 to everyone · 2 only to the bot`.
pub fn audience_counts(entries: &[Arc<Entry>]) -> String {
    let mut counts: Vec<(Option<Open<Audience>>, usize)> = Vec::new();
    for entry in entries {
        let Content::Message(message) = &entry.content else { continue };
        match counts.iter_mut().find(|(audience, _)| *audience == message.audience) {
            Some((_, count)) => *count += 1,
            None => counts.push((message.audience.clone(), 1)),
        }
    }
    let words = counts.into_iter().map(|(audience, count)| match audience {
        Some(Open::Known(Audience::Everyone)) => format!("{count} to everyone"),
        Some(Open::Known(Audience::OnlyBot)) => format!("{count} only to the bot"),
        Some(Open::Other(word)) => format!("{count} to “{word}”"),
        None => format!("{count} without a stated audience"),
    });
    words.collect::<Vec<_>>().join(" · ")
}

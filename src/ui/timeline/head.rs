//! The line above an entry: who, by what means, which way, whose record, when.

use leptos::prelude::*;

use super::{Around, Target, around::TargetLink};
use crate::{
    model::{Channel, Direction, Entry, Party, Role, ThreadId, ThreadKind, When},
    timeline::{channel_name, direction_name, role_name},
    ui::parts::{Actor, ChannelLabel, DirectionLabel, Glyph, Icon, Moment, Name, VendorTag, revealed},
};

/// On which side an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// At the start: the lead, and anybody else in a meeting.
    Lead,
    /// At the end: the company.
    Us,
    /// Across: neither.
    Across,
}

impl Side {
    /// The side of a message or e-mail: by its direction, and where there is none by who acted.
    pub const fn of(entry: &Entry) -> Self {
        match (&entry.direction, &entry.actor.role) {
            (Direction::Inbound, _) | (_, Role::Lead | Role::Participant) => Self::Lead,
            (Direction::Outbound, _) | (_, Role::Ai | Role::Person | Role::Company) => Self::Us,
            (
                Direction::Internal | Direction::Other(_) | Direction::Unstated,
                Role::System | Role::Other(_) | Role::Unstated,
            ) => Self::Across,
        }
    }

    /// The value of the `data-side` attribute that the style sheet knows.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Us => "us",
            Self::Across => "across",
        }
    }
}

/// Who, by what means, which way and whose record.
#[component]
pub fn EntryHead(
    /// The entry.
    entry: std::sync::Arc<Entry>,
    /// What every row is given.
    around: Around,
) -> impl IntoView {
    let thread = entry.thread.clone().map(|thread| {
        view! { <ThreadLink thread kind=thread_kind(&entry.channel) around=around.clone() /> }.into_any()
    });
    view! {
        <header class="entry-head">
            <Actor party=entry.actor.clone() />
            <ChannelLabel channel=entry.channel.clone() />
            <DirectionLabel direction=entry.direction.clone() />
            <VendorTag vendor=entry.vendor() />
            {thread}
        </header>
    }
}

/// What sort of thread an entry belongs to, which its channel tells: an entry names its thread, no more.
pub(super) const fn thread_kind(channel: &Channel) -> ThreadKind {
    match channel {
        Channel::Sms => ThreadKind::Sms,
        Channel::Email => ThreadKind::Email,
        Channel::Meeting => ThreadKind::Meeting,
        Channel::WhatsApp
        | Channel::Telegram
        | Channel::Webchat
        | Channel::Call
        | Channel::Tool
        | Channel::Custom
        | Channel::Other(_)
        | Channel::Unstated => ThreadKind::Conversation,
    }
}

/// A link to the thread an entry belongs to.
#[component]
pub fn ThreadLink(
    /// Which thread.
    thread: ThreadId,
    /// What sort it is.
    kind: ThreadKind,
    /// What every row is given.
    around: Around,
) -> impl IntoView {
    let words = match kind {
        ThreadKind::Conversation => "Open conversation",
        ThreadKind::Meeting => "Open meeting",
        ThreadKind::Sms | ThreadKind::Email => "Open thread",
    };
    view! {
        <TargetLink target=Target::Thread(thread) around=around class="entry-link">
            {words}
            <Icon glyph=Glyph::Right />
        </TargetLink>
    }
}

/// When, as the entry's permanent link. What there is to say of the time beside the clock stands in [`TimeNote`].
#[component]
pub fn TimeLink(
    /// When it happened.
    when: When,
    /// The entry.
    target: Target,
    /// What every row is given.
    around: Around,
) -> impl IntoView {
    let calendar = around.calendar.clone();
    let shown = match when {
        When::At(at) | When::AssumedUtc { at, .. } => {
            view! { <Moment when=When::At(at) calendar=calendar /> }.into_any()
        }
        When::Unreadable(_) => "no time".into_any(),
        When::Missing => view! { <Moment when=When::Missing calendar=calendar /> }.into_any(),
    };
    view! {
        <TargetLink target=target around=around class="entry-time">
            {shown}
        </TargetLink>
    }
}

/// That a time has no zone, or is no time: the words that the clock has no room for.
#[component]
pub fn TimeNote(
    /// When it happened.
    when: When,
) -> impl IntoView {
    let (words, text) = match when {
        When::At(_) | When::Missing => return None,
        When::AssumedUtc { text, .. } => ("no zone given, read as UTC", text),
        When::Unreadable(text) => ("unreadable time", text),
    };
    Some(view! {
        <p class="entry-note">
            <span class="moment-mark">{words}" “"<Name text=text />"”"</span>
        </p>
    })
}

/// An entry's name for assistive technology: `Dana Reyes, SMS, Inbound, 15:01`.
pub fn spoken_name(entry: &Entry, around: &Around) -> String {
    let time = match &entry.when {
        When::At(at) | When::AssumedUtc { at, .. } => around.calendar.clock(*at),
        When::Unreadable(_) => "unreadable time".into(),
        When::Missing => "time missing".into(),
    };
    let who = spoken_party(&entry.actor);
    let mut parts = vec![who, spoken_channel(&entry.channel)];
    if !matches!(entry.direction, Direction::Internal | Direction::Unstated) {
        parts.push(revealed(direction_name(&entry.direction)));
    }
    parts.push(time);
    parts.join(", ")
}

fn spoken_party(party: &Party) -> String {
    let role = role_name(&party.role);
    match party.name.as_deref().or(party.address.as_deref()) {
        Some(name) => format!("{} ({})", revealed(name), revealed(role)),
        None => revealed(role),
    }
}

fn spoken_channel(channel: &Channel) -> String {
    match channel {
        Channel::Call => "Call".into(),
        Channel::Tool => "Tool call".into(),
        Channel::Custom => "Custom event".into(),
        Channel::Sms
        | Channel::WhatsApp
        | Channel::Telegram
        | Channel::Email
        | Channel::Webchat
        | Channel::Meeting
        | Channel::Other(_)
        | Channel::Unstated => revealed(channel_name(channel)),
    }
}

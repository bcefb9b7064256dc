//! The one place that knows which component draws which kind of entry.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    Around, Target,
    blocked::BlockedLine,
    call::CallCard,
    details::{Details, DetailsButton},
    email::EmailBody,
    event::EventLine,
    feed_position::FeedPosition,
    head::{EntryHead, Side, TimeLink, TimeNote, spoken_name},
    message::MessageBody,
    thread::ThreadCard,
    tool::{ToolLine, ToolRun},
    unknown::UnknownLine,
    unreadable::UnreadableCard,
};
use crate::{
    model::{Content, Entry, Party, Role},
    timeline::Item,
    ui::parts::{Actor, VendorTag},
};

/// One row of the list: an entry, or a run of tool calls. Headings are drawn by the list.
#[component]
pub fn EntryRow(
    /// The row.
    item: Item,
    /// What every row is given.
    around: Around,
    /// Where it stands.
    position: FeedPosition,
) -> impl IntoView {
    let anchor = item.anchor();
    match item {
        Item::Entry { entry, leads_group, ends_group } => {
            single(anchor, entry, leads_group, ends_group, around, position).into_any()
        }
        Item::Tools { entries } => run(anchor, entries, around, position).into_any(),
        Item::Day { .. } | Item::Undated { .. } => ().into_any(),
    }
}

fn single(
    anchor: String,
    entry: Arc<Entry>,
    leads_group: bool,
    ends_group: bool,
    around: Around,
    position: FeedPosition,
) -> impl IntoView {
    let kind = kind(&entry.content);
    let [position, count] = position.words();
    let has_bubble = matches!(entry.content, Content::Message(_) | Content::Email(_));
    let side = if has_bubble { Side::of(&entry) } else { Side::Across };
    let openness = around.openness(format!("details-{}", entry.id));
    let head = if has_bubble {
        leads_group.then(|| view! { <EntryHead entry=entry.clone() around=around.clone() /> }.into_any())
    } else {
        None
    };
    // Across the list the line itself says what it is; who did it and whose record it is stands at its end.
    let tail = (!has_bubble).then(|| {
        let actor = has_actor(&entry).then(|| view! { <Actor party=entry.actor.clone() /> }.into_any());
        view! { <div class="entry-tail">{actor}<VendorTag vendor=entry.vendor() /></div> }.into_any()
    });
    let target = Target::Entry(entry.id.clone());
    let aside = view! {
        <div class="entry-aside">
            <TimeLink when=entry.when.clone() target=target around=around.clone() />
            <DetailsButton openness=openness />
        </div>
    };
    let details = {
        let (entry, around) = (entry.clone(), around.clone());
        let details = move || view! { <Details entry=entry.clone() around=around.clone() /> }.into_any();
        move || openness.get().then(&details)
    };
    // Spelled out, the type of this row would be too long for the compiler.
    let (aside, details) = (aside.into_any(), details.into_any());
    view! {
        <article
            class="entry"
            data-kind=kind
            data-side=side.name()
            data-lead=leads_group.then_some("")
            data-end=ends_group.then_some("")
            data-anchor=anchor
            tabindex="-1"
            aria-label=spoken_name(&entry, &around)
            aria-posinset=position
            aria-setsize=count
        >
            {head}
            <div class="entry-main">{body(&entry, &around)}</div>
            <TimeNote when=entry.when.clone() />
            {tail}
            {aside}
            {details}
        </article>
    }
}

/// Whether it is worth a word who acted: of a call and of a broken record it is not, and a thread that opened without
/// anybody named was opened by nobody in particular.
fn has_actor(entry: &Entry) -> bool {
    match entry.content {
        Content::Call(_) | Content::Unreadable { .. } => false,
        Content::Thread(_) => entry.actor != Party::of(Role::Unstated),
        Content::Message(_)
        | Content::Email(_)
        | Content::ToolCall(_)
        | Content::Event(_)
        | Content::Blocked(_)
        | Content::Unknown { .. } => true,
    }
}

fn run(anchor: String, entries: Vec<Arc<Entry>>, around: Around, position: FeedPosition) -> impl IntoView {
    let openness = around.openness(anchor.clone());
    let [position, count] = position.words();
    let first = entries.first().map(|entry| {
        let target = Target::Entry(entry.id.clone());
        view! { <TimeLink when=entry.when.clone() target=target around=around.clone() /> }.into_any()
    });
    let name = format!("{} tool calls", entries.len());
    view! {
        <article
            class="entry"
            data-kind="tools"
            data-side=Side::Across.name()
            data-anchor=anchor
            tabindex="-1"
            aria-label=name
            aria-posinset=position
            aria-setsize=count
        >
            <div class="entry-main">
                <ToolRun entries=entries openness=openness around=around.clone() />
            </div>
            <div class="entry-aside">{first}</div>
        </article>
    }
}

const fn kind(content: &Content) -> &'static str {
    match content {
        Content::Message(_) => "message",
        Content::Email(_) => "email",
        Content::Call(_) => "call",
        Content::ToolCall(_) => "tool",
        Content::Event(_) => "event",
        Content::Blocked(_) => "blocked",
        Content::Thread(_) => "thread",
        Content::Unknown { .. } => "unknown",
        Content::Unreadable { .. } => "unreadable",
    }
}

fn body(entry: &Entry, around: &Around) -> AnyView {
    let around = around.clone();
    match entry.content.clone() {
        Content::Message(message) => view! { <MessageBody message=message around=around /> }.into_any(),
        Content::Email(email) => view! { <EmailBody email=email around=around /> }.into_any(),
        Content::Call(call) => view! { <CallCard call=call around=around /> }.into_any(),
        Content::ToolCall(tool) => view! { <ToolLine tool=tool around=around /> }.into_any(),
        Content::Event(event) => view! { <EventLine event=event around=around /> }.into_any(),
        Content::Blocked(blocked) => view! { <BlockedLine blocked=blocked around=around /> }.into_any(),
        Content::Thread(thread) => view! { <ThreadCard thread=thread around=around /> }.into_any(),
        Content::Unknown { label, text } => {
            view! { <UnknownLine label=label text=text around=around /> }.into_any()
        }
        Content::Unreadable { reason } => {
            view! { <UnreadableCard reason=reason raw=entry.raw.clone() around=around /> }.into_any()
        }
    }
}

//! The messages of a thread, by day.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    model::{Calendar, Entry},
    timeline::{Item, thread_items},
    ui::{
        detail::Section,
        parts::{CopyButton, Show},
        timeline::{Around, EntryRow, FeedPosition, keep_positions},
    },
};

use super::{Participants, thread_text};

/// A day's messages.
#[derive(Debug, Clone, PartialEq)]
struct MessageDay {
    words: String,
    rows: Vec<Item>,
}

fn days(entries: &[Arc<Entry>], calendar: &dyn Calendar) -> Vec<MessageDay> {
    // On the thread's own page a row needs no link to it.
    let alone = |entry: &Arc<Entry>| Arc::new(Entry { thread: None, ..Entry::clone(entry) });
    let entries: Vec<_> = entries.iter().map(alone).collect();
    let mut days: Vec<MessageDay> = Vec::new();
    for item in thread_items(&entries, calendar) {
        let words = match &item {
            Item::Day { day, .. } => calendar.long_day(*day),
            Item::Undated { .. } => "Without a time".to_owned(),
            Item::Entry { .. } | Item::Tools { .. } => {
                if let Some(day) = days.last_mut() {
                    day.rows.push(item);
                }
                continue;
            }
        };
        days.push(MessageDay { words, rows: Vec::new() });
    }
    days
}

/// A thread's messages under day headings, oldest first.
#[component]
pub fn Messages(
    /// Everything in the thread.
    #[prop(into)]
    entries: Signal<Vec<Arc<Entry>>>,
    /// Those who wrote, where they are to be told apart by a mark of their own.
    #[prop(optional, into)]
    participants: Option<Signal<Participants>>,
    /// What every row is given.
    around: Around,
) -> impl IntoView {
    let calendar = around.calendar.clone();
    let days = Memo::new(move |_| entries.with(|entries| days(entries, &*calendar)));
    let is_there = Memo::new(move |_| days.with(|days| !days.is_empty()));
    let copied = {
        let calendar = around.calendar.clone();
        move || entries.with_untracked(|entries| thread_text(entries, &*calendar))
    };
    let on_copy = around.on_copy;
    let aside = move || {
        let copied = copied.clone();
        view! {
            <Show when=move || is_there.get()>
                <CopyButton label="Copy text" text=copied.clone() on_copy />
            </Show>
        }
        .into_any()
    };
    let day = move |words: String| {
        let heading = words.clone();
        let rows = {
            let words = words.clone();
            Memo::new(move |_| {
                days.with(|days| {
                    days.iter().find(|day| day.words == words).map(|day| day.rows.clone()).unwrap_or_default()
                })
            })
        };
        let positions = move || {
            let count = rows.with(Vec::len);
            (0..count).map(|position| FeedPosition { position, size: Some(count) }).collect::<Vec<_>>()
        };
        let feed = NodeRef::new();
        let mut known = rows.get_untracked();
        let has_changed = move || {
            let now = rows.get();
            now != std::mem::replace(&mut known, now.clone())
        };
        keep_positions(feed, has_changed, positions);
        let around = around.clone();
        let row = move |(position, item): (FeedPosition, Item)| {
            message(item, participants, around.clone(), position)
        };
        view! {
            <section class="message-section">
                <h4 class="message-day">{heading}</h4>
                <div node_ref=feed role="feed" aria-label=words>
                    <For each=move || positions().into_iter().zip(rows.get()) key=|(_, item)| item.key() children=row />
                </div>
            </section>
        }
        .into_any()
    };
    view! {
        <Section title="Messages" class="messages" aside>
            <div class="message-list" data-marks=participants.is_some().then_some("")>
                <For
                    each=move || days.with(|days| days.iter().map(|day| day.words.clone()).collect::<Vec<_>>())
                    key=Clone::clone
                    children=day
                />
            </div>
            <Show when=move || !is_there.get()>
                <p class="nothing-here">
                    {move || if entries.with(Vec::is_empty) { "Nothing of this thread has arrived yet." } else { "No messages are stored here." }}
                </p>
            </Show>
        </Section>
    }
    .into_any()
}

/// A message, and the mark of who wrote it.
fn message(
    item: Item,
    participants: Option<Signal<Participants>>,
    around: Around,
    position: FeedPosition,
) -> impl IntoView {
    let (id, leads_group) = match &item {
        Item::Entry { entry, leads_group, .. } => (Some(entry.id.clone()), *leads_group),
        Item::Tools { .. } | Item::Day { .. } | Item::Undated { .. } => (None, false),
    };
    let writer = Memo::new(move |_| participants?.with(|people| people.who(id.as_ref()?).cloned()));
    let mark = move || writer.get().filter(|_| leads_group).map(|writer| writer.mark);
    let class = move || format!("message-row {}", writer.get().map_or("", |writer| writer.class));
    view! {
        <div class=class data-mark=mark role="none">
            <EntryRow item around position />
        </div>
    }
}

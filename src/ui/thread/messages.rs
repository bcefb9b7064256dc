//! The messages of a thread, by day.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    model::Entry,
    timeline::{Item, thread_items},
    ui::{
        detail::Section,
        parts::CopyButton,
        timeline::{Around, EntryRow, entry::Standing},
    },
};

use super::{Participants, thread_text};

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
    let rows = Memo::new(move |_| {
        // On the thread's own page a row needs no link to it.
        let alone = |entry: &Arc<Entry>| Arc::new(Entry { thread: None, ..Entry::clone(entry) });
        let entries: Vec<_> = entries.with(|entries| entries.iter().map(alone).collect());
        thread_items(&entries, &*calendar)
    });
    let size = Memo::new(move |_| {
        Some(rows.with(|rows| rows.iter().filter(|row| !row.entries().is_empty()).count()))
    });
    let is_there = Memo::new(move |_| size.get() != Some(0));
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
    };
    let row = move |item: Item| match &item {
        Item::Day { day, .. } => heading(around.calendar.long_day(*day)).into_any(),
        Item::Undated { .. } => heading("Without a time".into()).into_any(),
        Item::Entry { entry, leads_group, .. } => {
            let writer = participants
                .and_then(|people| people.with_untracked(|people| people.who(&entry.id).cloned()));
            let class = writer.as_ref().map_or("", |writer| writer.class);
            // Two of one name may follow each other in one group.
            let mark = writer.filter(|writer| *leads_group || writer.shares_name).map(|writer| writer.mark);
            let standing = Standing { position: Signal::stored(position(rows, &item)), size: size.into() };
            view! {
                <div class=format!("message-row {class}") data-mark=mark>
                    <EntryRow item=item.clone() around=around.clone() standing />
                </div>
            }
            .into_any()
        }
        Item::Tools { .. } => {
            let standing = Standing { position: Signal::stored(position(rows, &item)), size: size.into() };
            view! { <EntryRow item=item.clone() around=around.clone() standing /> }.into_any()
        }
    };
    view! {
        <Section title="Messages" class="messages" aside>
            <div class="message-list" data-marks=participants.is_some().then_some("")>
                <For each=move || rows.get() key=Item::key children=row />
            </div>
            <Show when=move || !is_there.get()>
                <p class="nothing-here">"No messages are stored here."</p>
            </Show>
        </Section>
    }
    .into_any()
}

fn heading(words: String) -> impl IntoView {
    view! { <h4 class="message-day">{words}</h4> }
}

/// A row's position among those that show an entry, from zero.
fn position(rows: Memo<Vec<Item>>, item: &Item) -> usize {
    let key = item.key();
    rows.with_untracked(|rows| {
        rows.iter()
            .filter(|row| !row.entries().is_empty())
            .position(|row| row.key() == key)
            .unwrap_or_default()
    })
}

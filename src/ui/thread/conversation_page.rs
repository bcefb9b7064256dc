//! The page of a conversation, of an SMS thread or of an e-mail thread.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    model::{Content, Raw, Thread},
    timeline::ThreadView,
    ui::{
        call::Summary,
        detail::{Frame, RecordSection, Section},
        parts::{
            Badge, ChannelLabel, CopyLink, FactList, Moment, Name, Notice, Precision, Tone, VendorTag, Words,
        },
        timeline::Around,
    },
};

use super::{Messages, QualificationSection, StageSection, count_words, thread_facts, thread_title};

/// The page of a conversation: how far it has come, whether the lead qualifies, what was written, and everything the
/// vendor sent.
#[component]
pub fn ConversationPage(
    /// The thread and everything in it.
    #[prop(into)]
    view: Signal<ThreadView>,
    /// What every row is given.
    around: Around,
    /// The page's whole address, for copying.
    #[prop(into)]
    link: Signal<String>,
    /// Closes the page.
    on_close: Callback<()>,
) -> impl IntoView {
    let thread = Memo::new(move |_| view.with(|view| view.thread.clone()));
    let entries = Signal::derive(move || view.with(|view| view.entries.clone()));
    let (query, on_copy, calendar) =
        (around.query, around.on_copy, StoredValue::new(around.calendar.clone()));
    let title = Signal::derive(move || {
        thread.with(|thread| thread.as_deref().map_or_else(|| "Thread".into(), thread_title))
    });
    let kicker = move || {
        move || {
            thread.get().map(|thread| {
                view! {
                    <ChannelLabel channel=thread.channel.clone() />
                    <VendorTag vendor=thread.id.vendor />
                }
                .into_any()
            })
        }
    };
    let actions = move || view! { <CopyLink link on_copy /> }.into_any();
    let intro = move || {
        move || {
            thread.get().map(|thread| {
            let status = thread.status.as_ref().map(|status| view! { <Badge text=format!("Status: {status}") /> }.into_any());
            view! {
                <p class="detail-meta">
                    {status}
                    <span>"Opened "<Moment when=thread.opened.clone() calendar=calendar.get_value() precision=Precision::Day /></span>
                    <span class="num">{count_words(thread.sent_messages)}</span>
                </p>
            }.into_any()
        })
        }
    };
    let side = move || {
        thread.get().map(|thread| {
            let qualification = thread.qualification.clone();
            let stage = thread.stage.clone();
            view! {
                {qualification.map(|qualification| view! { <QualificationSection qualification query /> }.into_any())}
                {stage.map(|stage| view! { <StageSection stage query /> }.into_any())}
                <Summary text=thread.summary.clone() query on_copy />
            }
            .into_any()
        })
    };
    let tail = move || {
        let raw = record(&view.get());
        thread.get().map(|thread| {
            let facts = view! { <FactList facts=thread_facts(&thread) calendar=calendar.get_value() /> };
            view! {
                <Section title="Details">{facts}</Section>
                {raw.map(|raw| view! { <RecordSection raw calendar=calendar.get_value() on_copy /> }.into_any())}
            }
            .into_any()
        })
    };
    view! {
        <Frame class="conversation" kicker title intro actions on_close>
            {move || thread.get().map(|thread| warnings(&thread))}
            <div class="detail-columns">
                <div class="detail-side">{side}</div>
                <div class="detail-main"><Messages entries around /></div>
                <div class="detail-tail">{tail}</div>
            </div>
        </Frame>
    }
    .into_any()
}

/// What the reader should know before reading on: a failure, a count that does not agree.
fn warnings(thread: &Thread) -> impl IntoView + use<> {
    let failure = thread.failure.clone().map(|failure| {
        let code = failure.code.map(|code| view! { <code><Name text=code /></code>" " }.into_any());
        view! {
            <Notice title="The vendor reports a failure" tone=Tone::Bad>
                {code}
                {failure.message.map(|message| view! { <Words text=message /> }.into_any())}
            </Notice>
        }
        .into_any()
    });
    let counts = thread.stated_messages.filter(|_| thread.count_disagrees()).map(|stated| {
        let sent = thread.sent_messages;
        let words = format!("{} says {stated}, and {sent} came.", thread.id.vendor.name());
        view! { <Notice title="The number of messages does not agree" tone=Tone::Warn>{words}</Notice> }
            .into_any()
    });
    view! {
        {failure}
        {counts}
    }
}

/// The record of the thread as a whole.
fn record(view: &ThreadView) -> Option<Raw> {
    let thread: &Arc<Thread> = view.thread.as_ref()?;
    let opening = view
        .entries
        .iter()
        .find(|entry| matches!(&entry.content, Content::Thread(opened) if Arc::ptr_eq(opened, thread)));
    opening.map(|entry| entry.raw.clone())
}

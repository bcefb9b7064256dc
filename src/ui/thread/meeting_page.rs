//! The page of a meeting's chat.

use leptos::prelude::*;

use crate::{
    model::{Channel, ThreadId},
    timeline::ThreadView,
    ui::{
        detail::{Frame, Section},
        parts::{ChannelLabel, CopyLink, FactList, Name, VendorTag},
        timeline::Around,
    },
};

use super::{Messages, ParticipantList, Participants, audience_counts, count_words, thread_facts};

/// The page of a meeting's chat: who wrote, to whom, when, and what.
#[component]
pub fn MeetingPage(
    /// Which meeting.
    id: ThreadId,
    /// The meeting and everything in it.
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
    let entries = Signal::derive(move || view.with(|view| view.entries.clone()));
    let participants = Memo::new(move |_| view.with(|view| Participants::of(&view.entries)));
    let (on_copy, calendar) = (around.on_copy, around.calendar.clone());
    let vendor = id.vendor;
    let title =
        Signal::derive(move || match participants.with(|people| (people.people().len(), people.all.len())) {
            (0, _) => "Meeting chat".to_owned(),
            (1, 1) => "Meeting chat, one person wrote".to_owned(),
            (1, connections) => format!("Meeting chat, one person wrote, {connections} connections"),
            (people, connections) if people == connections => format!("Meeting chat, {people} people wrote"),
            (people, connections) => {
                format!("Meeting chat, {people} people wrote, {connections} connections")
            }
        });
    let kicker = move || {
        view! {
            <ChannelLabel channel=Channel::Meeting />
            <VendorTag vendor />
        }
        .into_any()
    };
    let actions = move || view! { <CopyLink link on_copy /> }.into_any();
    let span = {
        let calendar = calendar.clone();
        move || {
            let at = |entry: &std::sync::Arc<crate::model::Entry>| entry.when.at();
            let (first, last) = view.with(|view| {
                let times = || view.entries.iter().filter_map(at);
                (times().min(), times().max())
            });
            let first = first?;
            let day = calendar.long_day(calendar.day(first));
            let clock = |at| calendar.clock(at);
            Some(match last.filter(|last| clock(*last) != clock(first)) {
                Some(last) => format!("{day}, {}–{}", clock(first), clock(last)),
                None => format!("{day}, {}", clock(first)),
            })
        }
    };
    let intro = move || {
        let span = span.clone();
        view! {
            <p class="detail-meta">
                <span class="num">{span}</span>
                <span class="num">{move || view.with(|view| count_words(view.entries.len()))}</span>
                <span class="num">{move || view! { <Name text=view.with(|view| audience_counts(&view.entries)) /> }}</span>
            </p>
        }
        .into_any()
    };
    let bot = StoredValue::new(id);
    let tail = {
        let calendar = calendar.clone();
        move || {
            let mut facts = vec![bot.with_value(|id| crate::model::Fact::text("Meeting", id.native()))];
            facts.extend(view.with(|view| view.thread.as_deref().map(thread_facts)).into_iter().flatten());
            view! { <FactList facts calendar=calendar.clone() /> }.into_any()
        }
    };
    view! {
        <Frame class="meeting" kicker title intro actions on_close>
            <div class="detail-columns">
                <div class="detail-side"><ParticipantList participants calendar /></div>
                <div class="detail-main"><Messages entries participants around /></div>
                <div class="detail-tail"><Section title="Details">{tail}</Section></div>
            </div>
        </Frame>
    }
    .into_any()
}

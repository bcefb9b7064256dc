//! The page of one call.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    model::{Call, Timestamp},
    timeline::{Absence, Needle, Part, outcome},
    ui::{
        Cal,
        detail::{Frame, RecordSection, Section},
        parts::{CopyLink, DirectionLabel, FactList, Glyph, Icon, Notice, Tone, VendorTag, Words, follow},
    },
};

use super::{
    CallIntro, CallLoad, CallView, Journey, NothingHere, RecordingSection, Summary, TalkSection, Transcript,
    TranscriptModel, TranscriptNote, TurnAddress, glance, transcript_note::ReloadButton,
};

/// The page of one call: what became of it, its journey, who talked when, what was said, and everything the vendor
/// sent.
#[component]
pub fn CallPage(
    /// The call as far as it is known, and how reading the rest goes.
    #[prop(into)]
    call: Signal<CallView>,
    /// What the reader should know of the vendor's answer, in sentences.
    #[prop(optional, into)]
    remarks: Signal<Vec<String>>,
    /// The present moment, for counting down to the next look. Needs to move only while the call is asked for again.
    #[prop(into)]
    now: Signal<Timestamp>,
    /// The reader's zone.
    calendar: Cal,
    /// What is searched for in the timeline. The search in the transcript begins with it and follows it.
    #[prop(into)]
    search: Signal<String>,
    /// The turn to show, by its position in the transcript, from zero.
    #[prop(into)]
    turn: Signal<Option<usize>>,
    /// The address of a turn.
    address: TurnAddress,
    /// The page's whole address, for copying.
    #[prop(into)]
    link: Signal<String>,
    /// Closes the page.
    on_close: Callback<()>,
    /// Puts a text on the clipboard.
    on_copy: Callback<String>,
    /// Reads the call again.
    on_reload: Callback<()>,
    /// Goes to a turn.
    on_turn: Callback<usize>,
) -> impl IntoView {
    let vendor = call.with_untracked(|view| view.id.vendor);
    let known = Memo::new(move |_| call.with(|view| view.call.clone()));
    let model =
        Memo::new(move |_| Arc::new(known.get().as_deref().map(TranscriptModel::of).unwrap_or_default()));
    let query = Signal::derive(move || Needle::new(&search.get()));
    let find = RwSignal::new(search.get_untracked());
    follow(move || find.set(search.get()));

    let title = Signal::derive(move || match (known.get(), call.with(|view| view.load.clone())) {
        (Some(call), _) => outcome(&call).words,
        (None, CallLoad::Failed { title, .. }) => title,
        (None, _) => "A call".into(),
    });
    let kicker = move || {
        let direction = move || {
            known.get().map(|call| view! { <DirectionLabel direction=call.direction.clone() /> }.into_any())
        };
        view! {
            <span class="channel"><Icon glyph=Glyph::Phone />"Call"</span>
            {direction}
            <VendorTag vendor />
        }
        .into_any()
    };
    let actions = move || view! { <CopyLink link on_copy /> }.into_any();
    let intro = {
        let calendar = calendar.clone();
        move || {
            let calendar = calendar.clone();
            move || known.get().map(|call| view! { <CallIntro call calendar=calendar.clone() /> }.into_any())
        }
    };
    let missing = Memo::new(move |_| call.with(|view| no_summary(view, now.get())));
    let side = move || {
        let missing = missing.get();
        known.get().map(|call| {
            view! {
                <Summary text=call.summary.clone() missing query on_copy />
                <Journey call />
            }
            .into_any()
        })
    };
    let tail = {
        let calendar = calendar.clone();
        move || {
            let calendar = calendar.clone();
            known.get().map(|call| view! { <Rest call calendar on_copy /> }.into_any())
        }
    };
    let note = move || view! { <TranscriptNote call now on_reload /> }.into_any();
    view! {
        <Frame class="call" kicker title intro actions on_close>
            <NotRead call on_reload />
            <Remarks remarks />
            <div class="detail-columns">
                <div class="detail-side">{side}</div>
                <div class="detail-main">
                    <TalkSection model turn on_turn />
                    <Transcript model turn note find calendar address on_turn on_copy />
                </div>
                <div class="detail-tail">{tail}</div>
            </div>
        </Frame>
    }
}

/// Why there is no summary. Nothing while the same is said of the transcript.
fn no_summary(view: &CallView, now: Timestamp) -> Option<String> {
    let why = |part: Part| NothingHere::of(part, view, now);
    let (summary, transcript) = (why(Part::Summary)?, why(Part::Transcript));
    let is_said =
        transcript.as_ref() == Some(&summary) && summary != NothingHere::Absent(Absence::NoneStored);
    (!is_said).then(|| summary.words(Part::Summary, view))
}

/// Why the call could not be read, first on the page.
#[component]
fn NotRead(
    /// The call.
    call: Signal<CallView>,
    /// Reads the call again.
    on_reload: Callback<()>,
) -> impl IntoView {
    move || match call.with(|view| view.load.clone()) {
        CallLoad::Failed { title, text } => Some(view! {
            <Notice title tone=Tone::Bad actions=move || view! { <ReloadButton label="Try again" on_reload /> }>
                <Words text />
            </Notice>
        }),
        CallLoad::NotLoaded | CallLoad::Loading | CallLoad::Loaded | CallLoad::CheckingAgain { .. } => None,
    }
}

/// What the reader should know of the vendor's answer.
#[component]
fn Remarks(
    /// The remarks, in sentences.
    remarks: Signal<Vec<String>>,
) -> impl IntoView {
    move || {
        let notice = |remark: String| {
            view! { <Notice title="Something to know" tone=Tone::Warn><Words text=remark /></Notice> }
                .into_any()
        };
        remarks.get().into_iter().map(notice).collect_view().into_any()
    }
}

/// What stands at the end: the recording, the facts, the record.
#[component]
fn Rest(
    /// The call.
    call: Arc<Call>,
    /// The reader's zone.
    calendar: Cal,
    /// Puts a text on the clipboard.
    on_copy: Callback<String>,
) -> impl IntoView {
    let details = view! { <FactList facts=glance(&call) calendar=calendar.clone() /> };
    // Types are forgotten at each part of the page: the compiler gives up on a page as one type.
    view! {
        <RecordingSection call=call.clone() />
        <Section title="Details">{details}</Section>
        <RecordSection raw=call.raw.clone() calendar on_copy />
    }
    .into_any()
}

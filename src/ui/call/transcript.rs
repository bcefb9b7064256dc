//! The transcript of a call: its turns, who speaks, search, copy.

use std::{sync::Arc, time::Duration};

use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys};

use crate::{
    timeline::Needle,
    ui::{
        Cal,
        detail::Section,
        parts::{CopyButton, Name, Show, follow},
    },
};

use super::{
    CopyTimes, TranscriptModel,
    transcript_find::{Hit, TranscriptSearch, hits, next_hit},
    transcript_rows::{BLOCK, BlockState, rows},
    transcript_text,
};

/// How many blocks are drawn at once: more than is seen of a page that was just opened.
const AT_ONCE: usize = 2;

/// Gives the address of a turn, by its position in the transcript, from zero.
pub type TurnAddress = Arc<dyn Fn(usize) -> String + Send + Sync>;

/// The transcript of a call.
#[component]
pub fn Transcript(
    /// What was said.
    #[prop(into)]
    model: Signal<Arc<TranscriptModel>>,
    /// The turn to show and mark, by its position, from zero.
    #[prop(into)]
    turn: Signal<Option<usize>>,
    /// What stands first: why there is no transcript, or what to know of it.
    #[prop(into)]
    note: ViewFn,
    /// What is looked for.
    find: RwSignal<String>,
    /// The reader's zone.
    calendar: Cal,
    /// The address of each turn.
    address: TurnAddress,
    /// The reader goes to a turn.
    on_turn: Callback<usize>,
    /// Puts a text on the clipboard.
    on_copy: Callback<String>,
) -> impl IntoView {
    // By name and not by position, so that a speaker stays hidden when the call is read again.
    let hidden = RwSignal::new(Vec::<String>::new());
    let hidden_flags = Memo::new(move |_| {
        let labels = model.get();
        let hidden = hidden.get();
        labels.speakers.all.iter().map(|speaker| hidden.contains(&speaker.label)).collect::<Arc<[bool]>>()
    });
    let needle = Memo::new(move |_| Some(Needle::new(&find.get())).filter(|needle| !needle.is_empty()));
    let found =
        Memo::new(move |_| needle.get().map(|find| Arc::new(hits(&model.get(), &hidden_flags.get(), &find))));
    let at = RwSignal::new(turn.get_untracked().is_none().then_some(0_usize));
    let hit = Memo::new(move |_| found.get()?.get(at.get()?).copied());
    let shown = Memo::new(move |_| hit.get().map(|hit: Hit| hit.turn).or(turn.get()));
    // The last step counts: whoever goes to a turn leaves the hits.
    Effect::new(move |before: Option<Option<usize>>| {
        let now = turn.get();
        if before.is_some_and(|before| before != now) && now.is_some() {
            at.set(None);
        }
        now
    });
    let step = Callback::new(move |is_forward: bool| {
        let hits = found.get_untracked().unwrap_or_default();
        at.set(next_hit(&hits, at.get_untracked(), turn.get_untracked(), is_forward));
    });

    let list = NodeRef::<html::Div>::new();
    // A page that is opened from a link knows which turn is wanted before it has any.
    let is_drawn =
        Memo::new(move |_| shown.get().is_some_and(|turn| model.with(|model| turn < model.turns.len())));
    follow(move || {
        let (Some(turn), Some(list), true) = (shown.get(), list.get(), is_drawn.get()) else { return };
        // The rows are on the page by then, and the heading has taken the focus.
        request_animation_frame(move || {
            if let Ok(Some(row)) = list.query_selector(&format!("[data-turn=\"{turn}\"]")) {
                row.scroll_into_view_with_bool(true);
            }
        });
    });

    let drawn = blocks_drawn(model);
    let blocks = {
        let calendar = calendar.clone();
        move || {
            let model = model.get();
            let starts = (0..model.turns.len()).step_by(BLOCK);
            let block = |from: usize| {
                let (model, calendar, address) = (model.clone(), calendar.clone(), address.clone());
                let is_here = move |turn: usize| (from..from + BLOCK).contains(&turn);
                let state = Memo::new(move |_| BlockState {
                    find: needle.get().filter(|_| {
                        found.get().is_some_and(|hits| hits.iter().any(|hit: &Hit| is_here(hit.turn)))
                    }),
                    hit: hit.get().filter(|hit: &Hit| is_here(hit.turn)),
                    current: shown.get().filter(|turn| is_here(*turn)),
                    hidden: hidden_flags.get(),
                });
                // Those around a turn that is wanted do not wait. What was drawn once stays.
                let is_near = move |turn: usize| turn + BLOCK >= from && turn < from + 2 * BLOCK;
                let is_drawn = Memo::new(move |was: Option<&bool>| {
                    was == Some(&true) || from < drawn.get() * BLOCK || shown.get().is_some_and(is_near)
                });
                let rows = move || state.with(|state| rows(&model, from, state, &calendar, &address));
                view! {
                    <ol class="turn-block" start=(from + 1).to_string()>
                        {move || is_drawn.get().then(&rows)}
                    </ol>
                }
                .into_any()
            };
            starts.map(block).collect_view()
        }
    };

    let text = move |times: CopyTimes| {
        let model = model.get_untracked();
        let hidden = hidden_flags.get_untracked();
        let is_shown = |speaker: usize| !hidden.get(speaker).copied().unwrap_or_default();
        transcript_text(&model.turns, &model.speakers, is_shown, times, &*calendar)
    };
    let text = StoredValue::new(text);
    let with_times = move || text.with_value(|text| text(CopyTimes::With));
    let without_times = move || text.with_value(|text| text(CopyTimes::Without));
    let is_there = Memo::new(move |_| model.with(|model| !model.turns.is_empty()));
    let aside = move || {
        view! {
            <Show when=move || is_there.get()>
                <CopyButton label="Copy with times" text=with_times on_copy />
                <CopyButton label="Copy text" text=without_times on_copy />
            </Show>
        }
        .into_any()
    };
    view! {
        <Section title="Transcript" class="transcript" aside>
            {note.run()}
            <Show when=move || model.with(|model| model.clockwork.zone_assumed)>
                <p class="section-note">"Times marked “UTC?” came without a zone and are read as UTC."</p>
            </Show>
            <Show when=move || is_there.get()>
                <div class="transcript-bar">
                    <TranscriptSearch find at found step />
                    <SpeakerChips model hidden />
                </div>
            </Show>
            <div class="turns" node_ref=list on:click=move |event| go_to(&event, on_turn)>
                {blocks}
            </div>
        </Section>
    }
    .into_any()
}

/// How many blocks are drawn: a few, and then the others one after the other, so that the page is there at once however
/// long the call was. The room of the others does not depend on it: the browser guesses it for all that is out of sight.
fn blocks_drawn(model: Signal<Arc<TranscriptModel>>) -> RwSignal<usize> {
    let drawn = RwSignal::new(AT_ONCE);
    follow(move || {
        if drawn.get() * BLOCK < model.with(|model| model.turns.len()) {
            // The page may be gone by then.
            let more = move || {
                let _ = drawn.try_update(|drawn| *drawn += AT_ONCE);
            };
            set_timeout(more, Duration::ZERO);
        }
    });
    drawn
}

/// One handler for all rows: thousands of turns need no listener each.
fn go_to(event: &ev::MouseEvent, on_turn: Callback<usize>) {
    // With a modifier the browser opens or copies the address, as with any link.
    if event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let link = target.and_then(|target| target.closest(".turn-when").ok().flatten());
    let row = link.and_then(|link| link.closest("[data-turn]").ok().flatten());
    let turn = row.and_then(|row| row.get_attribute("data-turn")).and_then(|turn| turn.parse().ok());
    if let Some(turn) = turn {
        event.prevent_default();
        on_turn.run(turn);
    }
}

/// One switch per speaker that shows or hides what they say.
#[component]
fn SpeakerChips(
    /// Who speaks.
    model: Signal<Arc<TranscriptModel>>,
    /// The labels of those who are hidden.
    hidden: RwSignal<Vec<String>>,
) -> impl IntoView {
    let chips = move || {
        let model = model.get();
        // A single speaker could only be hidden altogether.
        let speakers = if model.speakers.all.len() > 1 { model.speakers.all.as_slice() } else { &[] };
        let chip = |speaker: &super::Speaker| {
            let (label, class, turns) = (speaker.label.clone(), speaker.class, speaker.turns);
            let name = label.clone();
            let key = label.clone();
            let pressed = move || if hidden.with(|hidden| hidden.contains(&key)) { "false" } else { "true" };
            let toggle = move |_| {
                hidden.update(|hidden| match hidden.iter().position(|other| *other == label) {
                    Some(at) => drop(hidden.swap_remove(at)),
                    None => hidden.push(label.clone()),
                });
            };
            view! {
                <button type="button" class=format!("speaker-chip voice-dot {class}") aria-pressed=pressed on:click=toggle>
                    <Name text=name />
                    <span class="speaker-count">{turns}</span>
                </button>
            }.into_any()
        };
        speakers.iter().map(chip).collect_view()
    };
    let turns_hidden = move || {
        let model = model.get();
        let gone =
            model.speakers.all.iter().filter(|speaker| hidden.with(|hidden| hidden.contains(&speaker.label)));
        match gone.map(|speaker| speaker.turns).sum::<usize>() {
            0 => String::new(),
            1 => "1 turn hidden".into(),
            turns => format!("{turns} turns hidden"),
        }
    };
    view! {
        <div class="speakers" role="group" aria-label="Speakers shown">
            {chips}
            <output class="speakers-hidden">{turns_hidden}</output>
        </div>
    }
    .into_any()
}

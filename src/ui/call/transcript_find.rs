//! Searching a transcript.

use std::sync::Arc;

use leptos::{ev, prelude::*};

use crate::{
    timeline::Needle,
    ui::parts::{Glyph, Icon},
};

use super::TranscriptModel;

/// One occurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The turn.
    pub turn: usize,
    /// Which occurrence in the turn, from zero.
    pub nth: usize,
}

/// Every occurrence in the turns of speakers that are not hidden, in order.
pub fn hits(model: &TranscriptModel, hidden: &[bool], needle: &Needle) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (turn, said) in model.turns.iter().enumerate() {
        let speaker = model.speakers.of_turn.get(turn);
        if speaker.and_then(|speaker| hidden.get(*speaker)).copied().unwrap_or_default() {
            continue;
        }
        let count = needle.ranges(&said.text).len();
        hits.extend((0..count).map(|nth| Hit { turn, nth }));
    }
    hits
}

/// The hit after the one the reader is at, or before it, round and round. Who is at none begins with the first hit in
/// or behind the turn they are at.
pub fn next_hit(hits: &[Hit], at: Option<usize>, turn: Option<usize>, is_forward: bool) -> Option<usize> {
    let last = hits.len().checked_sub(1)?;
    let behind = || hits.iter().position(|hit| Some(hit.turn) >= turn);
    Some(match (at, is_forward) {
        (Some(at), true) if at < last => at + 1,
        (Some(_), true) => 0,
        (Some(at), false) => at.min(last + 1).checked_sub(1).unwrap_or(last),
        (None, true) => behind().unwrap_or(0),
        (None, false) => behind().and_then(|at| at.checked_sub(1)).unwrap_or(last),
    })
}

/// The search field of a transcript with its counter and the buttons for the next and the previous hit.
#[component]
pub fn TranscriptSearch(
    /// What is typed.
    find: RwSignal<String>,
    /// Which hit the reader is at, from zero; `None` when elsewhere.
    at: RwSignal<Option<usize>>,
    /// What was found; `None` while nothing is looked for.
    found: Memo<Option<Arc<Vec<Hit>>>>,
    /// Goes to the next hit, or to the previous one.
    step: Callback<bool>,
) -> impl IntoView {
    let total = move || found.get().map(|hits| hits.len());
    let counter = move || match (total(), at.get()) {
        (None, _) => String::new(),
        (Some(0), _) => "No match".into(),
        (Some(1), None) => "1 match".into(),
        (Some(total), None) => format!("{total} matches"),
        (Some(total), Some(at)) => format!("{} of {total}", at.min(total - 1) + 1),
    };
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            step.run(!event.shift_key());
        }
    };
    let nothing = move || total().unwrap_or_default() == 0;
    view! {
        <div class="transcript-search" role="search" aria-label="Transcript">
            <input
                type="search"
                class="input"
                aria-label="Search the transcript"
                placeholder="Search the transcript"
                prop:value=find
                on:input=move |event| {
                    at.set(Some(0));
                    find.set(event_target_value(&event));
                }
                on:keydown=keys
            />
            <output class="transcript-count" aria-live="polite">{counter}</output>
            <button type="button" class="button-icon" title="Previous match" disabled=nothing on:click=move |_| step.run(false)>
                <Icon glyph=Glyph::Up />
                <span class="visually-hidden">"Previous match"</span>
            </button>
            <button type="button" class="button-icon" title="Next match" disabled=nothing on:click=move |_| step.run(true)>
                <Icon glyph=Glyph::Down />
                <span class="visually-hidden">"Next match"</span>
            </button>
        </div>
    }
    .into_any()
}

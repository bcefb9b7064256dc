//! The rows of a transcript, drawn in blocks.

use std::sync::Arc;

use leptos::{either::Either, prelude::*};

use crate::{
    model::{Calendar, Timestamp, Turn, When},
    timeline::Needle,
    ui::{
        Cal,
        parts::{Name, revealed, shown, shown_part},
    },
};

use super::{TranscriptModel, TurnAddress, offset_words, transcript_find::Hit};

/// How many turns are drawn, skipped by the browser when out of sight, and drawn anew together.
pub(super) const BLOCK: usize = 60;

/// What a block's rows depend on. Two equal states give equal rows, so a block without a hit is left alone while
/// somebody types.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct BlockState {
    /// What to mark, when it occurs in this block.
    pub(super) find: Option<Needle>,
    /// The hit the reader is at, when it is in this block.
    pub(super) hit: Option<Hit>,
    /// The turn the page was opened at or the reader went to, when it is in this block.
    pub(super) current: Option<usize>,
    /// For each speaker, whether their turns are hidden.
    pub(super) hidden: Arc<[bool]>,
}

/// The rows of the turns from `from` on.
pub(super) fn rows(
    model: &TranscriptModel,
    from: usize,
    state: &BlockState,
    calendar: &Cal,
    address: &TurnAddress,
) -> Vec<impl IntoView + use<>> {
    let turns = model.turns.iter().enumerate().skip(from).take(BLOCK);
    let is_hidden = |turn: usize| {
        let speaker = model.speakers.of_turn.get(turn);
        speaker.and_then(|speaker| state.hidden.get(*speaker)).copied().unwrap_or_default()
    };
    turns
        .filter(|(index, _)| !is_hidden(*index))
        .map(|(index, turn)| row(model, index, turn, state, calendar, address))
        .collect()
}

fn row(
    model: &TranscriptModel,
    index: usize,
    turn: &Turn,
    state: &BlockState,
    calendar: &Cal,
    address: &TurnAddress,
) -> impl IntoView + use<> {
    let speaker = model.speakers.at(index);
    let class = speaker.map_or("", |speaker| speaker.class);
    let name = speaker.map(|speaker| speaker.label.clone()).unwrap_or_default();
    let current = (state.current == Some(index)).then_some("true");
    let source = turn
        .source
        .as_ref()
        .map(|source| view! { <span class="turn-source"><Name text=&**source /></span> }.into_any());
    view! {
        <li class=format!("turn {class}") data-turn=index.to_string() aria-current=current>
            <a class="turn-when" href=address(index)>
                {clock(&turn.start, &**calendar)}
                " "
                {offset(model, index)}
            </a>
            <span class="turn-who voice-dot"><Name text=name />{source}</span>
            <p class="turn-text" dir="auto">{words(index, &turn.text, state)}</p>
        </li>
    }
}

fn clock(start: &When, calendar: &dyn Calendar) -> impl IntoView + use<> {
    let time = |at: &Timestamp, mark: &str, title: Option<String>| {
        let words = format!("{}{mark}", calendar.clock_seconds(*at));
        Either::Left(view! { <time datetime=at.to_rfc3339() title=title>{words}</time> })
    };
    let no_time =
        |words: &str| Either::Right(view! { <span class="turn-unreadable"><Name text=words /></span> });
    match start {
        When::At(at) => time(at, "", None),
        When::AssumedUtc { at, text } => time(at, " UTC?", Some(format!("As it came: {}", revealed(text)))),
        When::Unreadable(text) => no_time(text),
        When::Missing => no_time("no time"),
    }
}

fn offset(model: &TranscriptModel, index: usize) -> Option<impl IntoView + use<>> {
    let words = format!("+{}", offset_words(model.clockwork.offset(index)?));
    Some(view! { <span class="turn-offset">{words}</span> })
}

/// The text, in one piece unless something is looked for.
fn words(index: usize, text: &str, state: &BlockState) -> Vec<AnyView> {
    let Some(find) = &state.find else { return shown(text) };
    let (mut nth, mut done) = (0, 0);
    let mut pieces = Vec::new();
    for (piece, is_hit) in find.split(text) {
        let words = shown_part(text, done..done + piece.len());
        done += piece.len();
        if is_hit {
            let is_current = state.hit == Some(Hit { turn: index, nth });
            nth += 1;
            let mark = view! { <mark data-current=is_current.then_some("")>{words}</mark> };
            pieces.push(mark.into_any());
        } else {
            pieces.extend(words);
        }
    }
    pieces
}

//! Who talked when: lanes, numbers, and a play head that leads to the turns.

use std::sync::Arc;

use leptos::{ev, prelude::*};

use crate::{
    timeline::{Stretch, Talk, duration},
    ui::{
        detail::Section,
        parts::{Disclosure, Name, revealed},
    },
};

use super::{
    TranscriptModel, offset_words, party_label,
    talk_strip::{STRIP_WIDTH, lane_path, stretch_path},
};

const LANE: u32 = 20;
const BAR: u32 = 10;

/// The talk of a call, measured from the times of its turns; nothing when no turn has both times.
#[component]
pub fn TalkSection(
    /// What was said.
    #[prop(into)]
    model: Signal<Arc<TranscriptModel>>,
    /// The turn the reader is at.
    #[prop(into)]
    turn: Signal<Option<usize>>,
    /// Goes to a turn.
    on_turn: Callback<usize>,
) -> impl IntoView {
    move || {
        let model = model.get();
        let talk = Arc::new(model.talk.clone()?);
        let aside = || view! { <span class="section-note">"computed "{Talk::BASIS}</span> }.into_any();
        Some(
            view! {
                <Section title="Talk" aside>
                    <div class="talk">
                        <Strip model=model talk=talk.clone() turn on_turn />
                        <p class="talk-words"><Name text=words(&talk) /></p>
                        <Disclosure title="Talk in numbers" body=move || numbers(&talk).into_any() />
                    </div>
                </Section>
            }
            .into_any(),
        )
    }
}

/// The lanes, and over them a slider whose thumb is the play head: click and drag lead to what was said there,
/// arrow keys go from turn to turn.
#[component]
fn Strip(
    /// What was said.
    model: Arc<TranscriptModel>,
    /// How it went.
    talk: Arc<Talk>,
    /// The turn the reader is at.
    turn: Signal<Option<usize>>,
    /// Goes to a turn.
    on_turn: Callback<usize>,
) -> impl IntoView {
    let height = LANE * u32::try_from(talk.lanes.len()).unwrap_or(1);
    let lanes = talk.lanes.iter().zip(0_u32..).map(|(lane, row)| {
        let class = model.voice_of(&lane.speaker);
        view! { <path class=format!("{class} voice-fill") d=lane_path(lane, row * LANE + (LANE - BAR) / 2, BAR) /> }.into_any()
    });
    let names = talk.lanes.iter().map(|lane| {
        let class = model.voice_of(&lane.speaker);
        view! { <li class=format!("{class} voice-dot")><Name text=party_label(&lane.speaker) /></li> }
            .into_any()
    });
    let length = talk.to.millis() - talk.from.millis();
    // The strip begins with the first measured turn, offsets with the first dated one.
    let lead_in = model.clockwork.began.map_or(0, |began| talk.from.millis() - began.millis());
    let at = {
        let model = model.clone();
        move || {
            let offset = turn.get().and_then(|turn| model.clockwork.offset(turn)).unwrap_or(lead_in);
            (offset - lead_in).clamp(0, length)
        }
    };
    let value_text = {
        let model = model.clone();
        move || match turn.get().and_then(|turn| Some((turn, model.turns.get(turn)?))) {
            None => "No turn chosen".to_owned(),
            Some((index, turn)) => {
                let at = model.clockwork.offset(index).map(offset_words).unwrap_or_default();
                let who = model.speakers.at(index).map(|speaker| speaker.label.as_str()).unwrap_or_default();
                format!("{at} {}: {}", revealed(who), revealed(&turn.text))
            }
        }
    };
    let by_time = {
        let model = model.clone();
        move |event: ev::Event| {
            let millis = event_target_value(&event).parse::<i64>().unwrap_or_default();
            if let Some(turn) = model.clockwork.turn_at(millis + lead_in) {
                on_turn.run(turn);
            }
        }
    };
    let by_turn = {
        let model = model.clone();
        move |event: ev::KeyboardEvent| {
            let last = model.turns.len().saturating_sub(1);
            let now = turn.get_untracked();
            let next = match event.key().as_str() {
                "ArrowRight" | "ArrowUp" => now.map_or(0, |now| (now + 1).min(last)),
                "ArrowLeft" | "ArrowDown" => now.map_or(0, |now| now.saturating_sub(1)),
                "PageUp" => now.map_or(0, |now| (now + 10).min(last)),
                "PageDown" => now.map_or(0, |now| now.saturating_sub(10)),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            on_turn.run(next);
        }
    };
    let start = model.clockwork.began.map(|_| offset_words(lead_in));
    view! {
        <div class="talk-board">
            <ul class="talk-names" aria-hidden="true">{names.collect_view()}</ul>
            <div class="talk-lanes">
                <svg viewBox=format!("0 0 {STRIP_WIDTH} {height}") height=height preserveAspectRatio="none" aria-hidden="true" focusable="false">
                    <path class="talk-gap" d=stretch_path(&talk, &talk.gaps, height) />
                    <path class="talk-overlap" d=stretch_path(&talk, &talk.overlaps, height) />
                    {lanes.collect_view()}
                </svg>
                <input
                    type="range"
                    class="talk-head"
                    data-idle=move || turn.get().is_none().then_some("")
                    min="0"
                    max=length.to_string()
                    prop:value=move || at().to_string()
                    aria-label="Go to a turn"
                    aria-valuetext=value_text
                    on:change=by_time
                    on:keydown=by_turn
                />
            </div>
            <p class="talk-axis num" aria-hidden="true">
                <span>{start}</span>
                <span>{offset_words(lead_in + length)}</span>
            </p>
        </div>
    }
    .into_any()
}

/// The strip in one line: `AI 62 % · Lead 38 % · longest gap 4.1 s at 0:48`.
fn words(talk: &Talk) -> String {
    let mut parts: Vec<String> = talk
        .lanes
        .iter()
        .map(|lane| format!("{} {} %", party_label(&lane.speaker), lane.share_percent))
        .collect();
    let longest = |stretches: &[Stretch]| {
        stretches.iter().copied().reduce(|a, b| if b.millis > a.millis { b } else { a })
    };
    let place = |stretch: Stretch| {
        let at = offset_words(stretch.at.millis() - talk.from.millis());
        format!("{} at {at}", duration(stretch.millis))
    };
    parts.extend(longest(&talk.gaps).map(|gap| format!("longest gap {}", place(gap))));
    parts.extend(longest(&talk.overlaps).map(|overlap| format!("longest overlap {}", place(overlap))));
    if talk.measured < talk.turns {
        parts.push(format!("{} of {} turns have both times", talk.measured, talk.turns));
    }
    parts.join(" · ")
}

/// The strip as a table.
fn numbers(talk: &Talk) -> impl IntoView + use<> {
    let rows = talk.lanes.iter().map(|lane| {
        view! {
            <tr>
                <th scope="row"><Name text=party_label(&lane.speaker) /></th>
                <td>{lane.bars.len().to_string()}</td>
                <td>{duration(lane.millis)}</td>
                <td>{format!("{} %", lane.share_percent)}</td>
            </tr>
        }
        .into_any()
    });
    let line = |label: &'static str, value: Option<String>| {
        value.map(|value| {
            view! { <div class="fact"><dt>{label}</dt><dd><Name text=value /></dd></div> }.into_any()
        })
    };
    let longest = talk
        .longest
        .as_ref()
        .map(|longest| format!("{} by {}", duration(longest.millis), party_label(&longest.speaker)));
    let replies = talk.latency.map(|latency| {
        let (half, most) = (duration(latency.p50_millis), duration(latency.p90_millis));
        format!("half within {half}, nine of ten within {most} ({} replies)", latency.replies)
    });
    let total = |stretches: &[Stretch]| {
        let millis = stretches.iter().map(|stretch| stretch.millis).sum();
        (!stretches.is_empty()).then(|| format!("{} ({} together)", stretches.len(), duration(millis)))
    };
    view! {
        <table>
            <thead>
                <tr>
                    <th scope="col">"Speaker"</th>
                    <th scope="col">"Turns"</th>
                    <th scope="col">"Time"</th>
                    <th scope="col">"Share"</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        <dl class="facts">
            {line("Longest stretch", longest)}
            {line("Answers to the lead", replies)}
            {line("First word after", talk.first_word_millis.map(duration))}
            {line("Gaps over 2 s", total(&talk.gaps))}
            {line("Overlaps", total(&talk.overlaps))}
        </dl>
    }
}

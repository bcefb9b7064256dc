//! A call, in brief.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Around, TalkStrip, Target, around::TargetLink};
use crate::{
    model::{Call, CallProgress, Direction},
    timeline::{self, badges, direction_name, length_note, length_words, outcome, shown_length},
    ui::parts::{Badge, Glyph, Icon, Name, Text, Tone, revealed},
};

/// What became of a call, how long it was, and what it was about.
#[component]
pub fn CallCard(
    /// The call.
    call: Arc<Call>,
    /// What every row is given.
    around: Around,
) -> impl IntoView {
    let outcome = outcome(&call);
    let tone = match outcome.tone {
        timeline::Tone::Good => Tone::Good,
        timeline::Tone::Neutral => Tone::Plain,
        timeline::Tone::Bad => Tone::Bad,
        timeline::Tone::Open => Tone::Accent,
    };
    let title = match &call.direction {
        Direction::Inbound => "Inbound call".to_owned(),
        Direction::Outbound => "Outbound call".to_owned(),
        Direction::Internal => "Internal call".to_owned(),
        Direction::Other(word) => format!("Call, “{word}”"),
        Direction::Unstated => "Call".to_owned(),
    };
    let glyph = match &call.direction {
        Direction::Inbound => Glyph::Inbound,
        Direction::Outbound => Glyph::Outbound,
        Direction::Internal | Direction::Other(_) | Direction::Unstated => Glyph::Unknown,
    };
    let length = shown_length(&call).map(|length| {
        view! { <span class="num" title=length_note(length)>{length_words(length)}</span> }.into_any()
    });
    // What the outcome says already is not said twice.
    let said = outcome.words.to_ascii_lowercase();
    let flags = badges(&call)
        .filter(|label| !said.contains(&label.to_ascii_lowercase()))
        .map(|label| view! { <Badge text=label /> }.into_any())
        .collect_view();
    let summary = match call.summary.clone() {
        Some(summary) => {
            view! { <div class="call-summary" title="Summary, written by a machine"><Text text=summary query=around.query /></div> }
                .into_any()
        }
        None => view! { <p class="quiet call-summary">{no_summary(&call)}</p> }.into_any(),
    };
    let open = Target::Call(call.id.clone());
    view! {
        <div class="card call-card">
            <div class="call-line">
                <strong class="call-title"><Icon glyph=Glyph::Phone /><Name text=title /></strong>
                <span class="direction" title=revealed(direction_name(&call.direction))><Icon glyph=glyph /></span>
                {length}
                <span class="outcome" data-tone=tone.name()><Name text=outcome.words /></span>
                {flags}
            </div>
            {summary}
            <div class="call-foot">
                <TalkStrip call=call.clone() />
                <TargetLink target=open around=around class="entry-link">
                    "Open call"
                    <Icon glyph=Glyph::Right />
                </TargetLink>
            </div>
        </div>
    }
}

const fn no_summary(call: &Call) -> &'static str {
    match call.progress {
        CallProgress::Running => "The call is not over yet.",
        CallProgress::Ended | CallProgress::Unknown if call.is_whole => "No summary so far.",
        CallProgress::Ended | CallProgress::Unknown => "No summary here; the call’s page asks for one.",
    }
}

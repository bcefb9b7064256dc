//! Who spoke when, as a strip.

use leptos::prelude::*;

use crate::{
    model::Call,
    timeline::{Talk, joined, role_name},
    ui::parts::revealed,
};

/// A call's turns as bars, one lane per speaker. Nothing when the turns have no times.
#[component]
pub fn TalkStrip(
    /// The call.
    call: std::sync::Arc<Call>,
) -> impl IntoView {
    Talk::of(&call).map(|talk| {
        let shares: Vec<String> = talk
            .lanes
            .iter()
            .map(|lane| {
                let who = lane.speaker.name.as_deref().unwrap_or_else(|| role_name(&lane.speaker.role));
                format!("{} {} %", revealed(who), lane.share_percent)
            })
            .collect();
        let words = format!("Talk, {}: {}", Talk::BASIS, joined(&shares));
        let lanes = talk.lanes.iter().enumerate().map(|(lane, speaker)| {
            let bars = speaker.bars.iter().map(|bar| {
                let width = bar.end.saturating_sub(bar.start).max(40);
                view! { <rect x=bar.start.to_string() width=width.to_string() y="0" height="10" /> }.into_any()
            });
            view! {
                <svg class="talk-lane" data-voice=(lane % 4 + 1).to_string() viewBox="0 0 10000 10" preserveAspectRatio="none">
                    {bars.collect_view()}
                </svg>
            }.into_any()
        });
        view! { <div class="talk-strip" role="img" aria-label=words.clone() title=words>{lanes.collect_view()}</div> }.into_any()
    })
}

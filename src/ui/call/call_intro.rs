//! The lines below a call's heading: when, how long, who ended it, and what it was in words.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    model::Call,
    timeline::{length_note, length_words, shown_length},
    ui::{
        Cal,
        parts::{Badge, Moment, Name, Precision},
    },
};

use super::{ended_by_words, flags};

/// When a call began, how long it lasted, who ended it, its numbers, and its flags in words.
#[component]
pub fn CallIntro(
    /// The call.
    call: Arc<Call>,
    /// The reader's zone.
    calendar: Cal,
) -> impl IntoView {
    let length = shown_length(&call).map(|length| {
        view! { <span class="num" title=length_note(length)>{length_words(length)}</span> }.into_any()
    });
    let ended =
        call.ended_by.as_ref().map(|by| view! { <span><Name text=ended_by_words(by) /></span> }.into_any());
    // What is not so stands in the list of details.
    let flags = flags(&call)
        .into_iter()
        .filter(|(_, is_so)| *is_so)
        .map(|(label, _)| view! { <Badge text=label /> }.into_any());
    let flags: Vec<_> = flags.collect();
    let flags = (!flags.is_empty()).then(|| view! { <div class="detail-flags">{flags}</div> }.into_any());
    view! {
        <p class="detail-meta">
            <Moment when=call.started.clone() calendar precision=Precision::Day />
            {length}
            {ended}
        </p>
        {flags}
    }
}

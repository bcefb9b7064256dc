//! A call step by step, drawn as a line with stops.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    model::Call,
    timeline::{Hop, HopKind, Tone, journey},
    ui::{
        detail::Section,
        parts::{Glyph, Icon, Name},
    },
};

/// The steps of a call in the order in which they happen: what, how it went, and a drawing of it.
#[component]
pub fn Journey(
    /// The call.
    call: Arc<Call>,
) -> impl IntoView {
    let hops = journey(&call).into_iter().map(hop).collect_view();
    view! {
        <Section title="Journey">
            <ol class="journey">{hops}</ol>
        </Section>
    }
}

fn hop(hop: Hop) -> impl IntoView {
    let detail = (!hop.detail.is_empty())
        .then(|| view! { <p class="hop-detail"><Name text=hop.detail /></p> }.into_any());
    view! {
        <li class="hop" data-tone=tone_name(hop.tone)>
            <span class="hop-mark"><Icon glyph=glyph(hop.kind, hop.tone) /></span>
            <p class="hop-title">
                <Name text=hop.title />
                {tone_words(hop.tone).map(|words| view! { <span class="visually-hidden">{words}</span> }.into_any())}
            </p>
            {detail}
        </li>
    }
}

const fn glyph(kind: HopKind, tone: Tone) -> Glyph {
    if matches!((kind, tone), (HopKind::End, Tone::Open)) {
        return Glyph::Clock;
    }
    match kind {
        HopKind::Dial => Glyph::Phone,
        HopKind::Screening => Glyph::Shield,
        HopKind::Conversation => Glyph::Sms,
        HopKind::Voicemail => Glyph::Voicemail,
        HopKind::Transfer | HopKind::Fallback => Glyph::Transfer,
        HopKind::Connection => Glyph::Person,
        HopKind::Failure => Glyph::Warning,
        HopKind::End => Glyph::Check,
    }
}

/// The value of the `data-tone` attribute that the style sheets know.
pub(super) const fn tone_name(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Neutral => "plain",
        Tone::Bad => "bad",
        Tone::Open => "warn",
    }
}

/// What the colour says, for those who do not see it.
const fn tone_words(tone: Tone) -> Option<&'static str> {
    match tone {
        Tone::Good => Some(" (went well)"),
        Tone::Bad => Some(" (did not work out)"),
        Tone::Open => Some(" (not over yet)"),
        Tone::Neutral => None,
    }
}

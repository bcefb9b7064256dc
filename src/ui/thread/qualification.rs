//! Whether the lead is what the company looks for.

use leptos::prelude::*;

use crate::{
    model::Qualification,
    timeline::Needle,
    ui::{
        detail::Section,
        parts::{Badge, Text, Tone},
    },
};

/// The verdict in a word, and the reason as it came.
#[component]
pub fn QualificationSection(
    /// The result.
    qualification: Qualification,
    /// What is searched for.
    query: Signal<Needle>,
) -> impl IntoView {
    let (words, tone) = match qualification.qualified {
        Some(true) => ("Qualified", Tone::Good),
        Some(false) => ("Not qualified", Tone::Warn),
        None => ("No verdict stated", Tone::Plain),
    };
    let reason = match qualification.reason {
        Some(reason) => view! { <Text text=reason query /> }.into_any(),
        None => view! { <p class="section-note">"No reason stated."</p> }.into_any(),
    };
    view! {
        <Section title="Qualification">
            <div class="verdict" data-tone=tone.name()>
                <Badge text=words tone />
                {reason}
            </div>
        </Section>
    }
}

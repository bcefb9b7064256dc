//! The sound of a call: a link the reader may follow, or why there is none.

use leptos::prelude::*;

use crate::{
    model::{Call, Recording},
    timeline::{Absence, Asking, Part},
    ui::{detail::Section, parts::Link},
};

/// The recording's link with its host, or the sentence that says why there is none. The sound is never loaded here.
#[component]
pub fn RecordingSection(
    /// The call.
    call: std::sync::Arc<Call>,
) -> impl IntoView {
    let body = match &call.recording {
        Recording::Link(address) => {
            let note =
                format!("Opens at the host that {} names; nothing is loaded here.", call.id.vendor.name());
            view! {
                <p><Link address=address.to_string() text="Open the recording" /></p>
                <p class="section-note">{note}</p>
            }
            .into_any()
        }
        Recording::NotOffered | Recording::None => {
            let why = Absence::of(Part::Recording, &call, Asking::Done);
            let words = why.map(|why| why.words(Part::Recording, call.id.vendor));
            view! { <p class="section-note">{words}</p> }.into_any()
        }
    };
    view! { <Section title="Recording">{body}</Section> }
}

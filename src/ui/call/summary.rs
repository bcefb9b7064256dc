//! What a call was about, as a machine put it.

use leptos::prelude::*;

use crate::{
    timeline::Needle,
    ui::{
        detail::Section,
        parts::{Badge, CopyButton, Text, Tone},
    },
};

/// A summary with its mark and a button that copies it, or why there is none.
#[component]
pub fn Summary(
    /// The summary as it came.
    text: Option<Box<str>>,
    /// What to say when there is none; nothing is shown when there is nothing to say.
    #[prop(optional_no_strip)]
    missing: Option<String>,
    /// What is searched for.
    query: Signal<Needle>,
    /// Puts a text on the clipboard.
    on_copy: Callback<String>,
) -> impl IntoView {
    match (text, missing) {
        (Some(text), _) => {
            let text = text.into_string();
            let copied = text.clone();
            let aside = move || {
                let copied = copied.clone();
                view! {
                    <Badge text="AI" tone=Tone::Accent title="Written by a machine" />
                    <CopyButton label="Copy" text=move || copied.clone() on_copy />
                }
                .into_any()
            };
            Some(
                view! {
                    <Section title="Summary" aside>
                        <div class="summary-text"><Text text query /></div>
                    </Section>
                }
                .into_any(),
            )
        }
        (None, Some(missing)) => Some(
            view! {
                <Section title="Summary"><p class="section-note">{missing}</p></Section>
            }
            .into_any(),
        ),
        (None, None) => None,
    }
}

//! A message to the reader: what happened, and what to do.

use leptos::prelude::*;

use super::{Glyph, Icon, Tone};

/// A titled message with room for actions.
#[component]
pub fn Notice(
    /// What happened, in a few words.
    #[prop(into)]
    title: String,
    /// How grave it is.
    #[prop(optional)]
    tone: Tone,
    /// Buttons and links.
    #[prop(optional, into)]
    actions: ViewFn,
    /// More about it: text.
    children: Children,
) -> impl IntoView {
    let glyph = match tone {
        Tone::Plain | Tone::Accent => Glyph::Info,
        Tone::Good => Glyph::Check,
        Tone::Warn | Tone::Bad => Glyph::Warning,
    };
    view! {
        <div class="notice" data-tone=tone.name()>
            <Icon glyph=glyph />
            <div class="notice-body">
                <p class="notice-title">{title}</p>
                <div class="notice-text">{children()}</div>
                <div class="notice-actions">{actions.run()}</div>
            </div>
        </div>
    }
}

//! A word in a small frame.

use leptos::prelude::*;

use super::Name;

/// How much a word wants to be seen. Never the only sign: the word says it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// As quiet as the text around it.
    #[default]
    Plain,
    /// Marked, without a judgement.
    Accent,
    /// Well.
    Good,
    /// Worth a look.
    Warn,
    /// Wrong.
    Bad,
}

impl Tone {
    /// The value of the `data-tone` attribute that the style sheets know.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Accent => "accent",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}

/// A word in a small frame.
#[component]
pub fn Badge(
    /// The word.
    #[prop(into)]
    text: String,
    /// How much it wants to be seen.
    #[prop(optional)]
    tone: Tone,
    /// More about it, for a tooltip.
    #[prop(optional, into)]
    title: Option<String>,
) -> impl IntoView {
    view! { <span class="badge" data-tone=tone.name() title=title><Name text=text /></span> }
}

/// A yes-or-no fact: the label alone when it is so, with “no” behind it when it is not.
#[component]
pub fn Flag(
    /// What is so or not: `AI-initiated`.
    #[prop(into)]
    label: String,
    /// Whether it is so.
    value: bool,
    /// How much it wants to be seen when it is so.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    if value {
        view! { <Badge text=label tone=tone /> }.into_any()
    } else {
        view! { <span class="badge" data-off>{format!("{label}: no")}</span> }.into_any()
    }
}

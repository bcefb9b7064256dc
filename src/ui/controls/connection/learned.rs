//! What a test of a connection learned.

use leptos::prelude::*;

use super::ways::{OtherWays, Ways};
use crate::{
    session::{Action, Explanation},
    ui::parts::{Notice, Tone, Words},
};

/// What a test learned, as the form shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learned {
    /// Whether the direct way works.
    pub is_good: bool,
    /// Whether another way may work.
    pub wants_another_way: bool,
    /// In words.
    pub explanation: Explanation,
}

/// The words, and the other ways where others may work.
#[component]
pub fn Lesson(
    /// What was learned.
    learned: Learned,
    /// Whether what is well is said in a line.
    is_brief: bool,
    /// The other ways.
    ways: Ways,
    /// The reader wants to test it again.
    on_again: Callback<()>,
) -> impl IntoView {
    if learned.is_good && is_brief {
        return view! { <p class="quiet">{learned.explanation.title}</p> }.into_any();
    }
    let Learned { is_good, wants_another_way, explanation } = learned;
    let tone = if is_good { Tone::Good } else { Tone::Bad };
    let buttons = [
        ("Try again", on_again, explanation.actions.contains(&Action::Retry)),
        ("Copy curl", ways.on_curl, !is_good && !wants_another_way),
    ];
    let buttons = buttons.into_iter().filter(|(.., is_there)| *is_there).map(|(name, press, _)| {
        view! { <button type="button" class="button" on:click=move |_| press.run(())>{name}</button> }
            .into_any()
    });
    view! {
        <Notice title=explanation.title tone>
            <p>{explanation.text}</p>
            {explanation.words.map(|words| view! { <p class="vendor-words"><Words text=words /></p> }.into_any())}
            <div class="row">{buttons.collect_view()}</div>
        </Notice>
        {wants_another_way.then(|| view! { <OtherWays ways /> }.into_any())}
    }
    .into_any()
}

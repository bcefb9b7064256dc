//! What a test of a connection learned.

use leptos::prelude::*;

use super::ways::OtherWays;
use crate::{
    model::Vendor,
    session::Explanation,
    ui::parts::{Notice, Tone, Words},
};

/// What a test learned, as the form shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learned {
    /// Whether the direct way works.
    pub is_good: bool,
    /// Whether it is the browser that gave this page nothing to read.
    pub is_refused_by_browser: bool,
    /// In words.
    pub explanation: Explanation,
}

/// The words, and the other ways when the browser refuses this one.
#[component]
pub fn Lesson(
    /// Whose connection.
    vendor: Vendor,
    /// What was learned.
    learned: Learned,
    /// The reader takes the path on this page's own site.
    on_relay: Callback<String>,
    /// The reader wants to try the key in a shell.
    on_curl: Callback<()>,
) -> impl IntoView {
    let Learned { is_good, is_refused_by_browser, explanation } = learned;
    let tone = if is_good { Tone::Good } else { Tone::Bad };
    view! {
        <Notice title=explanation.title tone>
            <p>{explanation.text}</p>
            {explanation.words.map(|words| view! { <p class="vendor-words"><Words text=words /></p> }.into_any())}
            {(!is_good && !is_refused_by_browser).then(|| view! {
                <div class="row"><button type="button" class="button" on:click=move |_| on_curl.run(())>"Copy curl"</button></div>
            }.into_any())}
        </Notice>
        {is_refused_by_browser.then(|| view! { <OtherWays vendor on_relay on_curl /> }.into_any())}
    }
}

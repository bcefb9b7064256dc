//! Names and ids in which nothing can hide, and sentences in which nothing misleads.

use leptos::prelude::*;

use super::hidden::{drawn, is_hidden, shown, stretches};

/// A name, an address or a vendor's word, kept apart from the text around it. Characters that cannot be seen are
/// shown by their number.
#[component]
pub fn Name(
    /// The text as it came.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let is_plain = !text.chars().any(|one| is_hidden(one, None, None));
    if is_plain {
        return view! { <bdi>{text}</bdi> }.into_any();
    }
    view! { <bdi>{drawn(stretches(&text))}</bdi> }.into_any()
}

/// A vendor's sentences among ours, kept apart from them: line breaks stay, and characters that would mislead are shown
/// by their number.
#[component]
pub fn Words(
    /// The text as it came.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <bdi>{shown(&text)}</bdi> }.into_any()
}

//! A button that puts a text on the clipboard.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Glyph, Icon};

/// Makes a text at the moment it is wanted.
#[derive(Clone)]
pub struct Wanted(Arc<dyn Fn() -> String + Send + Sync>);

impl<F: Fn() -> String + Send + Sync + 'static> From<F> for Wanted {
    fn from(make: F) -> Self {
        Self(Arc::new(make))
    }
}

/// A button that hands a text to the clipboard. Whether that worked is told by whoever has the clipboard.
#[component]
pub fn CopyButton(
    /// What it says: `Copy link`.
    #[prop(into)]
    label: String,
    /// The text, made when the button is pressed.
    #[prop(into)]
    text: Wanted,
    /// Puts a text on the clipboard.
    on_copy: Callback<String>,
) -> impl IntoView {
    view! {
        <button type="button" class="button-quiet" on:click=move |_| on_copy.run((text.0)())>
            <Icon glyph=Glyph::Copy />
            {label}
        </button>
    }
}

/// A button that hands a page's whole address to the clipboard, where the page has one.
#[component]
pub fn CopyLink(
    /// The address; empty where there is none.
    link: Signal<String>,
    /// Puts a text on the clipboard.
    on_copy: Callback<String>,
) -> impl IntoView {
    let has_one = !link.with_untracked(String::is_empty);
    has_one.then(|| {
        view! { <CopyButton label="Copy link" text=move || link.get_untracked() on_copy /> }.into_any()
    })
}

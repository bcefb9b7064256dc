//! How long a key is kept.

use leptos::prelude::*;

use crate::{
    model::Vendor,
    session::{Connection, Keep},
};

/// How long a key is to be kept, as the reader is choosing it. Cheap to copy: it holds signals.
#[derive(Debug, Clone, Copy)]
pub struct Keeping {
    choice: RwSignal<Keep>,
}

impl Keeping {
    /// Begins with what was chosen for the connection before.
    pub fn new(connection: Signal<Option<Connection>>) -> Self {
        let before = connection.with_untracked(|one| one.as_ref().map_or(Keep::Page, |one| one.keep));
        Self { choice: RwSignal::new(before) }
    }

    /// What was chosen, for a connection that is about to be saved.
    ///
    /// # Errors
    /// A sentence for the reader, when the choice is not complete.
    pub fn take(&self) -> Result<Keep, String> {
        Ok(self.choice.get_untracked())
    }
}

const CHOICES: [(Keep, &str, &str); 2] = [
    (Keep::Page, "This page only", "– gone when you close or reload it."),
    (Keep::Tab, "This tab", "– survives a reload, gone when the tab is closed."),
];

/// The choices of how long a vendor's key is kept.
#[component]
pub fn KeepChoice(
    /// Whose key.
    vendor: Vendor,
    /// What is chosen.
    keeping: Keeping,
) -> impl IntoView {
    let choice = keeping.choice;
    view! {
        <fieldset class="field">
            <legend class="field-label">"Keep the key"</legend>
            {CHOICES.map(|(keep, name, help)| {
                let group = format!("keep-{}", vendor.slug());
                view! {
                    <label class="choice">
                        <input type="radio" name=group prop:checked=move || choice.get() == keep on:change=move |_| choice.set(keep) />
                        <span><strong>{name}</strong> " " <span class="quiet">{help}</span></span>
                    </label>
                }.into_any()
            }).into_iter().collect_view()}
        </fieldset>
    }
}

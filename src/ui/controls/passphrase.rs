//! Typing a passphrase.

use leptos::prelude::*;

use super::field::Field;

/// A field for a passphrase, which can be made readable for whoever is alone.
#[component]
pub fn PassphraseField(
    /// Its name within the page.
    id: String,
    /// What it is called.
    label: &'static str,
    /// What to know about it.
    #[prop(optional)]
    hint: &'static str,
    /// Whether it is chosen here, and not one from before.
    #[prop(optional)]
    is_new: bool,
    /// Whether it takes the focus as soon as it is there.
    #[prop(optional)]
    takes_focus: bool,
    /// What is wrong with what was typed.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What is typed.
    typed: RwSignal<String>,
) -> impl IntoView {
    let is_shown = RwSignal::new(false);
    view! {
        <div class="field">
            <Field
                id
                label
                hint=hint.to_owned()
                error
                typed
                kind=Signal::derive(move || if is_shown.get() { "text" } else { "password" })
                autocomplete=Signal::derive(move || match (is_shown.get(), is_new) {
                    (true, _) => "off",
                    (false, true) => "new-password",
                    (false, false) => "current-password",
                })
                takes_focus
            />
            <label class="choice">
                <input type="checkbox" prop:checked=move || is_shown.get() on:change=move |_| is_shown.update(|shown| *shown = !*shown) />
                "Show what is typed"
            </label>
        </div>
    }
}

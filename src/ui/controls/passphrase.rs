//! Typing a passphrase.

use leptos::prelude::*;

/// A field for a passphrase, which can be made readable for whoever is alone.
#[component]
pub fn PassphraseField(
    /// What it is called.
    label: &'static str,
    /// What to know about it.
    #[prop(optional)]
    hint: &'static str,
    /// Whether it is chosen here, and not one from before.
    #[prop(optional)]
    is_new: bool,
    /// What is typed.
    typed: RwSignal<String>,
) -> impl IntoView {
    let is_shown = RwSignal::new(false);
    view! {
        <div class="field">
            <label class="field">
                <span class="field-label">{label}</span>
                <input
                    class="input"
                    type=move || if is_shown.get() { "text" } else { "password" }
                    spellcheck="false"
                    autocapitalize="off"
                    autocomplete=if is_new { "new-password" } else { "current-password" }
                    prop:value=move || typed.get()
                    on:input:target=move |event| typed.set(event.target().value())
                />
            </label>
            <label class="choice">
                <input type="checkbox" prop:checked=move || is_shown.get() on:change=move |_| is_shown.update(|shown| *shown = !*shown) />
                "Show what is typed"
            </label>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint">{hint}</p> }.into_any())}
        </div>
    }
}

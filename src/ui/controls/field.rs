//! A line to be typed, with what to know about it and what is wrong with it.

use leptos::{html, prelude::*};

/// A field for a line of text. What is wrong is said at it, and takes the reader there.
#[component]
pub fn Field(
    /// Its name within the page.
    id: String,
    /// What it is called.
    label: &'static str,
    /// What to know about it.
    #[prop(into)]
    hint: Signal<String>,
    /// What is wrong with what was typed.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// What is typed.
    typed: RwSignal<String>,
    /// Whether what is typed can be read: `text`, `password`.
    #[prop(into)]
    kind: Signal<&'static str>,
    /// For the keyboard of a phone: `text`, `url`.
    #[prop(optional)]
    inputmode: &'static str,
    /// What the browser may fill in. Of a secret that can be read it must be `off`: browsers keep what is typed into a
    /// page for the next time it is opened, on the disk.
    #[prop(into)]
    autocomplete: Signal<&'static str>,
    /// What stands in it while it is empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Whether it takes the focus as soon as it is there.
    #[prop(optional)]
    takes_focus: bool,
    /// The field itself.
    #[prop(optional)]
    field: NodeRef<html::Input>,
) -> impl IntoView {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        move || if error.with(Option::is_some) { format!("{error_id} {hint_id}") } else { hint_id.clone() }
    };
    Effect::new(move |was_there: Option<bool>| {
        let is_wrong = error.with(Option::is_some);
        let was_there = was_there.unwrap_or(false);
        let Some(field) = field.get() else { return was_there };
        if if was_there { is_wrong } else { takes_focus } {
            // It is in the document.
            let _ = field.focus();
        }
        true
    });
    view! {
        <div class="field">
            <label class="field">
                <span class="field-label">{label}</span>
                <input
                    class="input"
                    type=move || kind.get()
                    inputmode=inputmode
                    spellcheck="false"
                    autocapitalize="off"
                    autocomplete=move || autocomplete.get()
                    placeholder=move || placeholder.get()
                    aria-invalid=move || error.with(Option::is_some).to_string()
                    aria-describedby=described
                    node_ref=field
                    prop:value=move || typed.get()
                    on:input:target=move |event| typed.set(event.target().value())
                />
            </label>
            {move || error.get().map(|words| view! { <p class="field-error" role="alert" id=error_id.clone()>{words}</p> }.into_any())}
            <p class="field-hint" id=hint_id>{move || hint.get()}</p>
        </div>
    }
}

//! Putting a lead together: what to open at which vendor.

use leptos::prelude::*;

use crate::{
    model::{Dossier, Handle, Vendor},
    providers::provider,
    ui::parts::{Show, VendorTag},
};

/// What is typed into the form, vendor by vendor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Draft([String; Vendor::ALL.len()]);

impl Draft {
    fn of(dossier: &Dossier) -> Self {
        Self(Vendor::ALL.map(|vendor| dossier.of(vendor).map(Handle::native).collect::<Vec<_>>().join("\n")))
    }

    /// The lead, or what is wrong with which field.
    fn read(&self) -> Result<Dossier, Vec<(Vendor, String)>> {
        let (mut handles, mut wrong) = (Vec::new(), Vec::new());
        for (vendor, typed) in Vendor::ALL.into_iter().zip(&self.0) {
            let separators: &[char] =
                if provider(vendor).about().many_handles { &['\n', ',', ' '] } else { &['\n'] };
            for part in typed.split(separators).filter(|part| !part.trim().is_empty()) {
                match provider(vendor).handle(part) {
                    Ok(handle) => handles.push(handle),
                    Err(error) => wrong.push((vendor, format!("“{}”: {error}.", part.trim()))),
                }
            }
        }
        if wrong.is_empty() { Ok(Dossier::new(handles)) } else { Err(wrong) }
    }
}

/// A form with a field per vendor. Any of them may stay empty.
#[component]
pub fn DossierForm(
    /// What the fields begin with.
    #[prop(optional)]
    start: Dossier,
    /// Which vendors have a key.
    #[prop(into)]
    connected: Signal<Vec<Vendor>>,
    /// Where a vendor is connected: a fragment.
    connect_address: String,
    /// The reader wants to see this lead.
    on_open: Callback<Dossier>,
) -> impl IntoView {
    let draft = RwSignal::new(Draft::of(&start));
    let wrong = RwSignal::new(Vec::<(Vendor, String)>::new());
    let is_empty = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match draft.with_untracked(Draft::read) {
            Ok(dossier) if dossier.is_empty() => is_empty.set(true),
            Ok(dossier) => on_open.run(dossier),
            Err(errors) => wrong.set(errors),
        }
    };
    let fields = Vendor::ALL.into_iter().enumerate().map(|(index, vendor)| {
        let about = provider(vendor).about();
        let value = move || draft.with(|draft| draft.0.get(index).cloned().unwrap_or_default());
        let set = move |typed: String| {
            draft.update(|draft| {
                if let Some(slot) = draft.0.get_mut(index) {
                    *slot = typed;
                }
            });
            wrong.update(|wrong| wrong.retain(|(whose, _)| *whose != vendor));
            is_empty.set(false);
        };
        let errors = Memo::new(move |_| {
            wrong.with(|wrong| {
                let of_this = wrong.iter().filter(|(whose, _)| *whose == vendor);
                of_this.map(|(_, text)| text.clone()).collect::<Vec<_>>()
            })
        });
        let is_wrong = move || errors.with(|errors| !errors.is_empty());
        let connect = connect_address.clone();
        view! {
            <label class="field" data-vendor=vendor.slug()>
                <span class="field-label"><VendorTag vendor /> " " {about.handle_name}</span>
                {if about.many_handles {
                    view! {
                        <textarea class="textarea" rows="2" placeholder=about.handle_example spellcheck="false" autocomplete="off"
                            aria-invalid=move || is_wrong().to_string() prop:value=value
                            on:input:target=move |event| set(event.target().value())></textarea>
                    }.into_any()
                } else {
                    view! {
                        <input class="input" type="text" placeholder=about.handle_example spellcheck="false" autocomplete="off"
                            aria-invalid=move || is_wrong().to_string() prop:value=value
                            on:input:target=move |event| set(event.target().value()) />
                    }.into_any()
                }}
                <span class="field-hint">{about.handle_help}</span>
                {move || errors.get().into_iter().map(|text| view! { <span class="field-error" role="alert">{text}</span> }.into_any()).collect_view()}
                <Show when=move || !connected.with(|connected| connected.contains(&vendor)) && !value().trim().is_empty()>
                    <span class="field-hint">
                        {format!("{} is not connected yet. ", vendor.name())}
                        <a href=connect.clone()>"Connect it"</a>
                    </span>
                </Show>
            </label>
        }.into_any()
    });
    view! {
        <form class="dossier" on:submit=submit novalidate>
            <div class="fields">{fields.collect_view()}</div>
            <div class="row">
                <button type="submit" class="button-primary">"Show the timeline"</button>
                {move || {
                    if is_empty.get() {
                        view! { <span class="field-error" role="alert">"Fill in at least one field."</span> }
                    } else {
                        view! { <span class="quiet" role="note">"Any of the fields may stay empty."</span> }
                    }
                }}
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_meetings_are_several_handles() {
        let draft = Draft(["room_1".into(), String::new(), String::new(), "bot_a, bot_b\nbot_c".into()]);
        let dossier = draft.read().unwrap();
        assert_eq!(dossier.to_string(), "apten:room_1,attendee:bot_a,attendee:bot_b,attendee:bot_c");
        assert_eq!(Draft::of(&dossier).read().unwrap(), dossier);
    }

    #[test]
    fn what_is_wrong_is_said_beside_its_field() {
        let draft = Draft(["..".into(), String::new(), String::new(), String::new()]);
        assert_eq!(draft.read().unwrap_err(), [(Vendor::Apten, "“..”: “..” cannot be an id.".into())]);
    }
}

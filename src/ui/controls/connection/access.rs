//! How requests of a connection get their key, as it is typed.

use leptos::prelude::*;

use super::typed::Typed;
use crate::{
    model::Vendor,
    providers::provider,
    ui::{
        controls::{KeepChoice, field::Field},
        parts::Show,
    },
};

/// Where the key is typed, and how long it is kept; neither where the relay adds it.
#[component]
pub fn Access(
    /// Which vendor.
    vendor: Vendor,
    /// What is typed.
    typed: Typed,
    /// Whether a relay may add the key at this address.
    may_be_relayed: Memo<bool>,
    /// Whether it does.
    relays: Memo<bool>,
    /// How the key ends that is there already.
    key_hint: Signal<String>,
    /// What is wrong with the key.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let about = provider(vendor).about();
    let Typed { key, relay_adds_key, keeping, .. } = typed;
    view! {
        <Show when=may_be_relayed>
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=move || relay_adds_key.get()
                    on:change:target=move |event| relay_adds_key.set(event.target().checked())
                />
                <span><strong>"The relay adds the key"</strong> " " <span class="quiet">"– then none is asked for and none is sent. The address is kept for this tab."</span></span>
            </label>
        </Show>
        <Show when=move || !relays.get()>
            <Field
                id=format!("{}-key", vendor.slug())
                label="Key"
                hint=format!("{} {}", about.key_help, about.key_form.unwrap_or_default())
                error
                typed=key
                kind="password"
                autocomplete="off"
                placeholder=key_hint
            />
            <KeepChoice keeping />
        </Show>
    }
}

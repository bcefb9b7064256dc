//! How a connection stands, in a line, and what can be done about it.

use leptos::prelude::*;

use crate::{
    model::Vendor,
    session::{Connection, Keep},
    ui::{
        controls::VaultDesk,
        parts::{Show, VendorTag},
    },
};

/// Whose connection it is, where it leads, how it stands, and the buttons.
#[component]
pub fn Head(
    /// Which vendor.
    vendor: Vendor,
    /// Its connection.
    connection: Signal<Option<Connection>>,
    /// What is remembered on this device.
    vault: VaultDesk,
    /// Whether its key is remembered and locked.
    is_locked: Memo<bool>,
    /// Whether the form is open.
    is_open: RwSignal<bool>,
    /// Whether a test runs.
    is_checking: Signal<bool>,
    /// The address that counts.
    address_now: Memo<String>,
    /// The reader wants the form, or no longer.
    toggle: Callback<()>,
    /// The reader wants to know whether it works.
    on_check: Callback<()>,
    /// The reader wants this connection.
    on_save: Callback<Connection>,
) -> impl IntoView {
    let is_ready = Memo::new(move |_| connection.with(|one| one.as_ref().is_some_and(Connection::is_ready)));
    let words = move || {
        connection.with(|one| match one.as_ref() {
            Some(one) if one.has_key() => {
                let kept = match one.keep {
                    Keep::Device if vault.state.with(|vault| vault.remembers(one)) => "on this device",
                    Keep::Tab => "for this tab",
                    Keep::Device | Keep::Page => "for this page",
                };
                match one.key_hint() {
                    "" => format!("key set, {kept}"),
                    hint => format!("key ending …{hint}, {kept}"),
                }
            }
            Some(one) if one.is_keyed_by_relay() => "the relay adds the key".to_owned(),
            Some(one) if one.is_asked_by_host() => "the page around asks".to_owned(),
            Some(_) | None if is_locked.get() => "locked".to_owned(),
            Some(_) | None => "not connected".to_owned(),
        })
    };
    let name = move || match (is_open.get(), is_ready.get() || is_locked.get()) {
        (true, _) => "Close",
        (false, true) => "Change",
        (false, false) => "Connect",
    };
    let forget = move |_| {
        if let Some(one) = connection.get_untracked() {
            on_save.run(one.without_access());
        }
    };
    let has_key = move || connection.with(|one| one.as_ref().is_some_and(Connection::has_key));
    view! {
        <header class="connection-head">
            <h2 tabindex="-1"><VendorTag vendor /></h2>
            <p class="connection-state"><span>{words}</span><span class="quiet">{move || address_now.get().trim_start_matches("https://").to_owned()}</span></p>
            <div class="row">
                <Show when=move || is_ready.get() && !is_open.get()>
                    <button type="button" class="button-quiet" aria-disabled=move || is_checking.get().to_string() on:click=move |_| on_check.run(())>
                        {move || if is_checking.get() { "Testing …" } else { "Test" }}
                    </button>
                </Show>
                <Show when=is_ready>
                    <button type="button" class="button-quiet" on:click=forget>
                        {move || if has_key() { "Forget this key" } else { "Disconnect" }}
                    </button>
                </Show>
                <button
                    type="button"
                    class="button"
                    aria-expanded=move || is_open.get().to_string()
                    aria-label=move || format!("{} {}", name(), vendor.name())
                    on:click=move |_| toggle.run(())
                >
                    {name}
                </button>
            </div>
        </header>
    }
}

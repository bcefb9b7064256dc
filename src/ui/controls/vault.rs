//! What is remembered on this device: unlocking it, changing its passphrase, forgetting a part.

use leptos::prelude::*;

use super::{PassphraseField, VaultDesk};
use crate::{
    session::{Passphrase, Remembered},
    ui::{
        Door, VaultState, VaultWish,
        parts::{Disclosure, Show, VendorTag},
    },
};

/// A card that is there while something is remembered on this device.
#[component]
pub fn VaultCard(
    /// What is remembered.
    desk: VaultDesk,
    /// Whether the passphrase may be asked for here.
    takes_passphrase: bool,
) -> impl IntoView {
    let VaultDesk { state, on_wish } = desk;
    let door = Memo::new(move |_| state.with(|vault| vault.door));
    let remembered = Memo::new(move |_| state.with(|vault| vault.remembered.clone()));
    let unreadable = Memo::new(move |_| state.with(|vault| vault.unreadable));
    let is_there =
        move || matches!(door.get(), Door::Locked | Door::Open) && state.with(VaultState::holds_something);
    let trouble = move || {
        let trouble = state.with(|vault| vault.trouble);
        trouble.filter(|(vendor, _)| vendor.is_none()).map(|(_, error)| error.to_string())
    };
    view! {
        <Show when=is_there>
            <section class="sheet-card vault" aria-label="Keys remembered on this device">
                <h2>{move || match door.get() {
                    Door::Locked => "Keys remembered on this device – unlock",
                    Door::Open | Door::Empty | Door::Unknown | Door::Shut(_) => "Keys remembered on this device",
                }}</h2>
                <ul class="vendor-list">
                    {move || remembered.get().into_iter().map(|one| view! { <Item one on_wish /> }.into_any()).collect_view()}
                </ul>
                <Show when=move || unreadable.get() != 0>
                    <p class="quiet">
                        {move || match unreadable.get() {
                            1 => "One entry cannot be read.".to_owned(),
                            more => format!("{more} entries cannot be read."),
                        }}
                        " “Forget all keys” deletes it too."
                    </p>
                </Show>
                <Show when=move || takes_passphrase && door.get() == Door::Locked>
                    <Unlock desk />
                </Show>
                <Show when=move || takes_passphrase && door.get() == Door::Open>
                    <Disclosure title="Change the passphrase" body=move || view! { <Change desk /> }.into_any() />
                </Show>
                {move || trouble().map(|words| view! { <p class="field-error" role="alert">{words}</p> }.into_any())}
            </section>
        </Show>
    }
}

#[component]
fn Item(one: Remembered, on_wish: Callback<VaultWish>) -> impl IntoView {
    let vendor = one.vendor;
    view! {
        <li>
            <VendorTag vendor />
            <span class="vault-address quiet">{one.address.to_string()}</span>
            <button
                type="button"
                class="button-quiet"
                aria-label=format!("Forget {} on this device", vendor.name())
                on:click=move |_| on_wish.run(VaultWish::Forget(vendor))
            >
                "Forget"
            </button>
        </li>
    }
}

#[component]
fn Unlock(desk: VaultDesk) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let is_busy = Memo::new(move |_| desk.state.with(|vault| vault.is_busy));
    view! {
        <form
            class="fields"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                let passphrase = Passphrase::known(&typed.get_untracked());
                error.set(passphrase.as_ref().err().map(ToString::to_string));
                if let Ok(passphrase) = passphrase {
                    typed.set(String::new());
                    desk.on_wish.run(VaultWish::Open { passphrase, vendor: None });
                }
            }
        >
            <PassphraseField label="Passphrase" hint="It is not sent anywhere. If you forgot it, forget the keys above and paste them anew." typed />
            {move || error.get().map(|words| view! { <p class="field-error" role="alert">{words}</p> }.into_any())}
            <div class="row">
                <button type="submit" class="button-primary" disabled=move || is_busy.get()>
                    {move || if is_busy.get() { "Unlocking …" } else { "Unlock" }}
                </button>
            </div>
        </form>
    }
}

#[component]
fn Change(desk: VaultDesk) -> impl IntoView {
    let (former, next) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let error = RwSignal::new(None::<String>);
    let is_busy = Memo::new(move |_| desk.state.with(|vault| vault.is_busy));
    let read = move || {
        let passphrase = Passphrase::known(&former.get_untracked())?;
        Passphrase::new(&next.get_untracked()).map(|next| VaultWish::Change { passphrase, next })
    };
    view! {
        <form
            class="fields"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                let wish = read();
                error.set(wish.as_ref().err().map(ToString::to_string));
                if let Ok(wish) = wish {
                    former.set(String::new());
                    next.set(String::new());
                    desk.on_wish.run(wish);
                }
            }
        >
            <PassphraseField label="Passphrase so far" typed=former />
            <PassphraseField label="New passphrase" is_new=true typed=next />
            {move || error.get().map(|words| view! { <p class="field-error" role="alert">{words}</p> }.into_any())}
            <div class="row">
                <button type="submit" class="button" disabled=move || is_busy.get()>"Change"</button>
            </div>
        </form>
    }
}

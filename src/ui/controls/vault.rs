//! What is remembered on this device: unlocking it, changing its passphrase, forgetting a part.

use leptos::{html, prelude::*};

use super::{PassphraseField, VaultDesk};
use crate::{
    session::{Passphrase, PassphraseError, Remembered, VaultError},
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
    /// Whether the reader came to type it.
    takes_focus: bool,
) -> impl IntoView {
    let VaultDesk { state, on_wish } = desk;
    let door = Memo::new(move |_| state.with(|vault| vault.door));
    let is_changed = Memo::new(move |_| state.with(|vault| vault.is_changed));
    let remembered = Memo::new(move |_| state.with(|vault| vault.remembered.clone()));
    let unreadable = Memo::new(move |_| state.with(|vault| vault.unreadable));
    let is_there =
        move || matches!(door.get(), Door::Locked | Door::Open) && state.with(VaultState::holds_something);
    // The reader's last deed here, after which the focus is where it goes on.
    let takes_focus = RwSignal::new(takes_focus);
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |before: Option<Door>| {
        let now = door.get();
        if before == Some(Door::Locked) && now == Door::Open && takes_focus.get_untracked() {
            takes_focus.set(false);
            if let Some(heading) = heading.get_untracked() {
                // It is in the document.
                let _ = heading.focus();
            }
        }
        now
    });
    let trouble = Memo::new(move |_| trouble(desk).filter(|error| *error != VaultError::Wrong));
    let lock = move |_| {
        takes_focus.set(true);
        on_wish.run(VaultWish::Lock);
    };
    view! {
        <Show when=is_there>
            <section class="sheet-card vault" aria-label="Keys remembered on this device">
                <h2 tabindex="-1" node_ref=heading>{move || match (door.get(), is_changed.get()) {
                    (Door::Locked, true) => "Keys remembered on this device – under a new passphrase",
                    (Door::Locked, false) => "Keys remembered on this device – unlock",
                    (Door::Open | Door::Empty | Door::Unknown | Door::Shut(_), _) => "Keys remembered on this device",
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
                    <Unlock desk takes_focus />
                </Show>
                <Show when=move || takes_passphrase && door.get() == Door::Open>
                    <div class="row">
                        <button type="button" class="button" on:click=lock>"Lock now"</button>
                        <span class="quiet">"In every tab, until the passphrase is typed again."</span>
                    </div>
                    <Disclosure title="Change the passphrase" body=move || view! { <Change desk /> }.into_any() />
                </Show>
                {move || trouble.get().map(|error| view! { <p class="field-error" role="alert">{error.to_string()}</p> }.into_any())}
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

/// What could not be done last, for no vendor of its own.
fn trouble(desk: VaultDesk) -> Option<VaultError> {
    let trouble = desk.state.with(|vault| vault.trouble);
    trouble.filter(|(vendor, _)| vendor.is_none()).map(|(_, error)| error)
}

/// A passphrase as it is typed, and what is wrong with it.
#[derive(Clone, Copy)]
struct Line {
    typed: RwSignal<String>,
    wrong: RwSignal<Option<PassphraseError>>,
}

impl Line {
    fn new() -> Self {
        Self { typed: RwSignal::new(String::new()), wrong: RwSignal::new(None) }
    }

    fn take(&self, read: fn(&str) -> Result<Passphrase, PassphraseError>) -> Option<Passphrase> {
        let read = read(&self.typed.get_untracked());
        self.wrong.set(read.as_ref().err().copied());
        read.ok()
    }

    fn error(&self) -> Option<String> {
        self.wrong.get().map(|wrong| wrong.to_string())
    }

    /// What is wrong with one that has to be the one so far.
    fn error_of_known(self, desk: VaultDesk) -> Signal<Option<String>> {
        let refused = Memo::new(move |_| trouble(desk).filter(|error| *error == VaultError::Wrong));
        Signal::derive(move || self.error().or_else(|| refused.get().map(|error| error.to_string())))
    }
}

#[component]
fn Unlock(desk: VaultDesk, takes_focus: RwSignal<bool>) -> impl IntoView {
    let line = Line::new();
    let read = Callback::new(move |()| {
        takes_focus.set(true);
        Some(VaultWish::Open { passphrase: line.take(Passphrase::known)?, vendor: None })
    });
    view! {
        <Form desk lines=vec![line] read names=["Unlock", "Unlocking …"] class="button-primary">
            <PassphraseField
                id="vault-passphrase".to_owned()
                label="Passphrase"
                hint=if desk.state.with_untracked(|vault| vault.is_changed) {
                    "It was changed in another tab. What this page had opened is used all the same; type the new one to change what is remembered."
                } else {
                    "It is not sent anywhere. If you forgot it, forget the keys above and paste them anew."
                }
                takes_focus=takes_focus.get_untracked()
                error=line.error_of_known(desk)
                typed=line.typed
            />
        </Form>
    }
}

#[component]
fn Change(desk: VaultDesk) -> impl IntoView {
    let (former, next) = (Line::new(), Line::new());
    let read = Callback::new(move |()| {
        let (passphrase, next) = (former.take(Passphrase::known), next.take(Passphrase::new));
        Some(VaultWish::Change { passphrase: passphrase?, next: next? })
    });
    let error = Signal::derive(move || next.error());
    view! {
        <Form desk lines=vec![former, next] read names=["Change", "Changing …"] class="button">
            <PassphraseField id="vault-former".to_owned() label="Passphrase so far" error=former.error_of_known(desk) typed=former.typed />
            <PassphraseField id="vault-next".to_owned() label="New passphrase" is_new=true error typed=next.typed />
        </Form>
    }
}

/// Sends what is typed on once all of it can be read, and empties the lines.
#[component]
fn Form(
    desk: VaultDesk,
    lines: Vec<Line>,
    read: Callback<(), Option<VaultWish>>,
    /// What the button says: usually, and while it works.
    names: [&'static str; 2],
    class: &'static str,
    children: Children,
) -> impl IntoView {
    let is_busy = Memo::new(move |_| desk.state.with(|vault| vault.is_busy));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        if let Some(wish) = read.run(()) {
            for line in &lines {
                line.typed.set(String::new());
            }
            desk.on_wish.run(wish);
        }
    };
    view! {
        <form class="fields" novalidate on:submit=submit>
            {children()}
            <div class="row">
                <button type="submit" class=class aria-disabled=move || is_busy.get().to_string()>
                    {move || names[usize::from(is_busy.get())]}
                </button>
            </div>
        </form>
    }
}

//! How long a key is kept.

use leptos::prelude::*;

use super::PassphraseField;
use crate::{
    model::Vendor,
    session::{Connection, Keep, Passphrase, VaultError},
    ui::{
        Door, VaultState, VaultWish,
        parts::{Show, follow},
    },
};

/// What is remembered on this device, and where wishes about it go. Cheap to copy: it holds signals.
#[derive(Debug, Clone, Copy)]
pub struct VaultDesk {
    /// How it stands.
    pub state: Signal<VaultState>,
    /// The reader wants something.
    pub on_wish: Callback<VaultWish>,
}

/// How long a vendor's key is to be kept, as the reader is choosing it. Cheap to copy: it holds signals.
#[derive(Debug, Clone, Copy)]
pub struct Keeping {
    vendor: Vendor,
    choice: RwSignal<Keep>,
    passphrase: RwSignal<String>,
    /// Why the choice is not complete.
    lack: RwSignal<Option<String>>,
    desk: VaultDesk,
}

impl Keeping {
    /// Begins with what was chosen for the connection before, and follows when that changes.
    pub fn new(vendor: Vendor, connection: Signal<Option<Connection>>, desk: VaultDesk) -> Self {
        let chosen = Memo::new(move |_| match connection.get() {
            Some(one) if one.is_ready() => one.keep,
            // What is locked was remembered.
            _ if desk.state.with(|vault| vault.is_locked(vendor)) => Keep::Device,
            one => one.map_or(Keep::Page, |one| one.keep),
        });
        let choice = RwSignal::new(chosen.get_untracked());
        follow(move || choice.set(chosen.get()));
        Self { vendor, choice, passphrase: RwSignal::new(String::new()), lack: RwSignal::new(None), desk }
    }

    /// Forgets a passphrase that was typed and not used.
    pub fn clear(&self) {
        self.passphrase.set(String::new());
        self.lack.set(None);
    }

    /// What was chosen, for a connection that is about to be saved. A passphrase that was typed is used. `None` when the
    /// choice is not complete, which is said where it is made.
    pub fn take(&self) -> Option<Keep> {
        let keep = self.choice.get_untracked();
        let (door, is_busy) = self.desk.state.with_untracked(|vault| (vault.door, vault.is_busy));
        self.lack.set(None);
        if keep != Keep::Device || is_busy {
            return Some(keep);
        }
        let typed = self.passphrase.get_untracked();
        let passphrase = match door {
            Door::Open => return Some(keep),
            Door::Shut(error) => Err(refusal(error)),
            Door::Unknown => Err("This browser has not said yet whether it lets this page keep anything. Try again in a moment.".into()),
            Door::Empty => Passphrase::new(&typed).map_err(|error| error.to_string()),
            Door::Locked => Passphrase::known(&typed).map_err(|error| error.to_string()),
        };
        match passphrase {
            Ok(passphrase) => {
                self.passphrase.set(String::new());
                self.desk.on_wish.run(VaultWish::Open { passphrase, vendor: Some(self.vendor) });
                Some(keep)
            }
            Err(lack) => {
                self.lack.set(Some(lack));
                None
            }
        }
    }

    /// Why this vendor's key is not remembered, though it should be.
    fn trouble(&self) -> Option<String> {
        let trouble = self.desk.state.with(|vault| vault.trouble);
        let (_, error) = trouble.filter(|(vendor, _)| *vendor == Some(self.vendor))?;
        Some(format!("{} The key is used until this page is closed.", refusal(error)))
    }
}

fn refusal(error: VaultError) -> String {
    format!("Not remembered on this device: {error}")
}

const CHOICES: [(Keep, &str, &str); 3] = [
    (Keep::Page, "This page only", "– gone when you close or reload it."),
    (
        Keep::Tab,
        "This tab",
        "– survives a reload; gone when the tab is closed, unless the browser opens it again.",
    ),
    (Keep::Device, "Remember on this device", "– encrypted with a passphrase of yours, until you forget it."),
];

/// The choices of how long a vendor's key is kept.
#[component]
pub fn KeepChoice(
    /// What is chosen.
    keeping: Keeping,
) -> impl IntoView {
    let Keeping { vendor, choice, passphrase, lack, desk } = keeping;
    let group = format!("keep-{}", vendor.slug());
    let door = Memo::new(move |_| desk.state.with(|vault| vault.door));
    let asks =
        move |wanted: Door| Signal::derive(move || choice.get() == Keep::Device && door.get() == wanted);
    let trouble =
        Memo::new(move |_| lack.get().or_else(|| keeping.trouble()).filter(|_| choice.get() == Keep::Device));
    let id = format!("{group}-passphrase");
    let known_id = id.clone();
    view! {
        <fieldset class="field">
            <legend class="field-label">"Keep the key"</legend>
            {CHOICES.map(|(keep, name, help)| {
                let is_shut = move || keep == Keep::Device && matches!(door.get(), Door::Shut(_));
                view! {
                    <label class="choice">
                        <input
                            type="radio"
                            name=group.clone()
                            disabled=is_shut
                            prop:checked=move || choice.get() == keep
                            on:change=move |_| choice.set(keep)
                        />
                        <span>
                            <strong>{name}</strong>
                            " "
                            <span class="quiet">
                                {move || match door.get() {
                                    Door::Shut(error) if keep == Keep::Device => format!("– not possible here. {error}"),
                                    Door::Unknown | Door::Empty | Door::Locked | Door::Open | Door::Shut(_) => help.to_owned(),
                                }}
                            </span>
                        </span>
                    </label>
                }.into_any()
            }).into_iter().collect_view()}
            <Show when=asks(Door::Empty)>
                <PassphraseField
                    id=id.clone()
                    error=trouble
                    label="Choose a passphrase"
                    hint="At least 12 characters; four random words are easy to type. Nobody can recover it: if you forget it, paste the keys anew."
                    is_new=true
                    typed=passphrase
                />
            </Show>
            <Show when=asks(Door::Locked)>
                <PassphraseField
                    id=known_id.clone()
                    error=trouble
                    label="Passphrase"
                    hint="The one that keys are already remembered with on this device."
                    typed=passphrase
                />
            </Show>
            // At the field for the passphrase, where there is one.
            <Show when=move || !matches!(door.get(), Door::Empty | Door::Locked) && trouble.with(Option::is_some)>
                <p class="field-error" role="alert">{move || trouble.get()}</p>
            </Show>
        </fieldset>
    }
}

//! The form of a connection: where a vendor is asked, with which key, and how long that is kept.

use leptos::{html, prelude::*};

use super::{
    Site,
    access::Access,
    reopening::Reopening,
    typed::{Typed, Wrong},
};
use crate::{
    model::Vendor,
    providers::provider,
    session::Connection,
    ui::{
        controls::{Keeping, VaultDesk, field::Field},
        parts::{Link, Notice, Tone, follow},
    },
};

/// Said where no other page could ask the host either.
const NO_NAME: &str =
    "A page’s policy cannot name this host; use a name of letters, digits, dots and hyphens, or 127.0.0.1.";

/// A form for one vendor. A key is bound to the address it was typed for; changing the address clears it.
#[component]
pub fn ConnectionForm(
    /// Which vendor.
    vendor: Vendor,
    /// Its connection, when there is one.
    connection: Signal<Option<Connection>>,
    /// The address that counts.
    address_now: Memo<String>,
    /// Whether a test runs.
    is_checking: Signal<bool>,
    /// The address for which the page was opened anew, and which it may ask now.
    allowed: RwSignal<Option<String>>,
    /// An address that the reader takes elsewhere on the card.
    proposed: RwSignal<Option<String>>,
    /// Whether what is typed is another connection than the one that counts.
    differs: RwSignal<bool>,
    /// The page it stands on.
    site: Site,
    /// What is remembered on this device.
    vault: VaultDesk,
    /// The reader wants this connection.
    on_save: Callback<Connection>,
    /// The reader wants to know whether it works.
    on_check: Callback<Connection>,
) -> impl IntoView {
    let speaker = provider(vendor);
    let about = speaker.about();
    let is_relayed =
        Memo::new(move |_| connection.with(|one| one.as_ref().is_some_and(Connection::is_keyed_by_relay)));
    let typed = Typed {
        address: RwSignal::new(allowed.get_untracked().unwrap_or_else(|| address_now.get_untracked())),
        key: RwSignal::new(String::new()),
        relay_adds_key: RwSignal::new(is_relayed.get_untracked()),
        keeping: Keeping::new(vendor, connection, vault),
        page: site.page,
    };
    let Typed { address, key, relay_adds_key, keeping, .. } = typed;
    let wrong = RwSignal::new(None::<Wrong>);
    follow(move || {
        let now = address_now.get();
        if allowed.with_untracked(Option::is_none) {
            address.set(now);
        }
    });
    follow(move || relay_adds_key.set(is_relayed.get()));
    follow(move || {
        site.forgets.track();
        key.set(String::new());
        keeping.clear();
    });
    let is_address_now =
        Memo::new(move |_| typed.base_url().is_some_and(|typed| typed.to_string() == address_now.get()));
    // A relay stands on the page's own site, unless whoever runs the site says otherwise.
    let may_be_relayed = Memo::new(move |_| typed.is_of_site() || is_relayed.get() && is_address_now.get());
    let relays = Memo::new(move |_| may_be_relayed.get() && relay_adds_key.get());
    let is_keyed = move || connection.with(|one| one.as_ref().is_some_and(Connection::has_key));
    let moves_address = move || is_keyed() && !is_address_now.get();
    let key_hint = Signal::derive(move || {
        let hint = connection.with(|one| Some(one.as_ref()?.key_hint().to_owned()));
        hint.filter(|_| is_keyed() && !moves_address())
            .map_or_else(String::new, |hint| format!("••••••••{hint}"))
    });
    let barred = Memo::new(move |_| {
        let address = typed.base_url()?;
        (!site.may_ask.run(address.origin().to_owned())).then(|| address.policy_name().map(str::to_owned))
    });
    let wrong_address = Signal::derive(move || match wrong.get() {
        Some(Wrong::Address(words)) => Some(words),
        Some(Wrong::Key(_) | Wrong::Keeping) | None => {
            barred.with(|barred| *barred == Some(None)).then(|| NO_NAME.to_owned())
        }
    });
    let wrong_key = Signal::derive(move || match wrong.get() {
        Some(Wrong::Key(words)) => Some(words),
        Some(Wrong::Address(_) | Wrong::Keeping) | None => None,
    });
    let on_reopen = Callback::new(move |()| {
        if let Some(address) = untrack(|| typed.base_url()) {
            site.on_reopen.run((vendor, address));
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_checking.get_untracked() {
            return;
        }
        match typed.read(speaker, connection.get_untracked(), relays.get_untracked()) {
            Ok(read) => {
                wrong.set(None);
                allowed.set(None);
                // The typed key leaves the document as soon as it is taken.
                key.set(String::new());
                proposed.set(None);
                on_save.run(read.clone());
                if barred.get_untracked().is_none() {
                    on_check.run(read);
                }
            }
            Err(found) => wrong.set(Some(found)),
        }
    };
    // What was learned is of what was tested, not of what is being typed.
    follow(move || {
        let is_as_tested =
            is_address_now.get() && key.with(String::is_empty) && relays.get() == is_relayed.get();
        differs.set(!is_as_tested);
    });
    on_cleanup(move || {
        let _ = differs.try_set(false);
        let _ = proposed.try_set(None);
    });
    let field = NodeRef::<html::Input>::new();
    follow(move || {
        if let Some((path, field)) = proposed.get().zip(field.get()) {
            address.set(path);
            // It is in the document.
            let _ = field.focus();
        }
    });
    view! {
                <form class="fields" novalidate on:submit=submit>
                    <Field
                        id=format!("{}-address", vendor.slug())
                        label="Address of the API"
                        hint=Signal::derive(move || if moves_address() { "The key was typed for the address before and will be forgotten." } else { "Change it for a server of your own, or a relay path on this site." }.to_owned())
                        error=wrong_address
                        typed=address
                        kind="text"
                        inputmode="url"
                        autocomplete="off"
                        field
                    />
                    {move || allowed.get().filter(|_| barred.with(Option::is_none)).map(|address| view! {
                        <Notice title=format!("This page was opened anew for {address}") tone=Tone::Good>
                            <p>"Paste the key, then press “Save and test”."</p>
                        </Notice>
                    }.into_any())}
                    <Access vendor typed may_be_relayed relays key_hint error=wrong_key />
                    {move || barred.get().flatten().map(|origin| view! {
                        <Reopening origin loses_keys=site.loses_keys on_reopen />
                    }.into_any())}
                    <div class="row">
                        <button type="submit" class="button-primary" aria-disabled=move || is_checking.get().to_string()>
                            {move || if is_checking.get() { "Testing …" } else { "Save and test" }}
                        </button>
                    </div>
                    <Link address=about.docs_url text="Documentation" />
    </form>    }
}

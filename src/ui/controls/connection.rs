//! Connecting a vendor: its address, its key, and how long the key is kept.

pub mod access;
pub mod learned;
pub mod reopening;
pub mod typed;
pub mod ways;

pub use learned::Learned;

use leptos::{html, prelude::*};

use access::{Access, Head};
use learned::Lesson;
use reopening::Reopening;
use typed::{Typed, Wrong};
use ways::OtherWays;

use crate::{
    model::Vendor,
    providers::provider,
    session::{BaseUrl, Connection},
    ui::{
        controls::{Keeping, VaultDesk, field::Field},
        parts::{Notice, Show, Tone, follow},
    },
};

/// What a form of a connection has to know of the page it stands on. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Site {
    /// The address of the page, which paths are beside.
    pub page: StoredValue<String>,
    /// Whether the page's own policy lets it ask an origin.
    pub may_ask: Callback<String, bool>,
    /// The page is to be opened anew, allowed to ask the origin of this vendor's address, too.
    pub on_reopen: Callback<(Vendor, BaseUrl)>,
    /// Whether a key would be lost then.
    pub loses_keys: Signal<bool>,
    /// How often every key was forgotten. What is typed and not saved goes with them.
    pub forgets: Signal<u32>,
}

/// Said where no other page could ask the host either.
const NO_NAME: &str =
    "A page’s policy cannot name this host; use a name of letters, digits, dots and hyphens, or 127.0.0.1.";

/// A form for one vendor. A key is bound to the address it was typed for; changing the address clears it.
#[component]
pub fn ConnectionForm(
    /// Which vendor.
    vendor: Vendor,
    /// Its connection, when there is one.
    #[prop(into)]
    connection: Signal<Option<Connection>>,
    /// Whether a test runs.
    #[prop(into)]
    is_checking: Signal<bool>,
    /// What the last test learned.
    #[prop(into)]
    learned: Signal<Option<Learned>>,
    /// The address for which the page was opened anew, and which it may ask now.
    allowed: Option<BaseUrl>,
    /// The page it stands on.
    site: Site,
    /// What is remembered on this device.
    vault: VaultDesk,
    /// The reader wants this connection.
    on_save: Callback<Connection>,
    /// The reader wants to know whether it works.
    on_check: Callback<Connection>,
    /// The reader wants to try the key in a shell.
    on_curl: Callback<()>,
) -> impl IntoView {
    let speaker = provider(vendor);
    let about = speaker.about();
    let is_locked = Memo::new(move |_| {
        let is_ready = connection.with(|one| one.as_ref().is_some_and(Connection::is_ready));
        !is_ready && vault.state.with(|vault| vault.is_locked(vendor))
    });
    // The address changes only when another one counts, whatever else happens: the reader may be typing.
    let address_now = Memo::new(move |_| {
        let remembered =
            is_locked.get().then(|| vault.state.with(|vault| vault.address_of(vendor))).flatten();
        remembered
            .or_else(|| connection.with(|one| one.as_ref().map(|one| one.address().to_string())))
            .unwrap_or_else(|| about.default_base_url.to_owned())
    });
    let is_relayed =
        Memo::new(move |_| connection.with(|one| one.as_ref().is_some_and(Connection::is_keyed_by_relay)));
    let allowed = RwSignal::new(allowed.map(|address| address.to_string()));
    let takes_key = allowed.with_untracked(Option::is_some);
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
    let chose_relay = RwSignal::new(false);
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
                chose_relay.set(false);
                on_save.run(read.clone());
                if barred.get_untracked().is_none() {
                    on_check.run(read);
                }
            }
            Err(found) => wrong.set(Some(found)),
        }
    };
    // What was learned is of what was tested, not of what is being typed.
    let is_as_tested = Memo::new(move |_| {
        is_address_now.get() && key.with(String::is_empty) && relays.get() == is_relayed.get()
    });
    let is_saved =
        move || is_as_tested.get() && connection.with(|one| one.as_ref().is_some_and(Connection::is_ready));
    let field = NodeRef::<html::Input>::new();
    let on_relay = Callback::new(move |path: String| {
        address.set(path);
        chose_relay.set(true);
        if let Some(field) = field.get_untracked() {
            // The field is in the document as long as this form is.
            let _ = field.focus();
        }
    });
    view! {
        <section class="sheet-card connection" data-vendor=vendor.slug() aria-label=vendor.name()>
            <Head vendor connection is_locked />
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
                <Access vendor typed may_be_relayed relays key_hint error=wrong_key takes_focus=takes_key />
                {move || barred.get().flatten().map(|origin| view! {
                    <Reopening origin loses_keys=site.loses_keys on_reopen />
                }.into_any())}
                <div class="row">
                    <button type="submit" class="button-primary" aria-disabled=move || is_checking.get().to_string()>
                        {move || if is_checking.get() { "Testing …" } else { "Save and test" }}
                    </button>
                    <Show when=move || connection.with(|one| one.as_ref().is_some_and(Connection::is_ready))>
                        <button
                            type="button"
                            class="button-quiet"
                            on:click=move |_| {
                                if let Some(one) = connection.get_untracked() {
                                    on_save.run(one.without_access());
                                }
                            }
                        >
                            {move || if is_relayed.get() { "Disconnect" } else { "Forget this key" }}
                        </button>
                    </Show>
                </div>
            </form>
            <div role="status" class="learned">
                <Show when=move || barred.with(Option::is_some) && learned.with(Option::is_none) && is_saved()>
                    <OtherWays vendor on_relay on_curl />
                </Show>
                {move || learned.get().filter(|_| is_as_tested.get()).map(|learned| view! { <Lesson vendor learned on_relay on_curl /> }.into_any())}
                <Show when=move || chose_relay.get() && !is_as_tested.get()>
                    <p class="quiet">"Now see to its key and press “Save and test”."</p>
                </Show>
            </div>
        </section>
    }
}

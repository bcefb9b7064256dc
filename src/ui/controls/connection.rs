//! Connecting a vendor: its address, its key, and how long the key is kept.

pub mod learned;
pub mod reopening;
mod typed;
pub mod ways;

pub use learned::Learned;

use leptos::{html, prelude::*};

use learned::Lesson;
use reopening::Reopening;
use typed::Typed;
use ways::OtherWays;

use crate::{
    model::Vendor,
    providers::provider,
    session::Connection,
    ui::{
        controls::{KeepChoice, Keeping, VaultDesk},
        parts::{Link, Show, VendorTag},
    },
};

/// What a form of a connection has to know of the page it stands on. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Site {
    /// The address of the page, which paths are beside.
    pub page: StoredValue<String>,
    /// Whether the page's own policy lets it ask an origin.
    pub may_ask: Callback<String, bool>,
    /// The page is to be opened anew, allowed to ask one more origin.
    pub on_reopen: Callback<String>,
    /// Whether a key would be lost then.
    pub loses_keys: Signal<bool>,
    /// How often every key was forgotten. What is typed and not saved goes with them.
    pub forgets: Signal<u32>,
}

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
    let is_relayed = move || connection.with(|one| one.as_ref().is_some_and(Connection::is_keyed_by_relay));
    let typed = Typed {
        address: RwSignal::new(address_now.get_untracked()),
        key: RwSignal::new(String::new()),
        relay_adds_key: RwSignal::new(untrack(is_relayed)),
        keeping: Keeping::new(vendor, connection, vault),
        page: site.page,
    };
    let Typed { address, key, relay_adds_key, keeping, .. } = typed;
    let error = RwSignal::new(None::<String>);
    Effect::new(move |_| address.set(address_now.get()));
    Effect::new(move |_| relay_adds_key.set(is_relayed()));
    Effect::new(move |_| {
        site.forgets.track();
        key.set(String::new());
        keeping.clear();
    });
    let kept_hint = move || {
        connection.with(|connection| {
            connection.as_ref().filter(|one| one.has_key()).map(|one| one.key_hint().to_owned())
        })
    };
    let barred = Memo::new(move |_| {
        let address = typed.base_url()?;
        (!site.may_ask.run(address.origin().to_owned())).then(|| address.policy_name().map(str::to_owned))
    });
    let chose_relay = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_checking.get_untracked() {
            return;
        }
        match typed.read(speaker, connection.get_untracked()) {
            Ok(read) => {
                error.set(None);
                // The typed key leaves the document as soon as it is taken.
                key.set(String::new());
                chose_relay.set(false);
                on_save.run(read.clone());
                if barred.get_untracked().is_none() {
                    on_check.run(read);
                }
            }
            Err(words) => error.set(Some(words)),
        }
    };
    let moves_address = move || {
        let is_same = typed.base_url().is_some_and(|typed| typed.to_string() == address_now.get());
        kept_hint().is_some() && !is_same
    };
    // What was learned is of what was tested, not of what is being typed.
    let is_as_tested = Memo::new(move |_| {
        let is_same = typed.base_url().is_some_and(|typed| typed.to_string() == address_now.get());
        is_same && key.with(String::is_empty) && relay_adds_key.get() == is_relayed()
    });
    let is_elsewhere = move || typed.base_url().is_some_and(|one| one.to_string() != about.default_base_url);
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
            <header class="row">
                <h2><VendorTag vendor /></h2>
                <span class="quiet">
                    {move || match kept_hint() {
                        Some(hint) if hint.is_empty() => "key set".to_owned(),
                        Some(hint) => format!("key ending …{hint}"),
                        None if is_relayed() => "the relay adds the key".to_owned(),
                        None if is_locked.get() => "locked".to_owned(),
                        None => "not connected".to_owned(),
                    }}
                </span>
                <span class="spacer"></span>
                <Link address=about.docs_url text="Documentation" />
            </header>
            <form class="fields" novalidate on:submit=submit>
                <label class="field">
                    <span class="field-label">"Address of the API"</span>
                    <input
                        class="input"
                        type="text"
                        inputmode="url"
                        spellcheck="false"
                        autocomplete="off"
                        node_ref=field
                        prop:value=move || address.get()
                        on:input:target=move |event| address.set(event.target().value())
                    />
                    <span class="field-hint">
                        {move || if moves_address() { "The key was typed for the address before and will be forgotten." } else { "Change it for a server of your own, or a relay path on this site." }}
                    </span>
                </label>
                <Show when=move || is_elsewhere() || relay_adds_key.get()>
                    <label class="choice">
                        <input
                            type="checkbox"
                            prop:checked=move || relay_adds_key.get()
                            on:change:target=move |event| relay_adds_key.set(event.target().checked())
                        />
                        <span><strong>"The relay adds the key"</strong> " " <span class="quiet">"– then none is asked for and none is sent."</span></span>
                    </label>
                </Show>
                <Show when=move || !relay_adds_key.get()>
                    <label class="field">
                        <span class="field-label">"Key"</span>
                        <input
                            class="input"
                            type="password"
                            spellcheck="false"
                            autocomplete="off"
                            placeholder=move || match kept_hint() {
                                Some(hint) if !moves_address() => format!("••••••••{hint}"),
                                Some(_) | None => String::new(),
                            }
                            prop:value=move || key.get()
                            on:input:target=move |event| key.set(event.target().value())
                        />
                        <span class="field-hint">{about.key_help} " " {about.key_form}</span>
                    </label>
                </Show>
                <KeepChoice keeping />
                {move || barred.get().map(|origin| view! {
                    <Reopening origin loses_keys=site.loses_keys on_reopen=site.on_reopen />
                }.into_any())}
                <Show when=move || error.with(Option::is_some)>
                    <p class="field-error" role="alert">{move || error.get()}</p>
                </Show>
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
                            {move || if is_relayed() { "Ask no more" } else { "Forget this key" }}
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
                    <p class="quiet">"Now press “Save and test”."</p>
                </Show>
            </div>
        </section>
    }
}

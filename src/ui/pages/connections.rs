//! Where vendors are connected.

use leptos::prelude::*;

use super::problems::Problems;
use crate::{
    model::Vendor,
    place::Place,
    providers::provider,
    session::{Action, Connection, Feed, Subject, test_request},
    ui::{
        AppState, CheckState, Intent,
        controls::{ConnectionCard, Learned, Site, VaultCard, VaultDesk},
        parts::{Notice, Show, Tone, focus_first},
    },
};

/// Where the focus goes when the button that had it is gone.
const TITLE: &str = "main h1";

/// A form per vendor, and a way to forget every key.
#[component]
pub fn ConnectionsPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let site = Site {
        page: state.page_address,
        may_ask: state.may_ask,
        on_reopen: Callback::new(move |(vendor, address)| state.ask(Intent::ReopenAllowing(vendor, address))),
        loses_keys: Signal::derive(move || {
            state.vault.with(|vault| state.connections.with(|all| all.iter().any(|one| vault.loses(one))))
        }),
        forgets: state.forgets.into(),
    };
    let desk = VaultDesk {
        state: state.vault.into(),
        on_wish: Callback::new(move |wish| state.ask(Intent::Vault(wish))),
    };
    let allowed = state.allowed.get_untracked();
    state.allowed.set(None);
    let errand = state.errand.get_untracked();
    state.errand.set(None);
    let form = move |vendor| {
        let allowed = allowed.as_ref().filter(|(of, _)| *of == vendor).map(|(_, address)| address.clone());
        let errand = errand.filter(|(of, _)| *of == vendor).map(|(_, action)| action);
        let errand = if allowed.is_some() { Some(Action::AddKey) } else { errand };
        let connection = Signal::derive(move || state.connections.with(|all| all.get(vendor).cloned()));
        let is_checking = Signal::derive(move || {
            state.checks.with(|checks| matches!(checks.get(&vendor), Some(CheckState::Running)))
        });
        let learned = Signal::derive(move || learned(&state, vendor));
        view! {
            <ConnectionCard
                vendor
                connection
                is_checking
                learned
                allowed
                errand
                site
                vault=desk
                on_save=Callback::new(move |connection: Connection| {
                    let is_forgotten = !connection.is_ready()
                        && state.connections.with_untracked(|all| all.is_ready(vendor));
                    state.ask(Intent::Connect(connection));
                    if is_forgotten {
                        focus_first(TITLE);
                    }
                })
                on_check=Callback::new(move |connection| state.ask(Intent::Check(connection)))
                on_curl=Callback::new(move |()| copy_curl(&state, vendor))
            />
        }
        .into_any()
    };
    let forms = move || {
        if state.may_take_keys {
            Vendor::ALL.map(form).into_iter().collect_view().into_any()
        } else {
            view! { <ElsewhereOnly address=format!("{}{}", state.page_address.read_value(), Place::Connections) /> }.into_any()
        }
    };
    let has_keys = Memo::new(move |_| {
        state.vault.with(crate::ui::VaultState::holds_something)
            || state.connections.with(|all| Vendor::ALL.iter().any(|one| all.has_key(*one)))
    });
    let forget = move |_| {
        state.ask(Intent::ForgetKeys);
        focus_first(TITLE);
    };
    view! {
        <div class="sheet connections">
            <header>
                <h1 tabindex="-1">"Connections"</h1>
                <p>
                    "A key is sent only to the address it was typed for, in a header, and is never part of a link, a log or a copy. "
                    "Most of these keys can also send messages and place calls: use one with fewer rights where the vendor offers it."
                </p>
                <Problems />
                <Show when=move || state.not_kept.get()>
                    <Notice title="Keys are not kept here" tone=Tone::Warn>
                        <p>"This browser does not let this page keep anything. Keys last until the page is closed."</p>
                    </Notice>
                </Show>
            </header>
            <VaultCard desk takes_passphrase=state.may_take_keys takes_focus=state.locked_lead.with_untracked(Option::is_some) />
            {forms()}
            <Show when=move || has_keys.get()>
                <div class="row">
                    <button type="button" class="button" on:click=forget>"Forget all keys"</button>
                    <span class="quiet">"In every tab of this page, and those kept for a tab or on this device."</span>
                </div>
            </Show>
        </div>
    }
}

/// Says why no key is taken in a frame of an origin that is not listed, and where one is.
#[component]
fn ElsewhereOnly(address: String) -> impl IntoView {
    view! {
        <Notice title="No keys are asked for in this frame" tone=Tone::Warn>
            <p>
                "Another site shows this page, and this site's leadwake.json does not list it under frame_origins. "
                "It could cover the form for a key, or draw one that looks the same. Give keys in a tab of Leadwake's own, and look at its address first."
            </p>
            <div class="row">
                <a class="button" href=address target="_blank" rel="noopener noreferrer">"Open in a new tab"</a>
            </div>
        </Notice>
    }
}

/// What is known of a vendor's connection: by its last test, or by what a lead that is open met with.
fn learned(state: &AppState, vendor: Vendor) -> Option<Learned> {
    let connection = state.connections.with(|all| all.get(vendor).cloned())?;
    let host = state.page_host.read_value();
    let subject = Subject::of(provider(vendor).about(), &connection, Some(&host));
    let tested = state.checks.with(|checks| match checks.get(&vendor)? {
        CheckState::Running => Some(None),
        CheckState::Done(checked) => Some(Some(Learned {
            is_good: checked.is_good(),
            wants_another_way: checked.wants_another_way(&subject),
            explanation: checked.explain(&subject),
        })),
    });
    let met = || {
        state.feeds.with(|feeds| {
            let of_vendor = feeds.iter().filter(|feed| feed.handle.vendor == vendor);
            let error = of_vendor.filter_map(Feed::error).find(|error| error.wants_another_way(&subject))?;
            let explanation = error.explain(&subject);
            Some(Learned { is_good: false, wants_another_way: true, explanation })
        })
    };
    tested.unwrap_or_else(met)
}

/// Copies the request that tests a vendor's connection, with a name in the key's place.
fn copy_curl(state: &AppState, vendor: Vendor) {
    let lead = state.feeds.with_untracked(|feeds| {
        feeds.iter().find(|feed| feed.handle.vendor == vendor).map(|feed| feed.handle.clone())
    });
    let speaker = provider(vendor);
    let request = test_request(speaker, lead.as_ref(), state.now.get_untracked());
    let curl = request.ok().and_then(|request| {
        state.connections.with_untracked(|all| all.get(vendor)?.curl(speaker, &request).ok())
    });
    if let Some(text) = curl {
        state.ask(Intent::Copy { text, done: "Command copied; put your key in the place of $API_KEY" });
    }
}

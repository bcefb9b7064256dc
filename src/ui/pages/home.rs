//! Where a lead is chosen.

use leptos::prelude::*;

use super::{files::FileEntry, problems::Problems};
use crate::{
    model::Vendor,
    place::{Place, Source},
    providers::provider,
    ui::{
        AppState,
        controls::DossierForm,
        parts::{Badge, Tone, VendorTag},
    },
};

/// A form for a lead, the way to the demo, and how the vendors stand.
#[component]
pub fn HomePage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let connected = Signal::derive(move || {
        state.connections.with(|connections| {
            Vendor::ALL.into_iter().filter(|vendor| connections.is_ready(*vendor)).collect::<Vec<_>>()
        })
    });
    let vendors = Vendor::ALL.map(|vendor| {
        let is_connected = move || connected.with(|connected| connected.contains(&vendor));
        let is_locked = move || !is_connected() && state.vault.with(|vault| vault.is_locked(vendor));
        let host = move || {
            let remembered = is_locked().then(|| state.vault.with(|vault| vault.address_of(vendor))).flatten();
            if let Some(remembered) = remembered {
                return remembered.trim_start_matches("https://").to_owned();
            }
            state.connections.with(|connections| {
                connections.get(vendor).map_or_else(
                    || provider(vendor).about().default_base_url.trim_start_matches("https://").to_owned(),
                    |connection| connection.address().host().to_owned(),
                )
            })
        };
        view! {
            <li>
                <VendorTag vendor />
                <span class="quiet">{host}</span>
                {move || {
                    if is_connected() {
                        view! { <Badge text="connected" tone=Tone::Good /> }.into_any()
                    } else if is_locked() {
                        view! { <a href=Place::Connections.to_string()><Badge text="remembered – unlock" tone=Tone::Warn /></a> }.into_any()
                    } else {
                        view! { <Badge text="no key" /> }.into_any()
                    }
                }}
            </li>
        }
        .into_any()
    });
    view! {
        <div class="sheet home">
            <Problems />
            <section class="home-intro">
                <h1 tabindex="-1">"What happened with this lead?"</h1>
                <p>
                    "One timeline of every text, call, e-mail, chat and meeting, from "
                    "Apten, LeadSail, Naturalead and Attendee. "
                    "Connect a provider, or look at the demo lead. Keys stay in this page unless you choose otherwise. This page has no server."
                </p>
                <div class="row">
                    <a class="button-primary" href=Place::lead(Source::Demo).to_string()>"Look at the demo lead"</a>
                    <a class="button" href=Place::Connections.to_string()>"Connect a provider"</a>
                </div>
            </section>
            <section class="sheet-card">
                <h2>"Open a lead"</h2>
                <DossierForm
                    start=state.last_lead.get_untracked()
                    connected
                    connect_address=Place::Connections.to_string()
                    on_open=Callback::new(move |dossier| state.go(Place::lead(Source::Lead(dossier))))
                />
            </section>
            <section class="sheet-card">
                <h2>"Open files"</h2>
                <p>
                    "Answers that you or a colleague saved from a vendor’s API, one or many. They are read here and sent nowhere. "
                    <a href=Place::Files.to_string()>"More about files"</a>
                </p>
                <FileEntry />
            </section>
            <section class="sheet-card">
                <h2>"Connections"</h2>
                <ul class="vendor-list">{vendors.into_iter().collect_view()}</ul>
                <a href=Place::Connections.to_string()>"Change connections"</a>
            </section>
        </div>
    }
}

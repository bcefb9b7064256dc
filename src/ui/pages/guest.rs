//! What stands around the pages where the viewer is a part of another page: as little as possible.

use leptos::prelude::*;

use crate::{
    model::Dossier,
    place::{Place, Source},
    ui::{
        AppState, Host,
        parts::{Notice, Show, Tone},
    },
};

/// The way back to the lead, on every page that is not its own.
#[component]
pub fn GuestBar() -> impl IntoView {
    let state = expect_context::<AppState>();
    // The reader may have looked at the demo, or at a call.
    let last = Memo::new(move |before: Option<&Option<String>>| {
        state.place.with(|place| match place {
            Ok(place @ Place::Lead(_)) => Some(place.to_string()),
            Ok(Place::Home | Place::Connections | Place::Files | Place::Requests | Place::Embed) | Err(_) => {
                before.cloned().flatten()
            }
        })
    });
    let back = Memo::new(move |_| {
        let is_away = state.place.with(|place| !matches!(place, Ok(Place::Lead(_) | Place::Home)));
        let handles =
            state.feeds.with(|feeds| feeds.iter().map(|feed| feed.handle.clone()).collect::<Vec<_>>());
        let dossier = if handles.is_empty() { state.last_lead.get() } else { Dossier::new(handles) };
        let of_dossier = || (!dossier.is_empty()).then(|| Place::lead(Source::Lead(dossier)).to_string());
        is_away.then(|| last.get().or_else(of_dossier)).flatten()
    });
    move || {
        back.get().map(|address| {
            view! {
                <nav class="bar guest-bar" aria-label="Pages">
                    <a href=address>"← Back to the timeline"</a>
                </nav>
            }
            .into_any()
        })
    }
}

/// What is seen while no lead is.
#[component]
pub fn GuestHome() -> impl IntoView {
    let state = expect_context::<AppState>();
    let refused = Memo::new(move |_| match state.host.get() {
        Host::Refused(origin) => Some(origin),
        Host::Nobody | Host::Awaited | Host::Linked => None,
    });
    let words = move || match state.host.get() {
        Host::Nobody => "This frame’s address names no lead.",
        Host::Awaited => "Waiting for the page around to say which lead is to be seen.",
        Host::Refused(_) => "",
        Host::Linked => "No lead is chosen.",
    };
    let notice = move |origin: String| {
        view! {
            <Notice title="This page may not say what is shown here" tone=Tone::Warn>
                <p>
                    <strong>{origin}</strong>
                    " shows Leadwake in a frame, and is not listed under frame_origins in the leadwake.json of Leadwake’s own site. Whoever runs that site can list it."
                </p>
            </Notice>
        }
        .into_any()
    };
    view! {
        <div class="sheet guest">
            <h1 class="visually-hidden" tabindex="-1">"Timeline"</h1>
            {move || refused.get().map(notice)}
            <Show when=move || refused.with(Option::is_none)><p role="status">{words}</p></Show>
        </div>
    }
}

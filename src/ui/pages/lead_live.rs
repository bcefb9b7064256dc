//! Following a lead live: the switch, and how it stands.

use leptos::prelude::*;

use crate::{
    model::Timestamp,
    place::Source,
    session::Live,
    ui::{AppState, parts::Words},
};

/// Switches following on and off, where there is somebody who could be asked again.
#[component]
pub fn LiveSwitch() -> impl IntoView {
    let state = expect_context::<AppState>();
    let has_vendors =
        Memo::new(move |_| state.lead().is_some_and(|lead| matches!(lead.source, Source::Lead(_))));
    let is_live = Memo::new(move |_| state.view().is_live);
    move || {
        has_vendors.get().then(|| {
            view! {
                <button
                    type="button"
                    class="button-quiet live-switch"
                    aria-pressed=move || is_live.get().to_string()
                    title="Ask the vendors again and again for what is new, while this page is seen"
                    on:click=move |_| state.set_view(|view| view.is_live = !view.is_live)
                >
                    <span class="live-dot" aria-hidden="true"></span>
                    <span class="label">"Follow live"</span>
                </button>
            }
            .into_any()
        })
    }
}

/// How following stands, in a line that is there to be read and interrupts nobody.
#[component]
pub fn LiveStatus() -> impl IntoView {
    let state = expect_context::<AppState>();
    let words = Memo::new(move |_| state.live.with(|live| words(&state, live)));
    let line = |text: String| {
        let title = text.clone();
        view! { <p class="live-status quiet num" title=title><Words text /></p> }.into_any()
    };
    move || words.get().map(line)
}

fn words(state: &AppState, live: &Live) -> Option<String> {
    let clock = |at: &Timestamp| state.calendar.get().clock_seconds(*at);
    Some(match live {
        Live::Off => return None,
        Live::On { checked, troubles } => {
            let trouble = |(vendor, error, due): &(_, _, _)| {
                format!("{}; it is asked again at {}", state.explain(*vendor, error).title, clock(due))
            };
            let checked = checked.as_ref().map(|at| format!("checked {}", clock(at)));
            // What may be cut off for want of room comes last.
            let told = troubles.iter().map(trouble).chain(["Live".to_owned()]).chain(checked);
            told.collect::<Vec<_>>().join(" · ")
        }
        Live::Hidden => "Paused while this tab is hidden".into(),
        Live::Offline => "Paused while this device is offline".into(),
        Live::Nobody => "Paused: none of these sources can be asked now".into(),
    })
}

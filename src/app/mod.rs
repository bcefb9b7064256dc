//! The viewer as a page of its own: places are fragments of its address.

mod around;
mod kept;
mod local;
mod site;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use around::PageSurroundings;

use crate::{
    browser::{Outer, location},
    model::Vendor,
    place::{Open, Place, Source},
    shell,
    ui::{AppState, pages::Viewer, parts::follow},
};

/// Starts the viewer in the document's body. Called by the scripts around the program, once in its life.
#[wasm_bindgen]
pub fn start(outer: Outer) {
    outer.take_panics();
    mount_to_body(move || {
        let handles = shell::start(Box::new(PageSurroundings::new(outer.clone())));
        let state = handles.state;
        provide_context(state);
        follow(move || {
            location::set_title(&state.place.with(|place| title(place.as_ref().ok(), &state)));
        });
        let arrive = std::rc::Rc::new(handles.arrive);
        let connect = handles.connect;
        let first = location::fragment();
        let without = outer.without().and_then(|slug| slug.parse().ok());
        let begin = {
            let arrive = arrive.clone();
            move || {
                let left_out = leave_out(without, &state);
                arrive(location::fragment().parse());
                // It is true of this place, and goes with it.
                if let Some(vendor) = left_out {
                    state.word.set(Some(format!("Opened without {}", vendor.name())));
                }
            }
        };
        let watched = outer.clone();
        follow(move || {
            let vendors = state.place.with(|place| place.as_ref().map(shown).unwrap_or_default());
            let words = |word: fn(Vendor) -> &'static str| {
                vendors.iter().map(|vendor| word(*vendor).to_owned()).collect::<Vec<_>>()
            };
            watched.set_vendors(words(Vendor::slug), words(Vendor::name));
        });
        if local::wants_connections(&first) {
            // The lead is asked for once its vendors are connected.
            wasm_bindgen_futures::spawn_local(async move {
                for connection in local::connections().await {
                    connect(connection);
                }
                begin();
            });
        } else {
            begin();
        }
        location::on_change(move |fragment| arrive(fragment.parse()));
        view! { <Viewer /> }
    });
}

/// The vendors that are asked for a place.
fn shown(place: &Place) -> Vec<Vendor> {
    let Some(Source::Lead(dossier)) = place.as_lead().map(|lead| &lead.source) else { return Vec::new() };
    Vendor::ALL.into_iter().filter(|vendor| dossier.of(*vendor).next().is_some()).collect()
}

/// Changes the address into one with nothing of this vendor's, because the program failed with it; gives whom that left
/// out.
fn leave_out(vendor: Option<Vendor>, state: &AppState) -> Option<Vendor> {
    let (vendor, place) = (vendor?, location::fragment().parse::<Place>().ok()?);
    // In the history the address before stays, which leads back to all vendors.
    let (with, without) = (place.to_string(), place.without(vendor));
    location::set_fragment(&without.to_string(), true);
    state.left_out.set(without.as_lead().map(|lead| (vendor, lead.clone(), with)));
    Some(vendor)
}

/// What the tab and the history show. No name and no number: titles end up in histories and on screenshots.
fn title(place: Option<&Place>, state: &AppState) -> String {
    let page = match place {
        Some(Place::Home) => "",
        Some(Place::Connections) => "Connections – ",
        Some(Place::Files) => "Files – ",
        Some(Place::Requests) => "Requests – ",
        Some(Place::Lead(lead)) => match (&lead.source, &lead.open) {
            (Source::Files(id), _) if !state.has_files(*id) => "Files – ",
            (_, Open::Call { .. }) => "Call – ",
            (_, Open::Thread(_)) => "Conversation – ",
            (_, Open::Nothing | Open::Entry(_) | Open::Moment(_)) => "Timeline – ",
        },
        None => "No such page – ",
    };
    format!("{page}Leadwake")
}

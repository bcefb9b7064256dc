//! The viewer as a page of its own: places are fragments of its address.

mod around;
mod frame;
mod kept;
mod local;
mod site;

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use around::PageSurroundings;
use frame::Link;

use crate::{
    browser::{self, Outer, location},
    model::Vendor,
    place::{Embed, Open, Place, Source},
    shell::{self, Surroundings as _},
    ui::{AppState, Theme, pages::Viewer, parts::follow},
};

/// Starts the viewer in the document's body. Called by the scripts around the program, once in its life.
#[wasm_bindgen]
pub fn start(outer: Outer) {
    outer.take_panics();
    mount_to_body(move || {
        let (embed, link) = (Embed::of(&location::fragment()), Link::default());
        let around = PageSurroundings::new(outer.clone(), embed.clone(), link.clone());
        let deployment = around.deployment().clone();
        let handles = shell::start(Box::new(around));
        let state = handles.state;
        state.embed.set(embed.clone());
        if let Some(theme) = embed.as_ref().and_then(|embed| Theme::named(embed.theme.as_deref()?)) {
            state.theme.set(theme);
        }
        provide_context(state);
        // Who restarts comes from the card that said so: it had the focus, and is gone.
        state.arrivals.set(outer.is_restart().into());
        follow(move || {
            location::set_title(&state.place.with(|place| title(place.as_ref().ok(), &state)));
        });
        let arrive = Rc::new(handles.arrive);
        let connect = handles.connect;
        let first = location::fragment();
        let without = outer.without().and_then(|slug| slug.parse().ok());
        let begin = {
            let (arrive, embed) = (arrive.clone(), embed.clone());
            move || {
                let left_out = leave_out(without, &state, embed.as_ref());
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
        let begin: Rc<dyn Fn()> = Rc::new(begin);
        let is_told = embed.as_ref().is_some_and(|embed| embed.waits) && browser::is_framed();
        if let Some(embed) = &embed {
            let page = frame::Page {
                state,
                outer: outer.clone(),
                deployment,
                begin: begin.clone(),
                view: Rc::default(),
            };
            frame::link(&link, embed, &page);
        }
        if is_told {
            // What is seen the page around says.
        } else if local::wants_connections(&first) {
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
        location::on_change(move |fragment| {
            // A link inside leads to a place, and the frame stays what it is.
            if let Some(embed) = embed.as_ref().filter(|_| Embed::of(&fragment).is_none()) {
                location::set_fragment(&embed.on(&fragment), false);
            }
            arrive(fragment.parse());
        });
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
fn leave_out(vendor: Option<Vendor>, state: &AppState, embed: Option<&Embed>) -> Option<Vendor> {
    let (vendor, place) = (vendor?, location::fragment().parse::<Place>().ok()?);
    // In the history the address before stays, which leads back to all vendors.
    let (with, without) = (place.to_string(), place.without(vendor));
    let fragment = without.to_string();
    location::set_fragment(&embed.map_or_else(|| fragment.clone(), |embed| embed.on(&fragment)), true);
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
        Some(Place::Embed) => "Embed – ",
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

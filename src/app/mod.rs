//! The viewer as a page of its own: places are fragments of its address.

mod around;
mod kept;
mod local;

use leptos::prelude::*;

use around::PageSurroundings;

use crate::{browser::location, place::Place, shell, ui::pages::Viewer};

/// Starts the viewer in the document's body.
pub fn run() {
    console_error_panic_hook::set_once();
    mount_to_body(|| {
        let handles = shell::start(Box::new(PageSurroundings::new()));
        let state = handles.state;
        provide_context(state);
        Effect::new(move |_| {
            location::set_title(&state.place.with(|place| title(place.as_ref().ok())));
        });
        let arrive = std::rc::Rc::new(handles.arrive);
        let connect = handles.connect;
        let first = location::fragment();
        let begin = {
            let arrive = arrive.clone();
            move || arrive(location::fragment().parse())
        };
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

/// What the tab and the history show. No name and no number: titles end up in histories and on screenshots.
fn title(place: Option<&Place>) -> String {
    let page = match place {
        Some(Place::Home) => "",
        Some(Place::Connections) => "Connections – ",
        Some(Place::Files) => "Files – ",
        Some(Place::Requests) => "Requests – ",
        Some(Place::Lead(_)) => "Timeline – ",
        None => "No such page – ",
    };
    format!("{page}Leadwake")
}

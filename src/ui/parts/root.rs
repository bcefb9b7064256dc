//! Where this program draws: in the document, or in a root of its own within a page of somebody else's.

use std::cell::RefCell;

use leptos::{
    prelude::*,
    tachys::html::event::EventDescriptor,
    wasm_bindgen::{JsCast, closure::Closure},
    web_sys::{Element, Event, ShadowRoot},
};

// A program draws in one place, and several viewers on a page are programs of their own.
thread_local! {
    static ROOT: RefCell<Option<ShadowRoot>> = const { RefCell::new(None) };
}

fn root() -> Option<ShadowRoot> {
    ROOT.with_borrow(Clone::clone)
}

/// From now on this program looks for its elements, and listens, in this root only. Before anything is drawn.
pub fn draw_in(shadow: ShadowRoot) {
    ROOT.set(Some(shadow));
}

/// The first element of this program's that a selector finds.
pub fn find(selector: &str) -> Option<Element> {
    let found =
        root().map_or_else(|| document().query_selector(selector), |root| root.query_selector(selector));
    found.ok().flatten()
}

/// The element that has the keyboard's focus. `None` when another one of the page around has it.
pub fn focused() -> Option<Element> {
    root().map_or_else(|| document().active_element(), |root| root.active_element())
}

/// Whether nothing in particular has the focus.
pub fn is_focus_lost() -> bool {
    focused().is_none_or(|element| element.tag_name() == "BODY")
}

/// Calls back for an event wherever it happens on this program's page, or within its root, until the owner is gone.
pub fn listen<E>(event: E, heard: impl Fn(E::EventType) + 'static)
where
    E: EventDescriptor + 'static,
    E::EventType: JsCast,
{
    let Some(root) = root() else {
        let listener = window_event_listener(event, heard);
        return on_cleanup(move || listener.remove());
    };
    let name = event.name().into_owned();
    let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| heard(event.unchecked_into()));
    // Listening to an event of a known name does not fail.
    _ = root.add_event_listener_with_callback(&name, listener.as_ref().unchecked_ref());
    let held = StoredValue::new_local((root, listener));
    on_cleanup(move || {
        held.with_value(|(root, listener)| {
            _ = root.remove_event_listener_with_callback(&name, listener.as_ref().unchecked_ref());
        });
    });
}

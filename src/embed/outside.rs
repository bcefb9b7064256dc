//! The script that started the viewer in its root, and that goes on when it cannot.

use js_sys::Function;
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};

use super::ViewerEvent;
use crate::data::written::json;

#[wasm_bindgen]
extern "C" {
    /// What the script around a viewer gives it. It ends every listener with the viewer, also with one that failed.
    #[derive(Debug, Clone)]
    pub type Outside;

    /// The shadow root that is the viewer's.
    #[wasm_bindgen(method, getter)]
    pub fn root(this: &Outside) -> ShadowRoot;

    /// The element in it that the viewer draws in.
    #[wasm_bindgen(method, getter)]
    pub fn stage(this: &Outside) -> HtmlElement;

    /// Puts a question to the page's own function: `(vendor, method, path, query, signal)`.
    #[wasm_bindgen(method, getter)]
    pub fn ask(this: &Outside) -> Function;

    /// Takes an event as JSON text.
    #[wasm_bindgen(method)]
    fn tell(this: &Outside, event: &str);

    /// Calls back whenever there is a network again.
    #[wasm_bindgen(method, js_name = onOnline)]
    fn on_online_again(this: &Outside, listener: &Closure<dyn Fn()>);

    /// Calls back with every event that tells of something the page's policy forbade.
    #[wasm_bindgen(method, js_name = onForbidden)]
    pub fn on_forbidden(this: &Outside, listener: &Function);

    /// Whether the page is seen, and calls back with it whenever that changes.
    #[wasm_bindgen(method, js_name = onSight)]
    fn on_change_of_sight(this: &Outside, listener: &Closure<dyn Fn(bool)>) -> bool;
}

impl Outside {
    /// Tells the page of something.
    pub(super) fn say(&self, event: &ViewerEvent) {
        self.tell(&json(event));
    }

    pub(super) fn on_online(&self, back: Box<dyn Fn()>) {
        let listener = Closure::new(back);
        self.on_online_again(&listener);
        // The program's memory goes as a whole.
        listener.forget();
    }

    pub(super) fn on_sight(&self, told: Box<dyn Fn(bool)>) -> bool {
        let listener = Closure::new(told);
        let is_seen = self.on_change_of_sight(&listener);
        listener.forget();
        is_seen
    }

    /// From now on a panic is told by where it happened. What it says may hold data of the lead's, so it is not told.
    pub(super) fn take_panics(&self) {
        let outside = SendWrapper::new(self.clone());
        std::panic::set_hook(Box::new(move |panic| {
            let place = panic.location().map_or_else(|| "unknown".into(), ToString::to_string);
            outside.say(&ViewerEvent::Crashed { place });
        }));
    }
}

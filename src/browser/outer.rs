//! The scripts that started the program, and that go on when it cannot.

use std::panic;

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// What the scripts around the program hand it when it starts, and what it can ask of them.
    #[derive(Debug, Clone)]
    pub type Outer;

    /// The text of `leadwake.json`: empty when there is none, `None` when it could not be read.
    #[wasm_bindgen(method, getter)]
    pub fn config(this: &Outer) -> Option<String>;

    /// The origins that the reader allowed this page to ask.
    #[wasm_bindgen(method, getter)]
    pub fn hosts(this: &Outer) -> Vec<String>;

    /// What the program handed over before it failed and was started again.
    #[wasm_bindgen(method, getter)]
    pub fn handed(this: &Outer) -> Option<String>;

    /// Whether a program failed on this page before this one, so that a card stood where the page now comes.
    #[wasm_bindgen(method, getter, js_name = isRestart)]
    pub fn is_restart(this: &Outer) -> bool;

    /// The vendor that is to be left out, by its slug.
    #[wasm_bindgen(method, getter)]
    pub fn without(this: &Outer) -> Option<String>;

    /// Makes the browser refuse every request but those to the page's own host and to these origins. Only the first
    /// time counts, since a policy cannot be widened; gives the origins that do count.
    #[wasm_bindgen(method, js_name = askOnly)]
    pub fn ask_only(this: &Outer, origins: Vec<String>) -> Vec<String>;

    /// Holds a text, keys and all, for the program that is started should this one fail.
    #[wasm_bindgen(method)]
    pub fn hand(this: &Outer, text: &str);

    /// Holds files that the reader gave for that program, and which leads in them are shown.
    #[wasm_bindgen(method, js_name = holdFiles)]
    pub fn hold_files(this: &Outer, files: Vec<web_sys::File>, leads: &str);

    /// The files that were held.
    #[wasm_bindgen(method, getter, js_name = heldFiles)]
    pub fn held_files(this: &Outer) -> Vec<web_sys::File>;

    /// Which leads in them were shown.
    #[wasm_bindgen(method, getter, js_name = heldLeads)]
    pub fn held_leads(this: &Outer) -> String;

    /// The vendors that the page shows something of: their slugs, and their names in the same order.
    #[wasm_bindgen(method, js_name = setVendors)]
    pub fn set_vendors(this: &Outer, slugs: Vec<String>, names: Vec<String>);

    /// An answer of this vendor's is about to be read.
    #[wasm_bindgen(method, js_name = isReading)]
    pub fn is_reading(this: &Outer, slug: &str);

    /// Holds the port to the page around, so that this page is told should the program fail.
    #[wasm_bindgen(method, js_name = holdPort)]
    pub fn hold_port(this: &Outer, port: &web_sys::MessagePort);

    /// The program has failed here and will not go on.
    #[wasm_bindgen(method, js_name = hasFailed)]
    fn has_failed(this: &Outer, place: &str);

    /// Loads the page anew with one more origin that it may ask; gives whether that is possible.
    #[wasm_bindgen(method, js_name = reopenAllowing)]
    pub fn reopen_allowing(this: &Outer, origin: &str) -> bool;

    /// Tells all other tabs, and those that will only be opened again, that every key is forgotten.
    #[wasm_bindgen(method, js_name = tellForgotten)]
    pub fn tell_forgotten(this: &Outer);

    #[wasm_bindgen(method, js_name = onForgotten)]
    fn on_word_of_forgetting(this: &Outer, listener: &Closure<dyn Fn()>);

    /// Whom the page has asked, by the browser's account, as JSON.
    #[wasm_bindgen(method)]
    pub fn network(this: &Outer) -> String;

    #[wasm_bindgen(method, js_name = tryFrame)]
    fn try_frame(this: &Outer, place: &web_sys::Element, wish: &str, told: &Closure<dyn Fn(String)>);

    #[wasm_bindgen(method, js_name = onNetwork)]
    fn on_change_of_network(this: &Outer, listener: &Closure<dyn Fn()>);

    #[wasm_bindgen(js_namespace = console)]
    fn error(text: &str);
}

impl Outer {
    /// Calls back whenever another tab has forgotten every key, for as long as the program lives.
    pub fn on_forgotten(&self, listener: impl Fn() + 'static) {
        let listener = Closure::new(listener);
        self.on_word_of_forgetting(&listener);
        listener.forget();
    }

    /// Tries in a frame at this place what is wished, and calls back with what was seen so far whenever there is more.
    pub fn on_trial(&self, place: &web_sys::Element, wish: &str, told: impl Fn(String) + 'static) {
        let told = Closure::new(told);
        self.try_frame(place, wish, &told);
        told.forget();
    }

    /// Calls back whenever that account changes, for as long as the program lives.
    pub fn on_network(&self, listener: impl Fn() + 'static) {
        let listener = Closure::new(listener);
        self.on_change_of_network(&listener);
        listener.forget();
    }

    /// From now on a panic is told by where it happened. What it says may hold data of the lead's, so it is not told.
    pub fn take_panics(&self) {
        let outer = send_wrapper::SendWrapper::new(self.clone());
        panic::set_hook(Box::new(move |panic| {
            let place = panic.location().map_or_else(|| "unknown".into(), ToString::to_string);
            error(&format!("The program failed at {place}."));
            outer.has_failed(&place);
        }));
    }
}

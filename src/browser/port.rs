//! The page around this one, when it is in a frame, and the port over which the two speak.

use js_sys::{JSON, JsString};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{MessageEvent, MessagePort};

/// Whether this page is in a frame.
pub fn is_framed() -> bool {
    parent().is_some()
}

/// The page around; `None` when this page stands alone.
fn parent() -> Option<web_sys::Window> {
    let window = web_sys::window()?;
    window.parent().ok().flatten().filter(|parent| *parent != window)
}

/// Whether nobody is around the page around.
pub fn is_outermost_around() -> bool {
    let top = web_sys::window().and_then(|window| window.top().ok().flatten());
    parent().is_some_and(|parent| top.as_ref() == Some(&parent))
}

/// Says something to whatever page is around. Anybody may be: there is no data in it. `to` is an origin or `*`.
pub fn call_out(json: &str, to: &str) {
    if let (Some(parent), Ok(message)) = (parent(), JSON::parse(json)) {
        // An origin that cannot be written to hears nothing.
        _ = parent.post_message(&message, to);
    }
}

/// What the page around said to this page's window.
pub struct Call {
    /// Its origin, by the browser's word.
    pub origin: String,
    /// What it said.
    pub data: JsValue,
    /// The port that came with it, when exactly one did.
    pub port: Option<MessagePort>,
}

/// Listens to the page around, and to no other window, for as long as this page lives.
pub fn hear_calls(heard: impl Fn(Call) + 'static) {
    let Some(window) = web_sys::window() else { return };
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let source: JsValue = event.source().into();
        if !parent().is_some_and(|parent| JsValue::from(parent) == source) {
            return;
        }
        let ports = event.ports();
        let port = ports.get(0).dyn_into::<MessagePort>().ok().filter(|_| ports.length() == 1);
        heard(Call { origin: event.origin(), data: event.data(), port });
    });
    // Listening to an event of a known name does not fail.
    _ = window.add_event_listener_with_callback("message", listener.as_ref().unchecked_ref());
    listener.forget();
}

/// The JSON of what was said; `None` when it has none, or is longer than so many characters.
pub fn text_of(data: &JsValue, longest: usize) -> Option<String> {
    if !data.is_object() {
        return None;
    }
    let text: JsValue = JSON::stringify(data).ok()?.into();
    let length = text.dyn_ref::<JsString>()?.length();
    usize::try_from(length).ok().filter(|length| *length <= longest)?;
    text.as_string()
}

/// A port to the page around.
pub struct Port {
    port: MessagePort,
    _listener: Closure<dyn Fn(MessageEvent)>,
}

impl Port {
    /// Listens at a port.
    pub fn new(port: MessagePort, heard: impl Fn(JsValue) + 'static) -> Self {
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| heard(event.data()));
        port.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        Self { port, _listener: listener }
    }

    /// Says something.
    pub fn say(&self, json: &str) {
        if let Ok(message) = JSON::parse(json) {
            // At the other end nobody may be any more.
            _ = self.port.post_message(&message);
        }
    }
}

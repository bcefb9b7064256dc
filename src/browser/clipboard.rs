//! Copying.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, HtmlTextAreaElement};

/// Puts a text into the clipboard. Gives whether that worked.
pub async fn copy(text: &str) -> bool {
    if let Some(promise) = write_text(text)
        && JsFuture::from(promise).await.is_ok()
    {
        return true;
    }
    copy_selected(text).unwrap_or(false)
}

/// `navigator.clipboard` is missing on pages without encryption and in some frames.
fn write_text(text: &str) -> Option<Promise> {
    let navigator = web_sys::window()?.navigator();
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).ok()?;
    let write = Reflect::get(&clipboard, &"writeText".into()).ok()?.dyn_into::<Function>().ok()?;
    write.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
}

/// The old way: a selected text field, and the browser's own copy command.
fn copy_selected(text: &str) -> Option<bool> {
    let document = web_sys::window()?.document()?;
    let field: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    field.set_value(text);
    field.set_class_name("visually-hidden");
    let before = document.active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    document.body()?.append_child(&field).ok()?;
    field.select();
    let command = Reflect::get(&document, &"execCommand".into()).ok()?.dyn_into::<Function>().ok();
    let done = command.and_then(|command| command.call1(&document, &"copy".into()).ok());
    field.remove();
    if let Some(before) = before {
        // The reader's place in the page; without it nothing is lost but that.
        _ = before.focus();
    }
    done.as_ref().and_then(JsValue::as_bool)
}

//! Where the keyboard's focus goes when what had it is gone.

use leptos::{wasm_bindgen::JsCast as _, web_sys};

use super::find;

/// Puts the focus on the first element of this program's that a selector finds; gives whether there is one.
pub fn focus_first(selector: &str) -> bool {
    put_focus(find(selector))
}

/// Puts the focus on an element; gives whether there is one that takes it.
pub fn put_focus(element: Option<web_sys::Element>) -> bool {
    let element = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}

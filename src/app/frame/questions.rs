//! Questions to vendors that the page around asks.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::{Rc, Weak},
};

use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::AbortSignal;

use super::{Inner, Link};
use crate::{frame::FrameWord, model::Vendor};

type Ask = dyn Fn(String, String, String, Object, AbortSignal) -> Promise;

/// What is asked over the port and not answered yet.
#[derive(Default)]
pub(super) struct Questions {
    asked: RefCell<HashMap<u32, (Function, Function)>>,
    last: Cell<u32>,
    ask: RefCell<Option<Closure<Ask>>>,
}

impl Questions {
    /// From now on the page around asks.
    pub(super) fn begin(&self, link: &Link) {
        let inner = Rc::downgrade(&link.inner);
        let ask: Closure<Ask> = Closure::new(
            move |vendor: String, _method: String, path: String, query: Object, signal: AbortSignal| {
                Promise::new(&mut |resolve, reject| {
                    if let Some(inner) = inner.upgrade() {
                        ask(&Link { inner }, &vendor, &path, &query, &signal, (resolve, reject));
                    }
                })
            },
        );
        self.ask.replace(Some(ask));
    }

    /// The function that asks; `None` while this page asks itself.
    pub(super) fn function(&self) -> Option<Function> {
        self.ask.borrow().as_ref().map(|ask| ask.as_ref().unchecked_ref::<Function>().clone())
    }

    /// Takes an answer, or `None` for the word that there is none.
    pub(super) fn answer(&self, id: u32, answer: Option<JsValue>) {
        let Some((resolve, reject)) = self.asked.borrow_mut().remove(&id) else { return };
        // Settling a promise does not throw.
        _ = match answer {
            Some(answer) => resolve.call1(&JsValue::UNDEFINED, &answer),
            None => reject.call0(&JsValue::UNDEFINED),
        };
    }
}

fn ask(
    link: &Link,
    vendor: &str,
    path: &str,
    query: &Object,
    signal: &AbortSignal,
    settles: (Function, Function),
) {
    let Ok(vendor) = vendor.parse::<Vendor>() else { return };
    let questions = &link.inner.questions;
    let id = questions.last.get().wrapping_add(1);
    questions.last.set(id);
    questions.asked.borrow_mut().insert(id, settles);
    let entries = Object::entries(query);
    let pairs = entries.iter().filter_map(|pair| {
        let pair: Array = pair.dyn_into().ok()?;
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    });
    link.tell(FrameWord::NeedFetch {
        id,
        vendor,
        method: "GET",
        path: path.to_owned(),
        query: pairs.collect(),
    });
    let inner = Rc::downgrade(&link.inner);
    signal.set_onabort(Some(Closure::once_into_js(move || stop(&inner, id)).unchecked_ref()));
}

/// Nobody waits for an answer any more. One that came is no question: it is aborted, too, when it is let go.
fn stop(inner: &Weak<Inner>, id: u32) {
    let Some(inner) = inner.upgrade() else { return };
    let was_asked = inner.questions.asked.borrow_mut().remove(&id).is_some();
    if was_asked {
        Link { inner }.tell(FrameWord::StopFetch { id });
    }
}

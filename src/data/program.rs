//! What the program exports. The script beside it (`embed/package/load.js`) gives it the shape that pages use: only that
//! script calls it, and everything goes over as JSON text, which browsers read faster than objects are made one by one.

use std::{cell::RefCell, rc::Rc};

use js_sys::Function;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;

use super::{Fault, FaultKind, History, Lead, LoadOptions, Wanted, read_call, read_history, written};
use crate::{
    browser::{Bridge, BrowserRuntime, Fetch, PolicyWatch, page_host},
    model::CallId,
    session::{Cancel, Queue, Transport},
};

/// Tells where the program failed, just before it ends.
#[wasm_bindgen(js_name = onPanic)]
pub fn on_panic(tell: Function) {
    let tell = SendWrapper::new(tell);
    std::panic::set_hook(Box::new(move |panic| {
        // What the panic says may hold what a vendor sent.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        // It ends either way.
        _ = tell.call1(&JsValue::UNDEFINED, &JsValue::from_str(&place));
    }));
}

/// A lead's history on its way.
#[wasm_bindgen]
pub struct TimelineRun {
    history: Rc<RefCell<History>>,
    cancel: Cancel,
}

#[wasm_bindgen]
impl TimelineRun {
    /// Begins to read. `tell` gets whether this is the end, whenever there is more to be had.
    ///
    /// # Errors
    /// The options are wrong: a fault as JSON text.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str, fetch: Option<Function>, tell: Function) -> Result<Self, JsValue> {
        let (lead, wanted) = read_options(options, fetch.is_some())?;
        if lead.dossier.is_empty() {
            let message = "`lead` is missing: name the lead’s ids, for instance {apten: \"room_abc\"}.";
            return Err(thrown(&Fault::new(FaultKind::Options, message)));
        }
        let transport = transport(&lead, fetch);
        let history = Rc::new(RefCell::new(History::new(lead, wanted)));
        let cancel = Cancel::new();
        let run = Self { history: Rc::clone(&history), cancel: cancel.clone() };
        spawn_local(async move {
            let told = |is_end: bool| {
                // The script's own function does not throw.
                _ = tell.call1(&JsValue::UNDEFINED, &JsValue::from_bool(is_end));
            };
            read_history(&history, &transport, &BrowserRuntime, &cancel, &|| told(false)).await;
            if !cancel.is_cancelled() {
                told(true);
            }
        });
        Ok(run)
    }

    /// The entries that are new or changed since this was called last.
    pub fn take(&self) -> String {
        self.history.borrow_mut().take_written()
    }

    /// Every entry.
    pub fn all(&self) -> String {
        self.history.borrow().all_written()
    }

    /// How each feed stands.
    pub fn feeds(&self) -> String {
        written::json(&self.history.borrow().reports())
    }

    /// The ids of the entries that were given and are gone.
    pub fn gone(&self) -> String {
        written::json(&self.history.borrow().gone())
    }

    /// Ends it: nothing is told any more.
    pub fn cancel(&self) {
        self.cancel.cancel();
        self.history.borrow_mut().stop();
    }
}

/// A call on its way.
#[wasm_bindgen]
pub struct CallRun {
    cancel: Cancel,
}

#[wasm_bindgen]
impl CallRun {
    /// Begins to read. `tell` gets the call as JSON text, or nothing and a fault as JSON text.
    ///
    /// # Errors
    /// The id or the options are wrong: a fault as JSON text.
    #[wasm_bindgen(constructor)]
    pub fn new(id: &str, options: &str, fetch: Option<Function>, tell: Function) -> Result<Self, JsValue> {
        let (lead, Wanted { raw, .. }) = read_options(options, fetch.is_some())?;
        let id: CallId = id.parse().map_err(|error| {
            thrown(&Fault::new(FaultKind::Options, format!("The call’s id is none: {error}.")))
        })?;
        let transport = transport(&lead, fetch);
        let cancel = Cancel::new();
        let run = Self { cancel: cancel.clone() };
        spawn_local(async move {
            let read = read_call(&id, &lead, &transport, &BrowserRuntime, &cancel).await;
            let told = |call: JsValue, fault: JsValue| {
                // The script's own function does not throw.
                _ = tell.call2(&JsValue::UNDEFINED, &call, &fault);
            };
            match read {
                Some(Ok(call)) => told(written::call(call, raw).into(), JsValue::UNDEFINED),
                Some(Err(fault)) => told(JsValue::UNDEFINED, thrown(&fault)),
                None => {}
            }
        });
        Ok(run)
    }

    /// Ends it: nothing is told any more.
    pub fn cancel(&self) {
        self.cancel.cancel();
    }
}

fn thrown(fault: &Fault) -> JsValue {
    written::json(fault).into()
}

fn read_options(options: &str, is_asked_by_page: bool) -> Result<(Lead, Wanted), JsValue> {
    let (lead, wanted) = LoadOptions::read(options).map_err(|fault| thrown(&fault))?;
    let page_host = Some(page_host()).filter(|host| !host.is_empty());
    Ok((Lead { page_host, is_asked_by_page, ..lead }, wanted))
}

/// The page's own function where there is one, else the browser's `fetch`. There is no log here.
fn transport(lead: &Lead, fetch: Option<Function>) -> Queue {
    let transport: Rc<dyn Transport> = match fetch {
        Some(ask) => Rc::new(Bridge::new(ask, Rc::new(|_| {}))),
        None => Rc::new(Fetch::new(lead.connections.clone(), PolicyWatch::new(), Rc::new(|_| {}))),
    };
    Queue::new(transport, Rc::new(BrowserRuntime))
}

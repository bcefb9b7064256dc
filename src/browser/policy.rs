//! What this page's own security policy kept it from asking.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::Event;

const EVENT: &str = "securitypolicyviolation";

/// Remembers which hosts this page's security policy blocked, for as long as it lives. Make it before the first
/// request; clones are the same.
#[derive(Clone)]
pub struct PolicyWatch {
    inner: Rc<Inner>,
}

struct Inner {
    blocked: Rc<RefCell<Vec<String>>>,
    listener: Closure<dyn Fn(Event)>,
    /// Whether the listener is to be removed at the end; else whoever added it does that.
    is_own: bool,
}

impl PolicyWatch {
    /// Begins to watch.
    pub fn new() -> Self {
        Self::made(true, |listener| {
            if let Some(document) = web_sys::window().and_then(|window| window.document()) {
                // Without it, a blocked request is explained less exactly.
                _ = document.add_event_listener_with_callback(EVENT, listener);
            }
        })
    }

    /// Begins to watch by somebody who listens to `securitypolicyviolation` and ends that.
    pub fn by(listen: impl FnOnce(&Function)) -> Self {
        Self::made(false, listen)
    }

    fn made(is_own: bool, listen: impl FnOnce(&Function)) -> Self {
        let blocked = Rc::new(RefCell::new(Vec::new()));
        let list = Rc::clone(&blocked);
        let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            let said = |name: &str| Reflect::get(&event, &JsValue::from_str(name)).ok()?.as_string();
            // A policy that only reports keeps nothing from being sent.
            let is_of_requests = said("effectiveDirective").as_deref() == Some("connect-src")
                && said("disposition").as_deref() != Some("report");
            list.borrow_mut().extend(said("blockedURI").filter(|_| is_of_requests));
        });
        listen(listener.as_ref().unchecked_ref());
        Self { inner: Rc::new(Inner { blocked, listener, is_own }) }
    }

    /// Whether a request to this origin was blocked.
    pub fn has_blocked(&self, origin: &str) -> bool {
        self.inner.blocked.borrow().iter().any(|address| is_of(address, origin))
    }

    /// How many requests were blocked so far.
    pub(super) fn count(&self) -> usize {
        self.inner.blocked.borrow().len()
    }

    /// Forgets that requests to an origin were blocked since there were so many; gives whether any were.
    pub(super) fn forget_since(&self, count: usize, origin: &str) -> bool {
        let mut blocked = self.inner.blocked.borrow_mut();
        let before = blocked.len();
        let mut at = 0;
        blocked.retain(|address| {
            at += 1;
            at <= count || !is_of(address, origin)
        });
        blocked.len() < before
    }

    /// Whether this is the page's own policy, which names hosts and no paths.
    pub(super) fn is_own(&self) -> bool {
        self.inner.is_own
    }
}

fn is_of(address: &str, origin: &str) -> bool {
    let rest = address.strip_prefix(origin);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
}

impl Default for PolicyWatch {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        let document = web_sys::window().and_then(|window| window.document());
        if let Some(document) = document.filter(|_| self.is_own) {
            // There is nothing to remove where it could not be added.
            _ = document.remove_event_listener_with_callback(EVENT, self.listener.as_ref().unchecked_ref());
        }
    }
}

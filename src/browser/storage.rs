//! What is kept for this tab.

use std::{cell::RefCell, collections::HashMap};

use web_sys::Storage;

/// Before every name: other pages of the same host share the store.
const PREFIX: &str = "leadwake.";

/// The browser's session storage; where that is denied, the memory of this page.
#[derive(Debug, Default)]
pub struct TabStorage {
    memory: RefCell<HashMap<String, String>>,
}

impl TabStorage {
    /// Makes use of whatever there is.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether what is put here survives a reload.
    pub fn is_kept(&self) -> bool {
        let probe = format!("{PREFIX}probe");
        store().is_some_and(|store| store.set_item(&probe, "").is_ok() && store.remove_item(&probe).is_ok())
    }

    /// What was put under a name.
    pub fn get(&self, name: &str) -> Option<String> {
        let kept = store().and_then(|store| store.get_item(&named(name)).ok().flatten());
        kept.or_else(|| self.memory.borrow().get(name).cloned())
    }

    /// Puts a text under a name. Gives whether it survives a reload.
    pub fn set(&self, name: &str, text: &str) -> bool {
        if store().is_some_and(|store| store.set_item(&named(name), text).is_ok()) {
            self.memory.borrow_mut().remove(name);
            return true;
        }
        // What was there before would come back after a reload, and counts more than memory.
        self.remove(name);
        self.memory.borrow_mut().insert(name.to_owned(), text.to_owned());
        false
    }

    /// Forgets what was put under a name.
    pub fn remove(&self, name: &str) {
        self.memory.borrow_mut().remove(name);
        if let Some(store) = store() {
            // Where nothing may be removed, nothing could be put.
            _ = store.remove_item(&named(name));
        }
    }
}

/// Asked for anew each time: touching it may throw at any time, when the reader blocks storage meanwhile.
fn store() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

/// Notes a text under a name on this device, or nothing any more: for what is not secret and has to be there before the
/// program is. Where that is denied, nothing is noted.
pub fn set_on_device(name: &str, text: Option<&str>) {
    let store = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
    if let Some(store) = store {
        _ = match text {
            Some(text) => store.set_item(&named(name), text),
            None => store.remove_item(&named(name)),
        };
    }
}

fn named(name: &str) -> String {
    format!("{PREFIX}{name}")
}

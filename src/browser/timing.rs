//! The browser's own notes of how long things take, for whoever looks at them with its tools.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen::JsValue;
use web_sys::Performance;

const INGEST: &str = "ingest";
const ARRIVED: &str = "arrived";

/// From when an answer's bytes are here until its entries are in the timeline: `ingest` among the browser's measures.
#[derive(Debug, Clone, Default)]
pub struct Ingest(Rc<Cell<bool>>);

impl Ingest {
    /// An answer is here.
    pub fn begin(&self) {
        self.0.set(true);
        note(|performance| performance.mark(ARRIVED));
    }

    /// What came of it is in the timeline.
    pub fn end(&self) {
        if self.0.take() {
            note(|performance| {
                performance.measure_with_start_mark(INGEST, ARRIVED)?;
                performance.clear_marks_with_mark_name(ARRIVED);
                Ok(())
            });
        }
    }
}

fn note(take: impl FnOnce(&Performance) -> Result<(), JsValue>) {
    if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
        // A browser that takes no note does its work all the same.
        let _ = take(&performance);
    }
}

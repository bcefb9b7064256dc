//! How tall the frame should be, so that nothing in it has to be scrolled.

use std::{
    cell::{Cell, RefCell},
    iter,
    rc::Rc,
};

use leptos::{
    prelude::*,
    web_sys::{Element, ResizeObserver},
};
use wasm_bindgen::{JsCast, closure::Closure};

use super::Link;
use crate::{
    frame::FrameWord,
    ui::{AppState, parts::follow},
};

/// What is told less often than this many milliseconds apart.
const PAUSE: std::time::Duration = std::time::Duration::from_millis(100);
/// Below this many CSS pixels a timeline cannot be read.
const LEAST: f64 = 160.0;
/// What scrolls by itself. In what is beside or over the list nothing is hidden either.
const SCROLLERS: &str = ".timeline-scroll, .lead-pane, .page:has(> .sheet)";

struct Watch {
    link: Link,
    observer: RefCell<Option<ResizeObserver>>,
    watched: RefCell<Vec<Element>>,
    is_due: Cell<bool>,
    told: Cell<u32>,
}

/// Tells how tall the frame should be, whenever that changes.
pub(super) fn watch(link: &Link, state: &AppState, linked: RwSignal<bool>) {
    let watch = Rc::new(Watch {
        link: link.clone(),
        observer: RefCell::default(),
        watched: RefCell::default(),
        is_due: Cell::new(false),
        told: Cell::new(0),
    });
    let on_resize = {
        let watch = Rc::downgrade(&watch);
        // The page around may have been resized by what was told: the next word waits for that to be over.
        Closure::<dyn Fn()>::new(move || {
            if let Some(watch) = watch.upgrade() {
                soon(&watch);
            }
        })
    };
    watch.observer.replace(ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok());
    on_resize.forget();
    let state = *state;
    follow(move || {
        state.place.track();
        state.feeds.track();
        state.timeline.track();
        state.calls.track();
        if linked.get() {
            soon(&watch);
        }
    });
}

fn soon(watch: &Rc<Watch>) {
    if !watch.link.inner.is_tall.get() || watch.is_due.replace(true) {
        return;
    }
    let watch = watch.clone();
    set_timeout(
        move || {
            watch.is_due.set(false);
            watch.measure();
        },
        PAUSE,
    );
}

impl Watch {
    fn measure(&self) {
        let Ok(found) = document().query_selector_all(SCROLLERS) else { return };
        let all = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<Element>().ok());
        let scrollers: Vec<Element> = all.filter(is_seen).collect();
        self.keep_watching(&scrollers);
        let window = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        let wanted =
            |scroller: &Element| window - f64::from(room(scroller).client_height()) + content(scroller);
        let natural = scrollers.iter().map(wanted).fold(LEAST, f64::max);
        let tallest = self.link.inner.tallest.get().map_or(f64::MAX, f64::from);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a height in pixels, above zero"
        )]
        let height = natural.min(tallest).min(1e6).ceil() as u32;
        if self.told.replace(height) != height {
            self.link.tell(FrameWord::Height { height });
        }
    }

    /// What scrolls, and what is in it. What is observed anew is told at once, so nothing is that is observed already.
    fn keep_watching(&self, scrollers: &[Element]) {
        let inner = scrollers.iter().flat_map(|scroller| {
            iter::successors(scroller.first_element_child(), Element::next_element_sibling)
        });
        let rooms = scrollers.iter().map(room);
        let wanted: Vec<Element> = scrollers.iter().cloned().chain(rooms).chain(inner).collect();
        let Some(observer) = self.observer.borrow().clone() else { return };
        let mut watched = self.watched.borrow_mut();
        for gone in watched.iter().filter(|one| !wanted.contains(one)) {
            observer.unobserve(gone);
        }
        for new in wanted.iter().filter(|one| !watched.contains(one)) {
            observer.observe(new);
        }
        *watched = wanted;
    }
}

fn is_seen(element: &Element) -> bool {
    let style = window().get_computed_style(element).ok().flatten();
    style.is_some_and(|style| style.get_property_value("visibility").is_ok_and(|seen| seen == "visible"))
}

/// What it may fill: a short list leaves a part of that free.
fn room(scroller: &Element) -> Element {
    scroller.closest(".list-frame").ok().flatten().unwrap_or_else(|| scroller.clone())
}

/// How tall what is in it is, however much of it is seen.
fn content(scroller: &Element) -> f64 {
    let top = scroller.get_bounding_client_rect().top() - f64::from(scroller.scroll_top());
    scroller.last_element_child().map_or(0.0, |last| last.get_bounding_client_rect().bottom() - top)
}

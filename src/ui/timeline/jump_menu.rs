//! The list of days to jump to.

use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

use super::{day::heading_words, shown::Shown};
use crate::{model::Day, timeline::Heading};

/// Every day with its number of entries, in the list's order. Arrow keys, Home and End move, Escape closes.
#[component]
pub fn JumpMenu(
    /// What is on the page.
    shown: RwSignal<Shown>,
    /// The reader's day.
    today: Signal<Option<Day>>,
    /// The day the list was opened from.
    from: Heading,
    /// How far below the list's upper edge it opens, in pixels.
    top: f64,
    /// A day was chosen.
    on_choose: Callback<Heading>,
    /// The list is to be closed; true when the focus goes back to where it was opened.
    on_close: Callback<bool>,
) -> impl IntoView {
    let menu = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(menu) = menu.get() {
            let current = menu.query_selector("[aria-current]").ok().flatten();
            focus_item(current.or_else(|| menu.first_element_child()));
        }
    });
    let on_key = move |event: ev::KeyboardEvent| {
        let Some(menu) = menu.get_untracked() else { return };
        let here = menu.query_selector(":focus").ok().flatten();
        let target = match event.key().as_str() {
            "ArrowDown" => {
                here.and_then(|here| here.next_element_sibling()).or_else(|| menu.first_element_child())
            }
            "ArrowUp" => {
                here.and_then(|here| here.previous_element_sibling()).or_else(|| menu.last_element_child())
            }
            "Home" => menu.first_element_child(),
            "End" => menu.last_element_child(),
            "Escape" => {
                on_close.run(true);
                None
            }
            "Tab" => {
                on_close.run(false);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        focus_item(target);
    };
    let on_blur = move |event: ev::FocusEvent| {
        let goes_to = event.related_target().and_then(|target| target.dyn_into().ok());
        let stays = menu.get_untracked().is_some_and(|menu| menu.contains(goes_to.as_ref()));
        if !stays {
            on_close.run(false);
        }
    };
    let days = move || {
        shown.with(|shown| {
            let day = |heading: Heading, count: usize| {
                let (near, full) = heading_words(heading, today.get_untracked(), &shown.calendar);
                let count = shown.calendar.number(count);
                view! {
                    <button
                        type="button"
                        role="menuitem"
                        class="menu-item"
                        tabindex="-1"
                        aria-current=(heading == from).then_some("true")
                        on:click=move |_| on_choose.run(heading)
                    >
                        <span>{near.map(|near| format!("{near} · "))}{full}</span>
                        <span class="menu-count">{count}<span class="visually-hidden">" entries"</span></span>
                    </button>
                }
                .into_any()
            };
            shown.days().map(|(heading, count)| day(heading, count)).collect_view()
        })
    };
    view! {
        <div
            class="menu jump-menu"
            role="menu"
            aria-label="Jump to a day"
            node_ref=menu
            style:top=format!("{top}px")
            on:keydown=on_key
            on:focusout=on_blur
        >
            {days}
        </div>
    }
}

fn focus_item(item: Option<leptos::web_sys::Element>) {
    if let Some(item) = item.and_then(|item| item.dyn_into::<HtmlElement>().ok()) {
        // It is scrolled into view by the browser.
        let _ = item.focus();
    }
}

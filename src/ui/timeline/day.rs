//! A day: its heading and its rows.

use std::sync::Arc;

use leptos::{ev, prelude::*};

use super::{
    Around, EntryRow,
    entry::Standing,
    groups::{Heading, Rows},
    motion::Shown,
};
use crate::{
    model::Day,
    ui::{
        Cal,
        parts::{Glyph, Icon},
    },
};

/// A heading's words: how the day is called from today, if at all, and the day in full.
pub(super) fn heading_words(
    heading: Heading,
    today: Option<Day>,
    calendar: &Cal,
) -> (Option<&'static str>, String) {
    match heading {
        Heading::Undated => (None, "Without a time".into()),
        Heading::Day(day) => {
            let near = match today.map(|today| i64::from(today.0) - i64::from(day.0)) {
                Some(0) => Some("Today"),
                Some(1) => Some("Yesterday"),
                Some(-1) => Some("Tomorrow"),
                Some(_) | None => None,
            };
            (near, calendar.long_day(day))
        }
    }
}

/// A day's heading, which opens the list of days, and its rows. Each day is a feed of its own, as a feed may hold
/// nothing but articles.
#[component]
pub fn DaySection(
    /// Which day.
    heading: Heading,
    /// Counts the zones and orders: rows of an earlier one are not renewed.
    zone: u64,
    /// What is on the page.
    shown: RwSignal<Shown>,
    /// The reader's day.
    today: Signal<Option<Day>>,
    /// Whether more is being loaded.
    busy: Signal<bool>,
    /// What every row is given.
    around: Around,
    /// Whether the list of days is open here.
    is_menu_open: Signal<bool>,
    /// The heading was pressed.
    on_menu: Callback<ev::MouseEvent>,
) -> impl IntoView {
    let rows = Memo::new(move |last: Option<&Rows>| {
        shown.with(|shown| match shown.groups.get(heading) {
            Some(group) if shown.zone == zone => group.rows.clone(),
            Some(_) | None => last.cloned().unwrap_or_default(),
        })
    });
    let size = Memo::new(move |_| (!busy.get()).then(|| rows.with(Rows::len)));
    let calendar = around.calendar.clone();
    let words = Arc::new(move || heading_words(heading, today.get(), &calendar));
    let label = {
        let words = words.clone();
        move || words().1
    };
    let near = {
        let words = words.clone();
        move || words().0.map(|near| view! { <strong>{near}</strong>" " }.into_any())
    };
    let full = move || words().1;
    view! {
        <section class="day" data-day=heading.anchor()>
            <h3 class="day-heading" data-heading="">
                <button
                    type="button"
                    aria-haspopup="menu"
                    aria-expanded=move || is_menu_open.get().to_string()
                    title="Jump to another day"
                    on:click=move |event| on_menu.run(event)
                >
                    <span class="day-words">{near}<span class="day-full">{full}</span></span>
                    <Icon glyph=Glyph::Down />
                </button>
            </h3>
            <div class="day-rows" role="feed" aria-label=label aria-busy=move || busy.get().to_string()>
                <ForEnumerate
                    each=move || rows.with(|rows| rows.iter().cloned().collect::<Vec<_>>())
                    key=|item| item.key()
                    children=move |position, item| {
                        let standing = Standing { position: position.into(), size: size.into() };
                        view! { <EntryRow item=item around=around.clone() standing=standing /> }
                    }
                />
            </div>
        </section>
    }
}

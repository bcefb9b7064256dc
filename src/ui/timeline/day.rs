//! A day: its heading and its rows.

use std::sync::Arc;

use leptos::{ev, prelude::*};

use super::{
    Around, EntryRow,
    entry::Standing,
    plan::{Cell, Cells},
    room::room,
    shown::Shown,
};
use crate::{
    model::Day,
    timeline::{Heading, ItemKey},
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
    let section = Memo::new(move |last: Option<&(usize, Cells)>| {
        shown.with(|shown| match shown.plan.section(heading) {
            Some((size, cells)) if shown.zone == zone => (size, cells.clone()),
            Some(_) | None => last.cloned().unwrap_or_default(),
        })
    });
    let size = Memo::new(move |_| (!busy.get()).then(|| section.with(|(size, _)| *size)));
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
                    each=move || section.with(|(_, cells)| keyed(cells))
                    key=|(key, _)| key.clone()
                    children=move |index, (key, cell)| match (key, cell) {
                        (CellKey::Room(nth), _) => {
                            let pixels = Memo::new(move |_| section.with(|(_, cells)| rooms(cells).nth(nth)));
                            room(pixels.into()).into_any()
                        }
                        (CellKey::Row(_), Cell::Row { item, .. }) => {
                            let position = move || section.with(|(_, cells)| position(cells, index.get()));
                            let standing = Standing { position: Signal::derive(position), size: size.into() };
                            view! { <EntryRow item=item around=around.clone() standing=standing /> }.into_any()
                        }
                        (CellKey::Row(_), Cell::Room(_)) => ().into_any(),
                    }
                />
            </div>
        </section>
    }
}

/// What tells the cells of a section apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum CellKey {
    /// The room of that position among the section's rooms.
    Room(usize),
    Row(ItemKey),
}

fn keyed(cells: &Cells) -> Vec<(CellKey, Cell)> {
    let mut rooms = 0..;
    let key = |cell: &Cell| match cell {
        Cell::Room(_) => CellKey::Room(rooms.next().unwrap_or_default()),
        Cell::Row { item, .. } => CellKey::Row(item.key()),
    };
    cells.iter().map(key).zip(cells.iter().cloned()).collect()
}

/// How tall each room is.
fn rooms(cells: &Cells) -> impl Iterator<Item = f64> {
    cells.iter().filter_map(|cell| match cell {
        Cell::Room(room) => Some(room.pixels),
        Cell::Row { .. } => None,
    })
}

/// Where a row stands in its section, whether or not those before it are on the page.
fn position(cells: &Cells, index: usize) -> usize {
    match cells.get(index) {
        Some(Cell::Row { position, .. }) => *position,
        Some(Cell::Room(_)) | None => 0,
    }
}

//! A day: its heading and its rows.

use std::sync::Arc;

use leptos::{ev, prelude::*};

use super::{
    Around, EntryRow, FeedPosition, Gap, GapRow, keep_positions,
    plan::{Cell, Cells},
    room::room,
    shown::{Border, Shown},
};
use crate::{
    model::{Day, Timestamp},
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
    /// What is missing in the list.
    gaps: Signal<Vec<Gap>>,
    /// The reader wants what is missing.
    on_fill: Callback<Gap>,
) -> impl IntoView {
    let section = Memo::new(move |last: Option<&Drawn>| {
        shown.with(|shown| match shown.plan.section(heading) {
            Some((size, cells)) if shown.zone == zone => {
                Drawn { size, cells: cells.clone(), border: border_of(shown.border, cells) }
            }
            Some(_) | None => last.cloned().unwrap_or_default(),
        })
    });
    let size = move || (!busy.get()).then(|| section.with(|section| section.size));
    let feed = NodeRef::new();
    let mut known = (shown.with_untracked(|shown| shown.rows.clone()), busy.get_untracked());
    keep_positions(
        feed,
        move || {
            // A memo that is only tracked is never worked out, and so never tells.
            section.with(|_| ());
            let now = (shown.with_untracked(|shown| shown.rows.clone()), busy.get());
            // More of the same rows on the page change nobody's position.
            let is_same = Arc::ptr_eq(&now.0, &known.0) && now.1 == known.1;
            known = now;
            !is_same
        },
        move || {
            let size = size();
            section
                .with(|section| section.positions().map(|position| FeedPosition { position, size }).collect())
        },
    );
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
    let above = Memo::new(move |_| {
        let is_here = |gap: &&Gap| gap.above == Some(heading);
        gaps.with(|gaps| gaps.iter().filter(is_here).cloned().collect::<Vec<_>>())
    });
    let is_calm = calm(move || {
        section.track();
        above.track();
    });
    let missing =
        move || above.get().into_iter().map(|gap| view! { <GapRow gap on_fill /> }.into_any()).collect_view();
    view! {
        <section
            class="day"
            data-day=heading.anchor()
            data-calm=move || is_calm.get().then_some("")
        >
            {missing}
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
            <div class="day-rows" node_ref=feed role="feed" aria-label=label aria-busy=move || busy.get().to_string()>
                <For
                    each=move || section.with(Drawn::keyed)
                    key=|(key, _)| key.clone()
                    children=move |(key, cell)| match (key, cell) {
                        (CellKey::Room(nth), _) => {
                            let pixels = Memo::new(move |_| section.with(|section| rooms(&section.cells).nth(nth)));
                            room(pixels.into()).into_any()
                        }
                        (CellKey::Border(since), _) => border(since, &around.calendar).into_any(),
                        (CellKey::Row(_), Some(Cell::Row { item, position, .. })) => {
                            let position = FeedPosition { position, size: untrack(size) };
                            view! { <EntryRow item=item around=around.clone() position=position /> }.into_any()
                        }
                        (CellKey::Row(_), Some(Cell::Room(_)) | None) => ().into_any(),
                    }
                />
            </div>
        </section>
    }
}

/// What stands in a section.
#[derive(Debug, Clone, Default, PartialEq)]
struct Drawn {
    size: usize,
    cells: Cells,
    /// The line between what is new and what was there: before which cell, and since when things are new.
    border: Option<(usize, Timestamp)>,
}

/// What tells the cells of a section apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum CellKey {
    /// The room of that position among the section's rooms.
    Room(usize),
    Row(ItemKey),
    /// The line between what is new since a moment and what was there.
    Border(Timestamp),
}

impl Drawn {
    fn keyed(&self) -> Vec<(CellKey, Option<Cell>)> {
        let mut rooms = 0..;
        let key = |cell: &Cell| match cell {
            Cell::Room(_) => CellKey::Room(rooms.next().unwrap_or_default()),
            Cell::Row { item, .. } => CellKey::Row(item.key()),
        };
        let mut keyed: Vec<_> =
            self.cells.iter().map(key).zip(self.cells.iter().cloned().map(Some)).collect();
        if let Some((at, since)) = self.border {
            keyed.insert(at.min(keyed.len()), (CellKey::Border(since), None));
        }
        keyed
    }

    /// Where each row on the page stands in its section, whether or not those before it are on the page.
    fn positions(&self) -> impl Iterator<Item = usize> {
        self.cells.iter().filter_map(|cell| match cell {
            Cell::Row { position, .. } => Some(*position),
            Cell::Room(_) => None,
        })
    }
}

/// Whether a section was drawn since what is tracked, which is all that stands in it, last changed: the browser knows its
/// height then, and may leave it out where nobody sees it. Of thousands of rows it would otherwise look for each one in
/// every frame.
fn calm(track: impl Fn() + 'static) -> RwSignal<bool> {
    let is_calm = RwSignal::new(false);
    let changes = StoredValue::new(0_u64);
    Effect::new(move |_| {
        track();
        is_calm.set(false);
        let change = changes.get_value() + 1;
        changes.set_value(change);
        // Heights are noted when a frame was laid out, which is the case in the next one.
        request_animation_frame(move || {
            request_animation_frame(move || {
                if changes.try_get_value() == Some(change) {
                    is_calm.set(true);
                }
            });
        });
    });
    is_calm
}

/// Before which cell of a section the border stands, if it does.
fn border_of(border: Option<Border>, cells: &Cells) -> Option<(usize, Timestamp)> {
    let border = border?;
    let at = cells.iter().position(|cell| matches!(cell, Cell::Row { row, .. } if *row == border.row))?;
    Some((at + usize::from(!border.is_above), border.since))
}

/// The border. It is no entry, and nothing that the reader could go to.
fn border(since: Timestamp, calendar: &Cal) -> impl IntoView {
    view! { <div class="timeline-border" role="none"><span>{since_words(since, calendar)}</span></div> }
}

/// `New since Tue 09:14`.
fn since_words(since: Timestamp, calendar: &Cal) -> String {
    // The first day of 1970 was a Thursday.
    let weekday = match calendar.day(since).0.rem_euclid(7) {
        0 => "Thu",
        1 => "Fri",
        2 => "Sat",
        3 => "Sun",
        4 => "Mon",
        5 => "Tue",
        _ => "Wed",
    };
    format!("New since {weekday} {}", calendar.clock(since))
}

/// How tall each room is.
fn rooms(cells: &Cells) -> impl Iterator<Item = f64> {
    cells.iter().filter_map(|cell| match cell {
        Cell::Room(room) => Some(room.pixels),
        Cell::Row { .. } => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{PlainCalendar, When};

    #[test]
    fn the_border_names_day_and_time() {
        let calendar: Cal = Arc::new(PlainCalendar { offset_secs: 7_200 });
        let words = |text: &str| since_words(When::parse(text).at().unwrap(), &calendar);
        assert_eq!(words("2026-05-12T07:14:00Z"), "New since Tue 09:14");
        assert_eq!(words("2026-05-13T22:30:00Z"), "New since Thu 00:30");
        assert_eq!(words("2026-11-21T12:00:00Z"), "New since Sat 14:00");
    }
}

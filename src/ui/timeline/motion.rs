//! How the list keeps its place, jumps, and tells of what arrived out of view.

use std::sync::Arc;

use leptos::{ev, html::Div, prelude::*, wasm_bindgen::JsCast, web_sys::Element};

use super::{
    Around, Jump, JumpTo,
    groups::{Groups, Heading},
    hold::{Hold, Row},
    news::{News, Unseen},
    scroller::{Scroller, focus},
};
use crate::{
    model::{EntryId, Timestamp},
    timeline::{Item, Order},
    ui::Cal,
};

/// Rows that come into view for the first time change their height for so many frames.
const SETTLING_FRAMES: u8 = 8;
/// How long a row is lit after a jump, and its day shown.
const LIT: std::time::Duration = std::time::Duration::from_millis(2600);

/// What is on the page.
#[derive(Clone)]
pub struct Shown {
    items: Arc<Vec<Item>>,
    pub(super) groups: Arc<Groups>,
    pub(super) calendar: Cal,
    order: Order,
    /// Counts the calendars and orders, so that another one draws everything anew.
    pub(super) zone: u64,
}

impl Shown {
    pub(super) fn new(items: Arc<Vec<Item>>, calendar: Cal, order: Order) -> Self {
        Self { groups: Arc::new(Groups::new(&items)), items, calendar, order, zone: 0 }
    }

    fn is_of(&self, items: &Arc<Vec<Item>>, calendar: &Cal) -> bool {
        Arc::ptr_eq(&self.items, items) && Arc::ptr_eq(&self.calendar, calendar)
    }

    fn renewed(&self, items: Arc<Vec<Item>>, calendar: Cal, order: Order) -> Self {
        // Rows that are turned around while others come and go would lose their order: what draws them moves only
        // those whose distance changed.
        let is_turned = self.order != order;
        let zone = self.zone + u64::from(is_turned || !Arc::ptr_eq(&self.calendar, &calendar));
        let groups = if Arc::ptr_eq(&self.items, &items) {
            self.groups.clone()
        } else {
            Arc::new(Groups::new(&items))
        };
        Self { items, groups, calendar, order, zone }
    }
}

/// A jump that is under way: to where, and for how many frames more.
#[derive(Clone)]
struct Landing {
    spot: Spot,
    frames: u8,
}

/// Where a jump goes.
#[derive(Clone)]
enum Spot {
    /// The row of that name, near the top.
    Row(String),
    /// The heading of that name, to the top.
    Day(String),
    /// A row, to where it stood.
    Kept(Row),
    /// The end with the newest entry.
    Newest,
}

/// How the list keeps its place, jumps, and tells of what arrived out of view.
#[derive(Clone, Copy)]
pub(super) struct Motion {
    pub(super) node: NodeRef<Div>,
    pub(super) shown: RwSignal<Shown>,
    pub(super) unseen: RwSignal<Unseen>,
    /// The day and time of the row that was jumped to, for a moment.
    pub(super) notice: RwSignal<Option<String>>,
    order: Signal<Order>,
    busy: Signal<bool>,
    held: StoredValue<Option<Hold>>,
    wanted: StoredValue<Option<Jump>>,
    landing: StoredValue<Option<Landing>>,
    news: StoredValue<News>,
    marks: StoredValue<[Option<EntryId>; 2]>,
    is_scheduled: StoredValue<bool>,
    jumps: StoredValue<u64>,
}

impl Motion {
    pub(super) fn new(shown: Shown, order: Signal<Order>, busy: Signal<bool>) -> Self {
        let mut news = News::default();
        news.know(shown.groups.rows());
        Self {
            node: NodeRef::new(),
            shown: RwSignal::new(shown),
            unseen: RwSignal::default(),
            notice: RwSignal::new(None),
            order,
            busy,
            held: StoredValue::new(None),
            wanted: StoredValue::new(None),
            landing: StoredValue::new(None),
            news: StoredValue::new(news),
            marks: StoredValue::new([None, None]),
            is_scheduled: StoredValue::new(false),
            jumps: StoredValue::new(0),
        }
    }

    /// Takes over rows, remembering what is in view until they are on the page. `is_same_view` is false when the
    /// reader changed filter, order or zone; `is_loading` while the vendors' first answers come in.
    pub(super) fn take(self, items: Arc<Vec<Item>>, calendar: Cal, is_same_view: bool, is_loading: bool) {
        let shown = self.shown.get_untracked();
        if shown.is_of(&items, &calendar) {
            return;
        }
        let order = self.order.get_untracked();
        let scroller = Scroller::of(self.node);
        if self.held.with_value(Option::is_none)
            && let Some(scroller) = &scroller
        {
            self.held.set_value(Some(scroller.hold(order)));
            scroller.set_holding(true);
        }
        let shown = shown.renewed(items, calendar, order);
        self.news.update_value(|news| {
            if is_same_view && !is_loading {
                news.arrive(shown.groups.rows());
            } else {
                news.know(shown.groups.rows());
            }
        });
        self.shown.set(shown);
        self.schedule();
    }

    /// Goes somewhere as soon as it is there.
    pub(super) fn go(self, jump: Jump) {
        self.wanted.set_value(Some(jump));
        self.schedule();
    }

    /// Goes to an entry of this list.
    pub(super) fn go_to_entry(self, id: EntryId) {
        self.go(Jump { to: JumpTo::Entry(id), serial: 0, takes_focus: true });
    }

    /// Goes to a day of this list.
    pub(super) fn go_to_day(self, heading: Heading) {
        self.wanted.set_value(None);
        self.landing.set_value(Some(Landing { spot: Spot::Day(heading.anchor()), frames: SETTLING_FRAMES }));
        self.focus_heading(heading);
        self.schedule();
    }

    /// Focuses a day's heading.
    pub(super) fn focus_heading(self, heading: Heading) {
        let section = Scroller::of(self.node).and_then(|scroller| scroller.section(&heading.anchor()));
        let button =
            section.and_then(|section| section.query_selector("[data-heading] button").ok().flatten());
        if let Some(button) = button {
            focus(&button);
        }
    }

    /// Page Up and Page Down go from entry to entry, Control with Home and End leave the list. False when the key
    /// is none of these.
    pub(super) fn handle_key(self, event: &ev::KeyboardEvent) -> bool {
        let (Some(scroller), Some(from)) = (Scroller::of(self.node), event_element(event)) else {
            return false;
        };
        let has_modifier = event.alt_key() || event.shift_key() || event.meta_key();
        match (event.key().as_str(), event.ctrl_key()) {
            _ if has_modifier => false,
            ("PageDown", false) => scroller.focus_neighbour(&from, true),
            ("PageUp", false) => scroller.focus_neighbour(&from, false),
            ("Home", true) => scroller.leave(false),
            ("End", true) => scroller.leave(true),
            _ => false,
        }
    }

    /// The reader moves by hand: what was wanted before is not wanted any more.
    pub(super) fn give_way(self) {
        self.wanted.set_value(None);
        self.landing.set_value(None);
    }

    /// The list was scrolled.
    pub(super) fn scrolled(self) {
        if !self.news.with_value(News::is_empty) {
            self.schedule();
        }
    }

    /// Marks the row whose page is open, and the row of the current hit.
    pub(super) fn mark(self, selected: Option<EntryId>, hit: Option<EntryId>) {
        self.marks.set_value([selected, hit]);
        self.schedule();
    }

    fn schedule(self) {
        if self.is_scheduled.try_get_value() == Some(false) {
            self.is_scheduled.set_value(true);
            // New rows are on the page by then, and nothing was painted yet.
            request_animation_frame(move || self.frame());
        }
    }

    fn frame(self) {
        // The list may be gone by now.
        if self.is_scheduled.try_set_value(false).is_some() {
            return;
        }
        let Some(scroller) = Scroller::of(self.node) else { return };
        let order = self.order.get_untracked();
        if let Some(hold) = self.held.try_update_value(Option::take).flatten() {
            let kept = scroller.restore(&hold, order);
            scroller.set_holding(false);
            // Rows that are new above are taller or smaller than was guessed, as soon as they are drawn. A jump that
            // is under way is what the reader wants most, and a row that is being kept stays that row.
            let spot = match (self.landing.get_value(), kept) {
                (Some(landing), _) => Some(landing.spot),
                (None, Some(row)) => Some(Spot::Kept(row)),
                (None, None) => hold.is_at_newest.then_some(Spot::Newest),
            };
            self.landing.set_value(spot.map(|spot| Landing { spot, frames: SETTLING_FRAMES }));
        }
        self.start_jump(&scroller);
        self.land(&scroller, order);
        self.draw_marks(&scroller);
        self.look(&scroller);
    }

    fn start_jump(self, scroller: &Scroller) {
        let Some(jump) = self.wanted.get_value() else { return };
        let shown = self.shown.get_untracked();
        let row = match &jump.to {
            JumpTo::Entry(id) => shown.groups.row_of(id),
            JumpTo::Moment(at) => shown.groups.nearest(*at),
            JumpTo::Newest => {
                self.wanted.set_value(None);
                self.landing.set_value(Some(Landing { spot: Spot::Newest, frames: SETTLING_FRAMES }));
                return;
            }
        };
        // Not there yet: it may still arrive.
        let Some(row) = row else { return };
        let anchor = row.anchor();
        let Some(element) = scroller.row(&anchor) else { return };
        self.wanted.set_value(None);
        if jump.takes_focus {
            focus(&element);
        }
        let serial = self.jumps.with_value(|jumps| jumps + 1);
        self.jumps.set_value(serial);
        scroller.mark("data-lit", "", Some(&anchor));
        let place = row.entries().first().and_then(|entry| entry.place);
        self.notice.set(place.map(|place| day_and_time(place, &shown.calendar)));
        let node = self.node;
        set_timeout(
            move || {
                // A later jump has its own end.
                if self.jumps.try_get_value() == Some(serial) {
                    self.notice.set(None);
                    if let Some(scroller) = Scroller::of(node) {
                        scroller.mark("data-lit", "", None);
                    }
                }
            },
            LIT,
        );
        // A row in view stays where the reader sees it, unless rows that are on their way may push it out.
        let is_settled = !self.busy.get_untracked() && scroller.shows(&element);
        let landing = Landing { spot: Spot::Row(anchor), frames: SETTLING_FRAMES };
        self.landing.set_value((!is_settled).then_some(landing));
    }

    fn land(self, scroller: &Scroller, order: Order) {
        let Some(Landing { spot, frames }) = self.landing.get_value() else { return };
        match &spot {
            Spot::Row(anchor) => {
                if let Some(row) = scroller.row(anchor) {
                    scroller.land(&row);
                }
            }
            Spot::Day(anchor) => {
                if let Some(section) = scroller.section(anchor) {
                    scroller.land_section(&section);
                }
            }
            Spot::Kept(row) => scroller.put_back(row),
            Spot::Newest => scroller.go_to_newest(order),
        }
        self.landing.set_value(frames.checked_sub(1).map(|frames| Landing { spot, frames }));
        self.schedule();
    }

    fn draw_marks(self, scroller: &Scroller) {
        let shown = self.shown.get_untracked();
        let anchor = |id: &Option<EntryId>| Some(shown.groups.row_of(id.as_ref()?)?.anchor());
        let [selected, hit] = self.marks.with_value(|[selected, hit]| [anchor(selected), anchor(hit)]);
        scroller.mark("aria-current", "true", selected.as_deref());
        scroller.mark("data-hit", "", hit.as_deref());
    }

    fn look(self, scroller: &Scroller) {
        let groups = self.shown.with_untracked(|shown| shown.groups.clone());
        let unseen = if self.news.with_value(News::is_empty) {
            Unseen::default()
        } else {
            let rows: Vec<&Item> = groups.rows().collect();
            let in_view = scroller.in_view();
            self.news.try_update_value(|news| news.look(&rows, &in_view)).unwrap_or_default()
        };
        if self.unseen.with_untracked(|known| *known != unseen) {
            self.unseen.set(unseen);
        }
    }
}

/// Prepares a jump to an entry that is folded away among other tool calls.
pub(super) fn unfold_for(jump: &Jump, groups: &Groups, around: &Around) {
    if let JumpTo::Entry(id) = &jump.to
        && let Some(row @ Item::Tools { .. }) = groups.row_of(id)
    {
        around.open_ahead(row.anchor());
    }
}

fn event_element(event: &ev::KeyboardEvent) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn day_and_time(at: Timestamp, calendar: &Cal) -> String {
    format!("{} · {}", calendar.long_day(calendar.day(at)), calendar.clock(at))
}

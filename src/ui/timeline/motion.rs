//! How the list keeps its place, jumps, and tells of what arrived out of view.

use std::sync::Arc;

use leptos::{ev, html::Div, prelude::*, wasm_bindgen::JsCast, web_sys::Element};

use super::{
    Jump, JumpTo,
    heights::Heights,
    hold::Hold,
    landing::{Landing, SETTLING_FRAMES, Spot},
    news::{News, Unseen},
    scroller::{Found, Scroller, focus},
    shown::Shown,
};
use crate::{
    model::EntryId,
    timeline::{Heading, Number, Order, Rows, Timeline, Visit},
    ui::Cal,
};

/// How the list keeps its place, jumps, and tells of what arrived out of view.
#[derive(Clone, Copy)]
pub(super) struct Motion {
    pub(super) node: NodeRef<Div>,
    found: Found,
    pub(super) shown: RwSignal<Shown>,
    pub(super) unseen: RwSignal<Unseen>,
    /// The day and time of the row that was jumped to, for a moment.
    pub(super) notice: RwSignal<Option<String>>,
    pub(super) timeline: RwSignal<Timeline>,
    pub(super) order: Signal<Order>,
    pub(super) busy: Signal<bool>,
    pub(super) held: StoredValue<Option<Hold>>,
    pub(super) heights: StoredValue<Heights>,
    pub(super) wanted: StoredValue<Option<Jump>>,
    pub(super) landing: StoredValue<Option<Landing>>,
    /// A heading that is to have the focus once it is on the page.
    focus_on: StoredValue<Option<Heading>>,
    news: StoredValue<News>,
    marks: StoredValue<[Option<EntryId>; 2]>,
    pub(super) frames: StoredValue<Frames>,
}

/// What is known from one frame to the next.
#[derive(Clone, Copy, Default)]
pub(super) struct Frames {
    is_scheduled: bool,
    /// Whether more rows are about to be put onto the page.
    pub(super) is_filling: bool,
    /// How often the reader did something.
    pub(super) acts: u64,
    /// The same when something that nobody waits for was last done.
    pub(super) acts_seen: u64,
    /// How far the list was scrolled when it last scrolled itself, if it did.
    placed: Option<i32>,
    /// How many jumps there were.
    pub(super) jumps: u64,
    /// Whether a row was marked when that was last seen to.
    was_marked: bool,
    /// How tall the list was when it was last scrolled to the end with the newest entry, if it was.
    at_newest: Option<f64>,
}

impl Motion {
    pub(super) fn new(
        timeline: RwSignal<Timeline>,
        rows: Arc<Rows>,
        calendar: Cal,
        order: Signal<Order>,
        busy: Signal<bool>,
        visit: Option<Visit>,
    ) -> Self {
        let mut news = News::default();
        news.know(&rows, timeline.with_untracked(Timeline::next_number));
        let nothing = Shown {
            rows: Arc::default(),
            plan: Arc::default(),
            calendar,
            order: order.get_untracked(),
            visit: None,
            border: None,
            zone: 0,
        };
        let motion = Self {
            node: NodeRef::new(),
            found: Found::new(),
            shown: RwSignal::new(nothing.clone()),
            unseen: RwSignal::default(),
            notice: RwSignal::new(None),
            timeline,
            order,
            busy,
            held: StoredValue::new(None),
            heights: StoredValue::default(),
            wanted: StoredValue::new(None),
            landing: StoredValue::new(None),
            focus_on: StoredValue::new(None),
            news: StoredValue::new(news),
            marks: StoredValue::new([None, None]),
            frames: StoredValue::default(),
        };
        motion.shown.set(motion.renewed(&nothing, rows, nothing.calendar.clone(), visit, false));
        motion
    }

    /// The list in the browser, once it is there.
    pub(super) fn scroller(self) -> Option<Scroller> {
        Scroller::of(self.node, self.found)
    }

    /// What is on the page from now on.
    pub(super) fn show(self, shown: Shown) {
        self.found.set_settled(false);
        self.shown.set(shown);
        self.schedule();
    }

    /// Takes over rows, remembering what is in view until they are on the page. `is_same_view` is false when the
    /// reader changed filter, order or zone; `is_loading` while the vendors' first answers come in.
    pub(super) fn take(
        self,
        rows: Arc<Rows>,
        calendar: Cal,
        visit: Option<Visit>,
        is_same_view: bool,
        is_loading: bool,
    ) {
        let shown = self.shown.get_untracked();
        if shown.is_of(&rows, &calendar, visit) {
            return;
        }
        self.hold(true);
        let shown = self.renewed(&shown, rows, calendar, visit, is_same_view);
        let next = self.timeline.with_untracked(Timeline::next_number);
        self.news.update_value(|news| {
            if is_same_view && !is_loading {
                news.arrive(&shown.rows, next);
            } else {
                news.know(&shown.rows, next);
            }
        });
        if !is_same_view {
            self.give_time();
        }
        self.show(shown);
    }

    /// Remembers what is in view until rows have changed.
    pub(super) fn hold(self, is_lasting: bool) {
        if self.held.with_value(Option::is_none)
            && let Some(scroller) = self.scroller()
        {
            let plan = self.shown.with_untracked(|shown| shown.plan.clone());
            let order = self.order.get_untracked();
            let mut hold = scroller.hold(&plan, order, is_lasting);
            // Something beside the list took of its height, which scrolls nothing: the reader is where they were.
            let taken = self.frames.get_value().at_newest.map_or(0.0, |before| before - scroller.height());
            hold.is_at_newest |= taken > 0.0 && scroller.is_at_newest(order, taken);
            self.held.set_value(Some(hold));
            scroller.set_holding(true);
        }
    }

    /// Goes somewhere as soon as it is there.
    pub(super) fn go(self, jump: Jump) {
        self.give_time();
        if let Some(row) = self.row_of(&jump.to) {
            self.bring(row);
        }
        self.wanted.set_value(Some(jump));
        self.schedule();
    }

    /// Goes to an entry of this list.
    pub(super) fn go_to_number(self, number: Number) {
        let id = self.timeline.with_untracked(|timeline| Some(timeline.entry(number)?.id.clone()));
        if let Some(id) = id {
            self.go(Jump { to: JumpTo::Entry(id), serial: 0, takes_focus: true });
        }
    }

    /// Goes to a day of this list.
    pub(super) fn go_to_day(self, heading: Heading) {
        self.give_time();
        if let Some(row) = self.shown.with_untracked(|shown| shown.rows.first_below(heading)) {
            self.bring(row);
        }
        self.wanted.set_value(None);
        self.landing.set_value(Some(Landing { spot: Spot::Day(heading), frames: SETTLING_FRAMES }));
        // The menu that it was chosen from goes away, and must not take the focus with it.
        if !self.focus_heading(heading) {
            if let Some(scroller) = self.scroller() {
                scroller.focus();
            }
            self.focus_on.set_value(Some(heading));
        }
        self.schedule();
    }

    /// Focuses a day's heading. False when it is not on the page.
    pub(super) fn focus_heading(self, heading: Heading) -> bool {
        let section = self.scroller().and_then(|scroller| scroller.section(&heading.anchor()));
        let button =
            section.and_then(|section| section.query_selector("[data-heading] button").ok().flatten());
        button.inspect(focus).is_some()
    }

    /// Page Up and Page Down go from entry to entry, Control with Home and End leave the list. False when the key
    /// is none of these.
    pub(super) fn handle_key(self, event: &ev::KeyboardEvent) -> bool {
        let (Some(scroller), Some(from)) = (self.scroller(), event_element(event)) else {
            return false;
        };
        let has_modifier = event.alt_key() || event.shift_key() || event.meta_key();
        match (event.key().as_str(), event.ctrl_key()) {
            _ if has_modifier => false,
            ("PageDown", false) => self.step(&scroller, &from, true),
            ("PageUp", false) => self.step(&scroller, &from, false),
            ("Home", true) => scroller.leave(false),
            ("End", true) => scroller.leave(true),
            _ => false,
        }
    }

    /// Moves the focus to the next or previous row, from wherever it is inside the list. False when there is none.
    fn step(self, scroller: &Scroller, from: &Element, forward: bool) -> bool {
        let shown = self.shown.get_untracked();
        let Some(index) = scroller.row_around(from) else { return scroller.focus_first() };
        let Some(row) = shown.plan.row(index) else { return false };
        let (next, beside) = if forward {
            (Some(row + 1), Some(index + 1))
        } else {
            (row.checked_sub(1), index.checked_sub(1))
        };
        let Some(next) = next.filter(|next| *next < shown.rows.len()) else { return false };
        if let Some(beside) = beside.filter(|beside| shown.plan.row(*beside) == Some(next)) {
            return scroller.focus_row(beside);
        }
        // A row that has the focus far from what is in view: the next one is brought.
        if let Some(number) = shown.rows.number(next) {
            self.go_to_number(number);
        }
        true
    }

    /// The reader moves by hand: what was wanted before is not wanted any more.
    pub(super) fn give_way(self) {
        self.wanted.set_value(None);
        self.landing.set_value(None);
    }

    /// The list was scrolled.
    pub(super) fn scrolled(self) {
        let Some(scroller) = self.scroller() else { return };
        let at = scroller.scrolled();
        let is_by_itself = self.frames.get_value().placed == Some(at);
        if !is_by_itself {
            self.give_time();
            self.frames.update_value(|frames| frames.placed = None);
        }
        self.held.update_value(|held| {
            if let Some(held) = held.as_mut().filter(|held| scroller.was_scrolled_since(held)) {
                held.follow(at);
            }
        });
        let is_at_newest = scroller.is_at_newest(self.order.get_untracked(), 0.0);
        self.frames.update_value(|frames| frames.at_newest = is_at_newest.then(|| scroller.height()));
        let is_filled = self.shown.with_untracked(Shown::is_filled);
        // Where the list itself went, it has put what is in view, and the rest comes while nobody waits.
        if !is_filled && !is_by_itself {
            self.cover();
        }
        if !is_filled || !self.news.with_value(News::is_empty) {
            self.schedule();
        }
    }

    /// Marks the row whose page is open, and the row of the current hit.
    pub(super) fn mark(self, selected: Option<EntryId>, hit: Option<EntryId>) {
        self.marks.set_value([selected, hit]);
        self.schedule();
    }

    pub(super) fn schedule(self) {
        let was_scheduled =
            self.frames.try_update_value(|frames| std::mem::replace(&mut frames.is_scheduled, true));
        if was_scheduled == Some(false) {
            // New rows are on the page by then, and nothing was painted yet.
            request_animation_frame(move || self.frame());
        }
    }

    fn frame(self) {
        // The list may be gone by now.
        if self.frames.try_update_value(|frames| frames.is_scheduled = false).is_none() {
            return;
        }
        let Some(scroller) = self.scroller() else { return };
        self.found.set_settled(true);
        let order = self.order.get_untracked();
        self.measure(&scroller);
        let mut is_placed = self.held.with_value(Option::is_some);
        if let Some(mut hold) = self.held.try_update_value(Option::take).flatten() {
            if scroller.was_scrolled_since(&hold) {
                hold.follow(scroller.scrolled());
                is_placed = false;
            }
            let kept = scroller.restore(&hold, order);
            scroller.set_holding(false);
            // Rows that are new above are taller or smaller than was guessed, as soon as they are drawn. A jump that
            // is under way is what the reader wants most, and a row that is being kept stays that row.
            let spot = match (self.landing.get_value(), kept) {
                (Some(landing), _) => Some(landing.spot),
                (None, _) if !hold.is_lasting => None,
                (None, Some(row)) => Some(Spot::Kept(row)),
                (None, None) => hold.is_at_newest.then_some(Spot::Newest),
            };
            self.landing.set_value(spot.map(|spot| Landing { spot, frames: SETTLING_FRAMES }));
        }
        if let Some(heading) = self.focus_on.try_update_value(Option::take).flatten() {
            self.focus_heading(heading);
        }
        self.start_jump(&scroller);
        is_placed |= self.landing.with_value(Option::is_some);
        self.land(&scroller, order);
        if is_placed {
            self.frames.update_value(|frames| frames.placed = Some(scroller.scrolled()));
        }
        self.draw_marks(&scroller);
        self.look(&scroller);
        self.fill();
    }

    /// The day of a row that a jump leads to.
    pub(super) fn heading_of(self, to: &JumpTo) -> Option<Heading> {
        let row = self.row_of(to)?;
        self.shown
            .with_untracked(|shown| Some(shown.rows.sections().get(shown.rows.section_of(row))?.heading))
    }

    /// The days some rows of which are in view.
    pub(super) fn headings_in_view(self) -> Vec<Heading> {
        let Some(scroller) = self.scroller() else { return Vec::new() };
        let in_view = scroller.in_view();
        self.shown.with_untracked(|shown| {
            let section = |index| Some(shown.rows.section_of(shown.plan.row(index)?));
            let from = section(*in_view.start()).unwrap_or_default();
            let to = section(*in_view.end()).unwrap_or(from);
            let sections = shown.rows.sections().get(from..=to).unwrap_or_default();
            sections.iter().map(|section| section.heading).collect()
        })
    }

    fn draw_marks(self, scroller: &Scroller) {
        let shown = self.shown.get_untracked();
        let anchor = |id: &Option<EntryId>| {
            let id = id.as_ref()?;
            shown.plan.items().find_map(|(_, item)| item.shows(id).then(|| item.anchor()))
        };
        let [selected, hit] = self.marks.with_value(|[selected, hit]| [anchor(selected), anchor(hit)]);
        let is_marked = selected.is_some() || hit.is_some();
        // To look for marks among thousands of rows takes a while.
        if self.frames.try_update_value(|frames| std::mem::replace(&mut frames.was_marked, is_marked))
            == Some(false)
            && !is_marked
        {
            return;
        }
        scroller.mark("aria-current", "true", selected.as_deref());
        scroller.mark("data-hit", "", hit.as_deref());
    }

    fn look(self, scroller: &Scroller) {
        let unseen = if self.news.with_value(News::is_empty) {
            Unseen::default()
        } else {
            let plan = self.shown.with_untracked(|shown| shown.plan.clone());
            let in_view = scroller.in_view();
            let (Some(first), Some(last)) = (plan.row(*in_view.start()), plan.row(*in_view.end())) else {
                return;
            };
            self.news.try_update_value(|news| news.look(&(first..=last))).unwrap_or_default()
        };
        if self.unseen.with_untracked(|known| *known != unseen) {
            self.unseen.set(unseen);
        }
    }
}

fn event_element(event: &ev::KeyboardEvent) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

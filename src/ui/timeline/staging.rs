//! Which rows the list puts onto the page, as the reader moves and rows arrive.

use std::{collections::HashSet, ops::Range, sync::Arc};

use leptos::prelude::*;

use super::{
    heights::Heights,
    hold::{Held, Hold},
    motion::Motion,
    plan::Plan,
    scroller::{Scroller, Sight},
    shown::{Border, Shown},
};
use crate::{
    model::Entry,
    timeline::{Number, Order, Rows, Visit},
    ui::Cal,
};

/// How tall the list is taken to be before it can be measured, in pixels.
const VIEW: f64 = 900.0;
/// How much a reader who scrolls is given above and below what is in view, or one who rests, in heights of the list.
const SPARE: f64 = 1.5;
/// With less than this of it a reader who scrolls is given more.
const LITTLE: f64 = 0.5;
/// With less than this of it a reader who rests is given more.
const ENOUGH: f64 = 1.0;
/// How much of it there is at once where somebody waits for what is in view.
const AT_ONCE: f64 = 0.5;
/// How many rows are put onto the page, or marked anew, at a time while nobody waits for it. Few enough for a frame.
pub(super) const STEP: usize = 60;

impl Motion {
    /// What finds entries.
    pub(super) fn entries(self) -> impl Fn(Number) -> Option<Arc<Entry>> + Copy {
        move |number| self.timeline.with_untracked(|timeline| timeline.entry(number))
    }

    fn view(self) -> f64 {
        self.scroller().map_or(VIEW, |scroller| scroller.height().max(1.0))
    }

    /// What is on the page once these rows are: what is in view, what has the focus, where the reader is going; and of a
    /// short history all that was there before.
    pub(super) fn renewed(
        self,
        before: &Shown,
        rows: Arc<Rows>,
        calendar: Cal,
        visit: Option<Visit>,
        is_same_view: bool,
    ) -> Shown {
        let order = self.order.get_untracked();
        // Rows that are turned around while others come and go would lose their order: what draws them moves only
        // those whose distance changed.
        let is_turned = before.order != order || !Arc::ptr_eq(&before.calendar, &calendar);
        let heights = self.heights.try_update_value(std::mem::take).unwrap_or_default().of_list(&rows);
        let mut ranges = vec![self.in_view(&rows, &heights, order, is_same_view && !before.rows.is_empty())];
        ranges.extend(self.target(&rows).map(|row| self.near(row, &heights)));
        ranges.extend(self.focused(before, &rows));
        let border = Border::of(visit, &rows, order);
        let zone = before.zone + u64::from(is_turned);
        let mut shown = Shown { rows, plan: Arc::default(), calendar, order, visit, border, zone };
        if !is_turned && shown.is_whole() {
            ranges.extend(still_there(&before.plan, &shown.rows));
        }
        shown.plan = Arc::new(Plan::new(&shown.rows, &heights, ranges, self.entries()));
        self.heights.set_value(heights);
        shown
    }

    /// The rows that will be in view, and spare ones around them: fewer when somebody waits for them.
    fn in_view(self, rows: &Rows, heights: &Heights, order: Order, has_time: bool) -> Range<usize> {
        let view = self.view();
        let before = self.held.get_value();
        let at_newest = before.as_ref().is_none_or(|before| before.is_at_newest);
        let last = rows.len().saturating_sub(1);
        let (row, offset) = match before {
            Some(hold) if !at_newest => {
                let kept = hold.rows.iter().find_map(|seen| Some((rows.row_of(seen.number)?, seen.offset)));
                // When all of them are gone, what is nearest in time.
                let near = || {
                    let first = hold.rows.first()?;
                    Some((rows.nearest(first.place?)?, first.offset))
                };
                kept.or_else(near).unwrap_or((0, 0.0))
            }
            Some(_) if order == Order::OldestFirst => (last, view),
            _ => (0, 0.0),
        };
        heights.around(row, offset, view, if has_time { view } else { view * AT_ONCE })
    }

    fn near(self, row: usize, heights: &Heights) -> Range<usize> {
        let view = self.view();
        heights.around(row, view / 4.0, view, view * AT_ONCE)
    }

    /// The row that has the focus.
    fn focused(self, before: &Shown, rows: &Rows) -> Option<Range<usize>> {
        let focused = self.scroller()?.focused_index()?;
        let row = rows.row_of(before.rows.number(before.plan.row(focused)?)?)?;
        Some(row..row + 1)
    }

    /// Puts other rows onto the page.
    fn put(self, ranges: Vec<Range<usize>>) {
        let mut shown = self.shown.get_untracked();
        let plan = self.heights.with_value(|heights| Plan::new(&shown.rows, heights, ranges, self.entries()));
        shown.plan = Arc::new(plan);
        self.show(shown);
    }

    /// Puts a row onto the page, beside what is in view.
    pub(super) fn bring(self, row: usize) {
        let shown = self.shown.get_untracked();
        if shown.plan.has_all(&(row..row + 1)) {
            return;
        }
        self.hold(false);
        let mut ranges = shown.plan.ranges().to_vec();
        ranges.push(self.heights.with_value(|heights| self.near(row, heights)));
        self.put(ranges);
    }

    /// Puts what the reader scrolled to onto the page, with spare rows around it.
    pub(super) fn cover(self) {
        self.cover_with(LITTLE, SPARE);
    }

    /// Puts what is in view onto the page, with spare rows around it, where there is less of them than the least; both in
    /// heights of the list. Where nothing but room is in view, somebody waits, and there is [`AT_ONCE`].
    fn cover_with(self, least: f64, spare: f64) {
        let Some(scroller) = self.scroller() else { return };
        let shown = self.shown.get_untracked();
        // Rows that are on their way are placed by what is held.
        if shown.is_filled() || self.held.with_value(Option::is_some) {
            return;
        }
        let view = scroller.height();
        let around = |row, offset, spare: f64| {
            self.heights.with_value(|heights| heights.around(row, offset, view, view * spare))
        };
        let (row, offset, is_drawn) = match scroller.sight() {
            Sight::Row { index, offset } => {
                let Some(row) = shown.plan.row(index) else { return };
                (row, offset, true)
            }
            Sight::Room { index, part } => {
                let rooms = shown.plan.rooms();
                let Some(room) = rooms.get(index) else { return };
                let pixels = |heights: &Heights| heights.top(room.rows.start) + heights.of(&room.rows) * part;
                let row = self.heights.with_value(|heights| heights.row_at(pixels(heights)));
                (row, scroller.covered(), false)
            }
            Sight::Nothing => return,
        };
        if is_drawn && shown.plan.has_all(&around(row, offset, least)) {
            return;
        }
        let mut ranges = vec![around(row, offset, if is_drawn { spare } else { AT_ONCE })];
        ranges.extend(self.focused(&shown, &shown.rows));
        if shown.is_whole() {
            ranges.extend_from_slice(shown.plan.ranges());
        }
        if is_drawn {
            self.hold(false);
        } else {
            self.hold_at(&scroller, &shown, row);
        }
        self.put(ranges);
    }

    /// Has a row that is not on the page yet stand at the top.
    fn hold_at(self, scroller: &Scroller, shown: &Shown, row: usize) {
        let Some(item) = shown.rows.item(row, self.entries()) else { return };
        let Some(number) = shown.rows.number(row) else { return };
        let place = item.entries().first().and_then(|entry| entry.place);
        // What stands above the first row is to be seen with it.
        let offset = if row == 0 { scroller.height() } else { scroller.covered() };
        let top = Held { anchor: item.anchor(), number, place, offset };
        let hold = Hold {
            rows: vec![top],
            is_at_newest: false,
            scrolled: scroller.scrolled(),
            focused: scroller.focused_row(),
            is_lasting: false,
        };
        scroller.set_holding(true);
        self.held.set_value(Some(hold));
    }

    /// Notes how tall the rows in view are.
    pub(super) fn measure(self, scroller: &Scroller) {
        let shown = self.shown.get_untracked();
        if shown.is_whole() {
            return;
        }
        let sections = shown.rows.sections();
        for (index, height) in scroller.heights() {
            let Some(row) = shown.plan.row(index) else { continue };
            let Some(number) = shown.rows.number(row) else { continue };
            let is_first = sections.get(shown.rows.section_of(row)).is_some_and(|day| day.rows.start == row);
            self.heights.update_value(|heights| heights.set(row, number, height, is_first));
        }
    }

    /// Puts more rows onto the page: at once those in view; while nobody waits, those around them, and of a short history
    /// all others, one step after the other.
    pub(super) fn fill(self) {
        if self.shown.with_untracked(Shown::is_filled) {
            return;
        }
        self.cover_with(0.0, AT_ONCE);
        let was_filling =
            self.frames.try_update_value(|frames| std::mem::replace(&mut frames.is_filling, true));
        if was_filling == Some(false) {
            self.when_idle(move || self.fill_more());
        }
    }

    fn fill_more(self) {
        if self.frames.try_update_value(|frames| frames.is_filling = false).is_none() {
            return;
        }
        let Some(scroller) = self.scroller() else { return };
        let shown = self.shown.get_untracked();
        // The frame that places what is held comes back to this.
        if self.held.with_value(Option::is_some) {
            return;
        }
        if !shown.is_whole() {
            self.cover_with(ENOUGH, SPARE);
            return;
        }
        let middle = shown.plan.row(*scroller.in_view().start()).unwrap_or_default();
        let distance = |room: &Range<usize>| room.start.abs_diff(middle).min(room.end.abs_diff(middle));
        let Some(room) = shown.missing().into_iter().min_by_key(distance) else { return };
        let step = if room.start >= middle {
            room.start..room.end.min(room.start + STEP)
        } else {
            room.start.max(room.end.saturating_sub(STEP))..room.end
        };
        self.hold(false);
        let mut ranges = shown.plan.ranges().to_vec();
        ranges.push(step);
        self.put(ranges);
    }
}

/// The rows that are still those that were on the page before.
fn still_there(before: &Plan, rows: &Rows) -> Vec<Range<usize>> {
    let numbers: HashSet<Number> = before.numbers().collect();
    let rows = (0..rows.len()).filter(|row| rows.numbers(*row).any(|number| numbers.contains(&number)));
    rows.map(|row| row..row + 1).collect()
}

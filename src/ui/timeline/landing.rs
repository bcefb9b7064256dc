//! Jumps: from what is wanted to the row that stands there.

use leptos::prelude::*;

use super::{
    Around, Jump, JumpTo,
    hold::Held,
    motion::Motion,
    scroller::{Scroller, focus},
};
use crate::{
    model::Timestamp,
    timeline::{Heading, Item, Number, Order, Rows},
    ui::Cal,
};

/// Rows that come into view for the first time change their height for so many frames.
pub(super) const SETTLING_FRAMES: u8 = 8;
/// How long a row is lit after a jump, and its day shown.
const LIT: std::time::Duration = std::time::Duration::from_millis(2600);

/// A jump that is under way: to where, and for how many frames more.
#[derive(Clone)]
pub(super) struct Landing {
    pub(super) spot: Spot,
    pub(super) frames: u8,
}

/// Where a jump goes.
#[derive(Clone)]
pub(super) enum Spot {
    /// The row of that name, with an entry of that number, near the top.
    Row(String, Number),
    /// A heading, to the top.
    Day(Heading),
    /// A row, to where it stood.
    Kept(Held),
    /// The end with the newest entry.
    Newest,
}

impl Motion {
    /// The rows that a landing needs on the page.
    pub(super) fn target(self, rows: &Rows) -> Option<usize> {
        self.landing.with_value(|landing| match &landing.as_ref()?.spot {
            Spot::Row(_, number) => rows.row_of(*number),
            Spot::Kept(held) => rows.row_of(held.number),
            Spot::Day(heading) => rows.first_below(*heading),
            Spot::Newest => None,
        })
    }

    pub(super) fn row_of(self, to: &JumpTo) -> Option<usize> {
        self.shown.with_untracked(|shown| match to {
            JumpTo::Entry(id) => {
                let number = self.timeline.with_untracked(|timeline| timeline.number_of(id))?;
                shown.rows.row_of(number)
            }
            JumpTo::Moment(at) => shown.rows.nearest(*at),
            JumpTo::Newest => {
                let last = shown.rows.len().checked_sub(1)?;
                Some(if shown.order == Order::NewestFirst { 0 } else { last })
            }
        })
    }

    pub(super) fn start_jump(self, scroller: &Scroller) {
        let Some(jump) = self.wanted.get_value() else { return };
        if jump.to == JumpTo::Newest {
            self.wanted.set_value(None);
            self.landing.set_value(Some(Landing { spot: Spot::Newest, frames: SETTLING_FRAMES }));
            return;
        }
        // Not there yet: it may still arrive.
        let Some(row) = self.row_of(&jump.to) else { return };
        let shown = self.shown.get_untracked();
        let Some(item) = shown.plan.items().find_map(|(index, item)| (index == row).then_some(item)) else {
            self.bring(row);
            self.schedule();
            return;
        };
        let Some(number) = shown.rows.number(row) else { return };
        let anchor = item.anchor();
        let Some(element) = scroller.row(&anchor) else { return };
        self.wanted.set_value(None);
        if jump.takes_focus {
            focus(&element);
        }
        let serial = self.frames.with_value(|frames| frames.jumps + 1);
        self.frames.update_value(|frames| frames.jumps = serial);
        scroller.mark("data-lit", "", Some(&anchor));
        let place = item.entries().first().and_then(|entry| entry.place);
        self.notice.set(place.map(|place| day_and_time(place, &shown.calendar)));
        set_timeout(
            move || {
                // A later jump has its own end.
                if self.frames.try_get_value().is_some_and(|frames| frames.jumps == serial) {
                    self.notice.set(None);
                    if let Some(scroller) = self.scroller() {
                        scroller.mark("data-lit", "", None);
                    }
                }
            },
            LIT,
        );
        // A row in view stays where the reader sees it, unless rows that are on their way may push it out.
        let is_settled = !self.busy.get_untracked() && scroller.shows(&element);
        let landing = Landing { spot: Spot::Row(anchor, number), frames: SETTLING_FRAMES };
        self.landing.set_value((!is_settled).then_some(landing));
    }

    pub(super) fn land(self, scroller: &Scroller, order: Order) {
        let Some(Landing { spot, frames }) = self.landing.get_value() else { return };
        match &spot {
            Spot::Row(anchor, _) => {
                if let Some(row) = scroller.row(anchor) {
                    scroller.land(&row);
                }
            }
            Spot::Day(heading) => {
                if let Some(section) = scroller.section(&heading.anchor()) {
                    scroller.land_section(&section);
                }
            }
            Spot::Kept(row) => scroller.put_back(row),
            Spot::Newest => scroller.go_to_newest(order),
        }
        self.landing.set_value(frames.checked_sub(1).map(|frames| Landing { spot, frames }));
        self.schedule();
    }
}

/// Prepares a jump to an entry that is folded away among other tool calls.
pub(super) fn unfold_for(jump: &Jump, motion: Motion, around: &Around) {
    let JumpTo::Entry(_) = &jump.to else { return };
    let Some(row) = motion.row_of(&jump.to) else { return };
    let item = motion.shown.with_untracked(|shown| shown.rows.item(row, motion.entries()));
    if let Some(item @ Item::Tools { .. }) = item {
        around.open_ahead(item.anchor());
    }
}

fn day_and_time(at: Timestamp, calendar: &Cal) -> String {
    format!("{} · {}", calendar.long_day(calendar.day(at)), calendar.clock(at))
}

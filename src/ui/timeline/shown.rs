//! What is on the page.

use std::{ops::Range, sync::Arc};

use super::plan::{Block, Plan, Room, WHOLE};
use crate::{
    model::Timestamp,
    timeline::{Heading, Order, Rows, Visit},
    ui::Cal,
};

/// What is on the page.
#[derive(Clone)]
pub struct Shown {
    pub(super) rows: Arc<Rows>,
    pub(super) plan: Arc<Plan>,
    pub(super) calendar: Cal,
    pub(super) order: Order,
    pub(super) visit: Option<Visit>,
    /// Where what is new begins, or ends.
    pub(super) border: Option<Border>,
    /// Counts the calendars and orders, so that another one draws everything anew.
    pub(super) zone: u64,
}

/// The line between what is new since the reader came and what was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Border {
    /// The row that it stands at.
    pub(super) row: usize,
    /// Whether it stands above that row.
    pub(super) is_above: bool,
    /// When the reader came.
    pub(super) since: Timestamp,
}

impl Border {
    pub(super) fn of(visit: Option<Visit>, rows: &Rows, order: Order) -> Option<Self> {
        let visit = visit?;
        let row = visit.border(rows, order)?;
        Some(Self { row, is_above: order == Order::OldestFirst, since: visit.since() })
    }
}

/// What tells the blocks of the list apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum BlockKey {
    /// The room of that position among the rooms between sections.
    Room(usize),
    /// A section, in one zone and order.
    Section(u64, Heading),
}

impl Shown {
    pub(super) fn is_of(&self, rows: &Arc<Rows>, calendar: &Cal, visit: Option<Visit>) -> bool {
        Arc::ptr_eq(&self.rows, rows) && Arc::ptr_eq(&self.calendar, calendar) && self.visit == visit
    }

    /// Whether every row is to be on the page.
    pub(super) fn is_whole(&self) -> bool {
        self.rows.entries() <= WHOLE
    }

    /// Whether every row is on the page.
    pub(super) fn is_filled(&self) -> bool {
        self.plan.has_all(&(0..self.rows.len()))
    }

    /// The rows that are not on the page.
    pub(super) fn missing(&self) -> Vec<Range<usize>> {
        self.plan.missing(self.rows.len())
    }

    pub(super) fn keys(&self) -> Vec<BlockKey> {
        let mut rooms = 0..;
        let key = |block: &Block| match block {
            Block::Room(_) => BlockKey::Room(rooms.next().unwrap_or_default()),
            Block::Section { heading, .. } => BlockKey::Section(self.zone, *heading),
        };
        self.plan.blocks().iter().map(key).collect()
    }

    /// The rooms between sections.
    pub(super) fn rooms(&self) -> impl Iterator<Item = &Room> {
        self.plan.blocks().iter().filter_map(|block| match block {
            Block::Room(room) => Some(room),
            Block::Section { .. } => None,
        })
    }

    /// How many entries there are on each day, in the list's order.
    pub(super) fn days(&self) -> impl Iterator<Item = (Heading, usize)> {
        self.rows.sections().iter().map(|section| (section.heading, section.entries))
    }
}

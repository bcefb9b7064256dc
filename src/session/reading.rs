//! One reading of a vendor's list, from a moment on, page by page.

use super::extent::Span;
use crate::{
    model::Timestamp,
    providers::{Page, Request, Window},
};

/// The first page is small, so that something is to be seen early.
const FIRST_PAGE: u32 = 100;
const PAGE: u32 = 1_000;
/// A reading with this many pages to go is worth being shared.
const WORTH_SHARING: i64 = 4;
/// Below this there is nothing to share.
const SHORTEST_MILLIS: i64 = 60_000;

/// Tells the readings of a course apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Turn(pub(super) u32);

/// A reading that is under way, or still to be begun.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    pub(super) turn: Turn,
    /// What it is to read; the moment from which it is asked for moves on when it has to be asked anew.
    pub(super) window: Window,
    /// Where it began.
    pub(super) began: Timestamp,
    pub(super) page_size: Option<u32>,
    pub(super) next: Option<Request>,
    /// The latest change seen so far.
    pub(super) latest: Option<Timestamp>,
    /// Whether it gives everything from its beginning on, whatever the other readings do.
    pub(super) is_newest: bool,
    /// Whether it catches what changed while the others were under way.
    pub(super) is_last: bool,
    /// Whether it ended early.
    pub(super) has_failed: bool,
    /// The first change seen since it was asked for anew, and the pages since then: how dense the list is.
    first: Option<Timestamp>,
    pages: i64,
}

impl Reading {
    pub(super) const fn new(turn: Turn, since: Timestamp, until: Option<Timestamp>) -> Self {
        Self {
            turn,
            window: Window { since, until },
            began: since,
            page_size: Some(PAGE),
            next: None,
            latest: None,
            is_newest: false,
            is_last: false,
            has_failed: false,
            first: None,
            pages: 0,
        }
    }

    /// Has its first page small.
    pub(super) fn begin_small(&mut self) {
        self.page_size = Some(FIRST_PAGE);
    }

    /// Notes what a page brought. Gives whether the window's end is passed.
    pub(super) fn note(&mut self, page: &Page) -> bool {
        let changed = page.records.iter().filter_map(|record| record.revision.changed);
        self.first = self.first.or_else(|| changed.min());
        self.latest = self.latest.max(page.changed_up_to);
        self.pages += 1;
        self.window.until.is_some_and(|until| self.latest.is_some_and(|latest| latest >= until))
    }

    /// Goes on behind a page. Gives whether it is asked anew: only the very first page is small, and what follows is
    /// asked for from the change time reached.
    pub(super) fn go_on(&mut self, follow: &Request) -> bool {
        if self.page_size == Some(FIRST_PAGE) && self.latest > Some(self.window.since) {
            self.page_size = Some(PAGE);
            self.ask_anew();
            return true;
        }
        self.next = Some(follow.clone());
        false
    }

    /// Asks from the latest change seen on.
    pub(super) fn ask_anew(&mut self) {
        self.window.since = self.latest.unwrap_or(self.window.since);
        self.next = None;
        self.first = None;
        self.pages = 0;
    }

    /// What it has read so far. More of the latest moment may be on the next page.
    pub(super) fn so_far(&self) -> Span {
        Span { from: self.began, until: self.latest.unwrap_or(self.began) }
    }

    /// Where another reading could begin that takes over the later half of what is left, with the pages that are left;
    /// `None` when it is not worth it.
    pub(super) fn share(&self, now: Timestamp) -> Option<(i64, Timestamp)> {
        let (first, latest) = (self.first?.millis(), self.latest?.millis());
        let left = self.window.until.unwrap_or(now).millis() - latest;
        // Of many records of one moment nothing follows for other moments.
        let pages = left.saturating_mul(self.pages).checked_div(latest - first)?;
        let is_worth = !self.is_last && left >= SHORTEST_MILLIS && pages >= WORTH_SHARING;
        is_worth.then(|| (pages, Timestamp::EPOCH.plus_millis(latest + left / 2)))
    }
}

//! Stops a list that does not end.

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
};

use super::{Cause, reading::Turn};
use crate::providers::{Page, Request};

/// The most pages that are read in one go.
pub const PAGE_LIMIT: usize = 10_000;
/// The most pages in a row that bring nothing new.
pub const EMPTY_PAGE_LIMIT: usize = 50;

/// Watches the pages of one load.
#[derive(Debug, Default)]
pub(super) struct Guard {
    asked: usize,
    pages: usize,
    /// Pages without news in a row, of whichever list.
    barren: usize,
    lists: Vec<(Turn, List)>,
}

/// What a list asked and brought.
#[derive(Debug, Default)]
struct List {
    asked: HashSet<String>,
    seen: HashSet<u64>,
}

impl Guard {
    /// A reading is over, or goes on with another list, which may ask and bring what an earlier one did.
    pub(super) fn end_list(&mut self, turn: Turn) {
        self.barren = 0;
        self.lists.retain(|(other, _)| *other != turn);
    }

    /// Before a question is asked.
    pub(super) fn before(&mut self, turn: Turn, request: &Request) -> Result<(), Cause> {
        if self.asked >= PAGE_LIMIT {
            return Err(Cause::TooManyPages { limit: PAGE_LIMIT });
        }
        self.asked += 1;
        if self.list(turn).is_some_and(|list| !list.asked.insert(request.path_and_query())) {
            return Err(Cause::Loop { pages: self.pages });
        }
        Ok(())
    }

    /// After its answer was read.
    pub(super) fn after(&mut self, turn: Turn, page: &Page) -> Result<(), Cause> {
        self.pages += 1;
        let Some(list) = self.list(turn) else { return Ok(()) };
        let mut has_news = false;
        for record in &page.records {
            let mut hasher = DefaultHasher::new();
            (&record.id, record.revision.fingerprint).hash(&mut hasher);
            has_news |= list.seen.insert(hasher.finish());
        }
        self.barren = if has_news { 0 } else { self.barren + 1 };
        if self.barren >= EMPTY_PAGE_LIMIT && page.follow.is_some() {
            return Err(Cause::TooManyEmptyPages { limit: EMPTY_PAGE_LIMIT });
        }
        Ok(())
    }

    fn list(&mut self, turn: Turn) -> Option<&mut List> {
        if !self.lists.iter().any(|(other, _)| *other == turn) {
            self.lists.push((turn, List::default()));
        }
        self.lists.iter_mut().find(|(other, _)| *other == turn).map(|(_, list)| list)
    }
}

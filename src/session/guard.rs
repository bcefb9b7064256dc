//! Stops a list that does not end.

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
};

use super::Cause;
use crate::providers::{Page, Request};

/// The most pages that are read in one go.
pub const PAGE_LIMIT: usize = 10_000;
/// The most pages in a row that bring nothing new.
pub const EMPTY_PAGE_LIMIT: usize = 50;

/// Watches the pages of one load.
#[derive(Debug, Default)]
pub(super) struct Guard {
    pages: usize,
    barren: usize,
    asked: HashSet<String>,
    seen: HashSet<u64>,
}

impl Guard {
    /// Another list begins, which may ask and bring what an earlier one did.
    pub(super) fn begin_list(&mut self) {
        self.barren = 0;
        self.asked.clear();
        self.seen.clear();
    }

    /// Before a question is asked.
    pub(super) fn before(&mut self, request: &Request) -> Result<(), Cause> {
        if self.pages >= PAGE_LIMIT {
            return Err(Cause::TooManyPages { limit: PAGE_LIMIT });
        }
        if self.asked.insert(request.path_and_query()) {
            Ok(())
        } else {
            Err(Cause::Loop { pages: self.pages })
        }
    }

    /// After its answer was read.
    pub(super) fn after(&mut self, page: &Page) -> Result<(), Cause> {
        self.pages += 1;
        let mut has_news = false;
        for record in &page.records {
            let mut hasher = DefaultHasher::new();
            (&record.id, record.revision.fingerprint).hash(&mut hasher);
            has_news |= self.seen.insert(hasher.finish());
        }
        self.barren = if has_news { 0 } else { self.barren + 1 };
        if self.barren >= EMPTY_PAGE_LIMIT && page.follow.is_some() {
            return Err(Cause::TooManyEmptyPages { limit: EMPTY_PAGE_LIMIT });
        }
        Ok(())
    }
}

//! When what was merged is shown: drawing the list anew for every page of a long history takes longer than reading it.

use std::{cell::Cell, rc::Rc, time::Duration};

use leptos::prelude::*;

use super::Shell;
use crate::model::Timestamp;

/// How many entries there are for each millisecond between two showings.
const ENTRIES_A_MILLI: i64 = 100;
const LONGEST_MILLIS: i64 = 1_000;
/// Below this many milliseconds nobody would see that two showings were one.
const SHORTEST_MILLIS: i64 = 20;

/// What is here and not shown yet.
#[derive(Default)]
pub(super) struct Showing {
    is_due: Cell<bool>,
    last: Cell<Option<Timestamp>>,
}

impl Shell {
    /// Shows what was merged: at once where the list is short or was not drawn for a while, else soon.
    pub(super) fn show_soon(self: &Rc<Self>) {
        if self.showing.is_due.get() {
            return;
        }
        let entries = self.state.timeline.with_untracked(crate::timeline::Timeline::len);
        let pause = i64::try_from(entries).unwrap_or(i64::MAX) / ENTRIES_A_MILLI;
        let runtime = self.around.runtime();
        let since = self.showing.last.get().map_or(i64::MAX, |last| runtime.now().millis() - last.millis());
        let left = pause.min(LONGEST_MILLIS) - since.max(0);
        if pause < SHORTEST_MILLIS || left <= 0 {
            self.show();
            return;
        }
        self.showing.is_due.set(true);
        let shell = self.clone();
        let wait = runtime.sleep(Duration::from_millis(left.unsigned_abs()));
        self.spawn(async move {
            wait.await;
            shell.show_due();
        });
    }

    /// Whether something that is here waits to be shown.
    pub(super) fn is_showing_due(&self) -> bool {
        self.showing.is_due.get()
    }

    /// Shows what waits to be shown.
    pub(super) fn show_due(&self) {
        if self.showing.is_due.get() {
            self.show();
        }
    }

    fn show(&self) {
        self.showing.is_due.set(false);
        self.showing.last.set(Some(self.around.runtime().now()));
        self.state.timeline.notify();
        self.state.feeds.notify();
    }
}

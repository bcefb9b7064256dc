//! The clock on the pages: it runs only while something counts down.

use std::{rc::Rc, time::Duration};

use leptos::prelude::*;

use super::Shell;
use crate::session::{CallState, FeedState};

impl Shell {
    /// Lets the clock on the pages run until nothing counts down any more.
    pub(super) fn tick(self: &Rc<Self>) {
        if self.is_ticking.replace(true) {
            return;
        }
        let shell = self.clone();
        self.spawn(async move {
            while shell.counts_down() {
                let Some(desk) = shell.desk.borrow().clone() else { break };
                shell.state.now.set(desk.runtime.now());
                shell.around.runtime().sleep(Duration::from_millis(500)).await;
            }
            shell.is_ticking.replace(false);
        });
    }

    fn counts_down(&self) -> bool {
        let state = self.state;
        state
            .feeds
            .with_untracked(|feeds| feeds.iter().any(|feed| matches!(feed.state, FeedState::Waiting { .. })))
            || state
                .calls
                .with_untracked(|calls| calls.values().any(|call| matches!(call, CallState::Waiting { .. })))
            || state.rereads.with_untracked(|all| !all.is_empty())
    }
}

//! Going on where the network was gone.

use std::rc::Rc;

use leptos::prelude::*;

use super::Shell;
use crate::session::{CallState, FeedState};

impl Shell {
    /// From now on reads what ended for want of a network as soon as there is one again.
    pub(super) fn resume_when_online(self: &Rc<Self>) {
        let shell = Rc::downgrade(self);
        self.around.on_online(Box::new(move || {
            if let Some(shell) = shell.upgrade() {
                shell.resume();
                shell.hurry();
            }
        }));
    }

    fn resume(self: &Rc<Self>) {
        let handles = self.state.feeds.with_untracked(|feeds| {
            let offline = feeds
                .iter()
                .filter(|feed| matches!(&feed.state, FeedState::Failed(error) if error.is_offline()));
            offline.map(|feed| feed.handle.clone()).collect::<Vec<_>>()
        });
        let calls = self.state.calls.with_untracked(|calls| {
            let offline = calls
                .iter()
                .filter(|(_, call)| matches!(call, CallState::Failed(error) if error.is_offline()));
            offline.map(|(id, _)| id.clone()).collect::<Vec<_>>()
        });
        for handle in handles {
            self.retry(&handle);
        }
        for call in calls {
            self.load_call(call, 0);
        }
    }
}

//! What nobody waits for: rows and marks that are out of view.

use std::time::Duration;

use leptos::prelude::*;

use super::motion::{Frames, Motion};

/// How long the reader has to do nothing before it is done.
const PAUSE: Duration = Duration::from_millis(100);

impl Motion {
    /// The reader does something: whatever nobody waits for can wait.
    pub(super) fn give_time(self) {
        self.frames.update_value(|frames| frames.acts += 1);
    }

    /// Does something that nobody waits for, after the page was drawn: once the reader has done nothing for a while.
    pub(super) fn when_idle(self, act: impl FnOnce() + 'static) {
        let Some(Frames { acts, acts_seen, .. }) = self.frames.try_get_value() else { return };
        // What is on its way comes first as well.
        let wait = if self.busy.get_untracked() || acts != acts_seen { PAUSE } else { Duration::ZERO };
        let done = move || match self.frames.try_get_value() {
            Some(frames) if frames.acts == acts => {
                self.frames.update_value(|frames| frames.acts_seen = acts);
                act();
            }
            Some(_) => self.when_idle(act),
            None => {}
        };
        set_timeout(done, wait);
    }
}

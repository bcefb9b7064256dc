//! Opening a lead and filling its feeds.

use std::rc::Rc;

use leptos::prelude::{Update as _, *};

use super::{Desk, Loads, Shell};
use crate::{
    model::{Dossier, Handle},
    place::Source,
    providers::provider,
    session::{Cancel, Feed, FeedState, Plan, Range, Recorded, Runtime, Update, load},
    timeline::Timeline,
    ui::AppState,
};

/// A clock that stands still where a recording was made, so that its story stays as recent as it was. Waiting takes
/// as long as it does.
struct StandingClock {
    recorded: Recorded,
    runtime: Rc<dyn Runtime>,
}

impl Runtime for StandingClock {
    fn now(&self) -> crate::model::Timestamp {
        self.recorded.recorded_at()
    }

    fn sleep(&self, wait: std::time::Duration) -> futures_util::future::LocalBoxFuture<'static, ()> {
        self.runtime.sleep(wait)
    }

    fn jitter(&self) -> f64 {
        self.runtime.jitter()
    }
}

impl Shell {
    /// Opens a lead: everything of the one before is dropped, and every vendor is asked at once.
    pub(super) fn open_lead(self: &Rc<Self>, source: Source) {
        self.close_lead();
        *self.wanted.borrow_mut() = Some(source.clone());
        match source {
            Source::Lead(dossier) => {
                let shell = self.clone();
                let transport = self.around.transport(self.state.connections.into(), self.log);
                let runtime = self.around.runtime();
                *self.desk.borrow_mut() =
                    Some(Desk { source: Source::Lead(dossier.clone()), transport, runtime });
                shell.begin(&dossier);
            }
            Source::Demo => self.open_demo(),
            Source::Files(id) => self.open_files(id),
        }
    }

    fn open_demo(self: &Rc<Self>) {
        let shell = self.clone();
        let recording = self.around.recording();
        self.spawn(async move {
            let recorded = recording.await;
            let is_wanted =
                shell.wanted.borrow().as_ref() == Some(&Source::Demo) && shell.desk.borrow().is_none();
            if !is_wanted {
                return;
            }
            match recorded {
                Ok(recorded) => {
                    let dossier = recorded.dossier().clone();
                    let runtime = shell.around.runtime();
                    let clock = StandingClock { recorded: recorded.clone(), runtime };
                    shell.state.now.set(clock.now());
                    *shell.desk.borrow_mut() = Some(Desk {
                        source: Source::Demo,
                        transport: Rc::new(recorded),
                        runtime: Rc::new(clock),
                    });
                    shell.begin(&dossier);
                }
                Err(reason) => shell.state.word.set(Some(reason)),
            }
        });
    }

    /// Drops the lead that is open, with everything that is on its way for it.
    pub(super) fn close_lead(&self) {
        if let Some(Source::Lead(dossier)) = self.wanted.take() {
            self.state.last_lead.set(dossier);
        }
        self.desk.borrow_mut().take();
        let loads: Loads = self.loads.take();
        loads.feeds.values().chain(loads.calls.values()).for_each(Cancel::cancel);
        self.state.feeds.set(Vec::new());
        self.state.timeline.set(Timeline::default());
        self.state.calls.update(std::collections::HashMap::clear);
        self.state.now.set(self.around.runtime().now());
    }

    fn begin(self: &Rc<Self>, dossier: &Dossier) {
        self.state.feeds.set(dossier.handles().iter().cloned().map(Feed::new).collect());
        for handle in dossier.handles() {
            self.start(handle, |feed, range, now| Some(feed.load_or_continue(range, now)));
        }
    }

    /// Reads what the chosen range asks for and is not here yet, in place of what is being read.
    pub(super) fn read_range(self: &Rc<Self>) {
        let handles = self.state.feeds.with_untracked(|feeds| {
            let windowed = feeds.iter().filter(|feed| provider(feed.handle.vendor).about().is_windowed);
            windowed.map(|feed| feed.handle.clone()).collect::<Vec<_>>()
        });
        for handle in handles {
            self.start(&handle, |feed, range, now| {
                let is_here = feed.coverage.complete_since().is_some_and(|since| since <= range.since(now));
                (!is_here).then_some(Plan::Newest { since: range.since(now), now })
            });
        }
    }

    /// Reads a feed again, or on from where it ended.
    pub(super) fn retry(self: &Rc<Self>, handle: &Handle) {
        self.start(handle, |feed, range, now| Some(feed.load_or_continue(range, now)));
    }

    /// Reads what is older than what is here, from every vendor that has it.
    pub(super) fn load_older(self: &Rc<Self>) {
        self.each(|feed, _, now| feed.load_older(now));
    }

    /// Reads what is new.
    pub(super) fn refresh(self: &Rc<Self>) {
        self.each(|feed, range, now| Some(feed.refresh(range, now)));
    }

    fn each(self: &Rc<Self>, plan: impl Fn(&Feed, Range, crate::model::Timestamp) -> Option<Plan> + Copy) {
        let handles = self.state.feeds.with_untracked(|feeds| {
            feeds.iter().filter(|feed| !feed.is_busy()).map(|feed| feed.handle.clone()).collect::<Vec<_>>()
        });
        for handle in handles {
            self.start(&handle, plan);
        }
    }

    /// Waits no longer for a feed; what came stays.
    pub(super) fn stop(&self, handle: &Handle) {
        if let Some(cancel) = self.loads.borrow_mut().feeds.remove(handle) {
            cancel.cancel();
        }
        change(&self.state, handle, Feed::stop);
    }

    fn start(
        self: &Rc<Self>,
        handle: &Handle,
        plan: impl Fn(&Feed, Range, crate::model::Timestamp) -> Option<Plan>,
    ) {
        let Some(desk) = self.desk.borrow().clone() else { return };
        // Files are read when they are opened; there is nobody to ask again.
        if matches!(desk.source, Source::Files(_)) {
            return;
        }
        let range = untrack(|| self.state.view().history);
        let now = desk.runtime.now();
        let plan = self.state.feeds.with_untracked(|feeds| {
            feeds.iter().find(|feed| feed.handle == *handle).and_then(|feed| plan(feed, range, now))
        });
        let Some(plan) = plan else { return };
        let cancel = Cancel::new();
        if let Some(former) = self.loads.borrow_mut().feeds.insert(handle.clone(), cancel.clone()) {
            former.cancel();
        }
        let (shell, handle) = (self.clone(), handle.clone());
        self.spawn(async move {
            let sink = &mut |update| shell.take_in(&handle, update);
            let speaker = provider(handle.vendor);
            load(speaker, &handle, plan, desk.transport.as_ref(), desk.runtime.as_ref(), &cancel, sink).await;
        });
    }

    pub(super) fn take_in(self: &Rc<Self>, handle: &Handle, update: Update) {
        change(&self.state, handle, |feed| feed.apply(&update));
        match update {
            Update::Page { records, .. } if !records.is_empty() => {
                self.state.timeline.update(|timeline| {
                    timeline.merge(records);
                });
            }
            Update::State(FeedState::Waiting { .. }) => self.tick(),
            Update::State(FeedState::Ready) if !self.is_of_files() => self.enrich(super::calls::ENRICHED),
            Update::Page { .. }
            | Update::State(_)
            | Update::Coverage(_)
            | Update::Remark(_)
            | Update::PartRemark(_)
            | Update::Position(_) => {}
        }
    }
}

pub(super) fn change(state: &AppState, handle: &Handle, change: impl FnOnce(&mut Feed)) {
    state.feeds.update(|feeds| {
        if let Some(feed) = feeds.iter_mut().find(|feed| feed.handle == *handle) {
            change(feed);
        }
    });
}

//! Opening a lead and filling its feeds.

use std::rc::Rc;

use leptos::prelude::{Update as _, *};

use super::{Desk, Loads, Shell};
use crate::{
    model::{Dossier, Handle},
    place::Source,
    providers::provider,
    session::{Cancel, Feed, FeedState, Live, Plan, Queue, Range, Recorded, Runtime, Update, load},
    timeline::{Away, Timeline},
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
                let runtime = self.around.runtime();
                let queue =
                    Rc::new(Queue::new(self.around.transport(self.connections, self.log), runtime.clone()));
                *self.desk.borrow_mut() = Some(Desk {
                    source: Source::Lead(dossier.clone()),
                    transport: queue.clone(),
                    queue: Some(queue),
                    runtime,
                });
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
                        queue: None,
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
        self.pulse.borrow_mut().take();
        self.state.live.set(Live::Off);
        self.state.visit.set(None);
        self.away.set(self.away.get().map(Away::emptied));
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
        self.follow();
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
        if let Some(queue) = self.desk.borrow().as_ref().and_then(|desk| desk.queue.as_ref()) {
            queue.hurry(handle.vendor);
        }
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
    pub(super) fn stop(self: &Rc<Self>, handle: &Handle) {
        if let Some(cancel) = self.loads.borrow_mut().feeds.remove(handle) {
            cancel.cancel();
        }
        change(&self.state, handle, Feed::stop);
        self.was_read(handle, false);
    }

    /// Ends whatever is on its way for a feed, and gives what ends what comes in its place.
    pub(super) fn begin_load(&self, handle: &Handle) -> Cancel {
        let cancel = Cancel::new();
        if let Some(former) = self.loads.borrow_mut().feeds.insert(handle.clone(), cancel.clone()) {
            former.cancel();
        }
        cancel
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
        let cancel = self.begin_load(handle);
        let (shell, handle) = (self.clone(), handle.clone());
        self.begin_now(async move {
            let sink = &mut |update| shell.take_in(&handle, update);
            let speaker = provider(handle.vendor);
            load(speaker, &handle, plan, desk.transport.as_ref(), desk.runtime.as_ref(), &cancel, sink).await;
        });
    }

    pub(super) fn take_in(self: &Rc<Self>, handle: &Handle, update: Update) {
        let Update::State(state) = update else {
            self.take_in_page(handle, update);
            return;
        };
        // Nobody is told that a load has ended while something of it is not to be seen.
        self.show_due();
        change(&self.state, handle, |feed| feed.apply(&Update::State(state.clone())));
        match state {
            FeedState::Waiting { .. } => self.tick(),
            FeedState::Ready | FeedState::Failed(_) => {
                let is_whole = state == FeedState::Ready;
                if is_whole && !self.is_of_files() {
                    self.enrich(super::calls::ENRICHED);
                }
                self.was_read(handle, is_whole);
            }
            FeedState::NotAsked | FeedState::Loading | FeedState::Stopped => {}
        }
    }

    /// Takes in what a load brought. Gives whether anything is new or different.
    pub(super) fn take_in_page(self: &Rc<Self>, handle: &Handle, update: Update) -> bool {
        self.state.feeds.update_untracked(|feeds| {
            if let Some(feed) = feeds.iter_mut().find(|feed| feed.handle == *handle) {
                feed.apply(&update);
            }
        });
        let is_news = if let Update::Page { records, .. } = update {
            let merge = |timeline: &mut Timeline| !timeline.merge(records).is_nothing();
            let is_news = self.state.timeline.update_untracked(merge);
            self.around.has_merged();
            is_news
        } else {
            false
        };
        // What is drawn from the history is not drawn anew when the same records came again.
        if is_news {
            self.show_soon();
        }
        // How far each vendor has come is told together with what came.
        if !self.is_showing_due() {
            self.state.feeds.notify();
        }
        is_news
    }
}

pub(super) fn change(state: &AppState, handle: &Handle, change: impl FnOnce(&mut Feed)) {
    state.feeds.update(|feeds| {
        if let Some(feed) = feeds.iter_mut().find(|feed| feed.handle == *handle) {
            change(feed);
        }
    });
}

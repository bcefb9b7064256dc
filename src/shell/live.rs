//! Following a lead live: who is asked when, as long as there is a reader who sees it.

use std::{collections::HashMap, rc::Rc, time::Duration};

use leptos::prelude::*;

use super::{Shell, calls::ENRICHED, feeds::change};
use crate::{
    model::Handle,
    place::{Place, Source},
    providers::provider,
    session::{Cancel, Feed, FeedState, Following, Live, Tidings, Update, load},
    timeline::{Away, Visit},
};

/// Asks again and again.
pub(super) struct Pulse {
    following: Following,
    /// Ends the wait for whoever is due next.
    timer: Cancel,
    /// Ends the questions that are on their way.
    asked: HashMap<Handle, Cancel>,
}

impl Drop for Pulse {
    fn drop(&mut self) {
        self.timer.cancel();
        self.asked.values().for_each(Cancel::cancel);
    }
}

impl Shell {
    /// From now on nobody is asked again and again while the reader does not see the page.
    pub(super) fn watch_the_reader(self: &Rc<Self>) {
        let shell = Rc::downgrade(self);
        let is_seen = self.around.on_sight(Box::new(move |is_seen| {
            if let Some(shell) = shell.upgrade() {
                shell.reader_moved(is_seen);
            }
        }));
        let away = (!is_seen).then(|| Away::begin(None, self.around.runtime().now()));
        self.away.set(away);
    }

    fn reader_moved(self: &Rc<Self>, is_seen: bool) {
        let now = self.around.runtime().now();
        if !is_seen {
            if self.away.get().is_none() {
                let is_here = self.state.visit.with_untracked(Option::is_some);
                let away = self
                    .state
                    .timeline
                    .with_untracked(|timeline| Away::begin(is_here.then_some(timeline), now));
                self.away.set(Some(away));
            }
        } else if let Some(away) = self.away.take() {
            if let Some(visit) = away.end(now) {
                self.state.visit.set(Some(visit));
            }
            self.hurry();
        }
        self.beat();
    }

    /// Asks whatever was put off as soon as it may be asked.
    pub(super) fn hurry(self: &Rc<Self>) {
        if let Some(pulse) = self.pulse.borrow_mut().as_mut() {
            pulse.following.hurry(self.around.runtime().now());
        }
        self.beat();
    }

    /// Begins or ends to ask again and again, as the reader wants where they are.
    pub(super) fn follow(self: &Rc<Self>) {
        let is_wanted = self.is_following();
        let is_begun = self.pulse.borrow().is_some();
        if is_wanted && !is_begun {
            let now = self.around.runtime().now();
            let following = self.state.feeds.with_untracked(|feeds| Following::new(feeds, now));
            let pulse = Pulse { following, timer: Cancel::new(), asked: HashMap::new() };
            *self.pulse.borrow_mut() = Some(pulse);
        } else if !is_wanted {
            self.pulse.borrow_mut().take();
        }
        self.beat();
    }

    fn is_following(&self) -> bool {
        let Some(desk) = self.desk.borrow().clone() else { return false };
        let is_live = self.state.place.with_untracked(|place| {
            let lead = place.as_ref().ok().and_then(Place::as_lead);
            lead.is_some_and(|lead| lead.view.is_live && lead.source == desk.source)
        });
        is_live && matches!(desk.source, Source::Lead(_))
    }

    /// Tells how following stands, and waits until somebody is due.
    fn beat(self: &Rc<Self>) {
        let now = self.around.runtime().now();
        let is_seen = self.away.get().is_none();
        let mut told = Live::Off;
        let mut wait = None;
        if let Some(pulse) = self.pulse.borrow_mut().as_mut() {
            pulse.timer.cancel();
            self.state.feeds.with_untracked(|feeds| {
                told = pulse.following.told(feeds, is_seen);
                wait = pulse.following.wait(feeds, now).filter(|_| is_seen);
            });
            pulse.timer = Cancel::new();
            if let Some(wait) = wait {
                self.wait(wait, pulse.timer.clone());
            }
        }
        if self.state.live.with_untracked(|live| *live != told) {
            self.state.live.set(told);
        }
    }

    fn wait(self: &Rc<Self>, wait: u64, timer: Cancel) {
        let slept = self.around.runtime().sleep(Duration::from_millis(wait));
        let shell = self.clone();
        self.spawn(async move {
            if timer.unless_cancelled(slept).await.is_some() {
                shell.ask_due();
            }
        });
    }

    fn ask_due(self: &Rc<Self>) {
        let now = self.around.runtime().now();
        let due = self
            .pulse
            .borrow_mut()
            .as_mut()
            .map(|pulse| self.state.feeds.with_untracked(|feeds| pulse.following.take_due(feeds, now)));
        for handle in due.unwrap_or_default() {
            self.poll(handle);
        }
        self.beat();
    }

    /// Asks a feed for what changed, without a word as long as nothing goes wrong for good.
    fn poll(self: &Rc<Self>, handle: Handle) {
        let Some(desk) = self.desk.borrow().clone() else { return };
        let (range, now) = (untrack(|| self.state.view().history), desk.runtime.now());
        let plan = self.state.feeds.with_untracked(|feeds| {
            feeds.iter().find(|feed| feed.handle == handle).map(|feed| feed.refresh(range, now))
        });
        let Some(plan) = plan else { return };
        let cancel = self.begin_load(&handle);
        if let Some(pulse) = self.pulse.borrow_mut().as_mut() {
            pulse.asked.insert(handle.clone(), cancel.clone());
        }
        let shell = self.clone();
        self.spawn(async move {
            let mut tidings = None;
            let mut is_news = false;
            let sink = &mut |update| {
                let Update::State(state) = update else {
                    is_news |= shell.take_in_page(&handle, update);
                    return;
                };
                shell.show_due();
                match state {
                    FeedState::Loading | FeedState::NotAsked | FeedState::Stopped => {}
                    // When to try again is decided here.
                    FeedState::Waiting { until, error, .. } => {
                        tidings = Some(Tidings::Failed { error, not_before: Some(until) });
                        cancel.cancel();
                    }
                    FeedState::Failed(error) => {
                        if !error.may_pass() {
                            shell.set_state(&handle, FeedState::Failed(error.clone()));
                        }
                        tidings = Some(Tidings::Failed { error, not_before: None });
                    }
                    FeedState::Ready => {
                        shell.set_state(&handle, FeedState::Ready);
                        tidings = Some(if is_news { Tidings::News } else { Tidings::Nothing });
                    }
                }
            };
            let speaker = provider(handle.vendor);
            load(speaker, &handle, plan, desk.transport.as_ref(), desk.runtime.as_ref(), &cancel, sink).await;
            // Ended from outside: by another reading of the same feed, or because the reader left.
            let Some(tidings) = tidings else { return };
            if tidings == Tidings::News {
                shell.enrich(ENRICHED);
            }
            let now = desk.runtime.now();
            // Another lead with the same handle may be followed by now.
            if let Some(pulse) = shell.pulse.borrow_mut().as_mut()
                && pulse.asked.get(&handle).is_some_and(|asked| asked.is(&cancel))
            {
                pulse.following.ended(&handle, tidings, now);
                pulse.asked.remove(&handle);
            }
            shell.beat();
        });
    }

    fn set_state(&self, handle: &Handle, state: FeedState) {
        change(&self.state, handle, |feed| feed.apply(&Update::State(state)));
    }

    /// A reading that the reader wanted has ended.
    pub(super) fn was_read(self: &Rc<Self>, handle: &Handle, is_whole: bool) {
        let now = self.around.runtime().now();
        if let Some(pulse) = self.pulse.borrow_mut().as_mut() {
            if is_whole {
                pulse.following.was_read(handle, now);
            } else {
                pulse.following.was_not_read(handle, now);
            }
        }
        let is_read = self.state.feeds.with_untracked(|feeds| {
            !feeds.iter().any(|feed| Feed::is_busy(feed) || feed.state == FeedState::NotAsked)
        });
        if is_read && self.state.visit.with_untracked(Option::is_none) {
            let visit = self.state.timeline.with_untracked(|timeline| Visit::begin(timeline, now));
            self.state.visit.set(Some(visit));
        }
        self.beat();
    }
}

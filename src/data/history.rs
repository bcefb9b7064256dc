//! Reading a lead's history, of all vendors at once.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    sync::Arc,
};

use futures_util::future::join_all;

use super::{FeedReport, Lead, Wanted, written};
use crate::{
    model::{Call, CallId, Entry, EntryId, Handle},
    providers::provider,
    session::{Cancel, Feed, Plan, Runtime, Transport, Update, load},
    timeline::{Number, Timeline},
};

/// What came of a lead's history so far, and what of it was handed over.
#[derive(Default)]
pub struct History {
    lead: Lead,
    wanted: Wanted,
    timeline: Timeline,
    feeds: Vec<Feed>,
    /// What is new or says something else since it was handed over.
    fresh: HashSet<Number>,
    /// What was handed over.
    told: HashMap<Number, EntryId>,
    /// What was handed over and is not there any more.
    gone: Vec<EntryId>,
}

impl History {
    /// Nothing of a lead yet.
    pub fn new(lead: Lead, wanted: Wanted) -> Self {
        let feeds = lead.dossier.handles().iter().cloned().map(Feed::new).collect();
        Self { lead, wanted, feeds, ..Self::default() }
    }

    /// What it is of.
    pub const fn lead(&self) -> &Lead {
        &self.lead
    }

    fn apply(&mut self, handle: &Handle, update: Update) {
        if let Some(feed) = self.feeds.iter_mut().find(|feed| feed.handle == *handle) {
            feed.apply(&update);
        }
        let Update::Page { records, .. } = update else { return };
        let (merged, news) = self.timeline.merge_noting(records);
        self.fresh.extend(news);
        if merged.removed > 0 {
            let Self { timeline, told, gone, .. } = self;
            told.retain(|number, id| {
                let is_there = timeline.entry(*number).is_some();
                if !is_there {
                    gone.push(id.clone());
                }
                is_there
            });
        }
    }

    fn resolved(&self, numbers: impl IntoIterator<Item = Number>) -> Vec<Arc<Entry>> {
        numbers.into_iter().filter_map(|number| self.timeline.entry(number)).collect()
    }

    /// What is new or says something else since this was called last, in the order that was chosen. An entry that changed
    /// comes again with the same id.
    pub fn take(&mut self) -> Vec<Arc<Entry>> {
        let fresh = std::mem::take(&mut self.fresh);
        if fresh.is_empty() {
            return Vec::new();
        }
        let shown = self.timeline.shown(&self.wanted.filter, self.wanted.order);
        let news: Vec<Number> = shown.into_iter().filter(|number| fresh.contains(number)).collect();
        let still: HashSet<Number> = news.iter().copied().collect();
        // What was handed over may say something now that the filter does not show.
        let mut hidden: Vec<Number> = fresh.difference(&still).copied().collect();
        hidden.sort_unstable();
        self.gone.extend(hidden.iter().filter_map(|number| self.told.remove(number)));
        let entries = self.resolved(news.iter().copied());
        self.told.extend(news.into_iter().zip(entries.iter().map(|entry| entry.id.clone())));
        self.gone.retain(|id| entries.iter().all(|entry| entry.id != *id));
        entries
    }

    /// Everything that came, in the order that was chosen.
    pub fn all(&self) -> Vec<Arc<Entry>> {
        self.resolved(self.timeline.shown(&self.wanted.filter, self.wanted.order))
    }

    /// What [`History::take`] gave and [`History::all`] does not hold any more.
    pub fn gone(&self) -> &[EntryId] {
        &self.gone
    }

    /// It was ended from outside.
    pub fn stop(&mut self) {
        self.feeds.iter_mut().for_each(Feed::stop);
    }

    /// How each feed stands, in the vendors' order.
    pub fn reports(&self) -> Vec<FeedReport> {
        self.feeds
            .iter()
            .map(|feed| FeedReport::of(feed, |vendor, error| self.lead.fault(vendor, error)))
            .collect()
    }

    /// A call, as much of it as came.
    pub fn call(&self, id: &CallId) -> Option<Arc<Call>> {
        self.timeline.call(id)
    }

    /// Why a call may not be here although it exists: the first failure of its vendor's.
    pub(super) fn fault_of(&self, id: &CallId) -> Option<super::Fault> {
        let mut feeds = self.feeds.iter().filter(|feed| feed.handle.vendor == id.vendor);
        feeds.find_map(|feed| Some(self.lead.fault(id.vendor, feed.error()?)))
    }

    /// What [`History::take`] gives, as JSON text.
    pub fn take_written(&mut self) -> String {
        written::entries(self.take(), self.wanted.raw)
    }

    /// What [`History::all`] gives, as JSON text.
    pub fn all_written(&self) -> String {
        written::entries(self.all(), self.wanted.raw)
    }
}

/// Reads a lead's history from every vendor at once; `tell` is called whenever the history says more.
///
/// A vendor that fails takes nothing from the others: how each stands is in [`History::reports`]. When it is cancelled it
/// tells nothing any more, and the requests that are on their way are aborted.
pub async fn read_history(
    history: &RefCell<History>,
    transport: &dyn Transport,
    runtime: &dyn Runtime,
    cancel: &Cancel,
    tell: &dyn Fn(),
) {
    let (handles, since) = {
        let history = history.borrow();
        (history.lead.dossier.handles().to_vec(), history.wanted.since)
    };
    let plan = Plan::Newest { since, now: runtime.now() };
    join_all(handles.iter().map(|handle| {
        let plan = plan.clone();
        async move {
            let sink = &mut |update| {
                // The one who is told may ask for what came.
                history.borrow_mut().apply(handle, update);
                tell();
            };
            load(provider(handle.vendor), handle, plan, transport, runtime, cancel, sink).await;
        }
    }))
    .await;
}

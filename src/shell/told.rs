//! Telling a page around how the loads go: the same from a frame and from within the page.

use leptos::prelude::*;

use crate::{
    frame::ViewerEvent,
    model::Handle,
    place::Open,
    session::{Fault, FeedReport, FeedStage, FeedState},
    ui::{AppState, parts::follow},
};

/// Tells of every change of a vendor's part, of the end of each load, of failures, of what is opened, by whomever, and of what
/// is new, from when it is heard and for as long as the owner lives. What is discreet names no lead and repeats no words of a vendor's.
pub fn tell_events(
    state: &AppState,
    is_heard: Signal<bool>,
    is_discreet: bool,
    tell: impl Fn(ViewerEvent) + Clone + 'static,
) {
    let state = *state;
    let told = tell.clone();
    let mut before: Vec<(Handle, FeedReport)> = Vec::new();
    let mut was_over = false;
    follow(move || {
        if !is_heard.get() {
            return;
        }
        let (now, is_over) = state.feeds.with(|feeds| {
            let fault = |vendor, error: &_| {
                let words = untrack(|| state.explain(vendor, error));
                if is_discreet {
                    Fault::discreet(vendor, error, words)
                } else {
                    Fault::of(vendor, error, words)
                }
            };
            let report = |feed| {
                let report = FeedReport::of(feed, fault);
                if is_discreet { report.discreet() } else { report }
            };
            let now: Vec<_> = feeds.iter().map(|feed| (feed.handle.clone(), report(feed))).collect();
            let is_over = feeds.iter().all(|feed| !feed.is_busy() && feed.state != FeedState::NotAsked);
            (now, is_over && !feeds.is_empty())
        });
        for (handle, report) in &now {
            let former = before.iter().find(|(of, _)| of == handle).map(|(_, former)| former);
            if former == Some(report) {
                continue;
            }
            told(ViewerEvent::VendorState { vendor: report.vendor, feed: report.clone() });
            let has_failed =
                report.stage == FeedStage::Failed && former.is_none_or(|former| former.error != report.error);
            if let Some(error) = report.error.clone().filter(|_| has_failed) {
                told(ViewerEvent::Error { error });
            }
        }
        let is_same_lead = before.iter().map(|(of, _)| of).eq(now.iter().map(|(of, _)| of));
        if is_over && !(was_over && is_same_lead) {
            let entries = state.timeline.with_untracked(crate::timeline::Timeline::len);
            let feeds = now.iter().map(|(_, report)| report.clone()).collect();
            told(ViewerEvent::Loaded { entries, feeds });
        }
        (before, was_over) = (now, is_over);
    });
    let open = Memo::new(move |_| state.lead().map(|lead| lead.open).unwrap_or_default());
    let mut open_told = Open::Nothing;
    let told = tell.clone();
    follow(move || {
        let open = open.get();
        if !is_heard.get() || open == open_told {
            return;
        }
        if let Some(event) = ViewerEvent::of(&open) {
            told(event);
        }
        open_told = open;
    });
    let count = Memo::new(move |_| state.unseen.get());
    let mut was_told = 0;
    follow(move || {
        let count = count.get();
        if is_heard.get() && count != was_told {
            was_told = count;
            tell(ViewerEvent::Unread { count });
        }
    });
}

//! How the lead's feeds stand.

use leptos::prelude::*;

use super::lead_problems::is_locked;
use crate::{
    session::{Feed, FeedState},
    ui::{
        AppState, Intent,
        controls::{FeedLine, FeedList},
    },
};

/// The feeds in a row.
#[component]
pub fn LeadFeeds() -> impl IntoView {
    let state = expect_context::<AppState>();
    let lines = Memo::new(move |_| {
        let calendar = state.calendar.get();
        // The clock is read only while something counts down.
        let waits = state
            .feeds
            .with(|feeds| feeds.iter().any(|feed| matches!(feed.state, FeedState::Waiting { .. })));
        let now = if waits { state.now.get() } else { state.now.get_untracked() };
        let line = |feed: &Feed| {
            let line = FeedLine::of(feed, &calendar, now);
            if is_locked(&state, feed) { FeedLine { state: "locked".into(), ..line } } else { line }
        };
        state.feeds.with(|feeds| feeds.iter().map(line).collect::<Vec<_>>())
    });
    // Read out once per answer that brought something, never per row.
    let told = Memo::new(move |_| {
        let count = state.timeline.with(crate::timeline::Timeline::len);
        let is_busy = state.feeds.with(|feeds| feeds.iter().any(Feed::is_busy));
        let noun = if count == 1 { "entry" } else { "entries" };
        format!("{count} {noun}{}", if is_busy { " so far, more are on their way" } else { "" })
    });
    view! {
        <FeedList lines on_stop=Callback::new(move |handle| state.ask(Intent::Stop(handle))) />
        <p class="visually-hidden" role="status">{told}</p>
    }
}

//! What is missing of the lead's history, at its places in the list.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    model::Timestamp,
    session::{Feed, FeedState, Span, Standing, Stretch},
    timeline::{Order, Rows},
    ui::{
        AppState, Cal, Intent,
        timeline::{Fill, Gap, GapRow},
    },
};

/// What is missing between and before the rows.
pub fn gaps(state: &AppState, rows: Memo<Arc<Rows>>, order: Memo<Order>) -> Memo<Vec<Gap>> {
    let (feeds, calendar, now) = (state.feeds, state.calendar, state.now);
    Memo::new(move |_| {
        let (calendar, now) = (calendar.get(), now.get_untracked());
        let mut gaps =
            feeds.with(|feeds| feeds.iter().flat_map(|feed| of(feed, now, &calendar)).collect::<Vec<_>>());
        rows.with(|rows| {
            for (until, gap) in &mut gaps {
                gap.above = rows.above(*until, order.get(), calendar.as_ref());
            }
        });
        gaps.into_iter().map(|(_, gap)| gap).collect()
    })
}

/// What is missing of a feed, with where each ends. A feed of which nothing newer is here has no place in the list:
/// its notice says so.
fn of(feed: &Feed, now: Timestamp, calendar: &Cal) -> Vec<(Timestamp, Gap)> {
    let name = feed.handle.vendor.name();
    let lane = feed.lane(Span { from: Timestamp::EPOCH, until: now });
    let gap = |pair: &[Stretch]| {
        let [Stretch { span, standing }, _] = pair else { return None };
        let is_older = matches!(feed.state, FeedState::Ready) && feed.coverage.has_older();
        let (how, fill) = match standing {
            Standing::Here | Standing::Unknowable => return None,
            Standing::Unread if is_older => ("was not read", Some(Fill::Older)),
            Standing::Unread => {
                ("was not read", matches!(feed.state, FeedState::Stopped).then_some(Fill::Continue))
            }
            Standing::Reading => ("is being read", None),
            Standing::Failed => ("could not be read", Some(Fill::Continue)),
        };
        let day = |at| calendar.short_day(calendar.day(at));
        let what = if span.from == Timestamp::EPOCH {
            format!("before {}", day(span.until))
        } else {
            format!("from {} to {}", day(span.from), day(span.until))
        };
        let words = format!("{name}: what changed {what} {how}.");
        Some((span.until, Gap { above: None, handle: feed.handle.clone(), words, fill }))
    };
    lane.windows(2).filter_map(gap).collect()
}

/// Does what the reader wants about something that is missing.
pub fn fill(state: &AppState, gap: Gap) {
    match gap.fill {
        Some(Fill::Continue) => state.ask(Intent::Retry(gap.handle)),
        Some(Fill::Older) => state.ask(Intent::LoadOlder),
        None => {}
    }
}

/// What is missing behind the last row, and is not what [`Older`](super::lead_older::Older) says.
#[component]
pub fn GapsAtEnd(
    /// What is missing.
    gaps: Memo<Vec<Gap>>,
    /// The reader wants it.
    on_fill: Callback<Gap>,
) -> impl IntoView {
    move || {
        let at_end = gaps.with(|gaps| {
            let those = gaps.iter().filter(|gap| gap.above.is_none() && gap.fill != Some(Fill::Older));
            those.cloned().collect::<Vec<_>>()
        });
        at_end.into_iter().map(|gap| view! { <GapRow gap on_fill /> }.into_any()).collect_view()
    }
}

//! How much happened when with this lead, and how much of it is here.

use leptos::prelude::*;

use crate::{
    model::{Timestamp, Vendor},
    session::{Feed, Span, Standing, Stretch, together},
    timeline::{Density, Filter, Timeline},
    ui::{
        AppState,
        controls::{DensityStrip, Lane, LaneLine, Lanes, lane_words},
        parts::Show,
    },
};

/// The strip over time, once there is a time to show, with a lane per vendor below it.
#[component]
pub fn LeadDensity(
    /// What is shown.
    filter: Memo<Filter>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let range = Memo::new(move |_| filter.with(|filter| filter.range));
    // The strip always shows the whole time; what the other choices leave is what it counts.
    let density = Memo::new(move |_| {
        let mut filter = filter.get();
        filter.range = None;
        state.timeline.with(|timeline| Density::of(timeline, &filter))
    });
    let within = Memo::new(move |_| {
        let (from, until) = density.with(|density| density.as_ref()?.span())?;
        Some(Span { from, until })
    });
    let lanes = lanes(&state, within);
    let on_choose = Callback::new(move |range| state.set_view(|view| view.filter.range = range));
    view! {
        <Show when=move || density.with(Option::is_some)>
            <DensityStrip density range calendar=state.calendar on_choose below=move || view! { <Lanes lanes within /> } />
        </Show>
    }
}

/// The lanes as one line, once there is a time to show.
#[component]
pub fn LeadLane() -> impl IntoView {
    let state = expect_context::<AppState>();
    let within = Memo::new(move |_| {
        let (from, until) = state.timeline.with(Timeline::span)?;
        // Of a single moment there would be nothing to see.
        Some(Span { from, until: until.plus_millis(1) })
    });
    let lanes = lanes(&state, within);
    view! {
        <Show when=move || within.with(Option::is_some)>
            <LaneLine lanes within />
        </Show>
    }
}

fn lanes(state: &AppState, within: Memo<Option<Span>>) -> Memo<Vec<Lane>> {
    let (feeds, calendar, now) = (state.feeds, state.calendar, state.now);
    Memo::new(move |_| {
        let Some(within) = within.get() else { return Vec::new() };
        let calendar = calendar.get();
        let before = Span { from: Timestamp::EPOCH, until: within.from };
        let whole = Span { until: now.get_untracked().max(within.until), ..before };
        feeds.with(|feeds| {
            let vendors = Vendor::ALL.into_iter().filter(|vendor| of(feeds, *vendor).next().is_some());
            let lane = |vendor| Lane {
                vendor,
                stretches: stretches(feeds, vendor, within),
                before: worst(&stretches(feeds, vendor, before)),
                words: lane_words(vendor.name(), &stretches(feeds, vendor, whole), &calendar),
            };
            vendors.map(lane).collect()
        })
    })
}

fn worst(stretches: &[Stretch]) -> Standing {
    stretches.iter().map(|stretch| stretch.standing).max().unwrap_or(Standing::Here)
}

fn of(feeds: &[Feed], vendor: Vendor) -> impl Iterator<Item = &Feed> {
    feeds.iter().filter(move |feed| feed.handle.vendor == vendor)
}

/// What is opened at one vendor may be several things; the lane says of each moment what the reader should know most.
fn stretches(feeds: &[Feed], vendor: Vendor, within: Span) -> Vec<Stretch> {
    let each: Vec<_> = of(feeds, vendor).map(|feed| feed.lane(within)).collect();
    together(within, &each)
}

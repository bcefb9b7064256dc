//! A lead: everything that passed, and beside it the call or thread that is open.

use leptos::prelude::*;

use super::{lead_feeds::LeadFeeds, lead_head::LeadHead, lead_list::LeadList, lead_pane::LeadPane};
use crate::{
    place::Open,
    timeline::Density,
    ui::{AppState, controls::DensityStrip},
};

/// The timeline on one side, what is open on the other. On narrow screens the one that was opened last is alone.
#[component]
pub fn LeadPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let has_pane = Memo::new(move |_| {
        state.lead().is_some_and(|lead| matches!(lead.open, Open::Call { .. } | Open::Thread(_)))
    });
    let filter = Memo::new(move |_| state.view().filter);
    let range = Memo::new(move |_| filter.with(|filter| filter.range));
    // The strip always shows the whole time; what the other choices leave is what it counts.
    let density = Memo::new(move |_| {
        let mut filter = filter.get();
        filter.range = None;
        let matcher = filter.matcher();
        state.timeline.with(|timeline| {
            let shown = timeline.entries().iter().filter(|entry| matcher.matches(entry));
            timeline.span().map(|span| Density::new(shown, span))
        })
    });
    let on_choose = Callback::new(move |range| state.set_view(|view| view.filter.range = range));
    view! {
        <div class="lead" data-pane=move || has_pane.get().then_some("open")>
            <section class="lead-main" aria-label="Timeline">
                <LeadHead />
                <LeadFeeds />
                <Show when=move || density.with(Option::is_some)>
                    <DensityStrip density range calendar=state.calendar on_choose />
                </Show>
                <LeadList filter />
            </section>
            <Show when=move || has_pane.get()>
                <LeadPane />
            </Show>
        </div>
    }
}

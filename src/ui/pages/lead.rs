//! A lead: everything that passed, and beside it the call or thread that is open.

use leptos::prelude::*;

use super::{
    lead_feeds::LeadFeeds, lead_head::LeadHead, lead_list::LeadList, lead_live::LiveStatus,
    lead_pane::LeadPane, lead_zone::LeadZone,
};
use crate::{
    place::Open,
    ui::{AppState, parts::Show},
};

/// The timeline on one side, what is open on the other. On narrow screens the one that was opened last is alone.
#[component]
pub fn LeadPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let has_pane = Memo::new(move |_| {
        state.lead().is_some_and(|lead| matches!(lead.open, Open::Call { .. } | Open::Thread(_)))
    });
    let filter = Memo::new(move |_| state.view().filter);
    view! {
        <div class="lead" data-pane=move || has_pane.get().then_some("open")>
            <section class="lead-main" aria-label="Timeline">
                <LeadHead />
                <div class="lead-feeds">
                    <LeadFeeds />
                    <LiveStatus />
                    // Elsewhere it stands in the bar on top.
                    <Show when=move || state.is_embedded()><LeadZone /></Show>
                </div>
                <LeadList filter />
            </section>
            <Show when=move || has_pane.get()>
                <LeadPane />
            </Show>
        </div>
    }
}

//! How much happened when with this lead.

use leptos::prelude::*;

use crate::{
    timeline::{Density, Filter},
    ui::{AppState, controls::DensityStrip, parts::Show},
};

/// The strip over time, once there is a time to show.
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
    let on_choose = Callback::new(move |range| state.set_view(|view| view.filter.range = range));
    view! {
        <Show when=move || density.with(Option::is_some)>
            <DensityStrip density range calendar=state.calendar on_choose />
        </Show>
    }
}

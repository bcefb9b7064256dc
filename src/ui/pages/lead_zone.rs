//! In which zone the lead's times are told.

use leptos::prelude::*;

use crate::ui::{AppState, controls::ZoneControl};

/// The choice of the zone, with its offset now.
#[component]
pub fn LeadZone() -> impl IntoView {
    let state = expect_context::<AppState>();
    view! {
        <ZoneControl
            choice=Signal::derive(move || state.zone())
            offset=Signal::derive(move || state.calendar.get().zone_offset(state.now.get()))
            device=state.device_zone.get_value()
            zones=state.zones
            on_choose=Callback::new(move |zone| state.set_view(|view| view.zone = zone))
        />
    }
}

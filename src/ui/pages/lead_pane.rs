//! What stands beside the timeline: a call, or a thread.

use leptos::prelude::*;

/// The page of what is open.
#[component]
pub fn LeadPane() -> impl IntoView {
    view! { <aside class="lead-pane"></aside> }
}

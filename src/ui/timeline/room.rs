//! Room for rows that are not on the page.

use leptos::prelude::*;

/// Empty room, so many pixels tall.
pub(super) fn room(pixels: Signal<Option<f64>>) -> impl IntoView {
    let height = move || {
        #[expect(clippy::cast_possible_truncation, reason = "the list is not taller than browsers let it be")]
        let pixels = pixels.get().unwrap_or_default().round() as i64;
        format!("{pixels}px")
    };
    view! { <div class="timeline-room" role="none" data-room="" style:height=height></div> }
}

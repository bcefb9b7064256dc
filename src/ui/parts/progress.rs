//! Something is on its way.

use leptos::prelude::*;

/// What is going on, in words, with a quiet sign of life.
#[component]
pub fn Progress(
    /// What is going on: `Apten 412 events, back to 12 Mar`.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="progress">
            <span class="progress-pulse" aria-hidden="true"></span>
            {text}
        </span>
    }
}

/// Grey lines where entries will stand.
#[component]
pub fn Skeleton(
    /// How many entries to hint at.
    #[prop(default = 6)]
    rows: usize,
) -> impl IntoView {
    let row = |index: usize| {
        view! {
            <div class="skeleton-row" data-side=if index % 3 == 1 { "end" } else { "start" }>
                <span></span>
                <span></span>
            </div>
        }
        .into_any()
    };
    view! { <div class="skeleton" aria-hidden="true">{(0..rows).map(row).collect_view()}</div> }
}

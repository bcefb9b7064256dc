//! What is wrong with the site's own setting.

use leptos::prelude::*;

use crate::ui::{
    AppState,
    parts::{Notice, Tone},
};

/// A notice with what of `leadwake.json` does not count, when there is such a thing.
#[component]
pub fn Problems() -> impl IntoView {
    let problems = expect_context::<AppState>().problems.get_value();
    (!problems.is_empty()).then(|| {
        let listed =
            problems.into_iter().map(|problem| view! { <li>{problem}</li> }.into_any()).collect_view();
        view! {
            <Notice title="leadwake.json has mistakes; these parts are ignored" tone=Tone::Warn>
                <ul class="bulleted">{listed}</ul>
            </Notice>
        }
        .into_any()
    })
}

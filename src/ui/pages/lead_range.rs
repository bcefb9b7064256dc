//! How far back the history is read.

use leptos::prelude::*;

use crate::{session::Range, ui::AppState};

/// How far back the history is read, at vendors that can limit it.
#[component]
pub fn RangeChoice() -> impl IntoView {
    let state = expect_context::<AppState>();
    let range = Memo::new(move |_| state.view().history);
    let unlisted = move || {
        let range = range.get();
        let is_listed = Range::CHOICES.iter().any(|(choice, _)| *choice == range);
        (!is_listed).then(|| match range {
            Range::Days(days) => format!("Last {days} days"),
            Range::Since(at) => {
                let calendar = state.calendar.get();
                format!("Since {}", calendar.short_day(calendar.day(at)))
            }
            Range::All => "Everything".into(),
        })
    };
    let options = Range::CHOICES.map(|(choice, name)| {
        view! { <option value=name selected=move || range.get() == choice>{name}</option> }.into_any()
    });
    view! {
        <label class="control range">
            <span class="control-name">"Read"</span>
            <select class="select" on:change:target=move |event| {
                let value = event.target().value();
                if let Some((choice, _)) = Range::CHOICES.into_iter().find(|(_, name)| *name == value) {
                    state.set_view(|view| view.history = choice);
                }
            }>
                {options.into_iter().collect_view()}
                {move || unlisted().map(|name| view! { <option value="" selected=true>{name}</option> }.into_any())}
            </select>
        </label>
    }
}

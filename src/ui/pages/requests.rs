//! What was requested, from whom, and how it went.

use leptos::prelude::*;

use super::network::Network;
use crate::{
    session::Logged,
    ui::{
        AppState, Cal,
        parts::{Name, Show, VendorTag},
    },
};

/// A table of the latest requests, newest first.
#[component]
pub fn RequestsPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let rows = move || {
        let calendar = state.calendar.get();
        state.log.with(|log| {
            log.iter().rev().map(|(number, logged)| (number, row(logged, &calendar))).collect::<Vec<_>>()
        })
    };
    let is_empty = Memo::new(move |_| state.log.with(|log| log.total() == 0));
    view! {
        <div class="sheet requests">
            <header>
                <h1 tabindex="-1">"Requests"</h1>
                <p>
                    "Everything this page asks, as it happens. Keys are never in this list. It is gone when the page is closed."
                </p>
            </header>
            <Network />
            <Show when=move || !is_empty.get()>
                <div class="table-frame" tabindex="0" role="region" aria-label="Requests, newest first">
                    <table class="requests-table">
                        <thead>
                            <tr>
                                <th scope="col">"Time"</th>
                                <th scope="col">"Vendor"</th>
                                <th scope="col">"Method"</th>
                                <th scope="col">"Host"</th>
                                <th scope="col">"Path"</th>
                                <th scope="col">"Status"</th>
                                <th scope="col">"Bytes"</th>
                                <th scope="col">"Took"</th>
                            </tr>
                        </thead>
                        <tbody>
                            <For each=rows key=|(number, _)| *number let((_, row))>{row}</For>
                        </tbody>
                    </table>
                </div>
            </Show>
        </div>
    }
}

fn row(logged: &Logged, calendar: &Cal) -> AnyView {
    let outcome = match (&logged.cause, logged.status) {
        (Some(cause), _) => cause.to_string(),
        (None, Some(status)) => status.to_string(),
        (None, None) => "no answer".into(),
    };
    let is_good = logged.cause.is_none() && logged.status.is_some_and(|status| (200..300).contains(&status));
    view! {
        <tr data-failed=(!is_good).then_some("")>
            <td class="num" title=calendar.full(logged.started)>{calendar.clock_seconds(logged.started)}</td>
            <td><VendorTag vendor=logged.vendor /></td>
            <td>{logged.method}</td>
            <td><Name text=&*logged.host /></td>
            <td class="requests-path mono"><Name text=&*logged.path /></td>
            <td class="num">{outcome}</td>
            {if logged.was_sent() {
                view! {
                    <td class="num number">{calendar.number(logged.bytes)}<span class="requests-unit">" bytes"</span></td>
                    <td class="num number">{format!("{} ms", logged.millis)}</td>
                }.into_any()
            } else {
                view! { <td class="number">"not sent"</td><td></td> }.into_any()
            }}
        </tr>
    }
    .into_any()
}

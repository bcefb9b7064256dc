//! A record exactly as it came.

use leptos::prelude::*;

use super::{CopyButton, Disclosure, Moment, Name, Precision, Words};
use crate::{
    model::{Raw, When},
    ui::Cal,
};

/// The record's text behind “Raw JSON”: indented when it is opened, copied exactly as it came.
#[component]
pub fn RawJson(
    /// The record.
    raw: Raw,
    /// The reader's zone.
    calendar: Cal,
    /// Puts a text on the clipboard.
    on_copy: Callback<String>,
    /// Whether it is open from the start.
    #[prop(optional)]
    open: bool,
) -> impl IntoView {
    let record = StoredValue::new(raw);
    let body = move || {
        let calendar = calendar.clone();
        record.with_value(|raw| {
            let part = (!raw.pointer.is_empty())
                .then(|| view! { " · this entry is "<code><Name text=&*raw.pointer /></code> }.into_any());
            let fetched = raw.fetched.map(|at| {
                view! { " · fetched "<Moment when=When::At(at) calendar=calendar precision=Precision::Day /> }.into_any()
            });
            view! {
                <div class="raw-head">
                    <span class="raw-origin">"From "<code><Name text=&*raw.path /></code>{part}{fetched}</span>
                    <CopyButton
                        label="Copy as it came"
                        text=move || record.with_value(|raw| raw.text.to_string())
                        on_copy=on_copy
                    />
                </div>
                <pre class="raw-json" tabindex="0" role="group" aria-label="Raw JSON" dir="ltr"><Words text=raw.pretty() /></pre>
            }
            .into_any()
        })
    };
    view! { <Disclosure title="Raw JSON" open=open body=body /> }
}

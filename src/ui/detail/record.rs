//! The record behind a page.

use leptos::prelude::*;

use crate::{
    model::Raw,
    ui::{
        Cal,
        parts::{Disclosure, FieldList, RawJson},
    },
};

/// Every field of a record in the vendor's own names, and its text as it came, both behind a line that opens them.
#[component]
pub fn RecordSection(
    /// The record.
    raw: Raw,
    /// The reader's zone.
    calendar: Cal,
    /// Puts a text on the clipboard.
    on_copy: Callback<String>,
) -> impl IntoView {
    let record = StoredValue::new(raw.clone());
    view! {
        <section class="section record" aria-label="Record">
            <Disclosure title="All fields" body=move || view! { <FieldList raw=record.get_value() /> } />
            <RawJson raw calendar on_copy />
        </section>
    }
}

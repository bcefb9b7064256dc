//! Every value of a record, unknown ones included.

use leptos::prelude::*;

use super::Name;
use crate::model::Raw;

/// All fields of the part of a record that an entry is, in the vendor's names and order.
#[component]
pub fn FieldList(
    /// The record and the part.
    raw: Raw,
) -> impl IntoView {
    let fields = raw.fields();
    if fields.is_empty() {
        return view! { <p class="quiet">"This record has no fields that can be listed."</p> }.into_any();
    }
    let rows = fields.into_iter().map(|field| {
        view! {
            <div class="fact">
                <dt><code><Name text=field.path /></code></dt>
                <dd dir="auto"><Name text=field.value /></dd>
            </div>
        }
        .into_any()
    });
    view! { <dl class="facts fields">{rows.collect_view()}</dl> }.into_any()
}

//! JSON without a known shape, for reading.

use leptos::prelude::*;

use super::Around;
use crate::{
    model::{Field, Raw},
    ui::parts::{Glyph, Icon, Name, Text},
};

/// How many values are shown before the rest is folded.
const SHOWN: usize = 6;

/// The values of a JSON text, one per line; a text that is no JSON as it came. Searched like any other text.
#[component]
pub fn Data(
    /// The text: JSON or not.
    text: Box<str>,
    /// What every row is given.
    around: Around,
) -> impl IntoView {
    let query = around.query;
    let fields = fields(&text);
    if fields.is_empty() {
        return view! { <Text text=text query=query /> }.into_any();
    }
    let hidden = fields.len().saturating_sub(SHOWN);
    let (head, rest) = fields.split_at(fields.len() - hidden);
    let rows = move |fields: &[Field]| {
        let row = |field: &Field| {
            let Field { path, value } = field.clone();
            view! {
                <div class="fact">
                    <dt><Name text=path /></dt>
                    <dd><Text text=value query=query /></dd>
                </div>
            }
            .into_any()
        };
        view! { <dl class="facts">{fields.iter().map(row).collect_view()}</dl> }
    };
    let more = (hidden > 0).then(|| {
        view! {
            <details class="disclosure data-rest">
                <summary><Icon glyph=Glyph::Right />{format!("{hidden} more {}", if hidden == 1 { "value" } else { "values" })}</summary>
                {rows(rest)}
            </details>
        }.into_any()
    });
    view! {
        <div class="data">
            {rows(head)}
            {more}
        </div>
    }
    .into_any()
}

/// The values of an object or list; none for a bare value and for what is no JSON.
fn fields(text: &str) -> Vec<Field> {
    let is_nested = text.trim_start().starts_with(['{', '[']);
    let raw = Raw { text: text.into(), pointer: "".into(), path: "".into(), fetched: None };
    if is_nested {
        raw.fields().into_iter().filter(|field| !field.path.is_empty()).collect()
    } else {
        Vec::new()
    }
}

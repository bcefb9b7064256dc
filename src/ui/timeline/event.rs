//! A custom event.

use leptos::prelude::*;

use super::{Around, data::Data};
use crate::{
    model::Event,
    ui::parts::{Glyph, Icon, Text},
};

/// A custom event's name and data.
#[component]
pub fn EventLine(
    /// The event.
    event: Event,
    /// What every row is given.
    around: Around,
) -> impl IntoView {
    let Event { name, data } = event;
    let query = around.query;
    let name = match name {
        Some(name) => view! { <strong><Text text=name query=query /></strong> }.into_any(),
        None => view! { <span class="quiet">"without a name"</span> }.into_any(),
    };
    let is_empty = matches!(data.trim(), "" | "{}" | "[]" | "null");
    let data = (!is_empty).then(|| view! { <Data text=data around=around /> }.into_any());
    view! {
        <div class="line">
            <div class="tool-line">
                <Icon glyph=Glyph::Bolt />
                <span class="quiet">"Custom event"</span>
                {name}
            </div>
            {data}
        </div>
    }
}

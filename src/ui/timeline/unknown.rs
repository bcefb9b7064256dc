//! A kind of record that this viewer does not know.

use leptos::prelude::*;

use super::{Around, data::Data};
use crate::ui::parts::{Glyph, Icon, Text};

/// The vendor's name for the kind, and its content.
#[component]
pub fn UnknownLine(
    /// The vendor's name for the kind, as it came.
    label: Box<str>,
    /// The content as JSON text.
    text: Box<str>,
    /// What every row is given.
    around: Around,
) -> impl IntoView {
    let query = around.query;
    let is_empty = matches!(text.trim(), "" | "{}" | "[]" | "null");
    let data = (!is_empty).then(|| view! { <Data text=text around=around /> }.into_any());
    view! {
        <div class="line">
            <div class="tool-line">
                <Icon glyph=Glyph::Unknown />
                <span class="quiet">"A kind this viewer does not know:"</span>
                <strong><Text text=label query=query /></strong>
            </div>
            {data}
        </div>
    }
}

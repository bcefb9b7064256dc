//! What a vendor said beside the main thing, as a plain list.

use leptos::prelude::*;

use super::{Link, Moment, Name, Precision};
use crate::{
    model::{Fact, FactValue},
    timeline::{duration, milliseconds},
    ui::Cal,
};

/// Labelled values, one per line. Nothing when there are none.
#[component]
pub fn FactList(
    /// The facts, in the vendor's order.
    facts: Vec<Fact>,
    /// The reader's zone.
    calendar: Cal,
) -> impl IntoView {
    let rows = facts.into_iter().map(|Fact { label, value }| {
        let calendar = calendar.clone();
        view! {
            <div class="fact">
                <dt><Name text=label.into_owned() /></dt>
                <dd>{value_view(value, calendar)}</dd>
            </div>
        }
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| view! { <dl class="facts">{rows}</dl> }.into_any())
}

fn value_view(value: FactValue, calendar: Cal) -> AnyView {
    match value {
        FactValue::Text(text) => view! { <Name text=text /> }.into_any(),
        FactValue::Flag(true) => "Yes".into_any(),
        FactValue::Flag(false) => "No".into_any(),
        FactValue::Number(number) => view! { <span class="num">{number.to_string()}</span> }.into_any(),
        FactValue::Seconds(secs) => {
            let words = milliseconds(secs)
                .map_or_else(|| format!("{} (no length of time)", serde_json::Value::from(secs)), duration);
            view! { <span class="num">{words}</span> }.into_any()
        }
        FactValue::Moment(when) => {
            view! { <Moment when=when calendar=calendar precision=Precision::Day /> }.into_any()
        }
        FactValue::Link(address) => view! { <Link address=address /> }.into_any(),
    }
}

//! When something happened.

use leptos::prelude::*;

use super::{Name, revealed};
use crate::{
    model::{Timestamp, When},
    ui::Cal,
};

/// How much of a moment is written out. The tooltip always has all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Precision {
    /// Hours and minutes: `15:01`.
    #[default]
    Clock,
    /// Hours, minutes and seconds: `15:01:09`.
    Seconds,
    /// Day, hours and minutes: `14 May 2026, 15:01`.
    Day,
}

/// A moment in the reader's zone; its tooltip has day, seconds and zone, and the same in UTC. A missing time says
/// so, an unreadable one is shown as it came, an assumed zone is marked.
#[component]
pub fn Moment(
    /// When it happened, as far as the vendor said.
    when: When,
    /// The reader's zone.
    calendar: Cal,
    /// How much is written out.
    #[prop(optional)]
    precision: Precision,
) -> impl IntoView {
    match when {
        When::At(at) => time(at, &calendar, precision).into_any(),
        When::AssumedUtc { at, text } => view! {
            {time(at, &calendar, precision)}
            " "
            <span class="moment-mark" title=format!("As it came: {}", revealed(&text))>"no zone given, read as UTC"</span>
        }
        .into_any(),
        When::Unreadable(text) => view! {
            <span class="moment-mark" title="This is no time that can be read; it is shown as it came">
                "unreadable time “"<Name text=text />"”"
            </span>
        }
        .into_any(),
        When::Missing => view! { <span class="moment-mark">"time missing"</span> }.into_any(),
    }
}

fn time(at: Timestamp, calendar: &Cal, precision: Precision) -> impl IntoView + use<> {
    let words = match precision {
        Precision::Clock => calendar.clock(at),
        Precision::Seconds => calendar.clock_seconds(at),
        Precision::Day => format!("{}, {}", calendar.short_day(calendar.day(at)), calendar.clock(at)),
    };
    let exact = at.to_rfc3339();
    view! { <time datetime=exact.clone() title=format!("{} · {exact}", calendar.full(at))>{words}</time> }
}

//! Which way something went, in words beside an arrow.

use leptos::prelude::*;

use super::{Glyph, Icon, Name};
use crate::{model::Direction, timeline::direction_name};

/// A direction's arrow and word.
#[component]
pub fn DirectionLabel(
    /// Which way.
    direction: Direction,
) -> impl IntoView {
    let glyph = match direction {
        Direction::Inbound => Glyph::Inbound,
        Direction::Outbound => Glyph::Outbound,
        Direction::Internal => Glyph::Internal,
        Direction::Other(_) | Direction::Unstated => Glyph::Unknown,
    };
    view! {
        <span class="direction">
            <Icon glyph=glyph />
            <Name text=direction_name(&direction).to_string() />
        </span>
    }
}

//! By what means something passed.

use leptos::prelude::*;

use super::{Glyph, Icon, Name};
use crate::{model::Channel, timeline::channel_name};

/// A channel's drawing and name.
#[component]
pub fn ChannelLabel(
    /// Which channel.
    channel: Channel,
) -> impl IntoView {
    view! {
        <span class="channel">
            <Icon glyph=Glyph::of(&channel) />
            <Name text=channel_name(&channel).to_string() />
        </span>
    }
}

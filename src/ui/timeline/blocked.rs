//! Something that was held back by a rule.

use leptos::prelude::*;

use super::Around;
use crate::{
    model::Blocked,
    ui::parts::{Badge, Glyph, Icon, Text, Tone},
};

/// What was not sent, and by which rule.
#[component]
pub fn BlockedLine(
    /// What was held back.
    blocked: Blocked,
    /// What every row is given.
    around: Around,
) -> impl IntoView {
    let Blocked { channel, reason, source, triggered_by } = blocked;
    let query = around.query;
    let part = move |label: &'static str, word: Option<Box<str>>| {
        word.map(|word| {
            view! {
                <span class="line-part">
                    <span class="quiet">{label}</span>
                    <Text text=word query=query />
                </span>
            }
            .into_any()
        })
    };
    view! {
        <div class="line" data-tone="warn">
            <div class="tool-line">
                <Icon glyph=Glyph::Barred />
                <strong>"Not sent"</strong>
                <Badge text="held back by a rule" tone=Tone::Warn />
                {part("channel", channel)}
                {part("rule", reason)}
                {part("applied by", source)}
                {part("wanted by", triggered_by)}
            </div>
        </div>
    }
}

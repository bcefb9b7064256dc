//! A record that could not be read.

use leptos::prelude::*;

use super::Around;
use crate::{
    model::Raw,
    ui::parts::{Glyph, Icon, Text},
};

/// Why a record could not be read, and its text as it came.
#[component]
pub fn UnreadableCard(
    /// What is wrong with it, in a sentence.
    reason: Box<str>,
    /// The record.
    raw: Raw,
    /// What every row is given.
    around: Around,
) -> impl IntoView {
    let query = around.query;
    view! {
        <div class="card" data-tone="warn">
            <div class="call-line">
                <strong class="call-title"><Icon glyph=Glyph::Warning />"One record could not be read"</strong>
            </div>
            <div class="unreadable-reason"><Text text=reason query=query /></div>
            <div class="unreadable-raw mono"><Text text=raw.text.to_string() query=query /></div>
        </div>
    }
}

//! A place in the list where something is missing.

use leptos::prelude::*;

use crate::{
    model::Handle,
    timeline::Heading,
    ui::parts::{Glyph, Icon},
};

/// What the reader can do about something that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// Go on with a reading that ended early.
    Continue,
    /// Read what is older.
    Older,
}

/// Something that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Above which heading it belongs; `None` is behind the last row.
    pub above: Option<Heading>,
    /// Of which feed.
    pub handle: Handle,
    /// What is missing and why, in a sentence.
    pub words: String,
    /// What can be done about it; nothing while it is being read.
    pub fill: Option<Fill>,
}

/// A row that says what is missing where it stands. It is no entry.
#[component]
pub fn GapRow(
    /// What is missing.
    gap: Gap,
    /// The reader wants it.
    on_fill: Callback<Gap>,
) -> impl IntoView {
    let button = gap.fill.map(|fill| {
        let label = match fill {
            Fill::Continue => "Continue",
            Fill::Older => "Load older",
        };
        let wanted = gap.clone();
        view! {
            <button type="button" class="button-quiet" on:click=move |_| on_fill.run(wanted.clone())>
                {label}
            </button>
        }
        .into_any()
    });
    view! {
        <p class="gap" data-gap="">
            <Icon glyph=Glyph::Warning />
            <span>{gap.words}</span>
            {button}
        </p>
    }
}

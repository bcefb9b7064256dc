//! What is here of each vendor's history, in words and drawn small.

use leptos::prelude::*;

use crate::{
    model::Vendor,
    session::{Span, Standing, Stretch, together},
    ui::Cal,
};

/// The drawing's inner size: a unit is neither a pixel nor a time.
const WIDTH: i64 = 1000;

/// How one vendor's part of the history stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// Whose.
    pub vendor: Vendor,
    /// How it stands over the time that is drawn.
    pub stretches: Vec<Stretch>,
    /// How what lies before that stands.
    pub before: Standing,
    /// How it stands over all of time, in a sentence.
    pub words: String,
}

/// How a history stands, in a sentence, the newest part first: `Apten: complete since 3 May 2026, being read before
/// 3 May 2026.`
pub fn lane_words(name: &str, stretches: &[Stretch], calendar: &Cal) -> String {
    let day = |at| calendar.short_day(calendar.day(at));
    let last = stretches.len().saturating_sub(1);
    let part = |(index, Stretch { span, standing }): (usize, &Stretch)| {
        let how = match standing {
            Standing::Here => "complete",
            Standing::Unknowable => "what its files hold",
            Standing::Unread => "not read",
            Standing::Reading => "being read",
            Standing::Failed => "could not be read",
        };
        match (index == 0, index == last) {
            (true, true) => how.to_owned(),
            (true, false) => format!("{how} before {}", day(span.until)),
            (false, true) => format!("{how} since {}", day(span.from)),
            (false, false) => format!("{how} from {} to {}", day(span.from), day(span.until)),
        }
    };
    let parts: Vec<String> = stretches.iter().enumerate().map(part).rev().collect();
    format!("{name}: {}.", parts.join(", "))
}

/// A lane per vendor over the same time as the strip above, each with a short piece for what lies before.
#[component]
pub fn Lanes(
    /// The lanes, top to bottom.
    lanes: Memo<Vec<Lane>>,
    /// The time that is drawn.
    within: Memo<Option<Span>>,
) -> impl IntoView {
    let each = move || {
        let within = within.get()?;
        let lanes = lanes.get().into_iter().map(|lane| {
            view! {
                <li title=lane.words.clone()>
                    <span class="lane-name" aria-hidden="true">{lane.vendor.name()}</span>
                    {drawing("lane lane-before", Some(lane.vendor), &[Stretch { span: within, standing: lane.before }], within)}
                    {drawing("lane", Some(lane.vendor), &lane.stretches, within)}
                    <span class="visually-hidden">{lane.words.clone()}</span>
                </li>
            }
            .into_any()
        });
        Some(lanes.collect_view())
    };
    view! { <ul class="lanes" aria-label="What is here of the history">{each}</ul> }
}

/// All lanes as one thin line, for where there is little room.
#[component]
pub fn LaneLine(
    /// The lanes.
    lanes: Memo<Vec<Lane>>,
    /// The time that is drawn.
    within: Memo<Option<Span>>,
) -> impl IntoView {
    let words = move || {
        let words = lanes.with(|lanes| lanes.iter().map(|lane| lane.words.clone()).collect::<Vec<_>>());
        words.join(" ")
    };
    let line = move || {
        let within = within.get()?;
        let stretches = lanes.with(|lanes| {
            let each: Vec<_> = lanes.iter().map(|lane| lane.stretches.clone()).collect();
            together(within, &each)
        });
        let before = lanes.with(|lanes| lanes.iter().map(|lane| lane.before).max())?;
        Some((
            drawing("lane lane-before", None, &[Stretch { span: within, standing: before }], within),
            drawing("lane", None, &stretches, within),
        ))
    };
    view! { <div class="lane-line" role="img" aria-label=words>{line}</div> }
}

fn drawing(class: &'static str, vendor: Option<Vendor>, stretches: &[Stretch], within: Span) -> AnyView {
    let length = (within.until.millis() - within.from.millis()).max(1);
    let unit = |at: crate::model::Timestamp| {
        ((at.millis() - within.from.millis()).saturating_mul(WIDTH) / length).clamp(0, WIDTH)
    };
    let lines = stretches.iter().map(|Stretch { span, standing }| {
        let name = match standing {
            Standing::Here => "here",
            Standing::Unknowable => "unknowable",
            Standing::Unread => "unread",
            Standing::Reading => "reading",
            Standing::Failed => "failed",
        };
        view! { <line data-standing=name x1=unit(span.from) x2=unit(span.until) y1="3" y2="3" /> }.into_any()
    });
    view! {
        <svg
            class=class
            data-vendor=vendor.map(Vendor::slug)
            viewBox=format!("0 0 {WIDTH} 6")
            preserveAspectRatio="none"
            aria-hidden="true"
            focusable="false"
        >
            {lines.collect_view()}
        </svg>
    }
    .into_any()
}

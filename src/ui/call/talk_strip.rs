//! Who talked when, as shapes on a strip.

use std::fmt::Write as _;

use crate::timeline::{Lane, Stretch, Talk};

/// The strip's width in the unit of the shapes.
pub const STRIP_WIDTH: u32 = 10_000;

/// A lane as one path of rectangles between two heights: thousands of turns are one element.
pub fn lane_path(lane: &Lane, top: u32, height: u32) -> String {
    let bars = lane.bars.iter().map(|bar| (bar.start, bar.end));
    path(bars, top, height)
}

/// Silences or overlaps as one path over the whole height.
pub fn stretch_path(talk: &Talk, stretches: &[Stretch], height: u32) -> String {
    let place = |millis: i64| {
        let whole = (talk.to.millis() - talk.from.millis()).max(1);
        let at = (millis - talk.from.millis()).clamp(0, whole) * i64::from(STRIP_WIDTH) / whole;
        u32::try_from(at).unwrap_or(STRIP_WIDTH)
    };
    let ranges = stretches.iter().map(|stretch| {
        let from = stretch.at.millis();
        let millis = i64::try_from(stretch.millis).unwrap_or(i64::MAX);
        (place(from), place(from.saturating_add(millis)))
    });
    path(ranges, 0, height)
}

fn path(ranges: impl Iterator<Item = (u32, u32)>, top: u32, height: u32) -> String {
    ranges.fold(String::new(), |mut path, (start, end)| {
        // A turn of no length was still spoken: it is drawn as thin as can be seen.
        let width = end.saturating_sub(start).max(12);
        // Writing to a text cannot fail.
        let _ = write!(path, "M{start} {top}h{width}v{height}h-{width}z");
        path
    })
}

//! How much happened when, drawn small; dragging or buttons choose a part of it.

use leptos::{ev::PointerEvent, html, prelude::*, wasm_bindgen::JsCast, web_sys};

use crate::{
    model::{Timestamp, Vendor},
    timeline::Density,
    ui::{
        Cal,
        parts::{Glyph, Icon},
    },
};

/// The drawing's inner size: a unit is neither a pixel nor a time.
const WIDTH: f64 = 1000.0;
const HEIGHT: f64 = 40.0;

type Range = (Timestamp, Timestamp);

/// A strip over time with a column per span, stacked by vendor.
#[component]
pub fn DensityStrip(
    /// What is drawn.
    #[prop(into)]
    density: Signal<Option<Density>>,
    /// The part that is chosen.
    #[prop(into)]
    range: Signal<Option<Range>>,
    /// Zone and language.
    #[prop(into)]
    calendar: Signal<Cal>,
    /// The reader chose a part, or all.
    on_choose: Callback<Option<Range>>,
    /// What stands below the strip, over the same time.
    #[prop(optional, into)]
    below: ViewFn,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let drag = RwSignal::new(None::<(f64, f64)>);
    let span = Memo::new(move |_| density.with(|density| density.as_ref().and_then(Density::span)));
    let fraction = move |event: &PointerEvent| {
        let bounds = node.get_untracked().map(|div| {
            let element: &web_sys::Element = div.unchecked_ref();
            element.get_bounding_client_rect()
        });
        bounds
            .filter(|bounds| bounds.width() > 0.0)
            .map(|bounds| ((f64::from(event.client_x()) - bounds.left()) / bounds.width()).clamp(0.0, 1.0))
    };
    let on_down = move |event: PointerEvent| {
        if let Some(at) = fraction(&event).filter(|_| event.button() == 0) {
            if let Some(div) = node.get_untracked() {
                // A pointer that has gone by now cannot be captured; the drag then ends at the strip's edge.
                let _ = div.set_pointer_capture(event.pointer_id());
            }
            drag.set(Some((at, at)));
        }
    };
    let on_move = move |event: PointerEvent| {
        if let (Some((from, _)), Some(at)) = (drag.get_untracked(), fraction(&event)) {
            drag.set(Some((from, at)));
        }
    };
    let on_up = move |_: PointerEvent| {
        let Some((from, to)) = drag.get_untracked() else { return };
        drag.set(None);
        let (from, to) = (from.min(to), from.max(to));
        let Some(span) = span.get_untracked() else { return };
        // A click without a drag chooses the column under it.
        let columns = density
            .with_untracked(|density| density.as_ref().map_or(0, |density| density.buckets.len()))
            .max(1);
        let (from, to) = if to - from < 0.004 { Strip::column(from, columns) } else { (from, to) };
        on_choose.run(Some((Strip(span).at(from), Strip(span).at(to))));
    };
    // One drawing per vendor: a shape for each column of each would be hundreds to draw anew at every change.
    let drawings =
        Memo::new(move |_| density.with(|density| density.as_ref().map(drawings).unwrap_or_default()));
    let columns = Vendor::ALL.into_iter().enumerate().map(|(index, vendor)| {
        let drawing = move || drawings.with(|drawings| drawings.get(index).cloned());
        view! { <path data-vendor=vendor.slug() d=drawing /> }
    });
    let columns = columns.collect_view();
    let marked = move || {
        let dragged = drag.get().map(|(from, to)| (from.min(to), from.max(to)));
        let chosen = || Some((range.get()?, span.get()?)).map(|(range, span)| Strip(span).fractions(range));
        dragged.or_else(chosen).map(|(from, to)| {
            view! {
                <rect class="density-mark" x=units(from * WIDTH) y="0" width=units(((to - from) * WIDTH).max(2.0)) height=units(HEIGHT) />
            }.into_any()
        })
    };
    let words = move || match (range.get(), span.get()) {
        (Some(range), _) => days(&calendar.get(), range),
        (None, Some(span)) => days(&calendar.get(), span),
        (None, None) => String::new(),
    };
    let shift = move |by: f64| {
        if let (Some(range), Some(span)) = (range.get_untracked(), span.get_untracked()) {
            on_choose.run(Some(Strip(span).shifted(range, by)));
        }
    };
    let zoom = move |factor: f64| {
        if let Some(span) = span.get_untracked() {
            let range = range.get_untracked().unwrap_or(span);
            let zoomed = Strip(span).zoomed(range, factor);
            on_choose.run(Some(zoomed).filter(|zoomed| *zoomed != span));
        }
    };
    let is_whole = move || range.get().is_none();
    view! {
        <section class="density" aria-label="Over time">
            <div
                class="density-strip"
                node_ref=node
                on:pointerdown=on_down
                on:pointermove=on_move
                on:pointerup=on_up
                on:pointercancel=move |_| drag.set(None)
            >
                <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") preserveAspectRatio="none" aria-hidden="true" focusable="false">
                    {columns}
                    {marked}
                </svg>
            </div>
            {below.run()}
            <div class="density-tools">
                <span class="density-words num" aria-live="polite">{words}</span>
                <StripButton name="Earlier" glyph=Glyph::Left disabled=is_whole on_press=move || shift(-0.5) />
                <StripButton name="Later" glyph=Glyph::Right disabled=is_whole on_press=move || shift(0.5) />
                <StripButton name="Shorter time" glyph=Glyph::Plus disabled=|| false on_press=move || zoom(0.5) />
                <StripButton name="Longer time" glyph=Glyph::Minus disabled=is_whole on_press=move || zoom(2.0) />
                <button type="button" class="button-quiet" aria-disabled=move || is_whole().to_string() on:click=move |_| on_choose.run(None)>
                    "All"
                </button>
            </div>
        </section>
    }
}

#[component]
fn StripButton(
    name: &'static str,
    glyph: Glyph,
    disabled: impl Fn() -> bool + Send + Sync + 'static,
    on_press: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <button type="button" class="button-icon" aria-label=name title=name aria-disabled=move || disabled().to_string() on:click=move |_| on_press()>
            <Icon glyph />
        </button>
    }
}

fn days(calendar: &Cal, (from, to): Range) -> String {
    let (first, last) = (calendar.day(from), calendar.day(to.plus_millis(-1).max(from)));
    if first == last {
        calendar.short_day(first)
    } else {
        format!("{} – {}", calendar.short_day(first), calendar.short_day(last))
    }
}

#[expect(clippy::cast_precision_loss, reason = "columns and counts are far below 2^52")]
fn as_f64(count: usize) -> f64 {
    count as f64
}

/// The columns of each vendor as one drawing, in the order of [`Vendor::ALL`].
fn drawings(density: &Density) -> Vec<String> {
    let peak = density.peak().max(1);
    let width = WIDTH / as_f64(density.buckets.len().max(1));
    let across = units((width - 1.5).max(1.0));
    let mut drawings = vec![String::new(); Vendor::ALL.len()];
    for (index, bucket) in density.buckets.iter().enumerate() {
        let mut top = HEIGHT;
        for (drawing, count) in drawings.iter_mut().zip(bucket.counts) {
            if count == 0 {
                continue;
            }
            // The smallest part is still seen.
            let height = (as_f64(count) / as_f64(peak) * HEIGHT).max(2.0);
            top -= height;
            let (left, top, height) = (units(as_f64(index) * width), units(top.max(0.0)), units(height));
            drawing.extend(["M", &left, " ", &top, "h", &across, "v", &height, "h-", &across, "z"]);
        }
    }
    drawings
}

/// Tenths of a unit: float formatting would cost more bytes than the strip itself.
#[expect(clippy::cast_possible_truncation, reason = "a drawing is a thousand units wide")]
fn units(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The whole of the time that the strip shows.
#[derive(Clone, Copy)]
struct Strip(Range);

impl Strip {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are below 2^52")]
    fn millis(self) -> f64 {
        (self.0.1.millis() - self.0.0.millis()).max(1) as f64
    }

    #[expect(clippy::cast_possible_truncation, reason = "a fraction of a span of milliseconds")]
    fn at(self, fraction: f64) -> Timestamp {
        self.0.0.plus_millis((fraction * self.millis()).round() as i64)
    }

    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are below 2^52")]
    fn fractions(self, (from, to): Range) -> (f64, f64) {
        let fraction =
            |at: Timestamp| ((at.millis() - self.0.0.millis()) as f64 / self.millis()).clamp(0.0, 1.0);
        (fraction(from), fraction(to))
    }

    fn column(fraction: f64, columns: usize) -> (f64, f64) {
        let index = (fraction * as_f64(columns)).floor().min(as_f64(columns - 1));
        (index / as_f64(columns), (index + 1.0) / as_f64(columns))
    }

    fn shifted(self, range: Range, by: f64) -> Range {
        let (from, to) = self.fractions(range);
        let width = to - from;
        let from = (from + by * width).clamp(0.0, 1.0 - width);
        (self.at(from), self.at(from + width))
    }

    fn zoomed(self, range: Range, factor: f64) -> Range {
        let (from, to) = self.fractions(range);
        let (middle, width) = (f64::midpoint(from, to), ((to - from) * factor).clamp(0.002, 1.0));
        let from = (middle - width / 2.0).clamp(0.0, 1.0 - width);
        (self.at(from), self.at(from + width))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(secs: i64) -> Timestamp {
        Timestamp::from_secs(secs).unwrap()
    }

    #[test]
    fn a_part_moves_within_the_whole() {
        let strip = Strip((at(0), at(1000)));
        assert_eq!(strip.shifted((at(100), at(300)), 0.5), (at(200), at(400)));
        assert_eq!(strip.shifted((at(900), at(1000)), 0.5), (at(900), at(1000)));
        assert_eq!(strip.zoomed((at(400), at(600)), 2.0), (at(300), at(700)));
        assert_eq!(strip.zoomed((at(0), at(1000)), 2.0), (at(0), at(1000)));
    }

    #[test]
    fn a_click_chooses_a_column() {
        let strip = Strip((at(0), at(1000)));
        let (from, to) = Strip::column(0.57, 10);
        assert_eq!((strip.at(from), strip.at(to)), (at(500), at(600)));
        let (from, to) = Strip::column(1.0, 10);
        assert_eq!((strip.at(from), strip.at(to)), (at(900), at(1000)));
    }

    #[test]
    fn each_vendor_has_its_columns_upon_those_of_the_vendors_before() {
        let entry = |secs, vendor| (at(secs), vendor);
        let [first, second, ..] = Vendor::ALL;
        let entries = [entry(0, first), entry(0, second), entry(60, second)];
        let drawn = drawings(&Density::new(entries, (at(0), at(60))));
        assert_eq!(drawn[0], "M0.0 20.0h498.5v20.0h-498.5z");
        assert_eq!(drawn[1], "M0.0 0.0h498.5v20.0h-498.5zM500.0 20.0h498.5v20.0h-498.5z");
        assert_eq!(drawn[2..], ["", ""]);
    }

    #[test]
    fn units_are_written_without_float_formatting() {
        assert_eq!(units(12.34), "12.3");
        assert_eq!(units(0.05), "0.1");
    }
}

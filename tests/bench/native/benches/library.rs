//! How long the library takes for what a reader waits for. `cargo bench --package native-bench`.

use divan::{Bencher, counter::BytesCount};
use leadwake::{
    model::{Channel, PlainCalendar, Vendor},
    providers::provider,
    timeline::{Filter, Needle, Order, Rows, Timeline},
};
use native_bench::History;

const SIZES: [usize; 2] = [10_000, 100_000];
const CALENDAR: PlainCalendar = PlainCalendar { offset_secs: 0 };

fn main() {
    divan::main();
}

fn history(vendor: Vendor, entries: usize) -> History {
    History::of(vendor, entries).expect("the simulator answers")
}

fn timeline(entries: usize) -> Timeline {
    let mut timeline = Timeline::default();
    for records in history(Vendor::Apten, entries).records() {
        timeline.merge(records);
    }
    timeline
}

fn rows(timeline: &Timeline, filter: &Filter) -> Rows {
    Rows::new(timeline, filter, Order::NewestFirst, &CALENDAR)
}

/// From an answer's bytes to records, a page at a time.
#[divan::bench(args = [Vendor::Apten, Vendor::LeadSail, Vendor::Naturalead], sample_count = 20)]
fn decode_10_000(bencher: Bencher<'_, '_>, vendor: Vendor) {
    let history = history(vendor, 10_000);
    bencher.counter(BytesCount::new(history.bytes())).bench_local(|| {
        for (request, response) in &history.pages {
            divan::black_box_drop(provider(vendor).read(request, response));
        }
    });
}

/// From records to an ordered timeline, a page at a time.
#[divan::bench(args = SIZES, sample_count = 10)]
fn merge(bencher: Bencher<'_, '_>, entries: usize) {
    let history = history(Vendor::Apten, entries);
    bencher.with_inputs(|| history.records()).bench_local_values(|pages| {
        let mut timeline = Timeline::default();
        for records in pages {
            timeline.merge(records);
        }
        timeline
    });
}

/// From the timeline to the rows that are shown.
#[divan::bench(args = SIZES, sample_count = 20)]
fn all_rows(bencher: Bencher<'_, '_>, entries: usize) {
    let timeline = timeline(entries);
    bencher.bench_local(|| rows(&timeline, &Filter::default()));
}

/// The same of one kind of entries.
#[divan::bench(args = SIZES, sample_count = 20)]
fn filtered_rows(bencher: Bencher<'_, '_>, entries: usize) {
    let timeline = timeline(entries);
    let mut filter = Filter::default();
    filter.toggle_channel(Channel::Call);
    bencher.bench_local(|| rows(&timeline, &filter));
}

/// Which entries hold a word.
#[divan::bench(args = SIZES, sample_count = 20)]
fn search(bencher: Bencher<'_, '_>, entries: usize) {
    let timeline = timeline(entries);
    let rows = rows(&timeline, &Filter::default());
    let needle = Needle::new("solar");
    bencher.bench_local(|| rows.find(&timeline, &needle));
}

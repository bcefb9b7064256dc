//! The list of entries with its filter and search.

use std::sync::Arc;

use leptos::{
    ev::{self, KeyboardEvent},
    html,
    prelude::*,
};

use super::{
    keys::is_typed,
    lead_density::{LeadDensity, LeadLane},
    lead_gaps::{GapsAtEnd, fill, gaps},
    lead_older::Older,
    lead_problems::LeadProblems,
    lead_range::RangeChoice,
    targets::{address, copy_link, open_of},
};
use crate::{
    model::EntryId,
    place::Open,
    session::{Coverage, FeedState},
    timeline::{Facets, Filter, Hits, Needle, Number, Rows},
    ui::{
        AppState, Intent,
        controls::{FilterChips, OrderChoice, SearchBox, SearchStep},
        parts::{Glyph, Icon, Notice, Show, Skeleton, Tone, listen},
        timeline::{Jump, JumpTo, TimelineList},
    },
};

/// Chips, search and the list.
#[component]
pub fn LeadList(
    /// What is shown.
    filter: Memo<Filter>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let order = Memo::new(move |_| state.view().order);
    let search = Memo::new(move |_| state.view().search);
    let needle = Memo::new(move |_| Needle::new(&search.get()));
    let facets = Memo::new(move |_| state.timeline.with(|timeline| Facets::of(timeline, &filter.get())));
    // Two lists of rows are never compared: rows are told apart by their keys where they are drawn.
    let rows = Memo::new_with_compare(
        move |_| {
            let calendar = state.calendar.get();
            state.timeline.with(|timeline| {
                Arc::new(filter.with(|filter| Rows::new(timeline, filter, order.get(), calendar.as_ref())))
            })
        },
        |_, _| true,
    );
    let hits = found(&state, rows, needle);
    let frame = NodeRef::<html::Div>::new();
    let unread = Memo::new(move |_| state.unread_calls());
    let box_node = NodeRef::<html::Input>::new();
    let on_step = Callback::new(move |step| {
        hits.update(|hits| {
            match step {
                SearchStep::Next => hits.go_next(),
                SearchStep::Previous => hits.go_previous(),
            };
        });
        if let Some(id) = current(&state, &hits.read_untracked()) {
            state.open_in_place(Open::Entry(id));
        }
    });
    let position =
        Signal::derive(
            move || {
                if needle.with(Needle::is_empty) { String::new() } else { hits.with(hit_words) }
            },
        );
    let vain_words = move || {
        let is_vain = !needle.with(Needle::is_empty) && hits.with(|hits| hits.all().is_empty());
        is_vain.then(|| {
            let shown = state.calendar.get().number(facets.with(|facets| facets.shown));
            let text = search.get();
            format!("No match for “{}” in the {shown} entries shown and their transcripts.", text.trim())
        })
    };
    let is_vain = Signal::derive(move || hits.with(|hits| hits.all().is_empty()));
    // Whatever has the focus: on a page that was just opened, nothing has.
    let on_key = move |event: KeyboardEvent| {
        if is_typed(&event, "/")
            && let Some(input) = box_node.get_untracked()
        {
            event.prevent_default();
            // The box is in the document as long as this list is.
            let _ = input.focus();
        }
    };
    listen(ev::keydown, on_key);
    // Only where there is little room; elsewhere the chips are always there.
    let is_unfolded = RwSignal::new(false);
    let filter_label = move || match filter.with(Filter::choices) {
        0 => "Filter".to_owned(),
        chosen => format!("Filter ({chosen})"),
    };
    let jump = jumps(&state, hits);
    let hit = Memo::new(move |_| hits.with(|hits| current(&state, hits)));
    let selected = Memo::new(move |_| match state.lead().map(|lead| lead.open) {
        Some(Open::Call { call, .. }) => {
            state.timeline.with(|timeline| timeline.call_entry(&call).map(|entry| entry.id.clone()))
        }
        Some(Open::Thread(_) | Open::Entry(_) | Open::Moment(_) | Open::Nothing) | None => None,
    });
    let lens = Memo::new(move |_| state.view().lens());
    let today = Memo::new(move |_| Some(state.calendar.get().day(state.now.get())));
    let busy = Memo::new(move |_| state.feeds.with(|feeds| feeds.iter().any(crate::session::Feed::is_busy)));
    let address = address(&state);
    let gaps = gaps(&state, rows, order);
    let on_fill = Callback::new(move |gap| fill(&state, gap));
    view! {
        <div class="tools" data-open=move || is_unfolded.get().then_some("")>
            <div class="tools-row">
                <SearchBox
                    text=search
                    position
                    is_vain
                    node=box_node
                    on_type=Callback::new(move |text| state.set_view(|view| view.search = text))
                    on_step
                />
                <button
                    type="button"
                    class="button tools-toggle"
                    aria-expanded=move || is_unfolded.get().to_string()
                    on:click=move |_| is_unfolded.update(|is| *is = !*is)
                >
                    <Icon glyph=Glyph::Filter />
                    {filter_label}
                </button>
                <div class="tools-choices">
                    <Show when=move || !state.is_of_files()><RangeChoice /></Show>
                    <OrderChoice order on_choose=Callback::new(move |order| state.set_view(|view| view.order = order)) />
                </div>
            </div>
            <div class="tools-folding">
                <LeadDensity filter />
                <FilterChips
                    facets
                    filter
                    on_change=Callback::new(move |changed| state.set_view(|view| view.filter = changed))
                />
            </div>
            <p class="tools-hidden quiet" role="status">
                {move || facets.with(Facets::hidden_words)}
            </p>
            <p class="tools-hidden quiet" role="status">{vain_words}</p>
            <Show when=move || !needle.with(Needle::is_empty) && (unread.get() > 0)>
                <p class="tools-hidden quiet">
                    {move || match unread.get() {
                        1 => "1 call is not loaded, so its transcript is not searched. ".to_owned(),
                        count => format!("{count} calls are not loaded, so their transcripts are not searched. "),
                    }}
                    <button type="button" class="button-quiet" on:click=move |_| state.ask(Intent::LoadCalls)>
                        "Load and search"
                    </button>
                </p>
            </Show>
        </div>
        <LeadLane />
        // The days' headings are of the third level, as those of a page beside the list are.
        <h2 class="visually-hidden">"Timeline"</h2>
        <div class="list-frame" tabindex="-1" node_ref=frame>
            <TimelineList
                timeline=state.timeline
                rows
                calendar=state.calendar
                query=needle
                hit
                selected
                jump
                order
                lens
                today
                busy
                visit=state.visit
                address
                on_open=Callback::new(move |target| state.open(open_of(&target)))
                on_copy=Callback::new(move |text| state.ask(Intent::Copy { text, done: "Copied" }))
                on_copy_link=copy_link(&state)
                above=|| view! { <LeadProblems /> }
                on_unseen=Callback::new(move |count| state.unseen.set(count))
                gaps
                on_fill
                below=move || view! { <GapsAtEnd gaps on_fill /><Older /> }
                empty=move || view! { <EmptyOrLoading facets filter frame /> }
            />
        </div>
    }
}

/// Where a text occurs in the list. One more letter is looked for where the others were found.
fn found(state: &AppState, rows: Memo<Arc<Rows>>, needle: Memo<Needle>) -> RwSignal<Hits<Number>> {
    let timeline = state.timeline;
    let hits = RwSignal::new(Hits::new(Vec::new()));
    Effect::new(move |last: Option<(Arc<Rows>, Needle)>| {
        let (rows, needle) = (rows.get(), needle.get());
        let found = timeline.with_untracked(|timeline| match last {
            Some((of, last)) if Arc::ptr_eq(&of, &rows) && needle.is_narrower_than(&last) => {
                hits.with_untracked(|hits| rows.find_among(timeline, &needle, hits.all()))
            }
            _ => rows.find(timeline, &needle),
        });
        hits.update(|hits| hits.renew(found));
        (rows, needle)
    });
    hits
}

/// The hit that the reader is at.
fn current(state: &AppState, hits: &Hits<Number>) -> Option<EntryId> {
    let number = *hits.current()?;
    state.timeline.with_untracked(|timeline| Some(timeline.entry(number)?.id.clone()))
}

/// Where the reader is among the hits: `4 hits` before the first step, then `2/4`.
fn hit_words(hits: &Hits<Number>) -> String {
    match (hits.all().len(), hits.current()) {
        (0, _) => String::new(),
        (1, None) => "1 hit".into(),
        (count, None) => format!("{count} hits"),
        (_, Some(_)) => hits.position(),
    }
}

/// Where the address leads in the list, anew each time the reader arrives there. Going through hits leaves the focus in
/// the search box.
fn jumps(state: &AppState, hits: RwSignal<Hits<Number>>) -> Signal<Option<Jump>> {
    let state = *state;
    // A page that was opened from a link: its place in the list is shown once, and the focus stays on the page.
    let first = state.arrivals.get_untracked();
    let linked = Memo::new(move |_| match untrack(|| state.lead())?.open {
        Open::Call { call, .. } => {
            state.timeline.with(|timeline| timeline.call_entry(&call).map(|entry| entry.id.clone()))
        }
        Open::Thread(thread) => state
            .timeline
            .with(|timeline| timeline.thread(&thread).entries.last().map(|entry| entry.id.clone())),
        Open::Nothing | Open::Entry(_) | Open::Moment(_) => None,
    });
    Signal::derive(move || {
        let serial = state.arrivals.get();
        if serial == first
            && let Some(entry) = linked.get()
        {
            return Some(Jump { to: JumpTo::Entry(entry), serial, takes_focus: false });
        }
        let to = match untrack(|| state.lead())?.open {
            Open::Entry(entry) => JumpTo::Entry(entry),
            Open::Moment(at) => JumpTo::Moment(at),
            Open::Nothing | Open::Call { .. } | Open::Thread(_) => return None,
        };
        let is_hit = current(&state, &hits.read_untracked()).is_some_and(|hit| to == JumpTo::Entry(hit));
        Some(Jump { to, serial, takes_focus: !is_hit })
    })
}

/// What is said in the place of entries when there are none.
#[component]
fn EmptyOrLoading(facets: Memo<Facets>, filter: Memo<Filter>, frame: NodeRef<html::Div>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let is_busy =
        Memo::new(move |_| state.feeds.with(|feeds| feeds.iter().any(crate::session::Feed::is_busy)));
    // Of entries nothing is known as long as nobody answered.
    let is_unasked = Memo::new(move |_| {
        state.feeds.with(|feeds| !feeds.is_empty() && feeds.iter().all(|feed| feed.error().is_some()))
    });
    let counts = Memo::new(move |_| facets.with(|facets| (facets.shown, facets.total)));
    let asked = move || {
        let calendar = state.calendar.get();
        state.feeds.with(|feeds| {
            let ready = feeds.iter().filter(|feed| feed.state == FeedState::Ready);
            ready
                .map(|feed| {
                    let name = feed.handle.vendor.name();
                    match feed.coverage {
                        _ if feed.from.is_some() => format!("{name}: the file holds no records."),
                        Coverage::Since { since, .. } => format!(
                            "{name} has nothing on this lead since {}.",
                            calendar.short_day(calendar.day(since))
                        ),
                        Coverage::Whole { .. } | Coverage::Unknown => {
                            format!("{name} has nothing on this lead.")
                        }
                    }
                })
                .collect::<Vec<_>>()
                .join(" ")
        })
    };
    let clear = move |_| {
        state.set_view(|view| view.filter = Filter::default());
        // The button goes away; the focus stays at the list.
        if let Some(frame) = frame.get_untracked() {
            let _ = frame.focus();
        }
    };
    move || match counts.get() {
        (0, 0) if is_busy.get() => view! { <Skeleton /> }.into_any(),
        (0, 0) if is_unasked.get() => ().into_any(),
        (0, 0) => view! {
            <div class="problems"><Notice title="No entries" tone=Tone::Plain><p>{asked}</p></Notice></div>
        }
        .into_any(),
        (0, total) => {
            let calendar = state.calendar.get();
            let words = filter.with(|filter| filter.words(calendar.as_ref()));
            view! {
                <Notice
                    title=format!("0 of {} entries match", calendar.number(total))
                    tone=Tone::Plain
                    actions=move || view! { <button type="button" class="button" on:click=clear>"Clear filters"</button> }
                >
                    <p>"The filter is: " <strong>{words}</strong></p>
                </Notice>
            }
            .into_any()
        }
        _ => ().into_any(),
    }
}

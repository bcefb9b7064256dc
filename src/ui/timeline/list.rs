//! The list of a lead's history.

use std::sync::Arc;

use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys::Element};

use super::{
    Address, Around, Gap, Jump, Target,
    day::DaySection,
    highlight::Highlight,
    jump_menu::JumpMenu,
    landing::unfold_for,
    motion::Motion,
    news::Unseen,
    room::room,
    shown::{BlockKey, Shown},
};
use crate::{
    model::{Day, EntryId},
    timeline::{Heading, Needle, Number, Order, Rows, Timeline, Visit},
    ui::{
        Cal,
        parts::{Glyph, Icon},
    },
};

/// Rows under day headings, in an element that scrolls by itself and fills its parent.
///
/// Rows may be inserted, replaced and removed anywhere: what the reader looks at keeps its place, unless the reader
/// is at the end with the newest entry and follows it. What arrives out of view is counted on a button that leads
/// there.
#[component]
pub fn TimelineList(
    /// The history.
    timeline: RwSignal<Timeline>,
    /// The rows of it that are shown.
    #[prop(into)]
    rows: Signal<Arc<Rows>>,
    /// The reader's zone; another one draws all rows anew.
    #[prop(into)]
    calendar: Signal<Cal>,
    /// What the reader searches for.
    #[prop(into)]
    query: Signal<Needle>,
    /// The current hit of the search.
    #[prop(into)]
    hit: Signal<Option<EntryId>>,
    /// The entry whose page is open beside the list.
    #[prop(into)]
    selected: Signal<Option<EntryId>>,
    /// Where to go. A jump is made once; to an entry that is not there yet it is made when it arrives.
    #[prop(into)]
    jump: Signal<Option<Jump>>,
    /// Which end is the newest.
    #[prop(into)]
    order: Signal<Order>,
    /// Changes whenever the reader changes what is shown (filter, order, zone): rows that appear together with
    /// such a change are no news.
    #[prop(into)]
    lens: Signal<String>,
    /// The reader's day, for “Today”.
    #[prop(into)]
    today: Signal<Option<Day>>,
    /// Whether more is being loaded.
    #[prop(into)]
    busy: Signal<bool>,
    /// What was there when the reader came: a line tells what is new since.
    #[prop(into)]
    visit: Signal<Option<Visit>>,
    /// Makes addresses.
    address: Address,
    /// The reader follows a link to a target in this tab.
    on_open: Callback<Target>,
    /// Puts a text on the clipboard.
    on_copy: Callback<String>,
    /// Puts a target's whole address on the clipboard.
    on_copy_link: Option<Callback<Target>>,
    /// Is told how many entries arrived out of view.
    #[prop(default = Callback::new(|_| ()))]
    on_unseen: Callback<usize>,
    /// What is missing between the rows, each at its place.
    #[prop(default = Signal::derive(Vec::new), into)]
    gaps: Signal<Vec<Gap>>,
    /// The reader wants what is missing.
    #[prop(default = Callback::new(|_| ()))]
    on_fill: Callback<Gap>,
    /// What stands above the first row, inside what scrolls.
    #[prop(optional, into)]
    above: ViewFn,
    /// What stands below the last row, inside what scrolls: “load older”.
    #[prop(optional, into)]
    below: ViewFn,
    /// What stands there when there is no row: that it is being loaded, or why there is none.
    #[prop(optional, into)]
    empty: ViewFn,
) -> impl IntoView {
    let motion = Motion::new(
        timeline,
        rows.get_untracked(),
        calendar.get_untracked(),
        order,
        busy,
        visit.get_untracked(),
    );
    let around = Around::new(calendar.get_untracked(), query, address, on_open, on_copy, on_copy_link);
    let shown = motion.shown;
    let highlight = Highlight::new(query, motion);
    keep_up(motion, rows, calendar, lens, busy, visit);
    let gaps = gaps_kept(motion, gaps);
    follow(motion, jump, around.clone(), move |heading| highlight.mark_ahead(heading));
    Effect::new(move |_| {
        // A row that is drawn anew has lost its mark.
        shown.track();
        motion.mark(selected.get(), hit.get());
    });

    let counted = Memo::new(move |_| motion.unseen.with(Unseen::count));
    Effect::new(move |_| on_unseen.run(counted.get()));

    let menu = RwSignal::<Option<(Heading, f64)>>::new(None);
    let blocks = move || shown.with(Shown::keys);
    let is_empty = Memo::new(move |_| shown.with(|shown| shown.rows.is_empty()));
    let placeholder = move || is_empty.get().then(|| empty.run());
    let block = move |key: BlockKey| {
        let (zone, heading) = match key {
            BlockKey::Section(zone, heading) => (zone, heading),
            BlockKey::Room(nth) => {
                let pixels =
                    Memo::new(move |_| shown.with(|shown| shown.rooms().nth(nth).map(|room| room.pixels)));
                return room(pixels.into()).into_any();
            }
        };
        let query = highlight.of_day(heading);
        let around = around.in_day(shown.with_untracked(|shown| shown.calendar.clone()), query);
        let is_open = Signal::derive(move || menu.with(|menu| menu.is_some_and(|(open, _)| open == heading)));
        view! {
            <DaySection
                heading=heading
                zone=zone
                shown=shown
                today=today
                busy=busy
                around=around
                is_menu_open=is_open
                on_menu=Callback::new(move |event| menu.set(below_button(&event).map(|top| (heading, top))))
                gaps
                on_fill
            />
        }
        .into_any()
    };
    let jump_menu = move || {
        menu.get().map(|(from, top)| {
            let close = move |takes_back: bool| {
                menu.set(None);
                if takes_back {
                    // Its section may be gone from the page; then the focus stays where it is.
                    let _ = motion.focus_heading(from);
                }
            };
            let choose = move |heading| {
                menu.set(None);
                motion.go_to_day(heading);
            };
            view! {
                <JumpMenu
                    shown=shown
                    today=today
                    from=from
                    top=top
                    on_choose=Callback::new(choose)
                    on_close=Callback::new(close)
                />
            }
            .into_any()
        })
    };
    let on_key = move |event: ev::KeyboardEvent| {
        motion.give_way();
        if motion.handle_key(&event) {
            event.prevent_default();
        }
    };
    view! {
        <div class="timeline">
            <span class="visually-hidden" tabindex="-1" data-edge="start">"Start of the timeline"</span>
            <div
                class="timeline-scroll"
                node_ref=motion.node
                tabindex="0"
                role="group"
                aria-label="Timeline"
                on:scroll=move |_| motion.scrolled()
                on:wheel=move |_| motion.give_way()
                on:touchmove=move |_| motion.give_way()
                on:pointerdown=move |_| motion.give_way()
                on:keydown=on_key
            >
                <div class="timeline-rows">
                    {above.run()}
                    <For each=blocks key=|block| *block children=block />
                    {placeholder}
                    {below.run()}
                </div>
            </div>
            <span class="visually-hidden" tabindex="-1" data-edge="end">"End of the timeline"</span>
            <div class="timeline-notice" role="status">{move || motion.notice.get().map(|words| view! { <span>{words}</span> }.into_any())}</div>
            {jump_menu}
            <NewsButtons motion=motion />
        </div>
    }
}

/// How far the vendors' first answers have come in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Loading {
    Ahead,
    Underway,
    Over,
}

/// Takes over rows as they change.
fn keep_up(
    motion: Motion,
    rows: Signal<Arc<Rows>>,
    calendar: Signal<Cal>,
    lens: Signal<String>,
    busy: Signal<bool>,
    visit: Signal<Option<Visit>>,
) {
    Effect::new(move |last: Option<(String, Loading)>| {
        let (rows, calendar, lens, is_busy) = (rows.get(), calendar.get(), lens.get(), busy.get());
        let (is_same_view, loading) =
            last.map_or((false, Loading::Ahead), |(last, loading)| (last == lens, loading));
        let is_empty = rows.is_empty();
        motion.take(rows, calendar, visit.get(), is_same_view, loading != Loading::Over);
        // The rows that come together with the end of loading belong to it.
        let loading = match loading {
            Loading::Ahead | Loading::Underway if is_busy => Loading::Underway,
            Loading::Ahead if is_empty => Loading::Ahead,
            Loading::Ahead | Loading::Underway | Loading::Over => Loading::Over,
        };
        (lens, loading)
    });
}

/// What is missing, as it is drawn: what the reader looks at keeps its place when that changes.
fn gaps_kept(motion: Motion, gaps: Signal<Vec<Gap>>) -> Signal<Vec<Gap>> {
    let drawn = RwSignal::new(gaps.get_untracked());
    Effect::new(move |_| {
        let gaps = gaps.get();
        if drawn.with_untracked(|drawn| *drawn != gaps) {
            motion.hold(true);
            drawn.set(gaps);
            motion.schedule();
        }
    });
    drawn.into()
}

/// Makes each jump once.
fn follow(
    motion: Motion,
    jump: Signal<Option<Jump>>,
    around: Around,
    mark_ahead: impl Fn(Heading) + 'static,
) {
    Effect::new(move |last: Option<Option<Jump>>| {
        let jump = jump.get();
        if let Some(jump) = &jump
            && last.as_ref().is_none_or(|last| last.as_ref() != Some(jump))
        {
            unfold_for(jump, motion, &around);
            // Marks unfold what they are in, and rows should have their height when they are landed on.
            motion.heading_of(&jump.to).into_iter().for_each(&mark_ahead);
            motion.go(jump.clone());
        }
        jump
    });
}

/// The buttons that tell of entries which arrived out of view, and lead to them.
#[component]
fn NewsButtons(motion: Motion) -> impl IntoView {
    let button = move |side: fn(&Unseen) -> Option<(usize, Number)>,
                       glyph: Glyph,
                       class: &'static str,
                       where_: &'static str| {
        move || {
            motion.unseen.with(side).map(|(count, number)| {
                let title = format!("{count} new, {where_} what you see");
                view! {
                    <button
                        type="button"
                        class=class
                        title=title
                        on:click=move |_| motion.go_to_number(number)
                    >
                        {format!("{count} new")}
                        <Icon glyph=glyph />
                        <span class="visually-hidden">{where_}</span>
                    </button>
                }
                .into_any()
            })
        }
    };
    view! {
        <div class="news" role="status">
            {button(|unseen| unseen.above, Glyph::ArrowUp, "news-button news-above", "above")}
            {button(|unseen| unseen.below, Glyph::ArrowDown, "news-button news-below", "below")}
        </div>
    }
}

/// Where the list of days opens: below the pressed button, as far as there is room.
fn below_button(event: &ev::MouseEvent) -> Option<f64> {
    let button: Element = event.current_target()?.dyn_into().ok()?;
    let list = button.closest(".timeline").ok().flatten()?;
    let outer = list.get_bounding_client_rect();
    let below = button.get_bounding_client_rect().bottom() - outer.top() + 4.0;
    // Half of the list stays free for the menu.
    Some(below.min(outer.height() / 2.0))
}

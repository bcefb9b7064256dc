//! How each vendor's part of the history stands: a line of short states, and a notice per problem.

use leptos::prelude::*;

use crate::{
    model::{Handle, Timestamp},
    session::{Action, Cause, Coverage, Explanation, Feed, FeedState, Lack, LoadError, TransportError},
    ui::{
        Cal,
        parts::{Glyph, Icon, Notice, Tone, VendorTag, Words, revealed},
    },
};

/// A feed's state in a few words.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedLine {
    /// What is opened.
    pub handle: Handle,
    /// How many entries came.
    pub entries: String,
    /// The state: `all`, `since 22 August 2026`, `loading …`.
    pub state: String,
    /// How much it wants to be seen.
    pub tone: Tone,
    /// Whether something is on its way.
    pub is_busy: bool,
}

impl FeedLine {
    /// The line of a feed.
    pub fn of(feed: &Feed, calendar: &Cal, now: Timestamp) -> Self {
        let (state, tone) = match &feed.state {
            FeedState::NotAsked => ("not asked yet".to_owned(), Tone::Plain),
            FeedState::Loading => ("loading …".to_owned(), Tone::Accent),
            FeedState::Waiting { until, .. } => {
                (format!("trying again in {}", countdown(*until, now)), Tone::Warn)
            }
            FeedState::Ready => match (&feed.from, &feed.lack) {
                (Some(_), Some(Lack::End(file))) => {
                    (format!("{} ends in the middle", revealed(file)), Tone::Warn)
                }
                (Some(_), Some(Lack::Pages)) => ("pages missing".into(), Tone::Warn),
                (Some(from), None) => (format!("from {}", revealed(from)), Tone::Good),
                (None, _) => (coverage_words(feed, calendar), Tone::Good),
            },
            FeedState::Failed(error) if needs_key(error) => ("needs a key".to_owned(), Tone::Warn),
            FeedState::Failed(_) if feed.entries() > 0 => ("incomplete".to_owned(), Tone::Bad),
            FeedState::Failed(_) => ("failed".to_owned(), Tone::Bad),
            FeedState::Stopped => ("stopped".to_owned(), Tone::Warn),
        };
        let entries = calendar.number(feed.entries());
        Self { handle: feed.handle.clone(), entries, state, tone, is_busy: feed.is_busy() }
    }
}

/// Whether nothing went wrong but that there is no key yet.
pub fn needs_key(error: &LoadError) -> bool {
    matches!(error.cause, Cause::Transport(TransportError::NoKey))
}

/// How long until a moment: `12 s`, `3 min`.
fn countdown(until: Timestamp, now: Timestamp) -> String {
    let secs = ((until.millis() - now.millis()).max(0) + 999) / 1000;
    if secs < 100 { format!("{secs} s") } else { format!("{} min", (secs + 59) / 60) }
}

fn coverage_words(feed: &Feed, calendar: &Cal) -> String {
    match feed.coverage {
        Coverage::Since { since, .. } => format!("since {}", calendar.short_day(calendar.day(since))),
        Coverage::Whole { .. } => "complete".into(),
        Coverage::Unknown => "read".into(),
    }
}

/// The feeds in a row. A busy one can be stopped.
#[component]
pub fn FeedList(
    /// The feeds.
    #[prop(into)]
    lines: Signal<Vec<FeedLine>>,
    /// The reader waits no longer.
    on_stop: Callback<Handle>,
) -> impl IntoView {
    view! {
        <ul class="feeds" tabindex="-1" aria-label="Where the entries come from">
            {move || {
                lines
                    .get()
                    .into_iter()
                    .map(|line| {
                        let vendor = line.handle.vendor;
                        let title = format!("{}: {}", vendor.name(), revealed(line.handle.native()));
                        let handle = line.handle.clone();
                        view! {
                            <li class="feed" data-tone=line.tone.name() title=title>
                                <VendorTag vendor />
                                <strong class="num">{line.entries}</strong>
                                <span class="feed-state">
                                    {match line.tone {
                                        Tone::Good => Some(view! { <Icon glyph=Glyph::Check /> }),
                                        Tone::Bad | Tone::Warn => Some(view! { <Icon glyph=Glyph::Warning /> }),
                                        Tone::Accent | Tone::Plain => None,
                                    }}
                                    <span class="feed-words">{line.state}</span>
                                </span>
                                {line.is_busy.then(|| view! {
                                    <button
                                        type="button"
                                        class="button-icon"
                                        aria-label=format!("Stop waiting for {}", vendor.name())
                                        title="Stop waiting"
                                        on:click=move |_| on_stop.run(handle.clone())
                                    >
                                        <Icon glyph=Glyph::Cross />
                                    </button>
                                }.into_any())}
                            </li>
                        }.into_any()
                    })
                    .collect_view()
            }}
        </ul>
    }
}

/// Something that is wrong with a feed, in words.
#[derive(Debug, Clone, PartialEq)]
pub struct FeedProblem {
    /// Which feeds; all of one vendor.
    pub handles: Vec<Handle>,
    /// What happened, why, and what can be done.
    pub explanation: Explanation,
    /// What is shown all the same: `3 other sources are shown.`
    pub rest: String,
    /// How grave it is.
    pub tone: Tone,
}

impl FeedProblem {
    /// Whether another problem says the same of the same vendor.
    pub fn is_like(&self, other: &Self) -> bool {
        let vendor = |problem: &Self| problem.handles.first().map(|handle| handle.vendor);
        vendor(self) == vendor(other) && self.explanation == other.explanation && self.tone == other.tone
    }
}

/// A notice per problem; the data below stays.
#[component]
pub fn FeedProblems(
    /// The problems.
    #[prop(into)]
    problems: Signal<Vec<FeedProblem>>,
    /// The reader chose something to do about one.
    on_act: Callback<(Vec<Handle>, Action)>,
) -> impl IntoView {
    view! {
           <div class="problems" role="status">
               {move || {
                   problems
                       .get()
                       .into_iter()
                       .map(|problem| {
                           let Explanation { title, text, words, actions } = problem.explanation;
                           let handles = problem.handles;
                           let buttons = actions
                               .into_iter()
                               .map(|action| {
                                   let handles = handles.clone();
                                   view! {
                                       <button type="button" class="button" on:click=move |_| on_act.run((handles.clone(), action))>
                                           {action.label()}
                                       </button>
                                   }.into_any()
                               })
                               .collect_view();
                           let text = [text, problem.rest].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let tone = problem.tone;
                           view! {
                               <Notice title tone>
                                   <p><Words text /></p>
                                   {words.map(|words| view! { <p class="vendor-words"><Words text=words /></p> }.into_any())}
                                   <div class="row">{buttons}</div>
                               </Notice>
                           }.into_any()
                       })
                       .collect_view()
               }}
           </div>
       }
}

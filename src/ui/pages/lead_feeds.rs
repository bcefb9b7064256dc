//! How the lead's feeds stand, with what can be done about problems.

use leptos::prelude::*;

use crate::{
    model::{Handle, Vendor},
    place::Place,
    providers::provider,
    session::{Action, Explanation, Feed, FeedState, Lack, LoadError},
    ui::{
        AppState, Intent,
        controls::{FeedLine, FeedList, FeedProblem, FeedProblems, needs_key},
        parts::{Notice, Tone, revealed},
    },
};

/// The feeds in a row.
#[component]
pub fn LeadFeeds() -> impl IntoView {
    let state = expect_context::<AppState>();
    let lines = Memo::new(move |_| {
        let calendar = state.calendar.get();
        // The clock is read only while something counts down.
        let waits = state
            .feeds
            .with(|feeds| feeds.iter().any(|feed| matches!(feed.state, FeedState::Waiting { .. })));
        let now = if waits { state.now.get() } else { state.now.get_untracked() };
        let line = |feed: &Feed| {
            let is_locked = feed.error().is_some_and(needs_key)
                && state.vault.with(|vault| vault.is_locked(feed.handle.vendor));
            let line = FeedLine::of(feed, &calendar, now);
            if is_locked { FeedLine { state: "locked".into(), ..line } } else { line }
        };
        state.feeds.with(|feeds| feeds.iter().map(line).collect::<Vec<_>>())
    });
    // Read out once per answer that brought something, never per row.
    let told = Memo::new(move |_| {
        let count = state.timeline.with(crate::timeline::Timeline::len);
        let is_busy = state.feeds.with(|feeds| feeds.iter().any(Feed::is_busy));
        let noun = if count == 1 { "entry" } else { "entries" };
        format!("{count} {noun}{}", if is_busy { " so far, more are on their way" } else { "" })
    });
    view! {
        <FeedList lines on_stop=Callback::new(move |handle| state.ask(Intent::Stop(handle))) />
        <p class="visually-hidden" role="status">{told}</p>
    }
}

/// A notice per problem of the lead's feeds.
#[component]
pub fn LeadProblems() -> impl IntoView {
    let state = expect_context::<AppState>();
    let problems = Memo::new(move |_| {
        state.feeds.with(|feeds| {
            let whole = feeds.iter().filter(|feed| feed.error().is_none()).count();
            let each = feeds.iter().flat_map(|feed| problems_of(&state, feed, whole));
            merged(offline(feeds).into_iter().chain(each))
        })
    });
    let on_act = Callback::new(move |(handles, action): (Vec<Handle>, Action)| act(&state, handles, action));
    view! { <div class="problems"><LeftOut /></div><FeedProblems problems on_act /> }
}

/// That a vendor was left out because the program failed with it, for as long as the lead is shown without it.
#[component]
fn LeftOut() -> impl IntoView {
    let state = expect_context::<AppState>();
    let shown = Memo::new(move |_| {
        let source = state.lead()?.source;
        state.left_out.get().filter(|(_, place, _)| place.source == source)
    });
    move || {
        let (vendor, _, with) = shown.get()?;
        let title = format!("{} was left out after a failure", vendor.name());
        Some(
            view! {
                <Notice title tone=Tone::Warn actions=move || view! { <a class="button" href=with.clone()>"Include it again"</a> }>
                    <p>"What it has on this lead is not shown."</p>
                </Notice>
            }
            .into_any(),
        )
    }
}

/// What is wrong with several feeds of one vendor in the same way is said once.
fn merged(problems: impl IntoIterator<Item = FeedProblem>) -> Vec<FeedProblem> {
    let mut merged: Vec<FeedProblem> = Vec::new();
    for problem in problems {
        match merged.iter_mut().find(|known| known.is_like(&problem)) {
            Some(known) => known.handles.extend(problem.handles),
            None => merged.push(problem),
        }
    }
    merged
}

fn problems_of(state: &AppState, feed: &Feed, whole: usize) -> Vec<FeedProblem> {
    let rest = match whole {
        0 => String::new(),
        1 => "The other source is shown.".into(),
        more => format!("The {more} other sources are shown."),
    };
    let vendor = feed.handle.vendor;
    let explain = |error| {
        let mut explanation = state.explain(vendor, error);
        if feed.is_busy() {
            for action in &mut explanation.actions {
                if matches!(action, Action::Continue | Action::Retry) {
                    *action = Action::TryNow;
                }
            }
        }
        // There is nobody to ask again, and no key that could be wrong.
        if feed.from.is_some() { Explanation { actions: Vec::new(), ..explanation } } else { explanation }
    };
    let failed = feed.error().filter(|error| !error.is_offline()).map(|error| FeedProblem {
        handles: vec![feed.handle.clone()],
        explanation: if needs_key(error) && state.vault.with(|vault| vault.is_locked(vendor)) {
            locked(vendor)
        } else {
            explain(error)
        },
        rest,
        tone: if needs_key(error) { Tone::Warn } else { Tone::Bad },
    });
    let remarks = feed.remarks.iter().map(|remark| FeedProblem {
        handles: vec![feed.handle.clone()],
        explanation: Explanation {
            title: format!("{}: something to know", vendor.name()),
            text: remark.clone(),
            words: None,
            actions: Vec::new(),
        },
        rest: String::new(),
        tone: Tone::Plain,
    });
    failed.into_iter().chain(lacking(feed)).chain(remarks).collect()
}

/// A device without a network is no vendor's matter: said once.
fn offline(feeds: &[Feed]) -> Option<FeedProblem> {
    let waiting = feeds.iter().filter(|feed| feed.error().is_some_and(LoadError::is_offline));
    let came = if feeds.iter().any(|feed| feed.entries() > 0) {
        "What had come is shown, and reading"
    } else {
        "Reading"
    };
    let handles: Vec<Handle> = waiting.map(|feed| feed.handle.clone()).collect();
    let mut names: Vec<&str> = handles.iter().map(|handle| handle.vendor.name()).collect();
    names.dedup();
    let names = match names.as_slice() {
        [] => return None,
        [one] => format!("{one} was"),
        [first @ .., last] => format!("{} and {last} were", first.join(", ")),
    };
    Some(FeedProblem {
        handles,
        explanation: Explanation {
            title: "This device is offline".into(),
            text: format!(
                "The browser has no network, so {names} not asked. {came} goes on by itself once there is a network \
                 again."
            ),
            words: None,
            actions: vec![Action::Retry],
        },
        rest: String::new(),
        tone: Tone::Bad,
    })
}

/// What is missing in the files.
fn lacking(feed: &Feed) -> Option<FeedProblem> {
    let name = feed.handle.vendor.name();
    let (title, text) = match feed.lack.as_ref()? {
        Lack::End(file) => {
            let records = feed.records();
            let noun = if records == 1 { "record" } else { "records" };
            (
                format!("{name}: {} ends in the middle", revealed(file)),
                format!("{records} {noun} could be read. What came after is missing: save the answer anew."),
            )
        }
        Lack::Pages => (
            format!("{name}: more pages exist than were given"),
            "The last page in the files names a page after it. Give that one too, and those after it.".into(),
        ),
    };
    Some(FeedProblem {
        handles: vec![feed.handle.clone()],
        explanation: Explanation { title, text, words: None, actions: Vec::new() },
        rest: String::new(),
        tone: Tone::Warn,
    })
}

/// A key is remembered on this device and takes the passphrase.
fn locked(vendor: Vendor) -> Explanation {
    Explanation {
        title: format!("{}’s key is locked", vendor.name()),
        text: "It is remembered on this device. Nothing was asked; unlock it with your passphrase.".into(),
        words: None,
        actions: vec![Action::Unlock],
    }
}

/// Does what the reader chose to do about a problem.
fn act(state: &AppState, handles: Vec<Handle>, action: Action) {
    let Some(first) = handles.first().cloned() else { return };
    let vendor = first.vendor;
    match action {
        Action::AddKey | Action::Unlock | Action::ChangeKey | Action::ChangeAddress | Action::OtherWays => {
            state.go(Place::Connections);
        }
        Action::OpenFiles => state.go(Place::Files),
        Action::EditHandle => state.go(Place::Home),
        Action::ShowRequests => state.go(Place::Requests),
        Action::Retry | Action::TryNow | Action::Continue => {
            for handle in handles {
                state.ask(Intent::Retry(handle));
            }
        }
        Action::OpenDocs => state.ask(Intent::OpenDocs(vendor)),
        Action::CopyCurl => {
            let curl = state.feeds.with_untracked(|feeds| {
                let request = feeds.iter().find(|feed| feed.handle == first)?.error()?.request.clone()?;
                state.connections.with_untracked(|all| all.get(vendor)?.curl(provider(vendor), &request).ok())
            });
            if let Some(text) = curl {
                state.ask(Intent::Copy {
                    text,
                    done: "Command copied; put your key in the place of $API_KEY",
                });
            }
        }
    }
}

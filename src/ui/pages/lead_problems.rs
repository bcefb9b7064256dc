//! What is wrong with the lead's feeds, and what can be done about it.

use leptos::prelude::*;

use crate::{
    model::Handle,
    place::Place,
    providers::provider,
    session::{Action, Explanation, Feed, Lack, LoadError},
    ui::{
        AppState, Intent,
        controls::{FeedProblem, FeedProblems, needs_key},
        parts::{Notice, Tone, focus_first, revealed},
    },
};

/// A notice per problem of the lead's feeds.
#[component]
pub fn LeadProblems() -> impl IntoView {
    let state = expect_context::<AppState>();
    let problems = Memo::new(move |_| {
        state.feeds.with(|feeds| {
            let whole = feeds.iter().filter(|feed| feed.error().is_none()).count();
            let each = feeds.iter().flat_map(|feed| problems_of(&state, feed, whole));
            merged(offline(feeds).into_iter().chain(locked(&state, feeds)).chain(each))
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
    let came = if feed.entries() > 0 { "What had come is shown. " } else { "" };
    let rest = match whole {
        0 => came.trim_end().to_owned(),
        1 => format!("{came}The other source is shown."),
        more => format!("{came}The {more} other sources are shown."),
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
    let own = feed.error().filter(|error| !error.is_offline() && !is_locked(state, feed));
    let failed = own.map(|error| FeedProblem {
        handles: vec![feed.handle.clone()],
        explanation: explain(error),
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
    let came = if feeds.iter().any(|feed| feed.entries() > 0) {
        "What had come is shown, and reading"
    } else {
        "Reading"
    };
    common(
        feeds,
        |feed| feed.error().is_some_and(LoadError::is_offline),
        Action::Retry,
        Tone::Bad,
        |names| {
            let (names, were) = (listed(names), if names.len() == 1 { "was" } else { "were" });
            (
                "This device is offline".into(),
                format!(
                    "The browser has no network, so {names} {were} not asked. {came} goes on by itself once there is a \
                 network again."
                ),
            )
        },
    )
}

/// Keys that are remembered on this device take one passphrase: said once.
fn locked(state: &AppState, feeds: &[Feed]) -> Option<FeedProblem> {
    common(
        feeds,
        |feed| is_locked(state, feed),
        Action::Unlock,
        Tone::Warn,
        |names| match names {
            [one] => (
                format!("{one}’s key is locked"),
                "It is remembered on this device. Nothing was asked; unlock it with your passphrase.".into(),
            ),
            more => (
                format!("The keys of {} are locked", listed(more)),
                "They are remembered on this device. Nothing was asked; unlock them with your passphrase."
                    .into(),
            ),
        },
    )
}

/// Whether nothing is wrong with a feed but that its vendor's key, which is remembered on this device, is locked.
pub(super) fn is_locked(state: &AppState, feed: &Feed) -> bool {
    feed.error().is_some_and(needs_key) && state.vault.with(|vault| vault.is_locked(feed.handle.vendor))
}

/// A problem that several vendors have in common, told in a title and a text. `None` when no feed has it.
fn common(
    feeds: &[Feed],
    has_it: impl Fn(&&Feed) -> bool,
    action: Action,
    tone: Tone,
    told: impl FnOnce(&[&str]) -> (String, String),
) -> Option<FeedProblem> {
    let handles: Vec<Handle> = feeds.iter().filter(has_it).map(|feed| feed.handle.clone()).collect();
    let mut names: Vec<&str> = handles.iter().map(|handle| handle.vendor.name()).collect();
    names.dedup();
    if names.is_empty() {
        return None;
    }
    let (title, text) = told(&names);
    let explanation = Explanation { title, text, words: None, actions: vec![action] };
    Some(FeedProblem { handles, explanation, rest: String::new(), tone })
}

fn listed(names: &[&str]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        one => one.concat(),
    }
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

/// Does what the reader chose to do about a problem.
fn act(state: &AppState, handles: Vec<Handle>, action: Action) {
    let Some(first) = handles.first().cloned() else { return };
    let vendor = first.vendor;
    match action {
        Action::AddKey | Action::Unlock | Action::ChangeKey | Action::ChangeAddress | Action::OtherWays => {
            state.errand.set(Some((vendor, action)));
            state.go(Place::Connections);
        }
        Action::OpenFiles => state.go(Place::Files),
        Action::EditHandle => state.go(Place::Home),
        Action::ShowRequests => state.go(Place::Requests),
        Action::Retry | Action::TryNow | Action::Continue => {
            for handle in handles {
                state.ask(Intent::Retry(handle));
            }
            // The notice goes with its buttons; how it goes on is said there.
            focus_first(".feeds");
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

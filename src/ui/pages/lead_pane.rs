//! What stands beside the timeline: a call, or a thread.

use leptos::prelude::*;

use super::targets::{address, copy_link, open_of};
use crate::{
    model::{CallId, ThreadId},
    place::{LeadPlace, Open, Place},
    providers::provider,
    session::CallState,
    timeline::Needle,
    ui::{
        AppState, Intent,
        call::{CallLoad, CallPage, CallView, TurnAddress},
        parts::follow,
        thread::ThreadPage,
        timeline::Around,
    },
};

/// What is open, without what only moves within it.
#[derive(Debug, Clone, PartialEq)]
enum Shown {
    Nothing,
    Call(CallId),
    Thread(ThreadId),
}

/// The page of what is open.
#[component]
pub fn LeadPane() -> impl IntoView {
    let state = expect_context::<AppState>();
    let shown = Memo::new(move |_| match state.lead().map(|lead| lead.open) {
        Some(Open::Call { call, .. }) => Shown::Call(call),
        Some(Open::Thread(thread)) => Shown::Thread(thread),
        Some(Open::Nothing | Open::Entry(_) | Open::Moment(_)) | None => Shown::Nothing,
    });
    view! {
        <aside
            class="lead-pane"
            aria-label="Details"
            on:keydown=move |event: leptos::ev::KeyboardEvent| {
                if event.key() == "Escape" && !event.default_prevented() {
                    event.stop_propagation();
                    close(&state);
                }
            }
        >
            {move || {
                // Another zone draws the page anew: its times are written once.
                state.calendar.track();
                match shown.get() {
                    Shown::Call(id) => view! { <OpenCall id /> }.into_any(),
                    Shown::Thread(id) => view! { <OpenThread id /> }.into_any(),
                    Shown::Nothing => ().into_any(),
                }
            }}
        </aside>
    }
}

/// Leaves the page: the list shows the entry it was opened from.
fn close(state: &AppState) {
    let Some(lead) = untrack(|| state.lead()) else { return };
    let entry = state.timeline.with_untracked(|timeline| match &lead.open {
        Open::Call { call, .. } => timeline.call_entry(call).map(|entry| entry.id.clone()),
        Open::Thread(_) | Open::Nothing | Open::Entry(_) | Open::Moment(_) => None,
    });
    let open = entry.map_or(Open::Nothing, Open::Entry);
    state.go(Place::Lead(Box::new(LeadPlace { open, ..lead })));
}

#[component]
fn OpenCall(id: CallId) -> impl IntoView {
    let state = expect_context::<AppState>();
    let call = {
        let id = id.clone();
        Memo::new(move |_| {
            let known = state.timeline.with(|timeline| timeline.call(&id));
            let load = load_of(&state, &id, known.as_ref().is_some_and(|call| call.is_whole));
            CallView { id: id.clone(), call: known, load }
        })
    };
    let turn = Memo::new(move |_| match state.lead().map(|lead| lead.open) {
        Some(Open::Call { turn, .. }) => turn,
        Some(Open::Nothing | Open::Entry(_) | Open::Moment(_) | Open::Thread(_)) | None => None,
    });
    // Asked for once its lead's desk is set up: a page opened from a link is here before that.
    let (wanted, is_asked) = (id.clone(), StoredValue::new(false));
    follow(move || {
        let has_feeds = state.feeds.with(|feeds| !feeds.is_empty());
        let is_whole = call.with(|view| view.call.as_ref().is_some_and(|call| call.is_whole));
        if has_feeds && !is_asked.get_value() {
            is_asked.set_value(true);
            let may_change =
                call.with_untracked(|view| view.call.as_ref().is_none_or(|call| call.may_still_change()));
            if !is_whole || may_change {
                state.ask(Intent::LoadCall(wanted.clone()));
            }
        }
    });
    let at_turn = {
        let id = id.clone();
        move |turn| Open::Call { call: id.clone(), turn: Some(turn) }
    };
    let address: TurnAddress = std::sync::Arc::new({
        let at_turn = at_turn.clone();
        move |turn| untrack(|| state.address_of(at_turn(turn)))
    });
    let again = id.clone();
    let remarks = {
        let id = id.clone();
        Signal::derive(move || {
            state.calls.with(|calls| match calls.get(&id) {
                Some(CallState::Ready { remarks, .. }) => remarks.clone(),
                Some(
                    CallState::Loading
                    | CallState::Waiting { .. }
                    | CallState::Failed(_)
                    | CallState::NotOffered,
                )
                | None => Vec::new(),
            })
        })
    };
    let link = {
        let id = id.clone();
        Signal::derive(move || state.link_to(Open::Call { call: id.clone(), turn: turn.get() }))
    };
    view! {
        <CallPage
            call
            now=state.now
            calendar=state.calendar.get_untracked()
            search=Signal::derive(move || state.view().search)
            turn
            address
            link
            remarks
            on_close=Callback::new(move |()| close(&state))
            on_copy=Callback::new(move |text| state.ask(Intent::Copy { text, done: "Copied" }))
            on_reload=Callback::new(move |()| state.ask(Intent::LoadCall(again.clone())))
            on_turn=Callback::new(move |turn| state.open_in_place(at_turn(turn)))
        />
    }
}

/// How reading a call in full stands, in the words of its page.
fn load_of(state: &AppState, id: &CallId, is_whole: bool) -> CallLoad {
    if let Some(at) = state.rereads.with(|all| all.get(id).copied()) {
        return CallLoad::CheckingAgain { at };
    }
    state.calls.with(|calls| match calls.get(id) {
        None if is_whole || provider(id.vendor).call(id).is_none() => CallLoad::Loaded,
        None => CallLoad::NotLoaded,
        Some(CallState::Loading | CallState::Waiting { .. }) => CallLoad::Loading,
        Some(CallState::Ready { .. } | CallState::NotOffered) => CallLoad::Loaded,
        Some(CallState::Failed(error)) => {
            let explanation = state.explain(id.vendor, error);
            let words = explanation.words.map(|words| format!(" It said: “{words}”.")).unwrap_or_default();
            CallLoad::Failed { title: explanation.title, text: format!("{}{words}", explanation.text) }
        }
    })
}

#[component]
fn OpenThread(id: ThreadId) -> impl IntoView {
    let state = expect_context::<AppState>();
    let view = {
        let id = id.clone();
        Memo::new(move |_| state.timeline.with(|timeline| timeline.thread(&id)))
    };
    let needle = Memo::new(move |_| Needle::new(&state.view().search));
    let link = {
        let id = id.clone();
        Signal::derive(move || state.link_to(Open::Thread(id.clone())))
    };
    let around = Around::new(
        state.calendar.get_untracked(),
        needle.into(),
        address(&state),
        Callback::new(move |target| state.open(open_of(&target))),
        Callback::new(move |text| state.ask(Intent::Copy { text, done: "Copied" })),
        copy_link(&state),
    );
    view! { <ThreadPage id view around link on_close=Callback::new(move |()| close(&state)) /> }
}

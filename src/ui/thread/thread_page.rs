//! The page of whatever sort of thread it is.

use leptos::prelude::*;

use crate::{
    model::{Channel, ThreadId, ThreadKind},
    timeline::ThreadView,
    ui::timeline::Around,
};

use super::{ConversationPage, MeetingPage};

/// The page of a thread: a meeting's when its messages are a meeting's chat, else a conversation's.
#[component]
pub fn ThreadPage(
    /// Which thread.
    id: ThreadId,
    /// The thread and everything in it.
    #[prop(into)]
    view: Signal<ThreadView>,
    /// What every row is given.
    around: Around,
    /// The page's whole address, for copying.
    #[prop(into)]
    link: Signal<String>,
    /// Closes the page.
    on_close: Callback<()>,
) -> impl IntoView {
    let is_meeting = Memo::new(move |_| view.with(is_meeting));
    move || {
        let around = around.clone();
        if is_meeting.get() {
            view! { <MeetingPage id=id.clone() view around link on_close /> }.into_any()
        } else {
            view! { <ConversationPage view around link on_close /> }.into_any()
        }
    }
}

fn is_meeting(view: &ThreadView) -> bool {
    match &view.thread {
        Some(thread) => thread.kind == ThreadKind::Meeting,
        None => view.entries.first().is_some_and(|entry| entry.channel == Channel::Meeting),
    }
}

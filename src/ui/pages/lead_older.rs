//! What is older than what is here.

use leptos::{html, prelude::*};

use crate::{
    session::Coverage,
    ui::{
        AppState, Intent,
        parts::{Show, follow, is_focus_lost},
    },
};

/// How far back the entries go, vendor by vendor, and a way to read more.
#[component]
pub fn Older() -> impl IntoView {
    let state = expect_context::<AppState>();
    let lines = Memo::new(move |_| {
        let calendar = state.calendar.get();
        state.feeds.with(|feeds| {
            let known = feeds.iter().filter_map(|feed| {
                let name = feed.handle.vendor.name();
                match feed.coverage {
                    Coverage::Since { since, .. } => {
                        let day = calendar.short_day(calendar.day(since));
                        Some((format!("{name} was read back to what changed since {day}."), true))
                    }
                    Coverage::Whole { .. } => Some((format!("{name}: that is everything."), false)),
                    Coverage::Unknown => None,
                }
            });
            known.collect::<Vec<_>>()
        })
    });
    let has_older = move || lines.with(|lines| lines.iter().any(|(_, has_older)| *has_older));
    let is_busy = move || state.feeds.with(|feeds| feeds.iter().any(crate::session::Feed::is_busy));
    let words = NodeRef::<html::P>::new();
    let was_pressed = StoredValue::new(false);
    follow(move || {
        if !lines.with(|lines| lines.iter().any(|(_, has_older)| *has_older)) && was_pressed.get_value() {
            was_pressed.set_value(false);
            // The button is gone by then, and the focus with it, unless the reader went elsewhere.
            request_animation_frame(move || {
                if let Some(words) = words.try_get_untracked().flatten().filter(|_| is_focus_lost()) {
                    let _ = words.focus();
                }
            });
        }
    });
    let press = move |_| {
        if !untrack(is_busy) {
            was_pressed.set_value(true);
            state.ask(Intent::LoadOlder);
        }
    };
    view! {
        <footer class="older">
            <p class="quiet" tabindex="-1" node_ref=words>
                {move || {
                    let mut sentences: Vec<String> = lines.get().into_iter().map(|(words, _)| words).collect();
                    sentences.dedup();
                    sentences.join(" ")
                }}
            </p>
            <Show when=has_older>
                <button type="button" class="button" aria-disabled=move || is_busy().to_string() on:click=press>
                    "Load older"
                </button>
            </Show>
        </footer>
    }
}

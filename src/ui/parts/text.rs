//! Vendors' texts: never markup, with hits marked, links made and long ones folded.

use leptos::{ev, prelude::*};

use super::{Name, Passage, Piece, hidden::mark};
use crate::timeline::Needle;

/// A text as it came: its line breaks kept, its links made, the search's hits marked, and folded when it is long.
/// The browser's own search finds what is folded, and opens it.
#[component]
pub fn Text(
    /// The text as it came.
    #[prop(into)]
    text: String,
    /// What the reader searches for.
    #[prop(into)]
    query: Signal<Needle>,
) -> impl IntoView {
    let passage = StoredValue::new(Passage::new(&text));
    // A text without a hit, before and after a key press, is not drawn anew.
    let marked = Memo::new(move |_| {
        query.with(|needle| {
            passage.with_value(|passage| if passage.has(needle) { needle.clone() } else { Needle::default() })
        })
    });
    let head = move || passage.with_value(|passage| drawn(passage.head(&marked.get())));
    if !passage.with_value(Passage::is_long) {
        return view! { <div class="text" dir="auto">{head}</div> }.into_any();
    }
    let opened = RwSignal::new(false);
    let is_open =
        Memo::new(move |_| opened.get() || passage.with_value(|passage| passage.folds_away(&marked.get())));
    let rest = move || passage.with_value(|passage| drawn(passage.rest(&marked.get())));
    let count = passage.with_value(Passage::characters);
    view! {
        <div class="text" dir="auto">
            <span>{head}</span>
            <span
                class="text-rest"
                hidden=move || (!is_open.get()).then_some("until-found")
                on:beforematch=move |_: ev::Event| opened.set(true)
            >
                {rest}
            </span>
        </div>
        <button
            type="button"
            class="text-fold"
            aria-expanded=move || is_open.get().to_string()
            on:click=move |_| opened.update(|opened| *opened = !*opened)
        >
            {move || if is_open.get() { "Show less".to_owned() } else { format!("Show all {count} characters") }}
        </button>
    }
    .into_any()
}

fn drawn(pieces: Vec<Piece>) -> Vec<AnyView> {
    pieces.into_iter().map(draw).collect()
}

fn draw(piece: Piece) -> AnyView {
    let Piece { text, is_hit, link, is_hidden } = piece;
    let hidden = is_hidden.then(|| text.chars().next()).flatten().map(mark);
    match (link, is_hit) {
        (None, false) if hidden.is_some() => hidden.into_any(),
        (None, true) if hidden.is_some() => view! { <mark>{hidden}</mark> }.into_any(),
        (None, false) => text.into_any(),
        (None, true) => view! { <mark>{text}</mark> }.into_any(),
        (Some(link), is_hit) => {
            let words = if is_hit {
                view! { <mark><Name text=text /></mark> }.into_any()
            } else {
                view! { <Name text=text /> }.into_any()
            };
            let title = link.host.map(|host| format!("Opens {host} in a new tab"));
            view! {
                <a href=link.href title=title target="_blank" rel="noopener noreferrer nofollow">{words}</a>
            }
            .into_any()
        }
    }
}

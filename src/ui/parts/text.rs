//! Vendors' texts: never markup, with hits marked, links made and long ones folded.

use leptos::{ev, prelude::*};

use super::{Name, Passage, Piece, Safe, hidden::mark};
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
    // A link that a search hits in the middle is still one link.
    let runs = pieces.chunk_by(|a, b| a.link.is_some() && a.link == b.link);
    runs.flat_map(|run| match run.first().and_then(|piece| piece.link.clone()) {
        Some(Safe { href, host }) => {
            let title = host.map(|host| format!("Opens {host} in a new tab"));
            let words: Vec<AnyView> =
                run.iter().map(|piece| hit(piece, view! { <Name text=&*piece.text /> }.into_any())).collect();
            vec![
                view! {
                    <a href=href title=title target="_blank" rel="noopener noreferrer nofollow">{words}</a>
                }
                .into_any(),
            ]
        }
        None => run.iter().map(words).collect(),
    })
    .collect()
}

fn words(piece: &Piece) -> AnyView {
    let hidden = piece.text.chars().next().filter(|_| piece.is_hidden);
    hit(piece, hidden.map_or_else(|| piece.text.clone().into_any(), mark))
}

fn hit(piece: &Piece, words: AnyView) -> AnyView {
    if piece.is_hit { view! { <mark>{words}</mark> }.into_any() } else { words }
}

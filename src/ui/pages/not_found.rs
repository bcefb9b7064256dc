//! An address that leads nowhere.

use leptos::prelude::*;

use crate::place::Place;

/// Says what is wrong with the address, and leads back.
#[component]
pub fn NotFoundPage(
    /// What is wrong, as a clause.
    reason: String,
) -> impl IntoView {
    view! {
        <section class="sheet">
            <h1 tabindex="-1">"This address leads nowhere"</h1>
            <p>{sentence(&reason)}</p>
            <p><a class="button" href=Place::Home.to_string()>"Choose a lead"</a></p>
        </section>
    }
}

fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

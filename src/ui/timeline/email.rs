//! An e-mail. Markup is text: nothing of it is ever drawn.

use leptos::prelude::*;

use super::{Around, quote::Letter};
use crate::{
    model::Email,
    ui::parts::{Delivery, Glyph, Icon, Text},
};

/// An e-mail's subject and text; what it repeats of earlier ones is folded.
#[component]
pub fn EmailBody(
    /// The e-mail.
    email: Email,
    /// What every row is given.
    around: Around,
) -> impl IntoView {
    let Email { subject, text, delivery, error } = email;
    let query = around.query;
    let letter = Letter::new(&text);
    let own = if letter.own.is_empty() {
        view! { <p class="quiet">"An email without text"</p> }.into_any()
    } else {
        view! { <Text text=letter.own query=query /> }.into_any()
    };
    let quoted = (!letter.quoted.is_empty()).then(|| {
        let lines = letter.quoted_lines();
        let text = letter.quoted.to_owned();
        let has_hit = {
            let text = text.clone();
            Memo::new(move |_| query.with(|needle| needle.is_in(&text)))
        };
        view! {
            <details class="disclosure email-quote" open=move || has_hit.get()>
                <summary><Icon glyph=Glyph::Right />{format!("Quoted text, {lines} {}", if lines == 1 { "line" } else { "lines" })}</summary>
                <blockquote><Text text=text query=query /></blockquote>
            </details>
        }.into_any()
    });
    let has_state = delivery.is_some() || error.is_some();
    let state = has_state
        .then(|| view! { <div class="entry-state"><Delivery state=delivery error=error /></div> }.into_any());
    // Where the vendor has no field for a subject, there is nothing that lacks one.
    let subject = subject.map(|subject| {
        let words = if subject.trim().is_empty() {
            view! { <span class="quiet">"No subject"</span> }.into_any()
        } else {
            view! { <Text text=subject query=query /> }.into_any()
        };
        view! { <div class="email-subject">{words}</div> }.into_any()
    });
    view! {
        <div class="bubble email">
            {subject}
            {own}
            {quoted}
        </div>
        {state}
    }
}

//! A chat or text message.

use leptos::prelude::*;

use super::{Around, details::audience_words};
use crate::{
    model::{Audience, Message, Open},
    ui::parts::{Badge, Delivery, Text},
};

/// A message's bubble, and beside it what became of it.
#[component]
pub fn MessageBody(
    /// The message.
    message: Message,
    /// What every row is given.
    around: Around,
) -> impl IntoView {
    let Message { text, delivery, error, audience, .. } = message;
    // That everyone could read it is what one expects.
    let audience = audience
        .filter(|audience| *audience != Open::Known(Audience::Everyone))
        .map(|audience| view! { <Badge text=format!("To: {}", audience_words(&audience)) /> }.into_any());
    let is_empty = text.is_empty();
    let text = if is_empty {
        view! { <span class="quiet">"A message without text"</span> }.into_any()
    } else {
        view! { <Text text=text query=around.query /> }.into_any()
    };
    let has_state = delivery.is_some() || error.is_some() || audience.is_some();
    let state = has_state.then(|| {
        view! {
            <div class="entry-state">
                {audience}
                <Delivery state=delivery error=error />
            </div>
        }
        .into_any()
    });
    view! {
        <div class="bubble">{text}</div>
        {state}
    }
}

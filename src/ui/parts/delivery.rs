//! What became of something that was sent.

use leptos::prelude::*;

use super::{Glyph, Icon, Name, Tone, revealed};

/// What a vendor's word for delivery means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Underway,
    Sent,
    Arrived,
    Failed,
    Unknown,
}

impl State {
    fn of(word: &str) -> Self {
        match word.trim().to_ascii_lowercase().as_str() {
            "queued" | "pending" | "sending" | "accepted" | "scheduled" | "enqueued" => Self::Underway,
            "sent" => Self::Sent,
            "delivered" | "read" | "received" | "opened" => Self::Arrived,
            "failed" | "undelivered" | "error" | "rejected" | "bounced" | "undeliverable" => Self::Failed,
            _ => Self::Unknown,
        }
    }

    const fn look(self) -> (Glyph, Tone) {
        match self {
            Self::Underway => (Glyph::Clock, Tone::Plain),
            Self::Sent => (Glyph::Check, Tone::Plain),
            Self::Arrived => (Glyph::DoubleCheck, Tone::Good),
            Self::Failed => (Glyph::Cross, Tone::Bad),
            Self::Unknown => (Glyph::Info, Tone::Plain),
        }
    }
}

/// The vendor's word for delivery and its error, both as they came. Where one contradicts the other, both are
/// shown, and that they do. Nothing when the vendor said neither.
#[component]
pub fn Delivery(
    /// What the vendor says of delivery.
    state: Option<Box<str>>,
    /// Why it could not be delivered.
    error: Option<Box<str>>,
) -> impl IntoView {
    let contradicts = error.is_some()
        && state.as_deref().is_some_and(|word| matches!(State::of(word), State::Sent | State::Arrived));
    let word = state.map(|word| {
        let state = State::of(&word);
        let (glyph, tone) = state.look();
        // Some vendors shout the words everybody knows; the tooltip has them as they came.
        let calm = if state == State::Unknown { word.to_string() } else { word.to_ascii_lowercase() };
        view! {
            <span class="delivery" data-tone=tone.name() title=format!("Delivery, as it came: {}", revealed(&word))>
                <Icon glyph=glyph />
                <Name text=calm />
            </span>
        }
        .into_any()
    });
    let error = error.map(|error| {
        view! {
            <span class="delivery" data-tone="bad">
                <Icon glyph=Glyph::Warning />
                <span>"Error: "<Name text=error /></span>
            </span>
        }
        .into_any()
    });
    let warning = contradicts
        .then(|| view! { <span class="badge" data-tone="warn">"The vendor says both"</span> }.into_any());
    view! {
        {word}
        {error}
        {warning}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_whatever_their_case() {
        assert_eq!(State::of("DELIVERED"), State::Arrived);
        assert_eq!(State::of("failed"), State::Failed);
        assert_eq!(State::of("carrier_hold"), State::Unknown);
    }
}

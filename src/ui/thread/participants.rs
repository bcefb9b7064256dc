//! Who wrote in a meeting's chat.

use leptos::prelude::*;

use crate::{
    model::Timestamp,
    ui::{Cal, detail::Section, parts::Name},
};

use super::{Participant, Participants, count_words};

/// Everyone who wrote, with how much and when. The bot and those who said nothing are not in the messages, so they are
/// not here either, and the page says so.
#[component]
pub fn ParticipantList(
    /// Those who wrote.
    #[prop(into)]
    participants: Signal<Participants>,
    /// The reader's zone.
    calendar: Cal,
) -> impl IntoView {
    let rows = move || {
        participants.with(|people| people.all.iter().map(|person| row(person, &calendar)).collect_view())
    };
    view! {
        <Section title="Who wrote">
            <ul class="participants">{rows}</ul>
            <p class="section-note">"Taken from the messages: whoever wrote none is not listed."</p>
        </Section>
    }
}

fn row(person: &Participant, calendar: &Cal) -> impl IntoView + use<> {
    let ids = (person.shares_name || person.party.name.is_none()).then(|| {
        view! { <code class="participant-id"><Name text=person.ids.join(" · ") /></code> }.into_any()
    });
    let clock =
        |at: Timestamp| view! { <time datetime=at.to_rfc3339()>{calendar.clock(at)}</time> }.into_any();
    let last =
        person.last.filter(|last| Some(*last) != person.first).map(|at| view! { "–"{clock(at)} }.into_any());
    view! {
        <li class=format!("participant {}", person.class)>
            <span class="participant-mark" aria-hidden="true">{person.mark.clone()}</span>
            <span class="participant-name"><Name text=person.label.clone() />{ids}</span>
            <span class="quiet num">{count_words(person.messages)}</span>
            <span class="quiet num participant-times">{person.first.map(clock)}{last}</span>
        </li>
    }
}

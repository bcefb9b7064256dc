//! Who wrote in a meeting's chat.

use leptos::prelude::*;

use crate::{
    model::Timestamp,
    ui::{
        Cal,
        detail::Section,
        parts::{Glyph, Icon, Name},
    },
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
        participants
            .with(|people| people.people().iter().filter_map(|person| row(person, &calendar)).collect_view())
    };
    view! {
        <Section title="Who wrote">
            <ul class="participants">{rows}</ul>
            <p class="section-note">"Taken from the messages: whoever wrote none is not listed, and whoever goes by one name is listed once."</p>
        </Section>
    }
}

/// One name, and behind it the connections that go by it.
fn row(connections: &[&Participant], calendar: &Cal) -> Option<impl IntoView + use<>> {
    let person = *connections.first()?;
    let messages = connections.iter().map(|connection| connection.messages).sum();
    let first = connections.iter().filter_map(|connection| connection.first).min();
    let last = connections.iter().filter_map(|connection| connection.last).max();
    let id = |connection: &Participant| {
        view! { <code class="participant-id"><Name text=connection.ids.join(" · ") /></code> }.into_any()
    };
    let ids = if connections.len() > 1 {
        let lines = connections.iter().map(|connection| {
            view! { <li>{id(connection)}" "<span class="quiet num">{count_words(connection.messages)}</span></li> }
        });
        Some(
            view! {
                <details class="disclosure participant-connections">
                    <summary><Icon glyph=Glyph::Right />{format!("{} connections", connections.len())}</summary>
                    <ul>{lines.collect_view()}</ul>
                </details>
            }
            .into_any(),
        )
    } else {
        None
    };
    let own_id = (connections.len() == 1 && person.party.name.is_none()).then(|| id(person));
    let clock =
        |at: Timestamp| view! { <time datetime=at.to_rfc3339()>{calendar.clock(at)}</time> }.into_any();
    let last = last.filter(|last| Some(*last) != first).map(|at| view! { "–"{clock(at)} }.into_any());
    Some(view! {
        <li class=format!("participant {}", person.class)>
            <span class="participant-mark" aria-hidden="true">{person.mark.clone()}</span>
            <span class="participant-name"><Name text=person.label.clone() />{own_id}</span>
            <span class="quiet num">{count_words(messages)}</span>
            <span class="quiet num participant-times">{first.map(clock)}{last}</span>
            {ids}
        </li>
    })
}

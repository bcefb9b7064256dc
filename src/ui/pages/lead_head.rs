//! Who the lead is, as far as the records say, and what can be done with the whole timeline.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    model::{Content, Entry, Role},
    place::{Open, Source},
    session::Range,
    timeline::Timeline,
    ui::{
        AppState, Intent,
        parts::{Badge, Glyph, Icon, Name, Tone},
    },
};

/// The lead's name and addresses as they stand in the records, without repeats, in the order in which they occur.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Known {
    names: Vec<String>,
    addresses: Vec<String>,
}

impl Known {
    fn of(timeline: &Timeline) -> Self {
        let mut known = Self::default();
        for entry in timeline.all() {
            known.take(entry);
        }
        known
    }

    fn take(&mut self, entry: &Arc<Entry>) {
        if entry.actor.role == Role::Lead {
            add(&mut self.names, entry.actor.name.as_deref());
            add(&mut self.addresses, entry.actor.address.as_deref());
        }
        if let Content::Thread(thread) = &entry.content {
            add(&mut self.addresses, thread.phone.as_deref());
            add(&mut self.addresses, thread.email.as_deref());
        }
    }
}

/// Two spellings of one number or address are one.
fn canonical(text: &str) -> String {
    if text.contains('@') {
        return text.to_lowercase();
    }
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

fn add(list: &mut Vec<String>, text: Option<&str>) {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return };
    if !list.iter().any(|known| canonical(known) == canonical(text)) {
        list.push(text.to_owned());
    }
}

/// The head of a lead's page.
#[component]
pub fn LeadHead() -> impl IntoView {
    let state = expect_context::<AppState>();
    let known = Memo::new(move |_| state.timeline.with(Known::of));
    let source = Memo::new(move |_| state.lead().map(|lead| lead.source));
    let handles = Memo::new(move |_| {
        state.feeds.with(|feeds| feeds.iter().map(|feed| feed.handle.clone()).collect::<Vec<_>>())
    });
    let title = move || {
        let known = known.get();
        let first = known.names.into_iter().chain(known.addresses).next();
        first.or_else(|| handles.with(|handles| handles.first().map(|handle| handle.native().to_owned())))
    };
    let others = move || {
        let known = known.get();
        known.names.into_iter().chain(known.addresses).skip(1).collect::<Vec<_>>()
    };
    let is_demo = move || source.with(|source| matches!(source, Some(Source::Demo)));
    let is_busy =
        Memo::new(move |_| state.feeds.with(|feeds| feeds.iter().any(crate::session::Feed::is_busy)));
    let copy_link =
        move |_| state.ask(Intent::Copy { text: state.link_to(open_now(&state)), done: "Link copied" });
    view! {
        <header class="lead-head">
            <div class="lead-who">
                <h1 class="lead-title">
                    {move || title().map_or_else(|| view! { "Lead" }.into_any(), |title| view! { <Name text=title /> }.into_any())}
                </h1>
                {move || is_demo().then(|| view! { <Badge text="Demo, recorded answers" tone=Tone::Accent /> })}
                {move || others().into_iter().map(|other| view! { <span class="lead-address num"><Name text=other /></span> }).collect_view()}
            </div>
            <div class="lead-actions">
                <RangeChoice />
                <button type="button" class="button-quiet" disabled=move || is_busy.get() on:click=move |_| state.ask(Intent::Refresh)>
                    <Icon glyph=Glyph::Refresh />
                    "Refresh"
                </button>
                <button type="button" class="button-quiet" on:click=copy_link>
                    <Icon glyph=Glyph::Copy />
                    "Copy link"
                </button>
            </div>
        </header>
    }
}

fn open_now(state: &AppState) -> Open {
    state.place.with_untracked(|place| {
        let lead = place.as_ref().ok().and_then(crate::place::Place::as_lead);
        lead.map(|lead| lead.open.clone()).unwrap_or_default()
    })
}

/// How far back the history is read, at vendors that can limit it.
#[component]
fn RangeChoice() -> impl IntoView {
    let state = expect_context::<AppState>();
    let range = Memo::new(move |_| state.view().history);
    let unlisted = move || {
        let range = range.get();
        let is_listed = Range::CHOICES.iter().any(|(choice, _)| *choice == range);
        (!is_listed).then(|| match range {
            Range::Days(days) => format!("Last {days} days"),
            Range::Since(at) => {
                let calendar = state.calendar.get();
                format!("Since {}", calendar.short_day(calendar.day(at)))
            }
            Range::All => "Everything".into(),
        })
    };
    let options = Range::CHOICES.map(|(choice, name)| {
        view! { <option value=name selected=move || range.get() == choice>{name}</option> }
    });
    view! {
        <label class="control range">
            <span class="control-name">"Read"</span>
            <select class="select" on:change:target=move |event| {
                let value = event.target().value();
                if let Some((choice, _)) = Range::CHOICES.into_iter().find(|(_, name)| *name == value) {
                    state.set_view(|view| view.history = choice);
                }
            }>
                {options.into_iter().collect_view()}
                {move || unlisted().map(|name| view! { <option value="" selected=true>{name}</option> })}
            </select>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_in_two_spellings_is_one() {
        let mut list = Vec::new();
        for text in ["+1 415 555 0142", "+14155550142", " ", "Dana@Example.com", "dana@example.com"] {
            add(&mut list, Some(text));
        }
        assert_eq!(list, ["+1 415 555 0142", "Dana@Example.com"]);
    }
}

//! Who the lead is, as far as the records say, and what can be done with the whole timeline.

use leptos::prelude::*;

use super::lead_live::LiveSwitch;
use crate::{
    place::{Open, Place, Source},
    timeline::Timeline,
    ui::{
        AppState, Intent,
        parts::{Badge, Glyph, Icon, Name, Show, Tone},
    },
};

/// The lead's names and addresses as they stand in the records, without repeats.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Known {
    names: Vec<String>,
    phones: Vec<String>,
    mails: Vec<String>,
}

impl Known {
    fn of(timeline: &Timeline) -> Self {
        let mut known = Self::default();
        for said in timeline.known() {
            add(&mut known.names, said.name.as_deref());
            said.addresses.iter().for_each(|address| known.add_address(address));
        }
        known
    }

    fn add_address(&mut self, address: &str) {
        let is_mail = address.contains('@');
        add(if is_mail { &mut self.mails } else { &mut self.phones }, Some(address));
    }

    /// Names first, then numbers, then mail addresses: whichever page of the history came first.
    fn in_order(self) -> impl Iterator<Item = String> {
        self.names.into_iter().chain(self.phones).chain(self.mails)
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
        known
            .get()
            .in_order()
            .next()
            .or_else(|| handles.with(|handles| handles.first().map(|handle| handle.native().to_owned())))
    };
    let others = move || known.get().in_order().skip(1).collect::<Vec<_>>();
    let is_demo = move || source.with(|source| matches!(source, Some(Source::Demo)));
    let is_of_files = Memo::new(move |_| source.with(|source| matches!(source, Some(Source::Files(_)))));
    let is_busy =
        Memo::new(move |_| state.feeds.with(|feeds| feeds.iter().any(crate::session::Feed::is_busy)));
    let copy_link = move |_| {
        let done = if is_of_files.get_untracked() {
            "Link copied; it opens where the same files are given"
        } else {
            "Link copied"
        };
        state.ask(Intent::Copy { text: state.link_to(open_now(&state)), done });
    };
    view! {
        <header class="lead-head">
            <div class="lead-who">
                <h1 class="lead-title" tabindex="-1">
                    {move || title().map_or_else(|| view! { "Lead" }.into_any(), |title| view! { <Name text=title /> }.into_any())}
                </h1>
                {move || is_demo().then(|| view! { <Badge text="Demo, recorded answers" tone=Tone::Accent /> }.into_any())}
                {move || is_of_files.get().then(|| view! { <Badge text="From files" tone=Tone::Accent /> }.into_any())}
                {move || others().into_iter().map(|other| view! { <span class="lead-address num"><Name text=other /></span> }.into_any()).collect_view()}
            </div>
            <div class="lead-actions">
                {move || if is_of_files.get() {
                    view! {
                        <a class="button-quiet" href=Place::Files.to_string()>
                            <Icon glyph=Glyph::File />
                            <span class="label">"Change files"</span>
                        </a>
                    }.into_any()
                } else {
                    view! {
                        <button type="button" class="button-quiet" aria-disabled=move || is_busy.get().to_string() on:click=move |_| if !is_busy.get_untracked() { state.ask(Intent::Refresh) }>
                            <Icon glyph=Glyph::Refresh />
                            <span class="label">"Refresh"</span>
                        </button>
                    }.into_any()
                }}
                <LiveSwitch />
                {(!state.is_part).then(|| view! {
                    <Show when=move || !state.is_embedded()>
                        <a class="button-quiet" href=Place::Embed.to_string()>
                            <Icon glyph=Glyph::Embed />
                            <span class="label">"Embed"</span>
                        </a>
                    </Show>
                }.into_any())}
                {(!state.is_part).then(|| view! {
                    <button type="button" class="button-quiet" on:click=copy_link>
                        <Icon glyph=Glyph::Copy />
                        <span class="label">"Copy link"</span>
                    </button>
                }.into_any())}
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

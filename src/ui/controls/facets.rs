//! Chips that choose what is shown, each with how many entries it would show.

use leptos::{html, prelude::*};

use crate::{
    model::{Channel, Direction, Vendor},
    timeline::{Facets, Filter, channel_name, direction_name},
    ui::parts::{Glyph, Icon, Name, Show},
};

/// What the chips of one group choose among, with the words and the count of each.
type Chips = Vec<(Choice, String, usize, bool)>;

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq)]
enum Choice {
    Vendor(Vendor),
    Channel(Channel),
    Direction(Direction),
    People,
}

impl Choice {
    fn toggle(self, filter: &mut Filter) {
        match self {
            Self::Vendor(vendor) => filter.toggle_vendor(vendor),
            Self::Channel(channel) => filter.toggle_channel(channel),
            Self::Direction(direction) => filter.toggle_direction(direction),
            Self::People => filter.people_only = !filter.people_only,
        }
    }

    fn vendor(&self) -> Option<&'static str> {
        match self {
            Self::Vendor(vendor) => Some(vendor.slug()),
            Self::Channel(_) | Self::Direction(_) | Self::People => None,
        }
    }

    fn glyph(&self) -> Option<Glyph> {
        match self {
            Self::Channel(channel) => Some(Glyph::of(channel)),
            Self::Direction(Direction::Inbound) => Some(Glyph::Inbound),
            Self::Direction(Direction::Outbound) => Some(Glyph::Outbound),
            Self::Direction(_) | Self::Vendor(_) | Self::People => None,
        }
    }
}

/// The chips of all groups, a line that says what is hidden, and a button that clears everything.
#[component]
pub fn FilterChips(
    /// The choices and their counts.
    #[prop(into)]
    facets: Signal<Facets>,
    /// What is chosen.
    #[prop(into)]
    filter: Signal<Filter>,
    /// The reader chose.
    on_change: Callback<Filter>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let toggle = Callback::new(move |choice: Choice| {
        let mut changed = filter.get_untracked();
        choice.toggle(&mut changed);
        on_change.run(changed);
    });
    let vendors = Signal::derive(move || -> Chips {
        facets.with(|facets| {
            let chips = facets.vendors.iter();
            chips
                .map(|facet| {
                    (Choice::Vendor(facet.value), facet.value.name().to_owned(), facet.count, facet.is_chosen)
                })
                .collect()
        })
    });
    let channels = Signal::derive(move || -> Chips {
        facets.with(|facets| {
            let chips = facets.channels.iter();
            chips
                .map(|facet| {
                    let name = channel_name(&facet.value).to_owned();
                    (Choice::Channel(facet.value.clone()), name, facet.count, facet.is_chosen)
                })
                .collect()
        })
    });
    let directions = Signal::derive(move || -> Chips {
        facets.with(|facets| {
            let chips = facets.directions.iter();
            chips
                .map(|facet| {
                    let name = direction_name(&facet.value).to_owned();
                    (Choice::Direction(facet.value.clone()), name, facet.count, facet.is_chosen)
                })
                .collect()
        })
    });
    let people = Signal::derive(move || -> Chips {
        let is_chosen = filter.with(|filter| filter.people_only);
        vec![(Choice::People, "People only".into(), facets.with(|facets| facets.people), is_chosen)]
    });
    view! {
        <div class="facets" tabindex="-1" node_ref=node>
            <ChipGroup name="Vendor" chips=vendors on_toggle=toggle />
            <ChipGroup name="Channel" chips=channels on_toggle=toggle />
            <ChipGroup name="Direction" chips=directions on_toggle=toggle />
            <ChipGroup name="People" chips=people on_toggle=toggle />
            <Show when=move || !filter.with(Filter::is_empty)>
                <button type="button" class="button-quiet" on:click=move |_| {
                    on_change.run(Filter::default());
                    // The button goes away; the focus stays among the chips.
                    if let Some(chips) = node.get_untracked() {
                        let _ = chips.focus();
                    }
                }>
                    <Icon glyph=Glyph::Cross />
                    "Clear filters"
                </button>
            </Show>
        </div>
    }
}

#[component]
fn ChipGroup(name: &'static str, chips: Signal<Chips>, on_toggle: Callback<Choice>) -> impl IntoView {
    view! {
        <div class="chip-group" role="group" aria-label=name>
            {move || {
                chips
                    .get()
                    .into_iter()
                    .map(|(choice, name, count, is_chosen)| {
                        let (vendor, glyph) = (choice.vendor(), choice.glyph());
                        view! {
                            <button
                                type="button"
                                class="chip"
                                aria-pressed=is_chosen.to_string()
                                data-vendor=vendor
                                on:click=move |_| on_toggle.run(choice.clone())
                            >
                                {glyph.map(|glyph| view! { <Icon glyph /> }.into_any())}
                                <span><Name text=name /></span>
                                " "
                                <span class="chip-count num">{count}</span>
                            </button>
                        }.into_any()
                    })
                    .collect_view()
            }}
        </div>
    }
}

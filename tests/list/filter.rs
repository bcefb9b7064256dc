//! Filters, their counts and their words.

use leadwake::{
    model::{Channel, Direction, Vendor},
    timeline::{Facets, Filter},
};

use crate::{HOUR, UTC, mixed, support::at};

#[test]
fn an_empty_filter_shows_all_and_a_choice_hides_the_rest() {
    let shown = |filter: &Filter| Facets::of(&mixed(), filter).shown;
    let mut filter = Filter::default();
    assert!(filter.is_empty());
    assert_eq!(shown(&filter), 7);
    filter.toggle_channel(Channel::WhatsApp);
    filter.toggle_channel(Channel::Tool);
    assert_eq!(shown(&filter), 3);
    filter.people_only = true;
    assert_eq!(shown(&filter), 1);
    filter.toggle_channel(Channel::WhatsApp);
    assert_eq!(shown(&filter), 0);
    let text = |text: &str| shown(&Filter { text: text.into(), ..Filter::default() });
    assert_eq!([text("refund"), text("  "), text("nowhere")], [2, 7, 0]);
    let range = |from, to| shown(&Filter { range: Some((at(from), at(to))), ..Filter::default() });
    assert_eq!(range(10, 30), 4, "from is inclusive, to is exclusive, the undated are out");
    assert_eq!(range(30, 10), 0);
}

#[test]
fn each_chip_counts_under_the_other_choices() {
    let mut filter = Filter::default();
    filter.toggle_channel(Channel::Tool);
    filter.toggle_vendor(Vendor::Attendee);
    let facets = Facets::of(&mixed(), &filter);
    let vendors: Vec<_> = facets.vendors.iter().map(|f| (f.value, f.count, f.is_chosen)).collect();
    let expected = [
        (Vendor::Apten, 2, false),
        (Vendor::LeadSail, 0, false),
        (Vendor::Naturalead, 0, false),
        (Vendor::Attendee, 0, true),
    ];
    assert_eq!(vendors, expected, "a chosen vendor without entries can be un-chosen");
    assert_eq!((facets.total, facets.shown, facets.people), (7, 0, 0));

    let facets = Facets::of(&mixed(), &Filter { people_only: true, ..Filter::default() });
    let channels: Vec<_> = facets.channels.iter().map(|f| (f.value.clone(), f.count)).collect();
    let expected =
        [(Channel::Sms, 2), (Channel::WhatsApp, 1), (Channel::Tool, 0), (Channel::Other("fax".into()), 0)];
    assert_eq!(channels, expected);
    assert_eq!(facets.people, 3);
}

#[test]
fn what_is_hidden_is_announced() {
    let words = |filter: &Filter| Facets::of(&mixed(), filter).hidden_words();
    assert_eq!(words(&Filter::default()), None);
    let people = Filter { people_only: true, ..Filter::default() };
    assert_eq!(words(&people).unwrap(), "2 tool calls, 1 SMS message and 1 “fax” entry hidden");
    let none = Filter { text: "nowhere".into(), ..Filter::default() };
    assert_eq!(words(&none).unwrap(), "3 SMS messages, 2 tool calls, 1 WhatsApp message and 1 other hidden");
}

#[test]
fn a_filter_has_words() {
    let mut filter = Filter::default();
    assert_eq!(filter.words(&UTC), "");
    filter.toggle_channel(Channel::Email);
    filter.toggle_channel(Channel::WhatsApp);
    assert_eq!(filter.words(&UTC), "WhatsApp + Email");
    filter.toggle_vendor(Vendor::Apten);
    filter.toggle_direction(Direction::Inbound);
    filter.people_only = true;
    filter.range = Some((at(0), at(9 * HOUR)));
    filter.text = " refund ".into();
    let words = "Apten, WhatsApp + Email, Inbound, people only, 14 May 2026, “refund”";
    assert_eq!(filter.words(&UTC), words);
    filter.range = Some((at(0), at(9 * HOUR + 1)));
    assert!(filter.words(&UTC).contains("14 May 2026 – 15 May 2026"));
}

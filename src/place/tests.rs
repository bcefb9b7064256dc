use proptest::prelude::*;

use super::*;
use crate::{
    model::{Channel, Direction, Handle, Vendor, When},
    session::Range,
    timeline::{Filter, Order},
};

fn ids() -> impl Strategy<Value = String> {
    // Anything that can be an id, the characters that separate things in an address above all.
    "[a-z#?&/%,:+@=.é😀 ]{0,6}[a-zé😀#?]"
}

fn vendors() -> impl Strategy<Value = Vendor> {
    prop::sample::select(&Vendor::ALL[..])
}

fn moments() -> impl Strategy<Value = Timestamp> {
    (0..253_402_300_799_i64).prop_map(|secs| Timestamp::from_secs(secs).unwrap())
}

fn opens() -> impl Strategy<Value = Open> {
    let id = || (vendors(), ids());
    prop_oneof![
        Just(Open::Nothing),
        (id(), "[0-9a-f]{0,8}").prop_map(|((vendor, native), part)| {
            // A record's id does not end in a `#`, and a whole record's id holds none.
            let native = native.replace('#', "x");
            let record = crate::model::RecordId::new(vendor, &native).unwrap();
            Open::Entry(EntryId { record, part: part.into() })
        }),
        moments().prop_map(Open::Moment),
        (id(), prop::option::of(0..5000_usize))
            .prop_map(|((vendor, id), turn)| Open::Call { call: CallId::new(vendor, &id).unwrap(), turn }),
        id().prop_map(|(vendor, id)| Open::Thread(ThreadId::new(vendor, &id).unwrap())),
    ]
}

fn views() -> impl Strategy<Value = View> {
    let channels = prop_oneof![
        prop::sample::select(&[Channel::Sms, Channel::Call, Channel::Unstated][..]),
        ids().prop_map(|word| Channel::Other(word.into())),
    ];
    let directions = prop_oneof![
        prop::sample::select(&[Direction::Inbound, Direction::Unstated][..]),
        ids().prop_map(|word| Direction::Other(word.into())),
    ];
    let filter = (
        prop::collection::btree_set(vendors(), 0..3),
        prop::collection::btree_set(channels, 0..3),
        prop::collection::btree_set(directions, 0..2),
        any::<bool>(),
        prop::option::of((moments(), 1..86_400_i64)),
    );
    let zone = prop_oneof![
        Just(ZoneChoice::Viewer),
        Just(ZoneChoice::Utc),
        Just(ZoneChoice::Named("America/Argentina/Buenos_Aires".into()))
    ];
    let history = prop_oneof![
        Just(Range::default()),
        (1..4000_u16).prop_map(Range::Days),
        moments().prop_map(Range::Since),
        Just(Range::All)
    ];
    let switches = (any::<bool>(), any::<bool>());
    (filter, ".{0,12}", switches, zone, history).prop_map(
        |(filter, search, (oldest, is_live), zone, history)| {
            let (vendors, channels, directions, people_only, range) = filter;
            // Beyond the last moment there is nothing to end at.
            let range = range
                .map(|(from, secs)| (from, from.plus_millis(secs * 1000)))
                .filter(|(from, to)| from < to);
            let filter = Filter { vendors, channels, directions, people_only, text: String::new(), range };
            let order = if oldest { Order::OldestFirst } else { Order::NewestFirst };
            View { filter, search, order, zone, history, is_live }
        },
    )
}

proptest! {
    #[test]
    fn an_address_leads_back_to_its_place(
        handles in prop::collection::vec((vendors(), ids()), 1..4), kind in 0..3_u8, files in any::<u64>(), open in opens(),
        view in views(),
    ) {
        let handles = handles.into_iter().map(|(vendor, id)| Handle::new(vendor, &id).unwrap());
        let source = match kind {
            0 => Source::Demo,
            1 => Source::Files(format!("{files:x}").parse().unwrap()),
            _ => Source::Lead(Dossier::new(handles)),
        };
        let place = Place::Lead(Box::new(LeadPlace { source, open, view }));
        prop_assert_eq!(place.to_string().parse::<Place>(), Ok(place));
    }

    #[test]
    fn no_fragment_makes_it_panic(fragment in ".{0,60}") {
        let _ = fragment.parse::<Place>();
    }
}

#[test]
fn addresses_are_readable() {
    let place: Place =
        "#/lead/apten:room_1,naturalead:phone:+14155550142/e/apten:MESSAGE:msg_1?channel=sms,call&zone=Europe%2FBerlin"
            .parse()
            .unwrap();
    let lead = place.as_lead().unwrap();
    assert_eq!(lead.view.filter.channels.len(), 2);
    assert_eq!(lead.view.zone, ZoneChoice::Named("Europe/Berlin".into()));
    assert_eq!(
        place.to_string(),
        "#/lead/apten:room_1,naturalead:phone:+14155550142/e/apten:MESSAGE:msg_1?channel=sms,call&zone=Europe%2FBerlin"
    );
}

#[test]
fn what_is_wrong_is_said() {
    let error = |fragment: &str| fragment.parse::<Place>().unwrap_err().to_string();
    assert_eq!(error("#/elsewhere"), "there is no page “elsewhere”");
    assert_eq!(error("#/lead/"), "this address names no lead");
    assert_eq!(error("#/files/mine"), "there is no page “files/mine”");
    assert!(error("#/lead/room_1").contains("has no vendor in front"));
    assert!(error("#/demo/at/noon").contains("“noon” is not a moment"));
}

#[test]
fn nothing_in_an_address_can_name_a_host_or_a_key() {
    let place: Place =
        "#/lead/apten:room_1?base=https://evil.example&key=k&apten=https://evil.example".parse().unwrap();
    assert_eq!(place.to_string(), "#/lead/apten:room_1");
    assert_eq!(When::parse("2026-05-14T15:00:00Z").at(), Timestamp::from_secs(1_778_770_800));
}

#[test]
fn a_vendor_can_be_left_out_of_a_place() {
    let without = |fragment: &str| fragment.parse::<Place>().unwrap().without(Vendor::Apten).to_string();
    assert_eq!(without("#/lead/apten:a,leadsail:b?zone=UTC"), "#/lead/leadsail:b?zone=UTC");
    assert_eq!(without("#/lead/apten:a,leadsail:b/e/apten:MESSAGE:m"), "#/lead/leadsail:b");
    assert_eq!(without("#/lead/apten:a,leadsail:b/e/leadsail:m"), "#/lead/leadsail:b/e/leadsail:m");
    assert_eq!(without("#/lead/apten:a,leadsail:b/call/apten:c"), "#/lead/leadsail:b");
    assert_eq!(without("#/lead/apten:a"), "#/");
    assert_eq!(without("#/demo"), "#/demo");
    assert_eq!(without("#/requests"), "#/requests");
}

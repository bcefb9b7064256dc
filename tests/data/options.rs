//! Options: what is right in them, and what is said of the wrong ones.

use leadwake::{
    data::{FaultKind, Lead, LoadOptions, Wanted},
    model::{Channel, Direction, Vendor, When},
    timeline::Order,
};
use serde_json::{Value, json};

fn read(options: &Value) -> (Lead, Wanted) {
    LoadOptions::read(&options.to_string()).unwrap()
}

#[test]
fn every_option_is_read() {
    let (lead, wanted) = read(&json!({
        "lead": {"attendee": ["bot_1", "bot_2"], "apten": "room_1", "naturalead": "phone:+14155550142"},
        "connections": {"apten": {"key": " k1 "}, "leadsail": {"baseUrl": "https://relay.example/x"}, "attendee": {}},
        "filter": {"vendors": ["apten"], "channels": ["whatsapp", {"other": "fax"}], "directions": ["inbound"],
                   "peopleOnly": true, "search": "refund", "from": "2026-05-14T00:00:00Z", "to": 1_778_803_200_000_u64},
        "order": "oldest-first", "since": "2026-01-01", "raw": true,
    }));
    let text = "apten:room_1,naturalead:phone:+14155550142,attendee:bot_1,attendee:bot_2";
    assert_eq!(lead.dossier.to_string(), text);
    assert_eq!(read(&json!({"lead": text})).0.dossier, lead.dossier);
    let connection = |vendor| lead.connections.get(vendor).unwrap();
    let apten = connection(Vendor::Apten);
    assert_eq!((apten.key().unwrap().expose(), apten.address().host()), ("k1", "api.attent.app"));
    let leadsail = connection(Vendor::LeadSail);
    assert!(leadsail.is_keyed_by_relay() && leadsail.address().prefix() == "/x");
    assert!(!connection(Vendor::Attendee).is_ready());
    let at = |text| When::parse(text).at().unwrap();
    let filter = &wanted.filter;
    assert!(filter.vendors.contains(&Vendor::Apten) && filter.directions.contains(&Direction::Inbound));
    assert!(filter.channels.contains(&Channel::WhatsApp));
    assert!(filter.channels.contains(&Channel::Other("fax".into())));
    assert!(filter.people_only && filter.text == "refund");
    assert_eq!(filter.range, Some((at("2026-05-14T00:00:00Z"), at("2026-05-15T00:00:00Z"))));
    assert_eq!(
        (wanted.order, wanted.since, wanted.raw),
        (Order::OldestFirst, at("2026-01-01T00:00:00Z"), true)
    );
}

#[test]
fn what_is_left_out_is_the_usual() {
    let (lead, wanted) = read(&json!({}));
    assert!(lead.dossier.is_empty() && wanted.filter.is_empty() && !wanted.raw);
    assert_eq!(wanted.order, Order::NewestFirst);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    for (options, said) in [
        (json!([]), "`options` must be an object."),
        (json!({"leed": "apten:a"}), "`options`: unknown field `leed`"),
        (json!({"lead": 5}), "`lead` must be an object with vendors as names."),
        (json!({"lead": {"nobody": "a"}}), "`lead`: “nobody” is not a vendor"),
        (json!({"lead": {"apten": [5]}}), "`lead.apten` must be a text or a list of texts."),
        (json!({"lead": {"apten": ".."}}), "`lead.apten`: “..” cannot be an id."),
        (json!({"lead": "room_1"}), "`lead`: “room_1” is not a handle"),
        (json!({"connections": {"apten": {"kee": "x"}}}), "`connections.apten`: unknown field `kee`"),
        (json!({"connections": {"apten": {"key": "\n"}}}), "`connections.apten.key` is empty"),
        (json!({"connections": {"apten": {"baseUrl": "http://a.example"}}}), "`connections.apten.baseUrl`: "),
        (json!({"filter": {"vendors": ["nobody"]}}), "`options`: there is no such word, expected one of"),
        (json!({"filter": {"from": 2, "to": 1}}), "`filter.from` must be before `filter.to`."),
        (json!({"since": "yesterday"}), "`since` must be a Date"),
        (json!({"order": "random"}), "`options`: there is no such word"),
        (json!({"raw": "yes"}), "`options`: expected a boolean"),
    ] {
        let fault = LoadOptions::read(&options.to_string()).unwrap_err();
        assert_eq!(fault.kind, FaultKind::Options);
        assert!(fault.message.starts_with(said), "{options}: {}", fault.message);
    }
}

#[test]
fn a_key_in_a_wrong_place_is_not_repeated() {
    let key = "sk_live_0123456789, expected `x`";
    let wrongs = [
        json!({"connections": key}),
        json!({"connections": [key]}),
        json!({"connections": {"apten": key}}),
        json!({"connections": {"apten": [key]}}),
        json!({"connections": {"apten": {"key": [key]}}}),
        json!({"connections": {"apten": {"key": format!("{key}\n\u{1}")}}}),
        json!({"connections": {"apten": {"baseUrl": {"key": key}}}}),
        json!({"connections": {"apten": {"baseUrl": key}}}),
        json!({"filter": key}),
        json!({"filter": {"vendors": key}}),
        json!({"filter": {"vendors": [key]}}),
        json!({"order": key}),
        json!({"since": key}),
        json!({"raw": key}),
        json!(key),
    ];
    for options in wrongs {
        let fault = LoadOptions::read(&options.to_string()).unwrap_err();
        assert!(!fault.message.contains("sk_live"), "{options}: {}", fault.message);
    }
}

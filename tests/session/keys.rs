//! A key goes to the address it was typed for, and shows up nowhere.

use std::collections::BTreeSet;

use leadwake::{
    model::{ApiKey, Vendor},
    providers::{Ask, Provider, Request, Step, Window},
    session::{AddressError, BaseUrl, Connection, Connections, Keep, Logged, RequestLog, TransportError},
};

use crate::world::{TestVendor, days_ago, lead, now};

const KEY: &str = "nl_test_0123456789abcdef";

fn address(text: &str) -> BaseUrl {
    BaseUrl::parse(text).unwrap()
}

fn connected() -> Connection {
    Connection::usual(&TestVendor::windowed()).unwrap().with_key(ApiKey::new(KEY).unwrap())
}

fn request() -> Request {
    let window = Window { since: days_ago(1), until: None };
    TestVendor::windowed().timeline(&Ask { handle: lead(), window, page_size: Some(5) }).unwrap()
}

#[test]
fn a_request_goes_out_to_its_address_with_its_key() {
    let prepared = connected().prepare(&TestVendor::windowed(), &request()).unwrap();
    assert_eq!(
        prepared.url,
        "https://api.example/v1/leads/room_1?since=2026-05-31T12%3A00%3A00.000Z&limit=5"
    );
    assert_eq!(prepared.key_header, Some(("x-api-key", KEY.to_owned())));
    assert!(!format!("{prepared:?}").contains("0123"));
    assert!(!format!("{:?}", connected()).contains("0123"));
}

#[test]
fn another_address_clears_the_key() {
    let vendor = TestVendor::windowed();
    for other in [
        "https://api.example/v2",
        "https://api.example",
        "https://api.example:8443/v1",
        "https://api.example.evil.example/v1",
        "http://localhost/v1",
    ] {
        let moved = connected().with_address(address(other));
        assert!(!moved.has_key(), "{other}");
        assert_eq!(moved.key_hint(), "");
        assert_eq!(moved.prepare(&vendor, &request()), Err(TransportError::NoKey));
        assert!(!moved.with_address(address("https://api.example/v1")).has_key(), "{other}");
    }
    let same = connected().with_address(address("HTTPS://API.example:443/v1/"));
    assert_eq!((same.has_key(), same.key_hint()), (true, "cdef"));
    assert!(!connected().without_key().has_key());
}

#[test]
fn a_request_cannot_leave_the_address() {
    let vendor = TestVendor::windowed();
    for segment in ["..", "."] {
        let request = Request { segments: vec!["leads".into(), segment.into()], ..request() };
        let refused = connected().prepare(&vendor, &request);
        assert!(
            matches!(refused, Err(TransportError::WrongAddress(AddressError::Outside(_)))),
            "{segment}: {refused:?}"
        );
    }
    for hostile in
        ["//evil.example", "@evil.example/", "https://evil.example", "\\\\evil.example", "a\r\nb", "%2e%2e"]
    {
        let request = Request { segments: vec!["leads".into(), hostile.to_owned().into()], ..request() };
        let prepared = connected().prepare(&vendor, &request).unwrap();
        assert!(prepared.url.starts_with("https://api.example/v1/"), "{}", prepared.url);
        assert_eq!(prepared.url.matches("//").count(), 1, "{}", prepared.url);
    }
    let other = Request { vendor: Vendor::LeadSail, step: Step("x"), ..request() };
    assert!(matches!(connected().prepare(&vendor, &other), Err(TransportError::WrongAddress(_))));
}

#[test]
fn a_path_that_is_not_documented_is_not_asked_for() {
    let vendor = TestVendor::windowed();
    for segments in
        [&["leads"][..], &["leads", ""], &["leads", "a", "b"], &["lead", "a"], &["", "leads", "a"]]
    {
        let segments = segments.iter().map(|segment| (*segment).into()).collect();
        let request = Request { segments, ..request() };
        let refused = Err(TransportError::WrongAddress(AddressError::Undocumented(request.path())));
        assert_eq!(connected().prepare(&vendor, &request), refused);
    }
}

#[test]
fn a_relay_that_adds_the_key_is_asked_without_one() {
    let vendor = TestVendor::windowed();
    let relay = Connection::new(Vendor::Apten, address("https://tools.example/relay/apten")).keyed_by_relay();
    assert!(relay.is_ready() && relay.is_keyed_by_relay() && !relay.has_key());
    let prepared = relay.prepare(&vendor, &request()).unwrap();
    assert_eq!(prepared.key_header, None);
    assert!(prepared.url.starts_with("https://tools.example/relay/apten/leads/room_1?"), "{}", prepared.url);
    assert!(!relay.curl(&vendor, &request()).unwrap().contains("API_KEY"));
    assert_eq!(relay.clone().without_key(), relay, "there is no key to forget");
    assert!(!relay.clone().without_access().is_ready());

    let moved = relay.with_address(address("https://evil.example/relay/apten"));
    assert!(!moved.is_ready());
    assert_eq!(moved.prepare(&vendor, &request()), Err(TransportError::NoKey));
    let typed = connected().keyed_by_relay();
    assert!(!typed.has_key() && typed.is_ready(), "a relay that adds the key takes the typed one's place");
    assert!(!typed.with_key(ApiKey::new(KEY).unwrap()).is_keyed_by_relay());
}

#[test]
fn where_the_page_around_asks_nothing_is_sent_or_kept_from_here() {
    let vendor = TestVendor::windowed();
    let asked = connected().kept(Keep::Tab).asked_by_host();
    assert!(asked.is_ready() && asked.is_asked_by_host() && !asked.has_key() && !asked.is_keyed_by_relay());
    assert_eq!(asked.prepare(&vendor, &request()), Err(TransportError::NoKey));
    assert_eq!(asked.to_kept(), None);
    assert!(!asked.clone().with_key(ApiKey::new(KEY).unwrap()).is_asked_by_host());
    assert!(!asked.with_address(address("https://other.example")).is_ready());
}

#[test]
fn curl_has_a_placeholder_for_the_key() {
    let curl = connected().curl(&TestVendor::windowed(), &request()).unwrap();
    assert_eq!(
        curl,
        "curl -sS 'https://api.example/v1/leads/room_1?since=2026-05-31T12%3A00%3A00.000Z&limit=5' \
         -H 'Accept: application/json' -H \"x-api-key: $API_KEY\""
    );
}

#[test]
fn an_address_cannot_end_the_quotes_of_curl() {
    let typed = address("https://relay.example/it's/;id;'/v1");
    let curl = connected().with_address(typed).curl(&TestVendor::windowed(), &request()).unwrap();
    let rest = curl.strip_prefix("curl -sS 'https://relay.example/it%27s/;id;%27/v1/leads/room_1?").unwrap();
    assert_eq!(rest.split_once("' -H ").unwrap().0.matches('\'').count(), 0, "{curl}");
}

#[test]
fn connections_are_one_per_vendor() {
    let mut all = Connections::new([connected()]);
    assert!(all.has_key(Vendor::Apten) && !all.has_key(Vendor::LeadSail));
    all.set(connected().without_key());
    assert_eq!(all.iter().map(Connection::has_key).collect::<Vec<_>>(), [false]);
}

#[test]
fn the_log_keeps_the_latest() {
    let mut log = RequestLog::default();
    for number in 0..RequestLog::LIMIT + 5 {
        log.push(Logged {
            vendor: Vendor::Apten,
            method: "GET",
            host: "api.example".into(),
            path: format!("/{number}"),
            started: now(),
            millis: 1,
            status: Some(200),
            bytes: 2,
            cause: None,
        });
    }
    let numbers: BTreeSet<_> = log.iter().map(|(number, _)| number).collect();
    assert_eq!((numbers.len(), numbers.first(), log.total()), (RequestLog::LIMIT, Some(&6), 1_005));
    assert_eq!(log.iter().next_back().unwrap().1.path, "/1004");
}

#[test]
fn a_key_is_kept_only_where_the_reader_chose() {
    assert_eq!(connected().to_kept(), None);
    let for_tab = connected().kept(Keep::Tab);
    let text = for_tab.to_kept().unwrap();
    assert_eq!(Connection::from_kept(Vendor::Apten, &text).unwrap(), for_tab);
    assert_eq!(for_tab.without_key().to_kept(), None);
    let relay = connected().keyed_by_relay().kept(Keep::Tab);
    let kept = relay.to_kept().unwrap();
    assert_eq!(kept, r#"{"address":"https://api.example/v1","relay_adds_key":true}"#);
    assert_eq!(Connection::from_kept(Vendor::Apten, &kept).unwrap(), relay);
    for broken in [
        "",
        "{}",
        r#"{"address":"http://evil.example","key":"k"}"#,
        &text.replace('}', r#","relay_adds_key":true}"#),
        &text.replace("0123", "01\\n23"),
    ] {
        assert_eq!(Connection::from_kept(Vendor::Apten, broken), None, "{broken}");
    }
}

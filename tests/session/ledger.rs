//! Whom the page has asked.

use leadwake::{
    model::{Timestamp, Vendor},
    session::{Logged, RequestLog, TransportError, Witness},
};

fn logged(vendor: Vendor, host: &str, bytes: usize) -> Logged {
    Logged {
        vendor,
        method: "GET",
        host: host.into(),
        path: "/".into(),
        started: Timestamp::from_secs(0).unwrap(),
        millis: 1,
        status: Some(200),
        bytes,
        cause: None,
    }
}

#[test]
fn every_host_is_told_once_with_what_for_how_often_and_how_much() {
    let mut log = RequestLog::default();
    for _ in 0..RequestLog::LIMIT {
        log.push(logged(Vendor::LeadSail, "relay.example", 10));
    }
    log.push(logged(Vendor::Apten, "relay.example", 5));
    log.push(logged(Vendor::Apten, "a.example", 1));
    let held_back = Logged { cause: Some(TransportError::Policy), ..logged(Vendor::Apten, "no.example", 0) };
    log.push(held_back);
    let told: Vec<_> = log
        .ledger()
        .iter()
        .map(|(host, total)| (host, total.vendors.clone(), total.requests, total.bytes))
        .collect();
    let both = vec![Vendor::Apten, Vendor::LeadSail];
    assert_eq!(
        told,
        [("a.example", vec![Vendor::Apten], 1, 1), ("relay.example", both, 1_001, 10_005)],
        "also requests that are not listed any more count, and those that never left do not"
    );
}

#[test]
fn requests_are_listed_in_the_order_in_which_they_were_made() {
    let mut log = RequestLog::default();
    for (started, host) in [(2, "second.example"), (1, "first-and-slow.example"), (3, "third.example")] {
        let started = Timestamp::from_secs(started).unwrap();
        log.push(Logged { started, ..logged(Vendor::Apten, host, 1) });
    }
    let told: Vec<_> = log.iter().map(|(number, one)| (number, one.host.as_str())).collect();
    assert_eq!(told, [(2, "first-and-slow.example"), (1, "second.example"), (3, "third.example")]);
}

#[test]
fn what_the_browser_tells_and_the_viewer_did_not_do_is_found() {
    let mut log = RequestLog::default();
    log.push(logged(Vendor::Apten, "api.example:8443", 1));
    let witness = Witness::read(
        r#"{"asked":["https://page.example","https://api.example:8443","https://tracker.example","https://no.example"],
            "askedBefore":["https://page.example","https://former.example","https://api.example:8443"],
            "refused":["https://no.example"],"elsewise":[],"isWhole":true,"hasWorker":false}"#,
    );
    assert!(witness.is_whole && !witness.has_worker);
    assert_eq!(witness.unaccounted(log.ledger(), "https://page.example"), ["https://tracker.example"]);
    assert_eq!(witness.before(log.ledger(), "https://page.example"), ["https://former.example"]);
    let led_on = Witness::read(r#"{"refused":["https://no.example","https://api.example:8443"]}"#);
    assert_eq!(led_on.held_back(log.ledger()), ["https://no.example"], "one that was asked led elsewhere");
    assert_eq!(Witness::read("no JSON"), Witness::default());
}

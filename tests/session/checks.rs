//! Testing a connection.

use leadwake::{
    model::Handle,
    providers::{Provider, Response},
    session::{Action, Cancel, Checked, KeyOf, LoadError, Subject, TransportError, check},
};

use crate::world::{Script, TestVendor, answer, lead, now, page, run};

const NO_LEAD: &str = r#"{"error":"no such lead"}"#;

fn checked(vendor: &TestVendor, lead: Option<&Handle>, script: &Script) -> Checked {
    run(check(vendor, lead, now(), script, &Cancel::new())).unwrap()
}

fn told(vendor: &TestVendor, checked: &Checked) -> (String, Vec<Action>) {
    let subject = Subject {
        about: vendor.about(),
        host: "api.example",
        path: "/v1",
        key: KeyOf::Page("4f2a"),
        page_host: None,
    };
    let explanation = checked.explain(&subject);
    (explanation.title, explanation.actions)
}

#[test]
fn the_cheapest_request_tells() {
    let vendor = TestVendor::windowed();
    let script = Script::new([page(&[], None)]);
    assert_eq!(checked(&vendor, Some(&lead()), &script), Checked::Accepted { remarks: Vec::new() });
    assert_eq!(*script.asked.borrow(), ["/me"]);
}

#[test]
fn a_lead_tells_where_nothing_else_does() {
    let vendor = TestVendor::whole();
    let script = Script::new([page(&[], None)]);
    assert_eq!(checked(&vendor, Some(&lead()), &script), Checked::Accepted { remarks: Vec::new() });
    assert_eq!(*script.asked.borrow(), ["/leads/room_1?since=2026-06-01T12%3A00%3A00.000Z&limit=1"]);
    let unknown = checked(&vendor, Some(&lead()), &Script::new([answer(404, NO_LEAD)]));
    assert!(matches!(unknown, Checked::NoSuchLead(_)) && !unknown.is_accepted());
    assert_eq!(told(&vendor, &unknown).0, "Apten answered, and knows no such lead");
}

#[test]
fn without_a_lead_one_is_asked_for_that_does_not_exist() {
    let vendor = TestVendor::whole();
    let script = Script::new([answer(404, NO_LEAD), page(&[], None), answer(401, "")]);
    let unknown = checked(&vendor, None, &script);
    assert!(unknown.is_good() && !unknown.is_accepted());
    assert_eq!(told(&vendor, &unknown), ("Apten answered, and this page may read it".to_owned(), Vec::new()));
    assert!(checked(&vendor, None, &script).is_accepted());
    let refused = checked(&vendor, None, &script);
    assert!(!refused.is_good());
    assert_eq!(told(&vendor, &refused).0, "Apten refused the key (401)");
    assert!(script.asked.borrow().iter().all(|asked| asked.starts_with("/leads/connection-test?")));
}

#[test]
fn a_web_servers_own_404_is_no_vendors_answer() {
    let vendor = TestVendor::whole();
    for body in ["", "Not found", "<!doctype html><title>404</title>", "{}"] {
        for lead in [None, Some(lead())] {
            let nothing = checked(&vendor, lead.as_ref(), &Script::new([answer(404, body)]));
            assert!(!nothing.is_good(), "{body}");
            assert_eq!(told(&vendor, &nothing).0, "There is nothing at this address (404)", "{body}");
            let host = "tools.example";
            let subject = Subject {
                about: vendor.about(),
                host,
                path: "/relay/apten",
                key: KeyOf::Page("4f2a"),
                page_host: Some(host),
            };
            let here = nothing.explain(&subject);
            assert_eq!(here.title, "This site has no relay at relay/apten", "{body}");
            assert!(here.text.starts_with("tools.example answered 404 itself"), "{}", here.text);
        }
    }
}

/// Whether other ways are offered where a vendor is asked at its own host, and where this page's own site is.
fn wants_another_way(
    vendor: &TestVendor,
    sent: impl Fn() -> Result<Response, TransportError>,
) -> (bool, bool) {
    let checked = checked(vendor, None, &Script::new([sent()]));
    assert!(!checked.is_good());
    let at = |host| {
        let (path, page_host) = ("/relay/apten", Some("tools.example"));
        let subject = Subject { about: vendor.about(), host, path, key: KeyOf::Page("4f2a"), page_host };
        let offered = checked.explain(&subject).actions.contains(&Action::OtherWays);
        assert_eq!(offered, checked.wants_another_way(&subject), "{checked:?}");
        offered
    };
    (at("api.example"), at("tools.example"))
}

#[test]
fn other_ways_are_offered_for_what_the_browser_refuses() {
    let vendor = TestVendor::windowed();
    for (error, is_refused) in [
        (TransportError::Unreadable { is_reachable: Some(true) }, true),
        (TransportError::Unreadable { is_reachable: Some(false) }, true),
        (TransportError::MixedContent, true),
        (TransportError::Policy, true),
        (TransportError::Offline, false),
        (TransportError::NoKey, false),
    ] {
        let offered = wants_another_way(&vendor, || Err(error.clone()));
        assert_eq!(offered, (is_refused, is_refused), "{error}");
    }
    let refused = wants_another_way(&vendor, || answer(401, ""));
    assert_eq!(refused, (false, false), "a vendor that was heard is no browser's refusal");
}

#[test]
fn other_ways_are_offered_where_this_site_answers_and_not_as_the_vendor_does() {
    let vendor = TestVendor::whole();
    for (status, body) in [
        (404, "<!doctype html><title>404</title>"),
        (404, ""),
        (200, "<!doctype html><title>Our tools</title>"),
        (200, ""),
        (200, "it works"),
        (200, r#"{"hello":"world"}"#),
    ] {
        assert_eq!(wants_another_way(&vendor, || answer(status, body)), (false, true), "{status} {body}");
    }
    assert_eq!(wants_another_way(&vendor, || answer(502, "<h1>Bad gateway</h1>")), (false, false));
    assert_eq!(wants_another_way(&vendor, || answer(401, "")), (false, false));
}

#[test]
fn what_is_not_known_is_not_claimed() {
    let vendor = TestVendor::windowed();
    for (sent, title, first) in [
        (answer(401, ""), "Apten refused the key (401)", Action::ChangeKey),
        (answer(403, ""), "Apten refused the key (403)", Action::ChangeKey),
        (answer(404, ""), "There is nothing at this address (404)", Action::ChangeAddress),
        (answer(503, ""), "Apten has a problem (503)", Action::Retry),
        (Err(TransportError::NoKey), "Apten needs a key", Action::AddKey),
        (
            Err(TransportError::Unreadable { is_reachable: Some(true) }),
            "Apten did not let this page read the answer",
            Action::OtherWays,
        ),
        (
            Err(TransportError::Unreadable { is_reachable: Some(false) }),
            "Cannot reach api.example",
            Action::Retry,
        ),
    ] {
        let script = Script::new([sent]);
        let checked = checked(&vendor, None, &script);
        assert!(matches!(&checked, Checked::Failed(LoadError { .. })) && !checked.is_accepted());
        let (said, actions) = told(&vendor, &checked);
        assert_eq!((said.as_str(), actions[0]), (title, first));
        assert_eq!(script.asked.borrow().len(), 1, "a test does not try again");
    }
}

#[test]
fn what_came_of_a_cut_answer_tells_of_the_key() {
    let vendor = TestVendor::windowed();
    let cut = |status, body: &str| {
        let partial = Response { status, body: body.into(), ..Response::default() };
        Err(TransportError::CutOff { partial: Some(Box::new(partial)) })
    };
    let refused = checked(&vendor, None, &Script::new([cut(401, "{")]));
    assert_eq!(told(&vendor, &refused).0, "Apten refused the key (401)");
    let accepted = checked(&vendor, None, &Script::new([cut(200, r#"{"events":[],"next":null}…cut"#)]));
    assert_eq!(accepted, Checked::Accepted { remarks: vec![] });
    let unread = checked(&vendor, None, &Script::new([cut(200, "{")]));
    assert_eq!(told(&vendor, &unread).0, "Apten’s answer was cut off");
}

#[test]
fn a_cancelled_test_says_nothing() {
    let cancel = Cancel::new();
    cancel.cancel();
    let script = Script::new([page(&[], None)]);
    assert_eq!(run(check(&TestVendor::windowed(), None, now(), &script, &cancel)), None);
}

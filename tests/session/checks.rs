//! Testing a connection.

use leadwake::{
    model::Handle,
    providers::{Provider, Response},
    session::{Action, Cancel, Checked, LoadError, Subject, TransportError, check},
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
        key_hint: Some("4f2a"),
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
                key_hint: Some("4f2a"),
                page_host: Some(host),
            };
            let here = nothing.explain(&subject);
            assert_eq!(here.title, "This site has no relay at relay/apten", "{body}");
            assert!(here.text.starts_with("tools.example answered 404 itself"), "{}", here.text);
        }
    }
}

#[test]
fn the_other_ways_are_for_what_the_browser_refuses() {
    let vendor = TestVendor::windowed();
    for (error, is_refused) in [
        (TransportError::Unreadable { is_reachable: Some(true) }, true),
        (TransportError::Unreadable { is_reachable: Some(false) }, true),
        (TransportError::MixedContent, true),
        (TransportError::Policy, true),
        (TransportError::Offline, false),
        (TransportError::NoKey, false),
    ] {
        let checked = checked(&vendor, None, &Script::new([Err(error.clone())]));
        assert_eq!(checked.is_refused_by_browser(), is_refused, "{error}");
        assert!(!checked.is_good(), "{error}");
    }
    let refused = checked(&vendor, None, &Script::new([answer(401, "")]));
    assert!(!refused.is_refused_by_browser(), "a vendor that was heard is no browser's refusal");
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

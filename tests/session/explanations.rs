//! Every failure in words: what happened, with whom, what to do.

use leadwake::{
    model::IdError,
    providers::{Provider, ProviderError, Refusal},
    session::{Action, Asked, Cause, Explanation, KeyOf, LoadError, Subject, TransportError},
};

use crate::world::TestVendor;

fn explain(cause: impl Into<Cause>, asked: Asked, tries: u32) -> Explanation {
    let vendor = TestVendor::windowed();
    let subject = Subject {
        about: vendor.about(),
        host: "api.attent.app",
        path: "/v1",
        key: KeyOf::Page("4f2a"),
        page_host: Some("viewer.example"),
    };
    LoadError { asked, cause: cause.into(), tries, request: None }.explain(&subject)
}

fn refused(refusal: Refusal, status: u16) -> ProviderError {
    ProviderError::Refused {
        refusal,
        status,
        code: Some("CODE".into()),
        message: Some("The vendor's <b>words</b>".into()),
    }
}

#[test]
fn a_refused_key_is_named_by_its_end_only() {
    let told = explain(refused(Refusal::Key, 401), Asked::History, 1);
    assert_eq!(told.title, "Apten refused the key (401)");
    assert!(told.text.starts_with("Sent as x-api-key, ending …4f2a. "), "{}", told.text);
    assert_eq!(told.words.as_deref(), Some("CODE: The vendor's <b>words</b>"));
    assert_eq!(told.actions, [Action::ChangeKey, Action::CopyCurl]);
}

#[test]
fn a_key_that_a_relay_adds_is_the_relays() {
    let vendor = TestVendor::windowed();
    let subject = Subject {
        about: vendor.about(),
        host: "tools.example",
        path: "",
        key: KeyOf::Relay,
        page_host: None,
    };
    for refusal in [Refusal::Key, Refusal::KeyOrRight, Refusal::Right] {
        let cause = refused(refusal, 403).into();
        let told = LoadError { asked: Asked::History, cause, tries: 1, request: None }.explain(&subject);
        assert_eq!(told.title, "Apten refused the relay’s key (403)");
        assert!(told.text.starts_with("The relay at tools.example adds the key"), "{}", told.text);
        assert!(!told.actions.contains(&Action::ChangeKey) && !told.actions.contains(&Action::AddKey));
    }
}

#[test]
fn a_key_that_the_page_around_asks_with_is_that_pages() {
    let vendor = TestVendor::windowed();
    let host = "viewer.example";
    let subject = Subject { about: vendor.about(), host, path: "", key: KeyOf::Host, page_host: Some(host) };
    let told =
        |cause: Cause| LoadError { asked: Asked::History, cause, tries: 1, request: None }.explain(&subject);
    for refusal in [Refusal::Key, Refusal::KeyOrRight, Refusal::Right] {
        let told = told(refused(refusal, 403).into());
        assert_eq!(told.title, "Apten refused the key of the page around (403)");
        assert!(told.text.starts_with("The page that Leadwake is a part of asks Apten"), "{}", told.text);
        assert!(!told.text.contains("relay"), "{}", told.text);
        assert_eq!(told.actions, [Action::Retry, Action::ShowRequests]);
    }
    // Whom it asks is not this page's site, whatever the address says.
    let page = told(ProviderError::WebPage { status: 200, start: "<html>".into() }.into());
    assert_eq!(page.title, "Apten answered with a web page, not data (200)");
    assert!(page.text.contains("its own server answered instead"), "{}", page.text);
}

#[test]
fn what_is_missing_is_named() {
    let title = |asked| explain(refused(Refusal::NotFound, 404), asked, 1).title;
    assert_eq!(title(Asked::History), "Apten has no lead with this id");
    assert_eq!(title(Asked::Call), "Call not found");
    assert_eq!(title(Asked::Check), "There is nothing at this address (404)");
}

#[test]
fn hidden_refusals_are_not_called_certain() {
    let told = explain(TransportError::Unreadable { is_reachable: Some(true) }, Asked::History, 1);
    assert_eq!(told.title, "Apten did not let this page read the answer");
    assert!(
        told.text.contains("not to web pages on viewer.example, or it refused the key without saying so")
    );
    let told = explain(TransportError::Unreadable { is_reachable: None }, Asked::History, 1);
    assert!(told.text.contains("The browser does not say why"));
}

#[test]
fn tries_are_counted_in_words() {
    let told = explain(refused(Refusal::Trouble, 502), Asked::History, 4);
    assert_eq!(told.title, "Apten has a problem (502)");
    assert!(told.text.ends_with(" Tried 4 times."), "{}", told.text);
}

#[test]
fn every_failure_has_words_and_a_way_on() {
    let refusals = [
        Refusal::Key,
        Refusal::KeyOrRight,
        Refusal::Right,
        Refusal::NotFound,
        Refusal::Cursor,
        Refusal::TooMany,
        Refusal::Request,
        Refusal::Trouble,
        Refusal::Other,
    ];
    let (start, reason) = ("<html>".to_owned(), "expected a list".to_owned());
    let mut causes: Vec<Cause> = refusals.map(|refusal| refused(refusal, 418).into()).into();
    causes.extend([
        IdError::Empty.into(),
        ProviderError::WebPage { status: 200, start: start.clone() }.into(),
        ProviderError::Empty { status: 200 }.into(),
        ProviderError::NotJson { reason: reason.clone(), start: start.clone() }.into(),
        ProviderError::Shape { reason, start }.into(),
        ProviderError::NoCursor { next: "https://x".into() }.into(),
        TransportError::NoKey.into(),
        TransportError::Offline.into(),
        TransportError::Policy.into(),
        TransportError::TimedOut { waited_secs: 15, for_body: false, partial: None }.into(),
        TransportError::TimedOut { waited_secs: 30, for_body: true, partial: None }.into(),
        TransportError::TooLarge { limit: 64 << 20, partial: None }.into(),
        TransportError::CutOff { partial: None }.into(),
        TransportError::Aborted.into(),
        TransportError::WrongAddress(leadwake::session::AddressError::Empty).into(),
        Cause::Loop { pages: 3 },
        Cause::TooManyPages { limit: 10_000 },
        Cause::TooManyEmptyPages { limit: 50 },
        Cause::NoCall,
    ]);
    for cause in causes {
        for asked in [Asked::History, Asked::Call, Asked::Check] {
            let told = explain(cause.clone(), asked, 1);
            assert!(!told.title.is_empty() && !told.title.ends_with('.'), "{told:?}");
            assert!(
                told.text.ends_with('.') && !told.text.contains("..") && !told.text.contains("  "),
                "{told:?}"
            );
            assert!(!told.actions.is_empty(), "{told:?}");
        }
    }
}

#[test]
fn a_failure_without_a_reason_is_told_by_what_can_be_found_out() {
    let http = "http://127.0.0.1:4180";
    let unreadable = |is_reachable| TransportError::Unreadable { is_reachable: Some(is_reachable) };
    for (is_page_encrypted, origin, is_reachable, error) in [
        (true, "https://api.attent.app", Some(true), unreadable(true)),
        (true, "https://api.attent.app", Some(false), unreadable(false)),
        (false, http, Some(true), unreadable(true)),
        (false, http, Some(false), unreadable(false)),
        // A browser that blocks what is not encrypted blocks the probe too; one that answers was not blocked.
        (true, http, Some(true), unreadable(true)),
        (true, http, Some(false), TransportError::MixedContent),
        (true, http, None, TransportError::Unreadable { is_reachable: None }),
    ] {
        assert_eq!(TransportError::without_reason(is_page_encrypted, origin, is_reachable), error);
    }
}

#[test]
fn every_cause_that_a_browser_hides_has_words_of_its_own() {
    let unreadable = |is_reachable| TransportError::Unreadable { is_reachable };
    for (error, title, words) in [
        (TransportError::Offline, "This device is offline", "has no network"),
        (TransportError::Policy, "This page may not ask api.attent.app", "Nothing was sent."),
        (TransportError::MixedContent, "Cannot reach api.attent.app from an encrypted page", "over http"),
        (unreadable(Some(false)), "Cannot reach api.attent.app", "a VPN or a blocker"),
        (unreadable(Some(true)), "Apten did not let this page read the answer", "does not tell these apart"),
        (unreadable(None), "No answer from api.attent.app that this page may read", "does not say why"),
    ] {
        let told = explain(error.clone(), Asked::Check, 1);
        assert_eq!(told.title, title);
        assert!(told.text.contains(words), "{}", told.text);
        assert!(error == TransportError::Offline || told.actions.contains(&Action::CopyCurl), "{error}");
    }
}

#[test]
fn a_host_that_the_page_comes_from_needs_nobodys_leave() {
    let vendor = TestVendor::windowed();
    let host = "tools.example";
    let subject =
        Subject { about: vendor.about(), host, path: "", key: KeyOf::Page("4f2a"), page_host: Some(host) };
    let cause = TransportError::Unreadable { is_reachable: Some(true) }.into();
    let told = LoadError { asked: Asked::History, cause, tries: 1, request: None }.explain(&subject);
    assert_eq!(told.title, "Apten’s answer could not be read");
    assert!(told.text.contains("this page comes from there"), "{}", told.text);
}

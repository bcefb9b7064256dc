//! Texts from elsewhere: addresses, links, times, handles, what was kept.

use leadwake::{
    model::{ApiKey, CallId, Handle, Timestamp, Vendor, When},
    place::Place,
    providers::{Request, Step, provider},
    session::{BaseUrl, Cause, Connection, TransportError, wait_before_retry},
    timeline::Needle,
};

use crate::target::hold;

fn seeds(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

#[test]
fn addresses_and_the_requests_below_them() {
    let typed = seeds(&[
        "https://api.attent.app/v1",
        "https://api.leadsail.app/api/v1/",
        "http://localhost:4000/relay/apten",
        "http://[::1]:8080/x",
        "https://good.example@evil.example/",
        "https://a.example/v1?x=1#y",
        "https:\\\\a.example\\..\\b",
        "//a.example",
        "https://xn--80ak6aa92e.com/",
        "relay/apten",
    ]);
    hold("address", typed, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let Ok(base) = BaseUrl::parse(&text) else { return };
        let shown = base.to_string();
        assert_eq!(BaseUrl::parse(&shown).as_ref(), Ok(&base), "{shown} is not read as it is shown");
        assert!(shown.starts_with(base.origin()), "{shown} is not at {}", base.origin());
        let key = ApiKey::new("a-key-of-the-tests-0123456789").unwrap();
        let connection = Connection::new(Vendor::Apten, base.clone()).with_key(key);
        for segment in [&*text, "..", "%2e%2e", "\\..\\", "//evil.example", "?x", "#x", "@evil.example"] {
            let request = Request {
                vendor: Vendor::Apten,
                step: Step("fuzz"),
                handle: None,
                window: None,
                segments: vec!["calls".into(), segment.to_owned().into()],
                query: vec![("since", text.clone().into_owned())],
            };
            let Ok(prepared) = connection.prepare(provider(Vendor::Apten), &request) else { continue };
            let url = url::Url::parse(&prepared.url).unwrap();
            assert_eq!(url.origin().ascii_serialization(), base.origin(), "{} left its origin", prepared.url);
            assert!(url.path().starts_with(base.prefix()), "{} left its folder", prepared.url);
            assert!(
                url.username().is_empty() && url.password().is_none() && url.fragment().is_none(),
                "{}",
                prepared.url
            );
            assert!(!prepared.url.contains("a-key-of-the-tests"), "the key is in the address");
        }
    });
}

#[test]
fn places() {
    let fragments = seeds(&[
        "#/",
        "#/connections",
        "#/demo?q=x",
        "#/lead/apten:room_1,attendee:bot_1?since=2026-05-14T15:00:00.000Z&days=30",
        "#/lead/leadsail:lead_1/call/leadsail:int_1?turn=3",
        "#/lead/naturalead:phone:%2B1/thread/naturalead:x",
        "#/lead/apten:r/e/apten:MESSAGE:m%23a",
        "#/lead/apten:a/at/2026-05-14T15:00:00Z",
    ]);
    hold("place", fragments, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let Ok(place) = text.parse::<Place>() else { return };
        let shown = place.to_string();
        assert!(shown.starts_with('#') && shown.is_ascii(), "{shown}");
        let again: Place = shown.parse().unwrap_or_else(|error| panic!("{shown}: {error}"));
        assert_eq!(again.to_string(), shown, "an address changes when it is copied");
    });
}

#[test]
fn times() {
    let written = seeds(&[
        "2026-05-14T15:00:00.000Z",
        "2026-05-14 15:00:00+05:30",
        "1778770800",
        "1778770800000",
        "Thu, 14 May 2026 15:00:00 GMT",
        "2026-05-14",
        "2016-12-31T23:59:60Z",
        "+275760-09-13T00:00:00Z",
        "-000001-01-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "99999999999999999999",
    ]);
    hold("time", written, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        match When::parse(&text) {
            When::At(at) | When::AssumedUtc { at, .. } => {
                assert_eq!(
                    When::parse(&at.to_rfc3339()).at(),
                    Some(at),
                    "{text} is another time when it is written out"
                );
            }
            When::Unreadable(kept) => assert_eq!(*kept, *text, "what cannot be read is kept as it came"),
            When::Missing => assert!(text.trim().is_empty(), "{text} is called missing"),
        }
    });
}

#[test]
fn retry_after() {
    let headers = seeds(&[
        "7",
        "-1",
        "0",
        "Wed, 21 Oct 2026 07:28:00 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "99999999999999999999999",
        "1.5",
        "7, 8",
    ]);
    let cause = Cause::Transport(TransportError::CutOff { partial: None });
    hold("retry-after", headers, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        for tries in [1, 2, 3, u32::MAX] {
            let wait = wait_before_retry(&cause, Some(429), Some(&text), tries, Timestamp::EPOCH, 1.0);
            assert!(wait.is_none_or(|wait| (1..=300).contains(&wait.as_secs())), "{wait:?} for {text}");
        }
    });
}

#[test]
fn handles_and_ids() {
    let typed = seeds(&[
        "room_1",
        "apten:room_1",
        "+1 415 555 0142",
        "phone:+14155550142",
        "dana@example.com",
        "text:hello",
        "https://app.attendee.dev/bots/bot_1",
        "lead:42",
        "..",
    ]);
    hold("handle", typed, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        for vendor in Vendor::ALL {
            if let Ok(handle) = provider(vendor).handle(&text) {
                assert_eq!(
                    handle.to_string().parse::<Handle>().as_ref(),
                    Ok(&handle),
                    "{handle} is not read as it is shown"
                );
            }
            if let Ok(call) = CallId::new(vendor, &text)
                && let Some(request) = provider(vendor).call(&call)
            {
                let path = request.path_and_query();
                assert_eq!(path.matches('/').count(), request.segments.len(), "{path} has a segment more");
                assert!(
                    !path.contains(['?', '#', '\\']) && !path.ends_with("/..") && !path.ends_with("/."),
                    "{path}"
                );
            }
        }
    });
}

#[test]
fn kept_connections() {
    let texts = seeds(&[
        r#"{"address":"https://api.attent.app/v1","key":"abcdefgh12345678"}"#,
        r#"{"address":"http://127.0.0.1:1","key":""}"#,
        "{}",
        "null",
    ]);
    hold("kept", texts, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        for vendor in Vendor::ALL {
            let Some(connection) = Connection::from_kept(vendor, &text) else { continue };
            let said = format!("{connection:?}");
            let key = connection.key().map(ApiKey::expose).unwrap_or_default();
            assert!(key.len() < 8 || !said.contains(key), "the key is told: {said}");
        }
    });
}

#[test]
fn searches() {
    let texts = seeds(&["The Café, the cafe.\nİstanbul ẞ ﬁ", "a\u{301}\u{301}bc\ncafe", "\u{202e}abc\nB"]);
    hold("search", texts, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let (text, typed) = text.rsplit_once('\n').unwrap_or((&text, "a"));
        let needle = Needle::new(typed);
        let pieces = needle.split(text);
        assert_eq!(
            pieces.iter().map(|(piece, _)| *piece).collect::<String>(),
            text,
            "a search changes the text"
        );
        assert_eq!(needle.is_in(text), pieces.iter().any(|(_, is_hit)| *is_hit));
    });
}

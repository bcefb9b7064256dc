//! Apten: paging, windows and calls.

use leadwake::{
    model::{Call, CallId, Content, FactValue, Timestamp, Vendor},
    providers::{Page, ProviderError, Refusal, Request, provider},
};

use crate::fixture::{self, at, named};

fn first_request(since: &str, until: Option<&str>, page_size: Option<u32>) -> Request {
    let adapter = provider(Vendor::Apten);
    let mut ask = fixture::ask(adapter, "room_abc", at(since), until.map(at));
    ask.page_size = page_size;
    adapter.timeline(&ask).unwrap()
}

fn read(request: &Request, body: &str) -> Page {
    provider(Vendor::Apten).read(request, &fixture::answer(200, body)).unwrap()
}

/// A page of events that changed at these moments, with this token as JSON.
fn body(changed: &[&str], token: &str) -> String {
    let event = |at: &&str| {
        format!(r#"{{"id":"{at}","type":"CUSTOM","timestamp":"{at}","updatedAt":"{at}","data":{{}}}}"#)
    };
    let events: Vec<String> = changed.iter().map(event).collect();
    format!(r#"{{"events":[{}],"nextToken":{token}}}"#, events.join(","))
}

const EARLY: &str = "2026-05-01T00:00:00.000Z";
const LATE: &str = "2026-05-09T00:00:00.000Z";

#[test]
fn a_request_says_since_and_limit() {
    let path = |page_size| first_request(EARLY, None, page_size).path_and_query();
    assert_eq!(path(Some(50)), "/leads/room_abc/events?since=2026-05-01T00%3A00%3A00.000Z&limit=50");
    assert!(path(Some(0)).ends_with("limit=1"));
    assert!(path(Some(5000)).ends_with("limit=1000"));
}

#[test]
fn the_next_page_has_the_same_since_and_the_token() {
    let request = first_request(EARLY, None, Some(50));
    let follow = read(&request, &body(&[EARLY], "\"a+b/c==\"")).follow.unwrap();
    let expected = format!("{}&nextToken=a%2Bb%2Fc%3D%3D", request.path_and_query());
    assert_eq!(follow.path_and_query(), expected);
    let third = read(&follow, &body(&[EARLY], "\"d\"")).follow.unwrap();
    assert!(third.path_and_query().ends_with("&limit=50&nextToken=d"));
    assert_eq!((follow.handle, follow.window), (request.handle, request.window));
}

#[test]
fn a_token_that_is_too_long_is_not_sent() {
    let request = first_request(EARLY, None, None);
    let page = |length| read(&request, &body(&[EARLY], &format!("\"{}\"", "a".repeat(length))));
    assert!(page(8 * 1024).follow.is_some());
    let page = page(8 * 1024 + 1);
    assert_eq!((page.records.len(), page.follow, page.remarks.len()), (1, None, 1));
}

#[test]
fn a_call_that_ends_in_the_middle_is_cut_off() {
    let adapter = provider(Vendor::Apten);
    let request = adapter.call(&CallId::new(Vendor::Apten, "c").unwrap()).unwrap();
    let whole = r#"{"id":"c","callStatus":"COMPLETE","summary":"All of it"}"#;
    assert!(!read(&request, whole).is_cut);
    for end in 1..whole.len() {
        let page = read(&request, &whole[..end]);
        assert!(page.is_cut && page.call.is_none(), "{end}");
    }
}

#[test]
fn only_null_is_the_end() {
    let request = first_request(EARLY, None, None);
    let ends = |token| {
        let page = read(&request, &body(&[], token));
        (page.follow.is_none(), page.remarks.len())
    };
    assert_eq!(ends("null"), (true, 0));
    assert_eq!(ends("\"more\""), (false, 0));
    assert_eq!(ends("17"), (false, 0));
    assert_eq!(ends("\"\""), (true, 1));
    assert_eq!(ends("{}"), (true, 1));
    let absent = read(&request, r#"{"events":[]}"#);
    assert_eq!((absent.follow, absent.remarks.len()), (None, 1));
}

#[test]
fn reading_stops_when_a_window_is_passed() {
    let until = "2026-05-05T00:00:00.000Z";
    let goes_on = |changed: &[&str]| {
        read(&first_request(EARLY, Some(until), None), &body(changed, "\"t\"")).follow.is_some()
    };
    assert!(goes_on(&[EARLY, LATE]), "an event inside the window");
    assert!(goes_on(&[]), "an empty page says nothing");
    assert!(!goes_on(&[until, LATE]), "the window ends before its end");
    let open = read(&first_request(EARLY, None, None), &body(&[LATE], "\"t\""));
    assert!(open.follow.is_some(), "without an end everything is read");
    assert_eq!(open.changed_up_to, Some(at(LATE)));
}

#[test]
fn a_cut_page_is_continued_from_its_last_whole_event() {
    let request = first_request(EARLY, None, Some(50));
    let whole = body(&[EARLY, LATE, "2026-05-10T00:00:00.000Z"], "\"t\"");
    let page = read(&request, &whole[..whole.len() - 40]);
    assert_eq!((page.records.len(), page.is_cut), (2, false));
    let follow = page.follow.unwrap();
    assert_eq!(follow.query, [("since", LATE.into()), ("limit", "50".into())]);
    let next = body(&[LATE, "2026-05-10T00:00:00.000Z"], "\"t\"");
    let stuck = read(&follow, &next[..next.len() - 40]);
    assert_eq!((stuck.records.len(), stuck.is_cut, stuck.follow), (1, true, None), "it would never end");
}

fn call_event(name: &str, index: usize) -> Call {
    let page = named(name).read().unwrap();
    let content = &page.records[index].entries[0].content;
    let Content::Call(call) = content else { panic!("{content:?}") };
    Call::clone(call)
}

#[test]
fn a_call_event_is_a_card_and_its_page_is_whole() {
    let card = call_event("apten-events-kinds", 4);
    assert!(!card.is_whole && card.transcript.is_none());
    let adapter = provider(Vendor::Apten);
    let request = adapter.call(&card.id).unwrap();
    assert_eq!(request.path_and_query(), "/calls/a1b2");
    let whole = named("apten-call-full").read().unwrap().call.unwrap();
    assert!(whole.is_whole && whole.transcript.is_some_and(|turns| turns.len() == 3));
    assert_eq!(adapter.call(&CallId::new(Vendor::LeadSail, "int_1").unwrap()), None);
}

#[test]
fn a_call_under_another_id_is_remarked_on() {
    let adapter = provider(Vendor::Apten);
    let request = adapter.call(&CallId::new(Vendor::Apten, "asked").unwrap()).unwrap();
    let page = read(&request, r#"{"id":"sent","callStatus":"COMPLETE","transcript":[]}"#);
    assert_eq!(page.call.unwrap().id.native(), "sent");
    assert_eq!(page.remarks, ["Apten answered with the call “sent”, not with “asked”."]);
    let nameless = read(&request, r#"{"callStatus":"COMPLETE"}"#).call.unwrap();
    assert_eq!(nameless.id.native(), "asked");
    assert_eq!(nameless.transcript, None);
}

#[test]
fn a_bad_key_and_a_wrong_path_are_one_answer() {
    let error = named("apten-forbidden").read().unwrap_err();
    assert_eq!(
        error,
        ProviderError::Refused {
            refusal: Refusal::KeyOrRight,
            status: 403,
            code: None,
            message: Some("Forbidden".into()),
        }
    );
}

#[test]
fn a_later_copy_has_a_greater_revision() {
    let request = first_request(EARLY, None, None);
    let event = |changed: &str, text: &str| {
        let body = format!(
            r#"{{"events":[{{"id":"m","type":"MESSAGE","timestamp":"{EARLY}","updatedAt":"{changed}","data":{{"content":{{"text":"{text}"}}}}}}],"nextToken":null}}"#
        );
        read(&request, &body).records.remove(0)
    };
    let (old, new) = (event(EARLY, "b"), event(LATE, "a"));
    assert_eq!(old.id, new.id);
    assert!(new.revision > old.revision);
    assert_eq!(new.entries[0].place, Some(at(EARLY)), "an edit does not move");
    assert_eq!(new.revision.changed, Timestamp::from_millis(at(LATE).millis()));
}

#[test]
fn a_turn_is_never_blank_and_its_other_members_are_told() {
    let call = named("apten-call-odd-turns").read().unwrap().call.unwrap();
    let texts: Vec<&str> = call.transcript.iter().flatten().map(|turn| turn.text.as_ref()).collect();
    assert_eq!((texts.len(), texts[0], texts[3], texts[4]), (5, "Hello!", "\"no object\"", "Bye."));
    assert!(texts[1].contains("\"words\"") && texts[2].contains("15:00:05.000Z"), "{texts:?}");
    let told =
        |label: &str| call.facts.iter().find(|fact| fact.label == label).map(|fact| fact.value.clone());
    assert_eq!(told("transcript[0].confidence"), Some(FactValue::Text("0.93".into())));
    assert_eq!(told("transcript[4].sentiment"), Some(FactValue::Text("calm".into())));
    assert!(told("transcript[1].words").is_some(), "{:?}", call.facts);
}

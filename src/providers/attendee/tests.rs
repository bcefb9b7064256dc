use super::*;
use crate::{
    model::{Audience, Content, Direction, FactValue, Open, Role, Timestamp, When},
    providers::Window,
};

fn request() -> Request {
    let window = Window { since: Timestamp::EPOCH, until: None };
    Attendee.timeline(&Ask { handle: Attendee.handle("bot_a").unwrap(), window, page_size: None }).unwrap()
}

fn answer(status: u16, body: &str) -> Response {
    Response { status, body: body.as_bytes().to_vec(), ..Response::default() }
}

fn read(body: &str) -> Page {
    Attendee.read(&request(), &answer(200, body)).unwrap()
}

fn one(message: &str) -> crate::model::Entry {
    let mut page = read(&format!(r#"{{"next":null,"previous":null,"results":[{message}]}}"#));
    assert_eq!((page.records.len(), page.records[0].entries.len()), (1, 1));
    page.records.remove(0).entries.remove(0)
}

#[test]
fn a_message_is_an_entry_of_its_meeting() {
    let entry = one(
        r#"{"id":"msg_1","text":"Hi","timestamp_ms":1760000000000,"timestamp":1760000000,"to":"only_bot",
            "sender_name":"Dana Lee","sender_uuid":"u1","sender_user_uuid":null,"additional_data":{"reply":3,"is_thread":true}}"#,
    );
    assert_eq!(entry.id.to_string(), "attendee:msg_1");
    assert_eq!(entry.thread.unwrap().native(), "bot_a");
    assert_eq!(entry.when.at().unwrap().to_rfc3339(), "2025-10-09T08:53:20.000Z");
    assert_eq!((entry.actor.role, entry.actor.name.as_deref()), (Role::Participant, Some("Dana Lee")));
    assert_eq!(entry.direction, Direction::Internal);
    let Content::Message(message) = entry.content else { panic!() };
    assert_eq!(message.audience, Some(Open::Known(Audience::OnlyBot)));
    let facts: Vec<_> = entry.facts.iter().map(|fact| (fact.label.as_ref(), &fact.value)).collect();
    assert_eq!(
        facts,
        [
            ("Sender in this meeting", &FactValue::Text("u1".into())),
            ("Additional data: reply", &FactValue::Number(3)),
            ("Additional data: is_thread", &FactValue::Flag(true)),
        ]
    );
}

#[test]
fn either_time_is_read_and_a_disagreement_is_shown() {
    let times = |members: &str| {
        let entry = one(&format!("{{{members}}}"));
        let facts: Vec<_> =
            entry.facts.iter().map(|fact| format!("{} {:?}", fact.label, fact.value)).collect();
        (entry.when, facts.join("; "))
    };
    let at = |millis| When::At(Timestamp::from_millis(millis).unwrap());
    let nothing = String::new;
    assert_eq!(
        times(r#""timestamp_ms":"1760000000123","timestamp":1760000000"#),
        (at(1_760_000_000_123), nothing())
    );
    assert_eq!(times(r#""timestamp_ms":1760000000000"#), (at(1_760_000_000_000), nothing()));
    assert_eq!(times(r#""timestamp":"1760000000""#), (at(1_760_000_000_000), nothing()));
    assert_eq!(
        times(r#""timestamp_ms":1760000000000,"timestamp":1760000009"#),
        (at(1_760_000_000_000), r#"Time in seconds Text("1760000009")"#.to_owned())
    );
    assert_eq!(
        times(r#""timestamp_ms":"<string>","timestamp":123"#),
        (at(123_000), r#"Time in milliseconds Text("<string>")"#.to_owned())
    );
    assert_eq!(times(r#""timestamp":1760000000.5"#), (at(1_760_000_000_000), nothing()));
    assert_eq!(times(r#""timestamp":"2025-10-09T08:53:20Z""#), (at(1_760_000_000_000), nothing()));
    assert_eq!(times(r#""timestamp_ms":-5"#), (When::Unreadable("-5".into()), nothing()));
    assert_eq!(times(r#""text":"undated""#), (When::Missing, nothing()));
}

#[test]
fn only_the_cursor_of_next_is_used_and_beside_the_same_parameters() {
    let body = r#"{"next":"http://attendee.internal:8000/api/v1/bots/bot_b/chat_messages?cursor=cD0%3D&x=1","results":[]}"#;
    let mut asked = request();
    asked.query = vec![("updated_after", "2026-01-01T00:00:00Z".to_owned()), ("cursor", "old".to_owned())];
    let follow = Attendee.read(&asked, &answer(200, body)).unwrap().follow.unwrap();
    assert_eq!(
        follow.path_and_query(),
        "/bots/bot_a/chat_messages?updated_after=2026-01-01T00%3A00%3A00Z&cursor=cD0%3D"
    );
    for end in ["null", "{}", "\"\"", "\" \"", "5", "[]", "true"] {
        let page = read(&format!(r#"{{"next":{end},"results":[{{}}]}}"#));
        assert_eq!((page.follow, page.remarks.len()), (None, 0), "{end}");
    }
    assert_eq!(read(r#"{"results":[]}"#).follow, None);
}

#[test]
fn a_next_without_a_cursor_stops_the_reading_and_loses_nothing() {
    let page = read(r#"{"next":"https://a.example/more","results":[{"id":"msg_1"}]}"#);
    assert_eq!((page.follow, page.records.len()), (None, 1));
    assert!(page.remarks[0].contains("https://a.example/more"));
    let nothing =
        Attendee.read(&request(), &answer(200, r#"{"next":"https://a.example/more","results":[]}"#));
    assert_eq!(nothing, Err(ProviderError::NoCursor { next: "https://a.example/more".into() }));
}

#[test]
fn one_bad_message_costs_itself() {
    let deep = format!("{}{}", "[".repeat(500), "]".repeat(500));
    let page = read(&format!(
        r#"{{"next":null,"results":[{{"id":"msg_1","text":"a\ud83d","text":"b\ud83d"}},null,
        {{"id":"msg_2","additional_data":{{"n":1e400,"d":{deep}}}}},{{"id":"msg_3",oops}},{{}}]}}"#
    ));
    let unreadable =
        page.records.iter().map(|record| matches!(record.entries[0].content, Content::Unreadable { .. }));
    assert_eq!(unreadable.collect::<Vec<_>>(), [false, true, false, true, false]);
    assert_eq!(page.records[3].id.native(), "msg_3");
    assert!(page.records.iter().all(|record| record.entries[0].thread.is_some()));
    assert!(
        matches!(&page.records[0].entries[0].content, Content::Message(message) if message.text.as_ref() == "b\u{fffd}")
    );
}

#[test]
fn unknown_words_and_missing_names_stay_as_they_came() {
    let entry =
        one(r#"{"text":"","to":"specific_user","sender_name":null,"additional_data":"odd","new":{"a":1}}"#);
    let Content::Message(message) = entry.content else { panic!() };
    assert_eq!(message.audience, Some(Open::Other("specific_user".into())));
    assert_eq!(entry.actor.name, None);
    let labels: Vec<_> = entry.facts.iter().map(|fact| fact.label.as_ref()).collect();
    assert_eq!(labels, ["additional_data", "new"]);
}

#[test]
fn the_documented_placeholders_are_read() {
    let file = include_str!("../../../tests/fixtures/documented/attendee/list-chat-messages.json");
    let page = read(Object::parse(file).unwrap().raw("body").unwrap());
    assert!(
        matches!(&page.records[0].entries[0].content, Content::Unknown { text, .. } if text.as_ref() == "{}")
    );
    let message = r#"{"id":"<string>","text":"<string>","timestamp":123,"timestamp_ms":"<string>","to":"<string>",
        "sender_name":"<string>","sender_uuid":"<string>","sender_user_uuid":{},"additional_data":{}}"#;
    let entry = one(message);
    assert_eq!(entry.when, When::At(Timestamp::from_secs(123).unwrap()));
    assert_eq!(entry.facts.len(), 2, "{:?}", entry.facts);
}

#[test]
fn refusals_are_told_apart() {
    let mut second = request();
    second.query.push(("cursor", "zzz".to_owned()));
    for (asked, status, body, meaning, words) in [
        (&second, 404, r#"{"detail":"Invalid cursor"}"#, Refusal::Cursor, "Invalid cursor"),
        (&second, 404, r#"{"error":"Bot not found"}"#, Refusal::NotFound, "Bot not found"),
        (&request(), 404, r#"{"detail":"Not found."}"#, Refusal::NotFound, "Not found."),
        (&request(), 401, r#"{"detail":"Invalid or disabled API key"}"#, Refusal::Key, "disabled"),
        (&request(), 400, r#"{"error":"Invalid updated_after format."}"#, Refusal::Request, "updated_after"),
    ] {
        let error = Attendee.read(asked, &answer(status, body)).unwrap_err();
        let ProviderError::Refused { refusal, message, .. } = error else { panic!("{error:?}") };
        assert_eq!(refusal, meaning, "{body}");
        assert!(message.unwrap().contains(words), "{body}");
    }
    for body in ["[]", "{}", "null", r#"{"results":null}"#] {
        assert!(
            matches!(Attendee.read(&request(), &answer(200, body)), Err(ProviderError::Shape { .. })),
            "{body}"
        );
    }
}

#[test]
fn a_pasted_address_gives_its_bot_and_a_pasted_scheme_leaves_the_key() {
    for typed in [
        "bot_a1",
        " bot_a1 ",
        "https://app.attendee.dev/api/v1/bots/bot_a1/chat_messages?cursor=x",
        "/bots/bot_a1",
    ] {
        assert_eq!(Attendee.handle(typed).unwrap().native(), "bot_a1");
    }
    assert_eq!(Attendee.handle("own-id").unwrap().native(), "own-id");
    assert_eq!(Attendee.clean_key("Token abc"), "abc");
    assert_eq!(Attendee.clean_key("Authorization: Token abc"), "abc");
    let key = ApiKey::new("abc").unwrap();
    assert_eq!(Attendee.authorise(&key), ("Authorization", "Token abc".to_owned()));
}

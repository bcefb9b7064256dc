use super::*;
use crate::{
    model::{Channel, Direction, FactValue, Role, Timestamp, When},
    providers::{Refusal, Window},
};

fn request(typed: &str) -> Request {
    let window = Window { since: Timestamp::EPOCH, until: None };
    Naturalead.timeline(&Ask { handle: Naturalead.handle(typed).unwrap(), window, page_size: None }).unwrap()
}

fn answer(status: u16, body: &str) -> Response {
    Response { status, body: body.as_bytes().to_vec(), ..Response::default() }
}

fn read(typed: &str, body: &str) -> Page {
    Naturalead.read(&request(typed), &answer(200, body)).unwrap()
}

#[test]
fn nothing_is_sent_that_could_hide_a_conversation() {
    assert_eq!(request("+1 415 555 0142").path_and_query(), "/conversations");
    assert_eq!(Naturalead.check().unwrap().path_and_query(), "/conversations?status=active");
}

#[test]
fn a_conversation_is_an_opening_and_its_messages() {
    let page = read(
        "lead:42",
        r#"[{"_id":"c1","leadId":42,"channel":"whatsapp","leadPhone":"+14155550142","status":"handed_off",
            "currentStageIndex":2,"currentStageName":"Offer","createdAt":"2026-05-14T15:00:00.000Z",
            "qualificationResult":{"qualified":true,"reason":"Has a budget"},"messageCount":5,"accountId":"acc",
            "messages":[
              {"role":"agent","content":"Hello","timestamp":"2026-05-14T15:01:00.000Z","agentConfigId":"cfg"},
              {"role":"user","content":"Hi","timestamp":"2026-05-14T15:02:00.000Z"},
              {"role":"human","content":"I take over","timestamp":"soon"},
              {"role":"system","content":"Handed off"},
              {"content":null,"mood":"sad"}]}]"#,
    );
    assert_eq!(page.remarks, [""; 0]);
    let [record] = page.records.as_slice() else { panic!("{:?}", page.records) };
    let [opening, hello, hi, over, off, nothing] = record.entries.as_slice() else { panic!("{record:?}") };
    let Content::Thread(thread) = &opening.content else { panic!("{opening:?}") };
    assert_eq!((thread.status.as_deref(), thread.sent_messages), (Some("handed_off"), 5));
    assert_eq!(thread.stage.as_ref().unwrap().name.as_deref(), Some("Offer"));
    assert_eq!(thread.qualification.as_ref().unwrap().qualified, Some(true));
    let facts: Vec<_> = thread.facts.iter().map(|fact| fact.label.as_ref()).collect();
    assert_eq!(facts, ["Lead id", "Account id"]);

    let who =
        [hello, hi, over, off, nothing].map(|entry| (entry.actor.role.clone(), entry.direction.clone()));
    assert_eq!(
        who,
        [
            (Role::Ai, Direction::Outbound),
            (Role::Lead, Direction::Inbound),
            (Role::Other("human".into()), Direction::Unstated),
            (Role::System, Direction::Internal),
            (Role::Unstated, Direction::Unstated),
        ]
    );
    assert_eq!(hi.actor.address.as_deref(), Some("+14155550142"));
    assert_eq!(hello.facts.len(), 2, "{:?}", hello.facts);
    assert_eq!(over.when, When::Unreadable("soon".into()));
    assert_eq!(over.place, hi.when.at());
    assert!(matches!(&nothing.content, Content::Unknown { text, .. } if text.contains("sad")));
    assert!(record.entries.iter().all(|entry| entry.thread.as_ref() == Some(&thread.id)));
    assert!(hi.raw.part().unwrap().contains(r#""content":"Hi""#));
}

#[test]
fn a_message_keeps_its_name_when_others_come_before_it() {
    let names = |messages: &str| -> Vec<String> {
        let page = read("lead:1", &format!(r#"[{{"_id":"c","leadId":"1","messages":[{messages}]}}]"#));
        page.records[0].entries.iter().map(|entry| entry.id.to_string()).collect()
    };
    let (a, b) = (
        r#"{"role":"agent","content":"Hi","timestamp":"2026-05-14T15:01:00Z"}"#,
        r#"{"role":"user","content":"Hi"}"#,
    );
    let old = names(&format!("{b},{b}"));
    let new = names(&format!("{a},{b},{b}"));
    assert_eq!(old[1..], new[2..]);
    assert_eq!(old[2], format!("{}-2", old[1]));
}

#[test]
fn a_conversation_without_an_id_stays_the_same_as_it_grows() {
    let id = |body: &str| read("lead:1", body).records[0].id.clone();
    let short = id(r#"[{"leadId":"1","createdAt":"2026-05-14T15:00:00Z","messages":[]}]"#);
    let long = id(r#"[{"messages":[{"content":"Hi"}],"createdAt":"2026-05-14T15:00:00Z","leadId":"1"}]"#);
    assert_eq!(short, long);
    assert_ne!(short, id(r#"[{"leadId":"1","createdAt":"2026-05-14T15:00:01Z"}]"#));
}

#[test]
fn email_conversations_give_emails_to_the_leads_address() {
    let page = read(
        "dana@example.com",
        r#"{"conversations":[{"_id":"c","channel":"email","leadPhone":"","leadEmail":"Dana@example.com",
            "messages":[{"role":"lead","content":"<b>Hi</b>"}]}]}"#,
    );
    let entry = &page.records[0].entries[1];
    assert_eq!(entry.channel, Channel::Email);
    assert!(matches!(&entry.content, Content::Email(email) if email.text.as_ref() == "<b>Hi</b>"));
    assert_eq!(entry.actor.address.as_deref(), Some("Dana@example.com"));
}

#[test]
fn other_leads_conversations_are_counted() {
    let page = read(
        "+14155550142",
        r#"[{"leadPhone":"+1"},{"leadPhone":"001 415 555 0142"},{"leadPhone":"","leadId":"7"}]"#,
    );
    assert_eq!((page.records.len(), page.others), (1, 2));
}

#[test]
fn one_bad_conversation_or_message_costs_itself() {
    let deep = format!("{}{}", "[".repeat(500), "]".repeat(500));
    let page = read(
        "lead:1",
        &format!(
            r#"[{{"_id":"a","leadId":"1","messages":[null,{{"role":"user","content":"x\ud83d","content":"y\ud83d"}},5]}},
            null, {{"_id":"b","leadId":"1","n":1e400,"d":{deep}}}, {{"_id":"c","leadId":"1",oops}}, {{}}]"#
        ),
    );
    let entries: Vec<_> = page.records.iter().map(|record| record.entries.len()).collect();
    assert_eq!(entries, [4, 1, 1, 1, 1]);
    let is_readable = |at: usize| !matches!(page.records[at].entries[0].content, Content::Unreadable { .. });
    assert_eq!([0, 1, 2, 3, 4].map(is_readable), [true, false, true, false, true]);
    assert_eq!(page.records[3].id.native(), "c");
    let texts: Vec<_> = page.records[0].entries.iter().map(|entry| entry.texts().join(" ")).collect();
    assert!(texts[2].contains("y\u{fffd}"), "{texts:?}");
    assert!(matches!(page.records[0].entries[1].content, Content::Unreadable { .. }));
}

#[test]
fn the_documented_placeholders_are_read() {
    let file = include_str!("../../../tests/fixtures/documented/naturalead/list-conversations.json");
    let file = Object::parse(file).unwrap();
    let page = read("text:<string>", file.raw("body").unwrap());
    assert_eq!(page.records[0].entries.len(), 2);
    assert_eq!(page.remarks.len(), 1, "123 messages are stated and 1 was sent");
    let Content::Thread(thread) = &page.records[0].entries[0].content else { panic!() };
    assert_eq!(thread.facts.len(), 4);
    assert!(thread.facts.iter().all(|fact| fact.value == FactValue::Text("<string>".into())));
}

#[test]
fn the_rest_of_an_account_is_asked_for_when_the_answer_can_be_trusted_to_skip() {
    let body = |skip: usize| {
        format!(r#"{{"data":[{{"leadId":"2"}},{{"leadId":"1"}}],"total":5,"skip":{skip},"limit":2}}"#)
    };
    let follow = read("lead:1", &body(0)).follow.unwrap();
    assert_eq!(follow.path_and_query(), "/conversations?skip=2");
    let second = Naturalead.read(&follow, &answer(200, &body(2))).unwrap();
    assert_eq!(second.follow.unwrap().path_and_query(), "/conversations?skip=4");
    let again = Naturalead.read(&follow, &answer(200, &body(0))).unwrap();
    assert_eq!((again.follow, again.remarks.len(), again.records.len()), (None, 1, 1));
    let whole = read("lead:1", r#"{"data":[{"leadId":"1"}],"total":1,"skip":0}"#);
    assert_eq!((whole.follow, whole.remarks.len()), (None, 0));
}

#[test]
fn answers_that_hold_no_list_are_errors() {
    let error = |status, body: &str| Naturalead.read(&request("1"), &answer(status, body)).unwrap_err();
    for body in ["{}", "null", "5", r#"{"data":null}"#, r#"{"data":{}}"#] {
        assert!(matches!(error(200, body), ProviderError::Shape { .. }), "{body}");
    }
    assert!(matches!(error(200, "oops"), ProviderError::NotJson { .. }));
    for (status, body, meaning, words) in [
        (401, r#"{"error":"Invalid or expired API key"}"#, Refusal::Key, "Invalid or expired API key"),
        (
            403,
            r#"{"error":"Forbidden","message":"API key does not have the required scope (requires: conversations:view)."}"#,
            Refusal::Right,
            "conversations:view",
        ),
        (400, r#"{"error":"Validation failed","details":"status"}"#, Refusal::Request, "status"),
        (429, r#"{"error":"Too many requests"}"#, Refusal::TooMany, "Too many"),
        (200, r#"{"error":"Odd"}"#, Refusal::Other, "Odd"),
    ] {
        let ProviderError::Refused { refusal, message, .. } = error(status, body) else { panic!("{body}") };
        assert_eq!(refusal, meaning, "{body}");
        assert!(message.unwrap().contains(words), "{body}");
    }
}

#[test]
fn a_cut_answer_keeps_what_was_whole() {
    for body in [r#"[{"leadId":"1"},{"leadId":"1","mess"#, r#"{"data":[{"leadId":"1"},{"lea"#] {
        let page = read("lead:1", body);
        assert_eq!((page.records.len(), page.remarks.len()), (1, 1), "{body}");
    }
}

#[test]
fn the_check_says_what_it_learned() {
    let check = Naturalead.check().unwrap();
    let page = Naturalead.read(&check, &answer(200, r#"[{"leadId":"1"},{}]"#)).unwrap();
    assert_eq!((page.records.len(), page.others), (0, 2));
    assert!(page.remarks[0].contains('2'));
}

#[test]
fn a_pasted_scheme_is_taken_off_the_key() {
    assert_eq!(Naturalead.clean_key(" Bearer nl_test_0 "), "nl_test_0");
    assert_eq!(Naturalead.clean_key("X-API-Key: nl_test_0"), "nl_test_0");
    let key = ApiKey::new("nl_test_0").unwrap();
    assert_eq!(Naturalead.authorise(&key), ("X-API-Key", "nl_test_0".to_owned()));
}

//! LeadSail: threads, calls and its envelope.

use std::collections::HashSet;

use leadwake::{
    model::{
        Call, Content, Entry, EntryId, FactValue, Length, Record, Recording, Role, ThreadKind, Vendor, When,
    },
    providers::{ProviderError, Refusal, provider},
};

use crate::fixture::{self, named};

fn records() -> Vec<Record> {
    named("leadsail-interactions-kinds").read().unwrap().records
}

fn record(id: &str) -> Record {
    records().into_iter().find(|record| record.id.native() == id).unwrap()
}

fn call(record: &Record) -> &Call {
    let content = &record.entries[0].content;
    let Content::Call(call) = content else { panic!("{content:?}") };
    call
}

fn text(entry: &Entry) -> &str {
    let Content::Message(message) = &entry.content else { panic!("{entry:?}") };
    &message.text
}

#[test]
fn a_thread_is_its_opening_and_its_messages() {
    for (id, kind, messages) in [
        ("int_3", ThreadKind::Sms, 6),
        ("int_4", ThreadKind::Email, 1),
        ("int_5", ThreadKind::Conversation, 1),
    ] {
        let record = record(id);
        assert_eq!(record.entries.len(), messages + 1, "{id}");
        let Content::Thread(thread) = &record.entries[0].content else { panic!("{id}") };
        assert_eq!((thread.kind, thread.sent_messages), (kind, messages), "{id}");
        let threads: HashSet<_> = record.entries.iter().map(|entry| entry.thread.clone()).collect();
        assert_eq!(threads, HashSet::from([Some(thread.id.clone())]), "{id}");
        let channels: HashSet<_> = record.entries.iter().map(|entry| entry.channel.clone()).collect();
        assert_eq!(channels, HashSet::from([thread.channel.clone()]), "{id}");
    }
}

#[test]
fn a_message_keeps_its_name_as_its_thread_grows() {
    let fixture = named("leadsail-interactions-kinds");
    let mut list = fixture.list().unwrap();
    let thread = &mut list[2];
    let turns = thread["transcript"].as_array_mut().unwrap();
    turns.insert(
        0,
        serde_json::json!({"timestamp": "2026-05-04T00:00:00Z", "role": "user", "message": "Earlier"}),
    );
    turns.push(serde_json::json!({"timestamp": "2026-05-06T00:00:00Z", "role": "user", "message": "Later"}));
    let grown = fixture.read_body(&fixture::envelope(Vendor::LeadSail, &[&thread.to_string()])).unwrap();
    let names = |record: &Record| -> HashSet<(EntryId, String)> {
        let messages = record.entries[1..].iter();
        messages.map(|entry| (entry.id.clone(), text(entry).to_owned())).collect()
    };
    let (before, after) = (names(&record("int_3")), names(&grown.records[0]));
    assert!(before.is_subset(&after), "{before:?} became {after:?}");
    assert_eq!(after.len(), before.len() + 2);
}

#[test]
fn equal_messages_are_both_there() {
    let texts: Vec<_> = record("int_3").entries[1..].iter().map(|entry| text(entry).to_owned()).collect();
    assert_eq!(texts, ["Hello!", "ok", "ok", "I will look it up.", "Sent by program.", "Noted."]);
}

#[test]
fn an_unreadable_time_holds_its_place() {
    let entry = &record("int_3").entries[4];
    assert_eq!(entry.when, When::Unreadable("later".into()));
    assert_eq!(entry.place, Some(fixture::at("2026-05-05T15:01:00Z")));
}

#[test]
fn roles_and_sources_say_who_wrote() {
    let roles: Vec<_> = record("int_3").entries[1..].iter().map(|entry| entry.actor.role.clone()).collect();
    assert_eq!(
        roles,
        [Role::Ai, Role::Lead, Role::Lead, Role::Person, Role::Company, Role::Other("supervisor".into())]
    );
}

#[test]
fn offsets_in_a_call_are_no_times() {
    let record = record("int_1");
    let starts: Vec<_> = call(&record).transcript.iter().flatten().map(|turn| turn.start.clone()).collect();
    assert_eq!(
        starts,
        [
            When::At(fixture::at("2026-05-03T15:00:00Z")),
            When::Unreadable("12.5".into()),
            When::Unreadable("00:21".into())
        ]
    );
}

#[test]
fn a_call_is_whole_and_its_units_are_marked() {
    let (full, failed) = (record("int_1"), record("int_2"));
    assert_eq!(call(&full).length, Some(Length { secs: 64.0, unit_assumed: true }));
    assert_eq!(call(&full).recording, Recording::Link("https://media.example/int_1.mp3".into()));
    assert_eq!(call(&failed).recording, Recording::None);
    assert!(call(&full).is_whole && call(&failed).is_whole);
    assert!(matches!(call(&failed).started, When::AssumedUtc { .. }));
    assert_eq!(call(&failed).failure.as_ref().unwrap().code.as_deref(), Some("SIP_486"));
}

#[test]
fn a_failure_in_the_body_counts_whatever_the_status() {
    let refusal = |status, body: &str| {
        let adapter = provider(Vendor::LeadSail);
        let request = fixture::timeline(adapter, "lead_abc123");
        match adapter.read(&request, &fixture::answer(status, body)) {
            Err(ProviderError::Refused { refusal, code, .. }) => (refusal, code),
            other => panic!("{other:?}"),
        }
    };
    let failed = |code: &str| format!(r#"{{"success":false,"error":{{"code":"{code}","message":"m"}}}}"#);
    let told = |code: &str| Some(code.to_owned());
    assert_eq!(refusal(200, &failed("UNAUTHORIZED")), (Refusal::Key, told("UNAUTHORIZED")));
    assert_eq!(refusal(500, &failed("NOT_FOUND")), (Refusal::NotFound, told("NOT_FOUND")));
    assert_eq!(refusal(200, &failed("NEW")), (Refusal::Other, told("NEW")));
    assert_eq!(refusal(401, &failed("NEW")), (Refusal::Key, told("NEW")));
    assert_eq!(refusal(200, r#"{"success":false}"#), (Refusal::Other, None));
    assert_eq!(refusal(200, r#"{"success":"false","data":{"interactions":[]}}"#), (Refusal::Other, None));
}

#[test]
fn no_data_is_no_empty_history() {
    assert!(matches!(named("leadsail-data-null").read(), Err(ProviderError::Shape { .. })));
    assert_eq!(named("leadsail-interactions-empty").read().unwrap().records, []);
}

#[test]
fn a_thread_without_an_id_is_the_same_when_it_grows() {
    let read = |transcript: &str| {
        let adapter = provider(Vendor::LeadSail);
        let record = format!(
            r#"{{"leadId":"l","type":"sms","phone":"+1","createdAt":"2026-05-05","transcript":{transcript}}}"#
        );
        let body = fixture::envelope(Vendor::LeadSail, &[&record]);
        let request = fixture::timeline(adapter, "l");
        adapter.read(&request, &fixture::answer(200, &body)).unwrap().records.remove(0).id
    };
    assert_eq!(read("[]"), read(r#"[{"message":"Hi"}]"#));
}

#[test]
fn a_turn_is_never_blank_and_its_other_members_are_told() {
    let record = named("leadsail-interactions-odd-turns").read().unwrap().records.remove(0);
    let call = call(&record);
    let texts: Vec<&str> = call.transcript.iter().flatten().map(|turn| turn.text.as_ref()).collect();
    assert_eq!((texts.len(), texts[0], texts[3], texts[4]), (5, "Hello!", "\"no object\"", "Bye."));
    assert!(texts[1].contains("\"text\"") && texts[2].contains("15:00:05Z"), "{texts:?}");
    let told =
        |label: &str| call.facts.iter().find(|fact| fact.label == label).map(|fact| fact.value.clone());
    assert_eq!(told("transcript[0].confidence"), Some(FactValue::Text("0.93".into())));
    assert_eq!(told("transcript[4].sentiment"), Some(FactValue::Text("calm".into())));
    assert!(told("transcript[1].text").is_some(), "{:?}", call.facts);
}

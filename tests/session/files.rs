//! Answers that come as files.

use futures_util::FutureExt as _;
use leadwake::{
    model::{Handle, Timestamp, Vendor},
    providers::provider,
    session::{Cause, FILE_LIMIT, File, FileSet, Files, Transport, TransportError},
};

const EVENTS: &str = r#"{"events":[{"id":"m1","roomId":"room_1","type":"MESSAGE","timestamp":"2026-05-14T15:00:00Z","data":{"content":{"text":"Hi"}}},{"id":"call_1","roomId":"room_1","type":"CALL","timestamp":"2026-05-14T16:00:00Z","data":{}}],"nextToken":null}"#;
const CALL: &str = r#"{"id":"call_1","leadId":"other-id","callStatus":"COMPLETE","durationSeconds":3,"createdAt":"2026-05-14T16:00:00Z","summary":"Short."}"#;
const ACCOUNT: &str = r#"[{"_id":"a","leadId":"7","leadPhone":"+14155550142","messages":[]},{"_id":"b","leadId":"8","messages":[]},{"_id":"c","messages":[]}]"#;

fn given(files: &[(&str, &str)]) -> Files {
    let mut all = Files::default();
    for (name, text) in files {
        all.add(File::read(name, text.as_bytes()));
    }
    all
}

fn parts(files: &Files) -> Vec<(String, usize)> {
    files.parts().into_iter().map(|part| (part.lead.to_string(), part.records)).collect()
}

fn shown(files: &Files) -> FileSet {
    files.set(&files.usual()).unwrap()
}

fn problem(bytes: &[u8]) -> String {
    let file = File::read("a.json", bytes);
    assert!(file.answers.is_empty());
    file.problem.unwrap()
}

#[test]
fn a_file_of_one_lead_is_read_as_its_vendors_answer() {
    let files = given(&[("events.json", EVENTS)]);
    assert_eq!(parts(&files), [("apten:room_1".to_owned(), 2)]);
    assert!(files.is_plain() && !files.needs_choice());
    let set = shown(&files);
    let (lead, from) = &set.leads()[0];
    assert_eq!(from, "events.json");
    let page = set.of(lead)[0].read().unwrap();
    let asked = provider(Vendor::Apten);
    assert_eq!(page.records.len(), 2);
    assert!(page.records.iter().all(|record| record.entries[0].raw.path.as_ref() == "events.json"));
    assert!(asked.recognise(EVENTS).is_some());
}

#[test]
fn a_file_that_ends_in_the_middle_says_so_and_its_whole_records_count() {
    let cut = EVENTS.split_at(EVENTS.find(r#","data":{}"#).unwrap()).0;
    let files = given(&[("cut.json", cut)]);
    assert!(files.iter().next().unwrap().is_cut() && !files.is_plain());
    assert_eq!(parts(&files), [("apten:room_1".to_owned(), 1)]);
    assert!(!given(&[("events.json", EVENTS)]).iter().next().unwrap().is_cut());
}

#[test]
fn a_call_belongs_to_the_lead_whose_history_names_it() {
    let files = given(&[("call.json", CALL), ("events.json", EVENTS)]);
    assert_eq!(parts(&files), [("apten:room_1".to_owned(), 3)]);
    let set = shown(&files);
    assert_eq!(set.leads()[0].1, "call.json and 1 more");
    let answers = set.of(&set.leads()[0].0);
    assert!(answers[0].call.is_none(), "histories come first");
    assert_eq!(answers[1].read().unwrap().call.unwrap().summary.unwrap().as_ref(), "Short.");
    let alone = given(&[("call.json", CALL)]);
    assert_eq!(parts(&alone), [("apten:other-id".to_owned(), 1)]);
}

#[test]
fn calls_are_answered_out_of_the_files_and_nothing_else_is() {
    let set = shown(&given(&[("call.json", CALL), ("events.json", EVENTS)]));
    let ask = |call: &str| {
        let call = call.parse().unwrap();
        let request = provider(Vendor::Apten).call(&call).unwrap();
        set.send(&request).now_or_never().unwrap()
    };
    assert_eq!(ask("apten:call_1").unwrap().body, CALL.as_bytes());
    assert_eq!(ask("apten:call_2").unwrap_err(), TransportError::NotGiven);
}

#[test]
fn an_accounts_leads_are_kept_apart_and_nothing_is_lost() {
    let files = given(&[("account.json", ACCOUNT)]);
    let names = ["naturalead:lead:7", "naturalead:lead:8", "naturalead:account.json"];
    assert_eq!(parts(&files).iter().map(|(lead, _)| lead.as_str()).collect::<Vec<_>>(), names);
    assert!(files.needs_choice());
    assert_eq!(files.usual(), []);
    assert_eq!(files.iter().next().unwrap().words(), "Naturalead, 3 records");
    let read = |lead: &str| {
        let lead: Handle = lead.parse().unwrap();
        let set = files.set(std::slice::from_ref(&lead)).unwrap();
        let ids = set.of(&lead)[0].read().unwrap().records.into_iter();
        ids.map(|record| record.id.native().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(read("naturalead:lead:7"), ["a", "c"]);
    assert_eq!(read("naturalead:lead:8"), ["b", "c"]);
    assert_eq!(read("naturalead:account.json"), ["a", "b", "c"]);
}

#[test]
fn two_leads_of_one_vendor_are_not_mixed_unasked() {
    let other = EVENTS.replace("room_1", "room_2");
    let chat = r#"{"next":null,"previous":null,"results":[{"id":"1","sender_name":"Dana","text":"Hi"}]}"#;
    let files =
        given(&[("1.json", EVENTS), ("2.json", &other), ("chat 1.json", chat), ("chat 2.json", chat)]);
    assert!(files.needs_choice());
    let usual: Vec<String> = files.usual().iter().map(ToString::to_string).collect();
    assert_eq!(usual, ["attendee:chat 1.json", "attendee:chat 2.json"]);
}

#[test]
fn the_same_files_have_the_same_address() {
    let one = shown(&given(&[("call.json", CALL), ("events.json", EVENTS)])).id();
    let other = shown(&given(&[("b.json", EVENTS), ("a.json", CALL), ("b.json", EVENTS)])).id();
    assert_eq!(one, other);
    assert_ne!(one, shown(&given(&[("events.json", EVENTS)])).id());
    assert_eq!(one.to_string().parse(), Ok(one));
}

#[test]
fn a_file_that_says_nothing_known_is_refused_in_a_sentence() {
    assert_eq!(problem(b""), "It is empty.");
    assert_eq!(problem(b" <!doctype html>"), "It is a web page, not data.");
    assert_eq!(
        problem(br#"{"message":"Forbidden"}"#),
        "It is a refusal, not data: \u{201c}Forbidden\u{201d}."
    );
    assert_eq!(problem(b"{\"a\":1"), "It ends in the middle, before anything that can be shown.");
    assert!(problem(b"{\"a\":}").starts_with("It cannot be read as JSON: expected value"));
    assert_eq!(problem(b"\x89PNG\r\n"), "It is no JSON (a picture, a document?).");
    assert!(problem(br#"{"title":"a","message":"b"}"#).starts_with("It is JSON, but not an answer"));
    assert_eq!(File::too_long(FILE_LIMIT), None);
    assert!(File::too_long(FILE_LIMIT + 1).unwrap().starts_with("It has 65 MiB, and this page reads"));
}

#[test]
fn what_shells_put_around_an_answer_is_taken_off() {
    let wide = |order: fn(u16) -> [u8; 2]| {
        let units = std::iter::once(0xfeff).chain(EVENTS.encode_utf16());
        units.flat_map(order).collect::<Vec<u8>>()
    };
    let headers = format!("HTTP/2 200 \r\ncontent-type: application/json\r\n\r\n{EVENTS}\n");
    for bytes in [
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
        format!("\u{feff}{EVENTS}").into_bytes(),
        headers.into_bytes(),
    ] {
        assert_eq!(File::read("a.json", &bytes).words(), "Apten, 2 records");
    }
}

#[test]
fn a_cut_off_file_gives_its_whole_records_and_says_so() {
    let cut = &EVENTS[..EVENTS.len() - 40];
    let set = shown(&given(&[("cut.json", cut)]));
    let page = set.of(&set.leads()[0].0)[0].read().unwrap();
    assert_eq!((page.records.len(), page.is_cut), (1, true));
    assert!(page.remarks[0].starts_with("The answer was cut off"));
}

fn bundle(rest: &str, answers: &[String]) -> String {
    format!(
        r#"{{{rest}"recorded_at":"2026-11-20T09:00:00Z","dossier":"apten:room_1,naturalead:phone:+14155550142","answers":[{}]}}"#,
        answers.join(",")
    )
}

fn held(vendor: &str, path: &str, status: u16, body: &str) -> String {
    format!(r#"{{"vendor":"{vendor}","path":"{path}","query":[],"status":{status},"body":{body}}}"#)
}

#[test]
fn a_bundle_holds_many_answers_and_knows_their_questions() {
    let text = bundle(
        r#""format":"leadwake.answers","version":1,"#,
        &[
            held("apten", "/leads/room_1/events", 200, &serde_json::to_string(EVENTS).unwrap()),
            held("naturalead", "/conversations", 200, ACCOUNT),
            held("apten", "/calls/call_1", 200, CALL),
        ],
    );
    let files = given(&[("export.json", &text)]);
    assert!(files.is_plain(), "{:?}", files.iter().next().unwrap().remarks);
    let leads: Vec<String> = files.parts().iter().map(|part| part.lead.to_string()).collect();
    assert_eq!(leads, ["apten:room_1", "naturalead:phone:+14155550142"], "the question says whose it is");
    let set = shown(&files);
    let of_account = set.of(&set.leads()[1].0)[0].read().unwrap();
    assert_eq!(of_account.records.len(), 2, "the lead's, and the one of nobody");
    assert!(of_account.records[0].entries[0].raw.fetched > Some(Timestamp::EPOCH));
}

#[test]
fn the_demos_recording_is_a_bundle() {
    let recording = include_str!("../../src/demo/recording.json");
    let files = given(&[("recording.json", recording)]);
    assert!(!files.needs_choice() && files.is_plain(), "{:?}", files.iter().next().unwrap().remarks);
    assert_eq!(files.parts().len(), 5);
}

#[test]
fn a_bad_answer_in_a_bundle_costs_itself() {
    let good = held("apten", "/x", 200, EVENTS);
    let text = bundle(
        "",
        &[
            held("apten", "/x", 403, r#"{"message":"Forbidden"}"#),
            "7".into(),
            held("nobody", "/x", 200, "{}"),
            held("leadsail", "/x", 200, "{}"),
            good,
        ],
    );
    let files = given(&[("a.json", &text)]);
    let file = files.iter().next().unwrap();
    assert_eq!((file.answers.len(), file.remarks.len()), (1, 4));
    assert_eq!(file.remarks[0], "Answer 1 in it: Apten refused with status 403: \u{201c}Forbidden\u{201d}.");
    assert_eq!(
        file.remarks[3],
        "Answer 4 in it: it is not an answer of LeadSail\u{2019}s that Leadwake knows."
    );
    let none = bundle("", &[held("apten", "/x", 403, "{}")]);
    assert!(
        problem(none.as_bytes()).starts_with("No answer in it can be shown. Answer 1 in it: Apten refused")
    );
}

#[test]
fn a_bundle_of_a_newer_viewer_is_refused_with_its_version() {
    let text = bundle(r#""format":"leadwake.answers","version":2,"#, &[held("apten", "/x", 200, EVENTS)]);
    assert_eq!(
        problem(text.as_bytes()),
        "It was written by a newer Leadwake (version 2 of its format; this page reads version 1)."
    );
    let other = bundle(r#""format":"somebody.else","#, &[]);
    assert!(problem(other.as_bytes()).starts_with("It is JSON, but not an answer"));
}

#[test]
fn an_answer_that_is_none_fails_as_one_from_the_network() {
    // Recognised by its shape, and refused by its own word.
    let text =
        r#"{"success":false,"error":{"code":"NOT_FOUND","message":"gone"},"data":{"interactions":[]}}"#;
    let set = shown(&given(&[("a.json", text)]));
    let error = set.of(&set.leads()[0].0)[0].read().unwrap_err();
    assert!(matches!(error.cause, Cause::Provider(_)));
}

//! An answer is recognised for what it is when it comes without its question, as a file does.

use leadwake::{
    model::Vendor,
    providers::{Owner, Recognised, provider},
};

use crate::fixture::{self, Fixture};

/// Who takes the answer for theirs.
fn takers(body: &str) -> Vec<(Vendor, Recognised)> {
    let asked = Vendor::ALL.into_iter().map(|vendor| (vendor, provider(vendor).recognise(body)));
    asked.filter_map(|(vendor, recognised)| Some((vendor, recognised?))).collect()
}

/// What the vendor takes its own answer for, reading it as an answer to the question that follows from that.
fn check(fixture: &Fixture) {
    let name = &fixture.name;
    let page = match fixture.read() {
        Ok(page) if fixture.status == 200 => page,
        _ => return assert_eq!(takers(&fixture.body), [], "{name} holds no data"),
    };
    let takers = takers(&fixture.body);
    let [(vendor, recognised)] = &takers[..] else { panic!("{name} is taken for {takers:?}") };
    assert_eq!(*vendor, fixture.vendor, "{name}");
    match recognised {
        Recognised::Call { id, lead } => {
            assert_eq!(page.call.as_ref().map(|call| &call.id), Some(id), "{name}");
            assert!(lead.as_ref().is_none_or(|lead| lead.vendor == *vendor), "{name}");
        }
        Recognised::History { leads, records, .. } => {
            assert!(page.call.is_none(), "{name}");
            assert_eq!(*records, page.records.len() + page.others, "{name}");
            for Owner { handle: lead, records: count, .. } in leads {
                let request = fixture::timeline(fixture.adapter, lead.native());
                let read = fixture.adapter.read(&request, &fixture::answer(200, &fixture.body)).unwrap();
                // Records that say of nobody whose they are belong to every lead.
                assert!(read.records.len() >= *count, "{name} gives too little for {lead}");
            }
        }
    }
}

#[test]
fn every_answer_is_recognised_by_its_vendor_and_by_no_other() {
    let fixtures = fixture::all();
    fixtures.iter().for_each(check);
    let with_data = fixtures.iter().filter(|one| one.status == 200 && one.read().is_ok()).count();
    assert!(with_data > 30, "only {with_data} fixtures hold data");
}

fn history(body: &str) -> (Vec<(String, usize)>, usize, Option<String>) {
    let mut takers = takers(body);
    let Some((_, Recognised::History { leads, records, remark })) = takers.pop() else {
        panic!("{body} is no history: {takers:?}")
    };
    assert_eq!(takers, [], "{body}");
    (leads.into_iter().map(|lead| (lead.handle.to_string(), lead.records)).collect(), records, remark)
}

#[test]
fn an_answer_says_whose_it_is_as_far_as_it_can() {
    let one = |lead: &str, count| vec![(lead.to_owned(), count)];
    let (leads, ..) =
        history(r#"{"events":[{"type":"MESSAGE","roomId":"room_1"},{"roomId":"room_1"}],"nextToken":null}"#);
    assert_eq!(leads, one("apten:room_1", 2));
    let (leads, ..) = history(r#"{"success":true,"data":{"interactions":[{"leadId":"lead_1"}]}}"#);
    assert_eq!(leads, one("leadsail:lead_1", 1));
    let page = |next: &str, previous: &str| {
        history(&format!(r#"{{"next":{next},"previous":{previous},"results":[{{"sender_name":"Dana"}}]}}"#)).0
    };
    let address = r#""http://a.internal/api/v1/bots/bot_1/chat_messages?cursor=c""#;
    assert_eq!(page(address, "null"), one("attendee:bot_1", 1));
    assert_eq!(page("null", address), one("attendee:bot_1", 1));
    assert_eq!(page("null", "null"), []);
    let account = r#"[{"leadId":7,"leadPhone":"+14155550142"},{"leadId":"7"},{"leadPhone":"+14155550143"},{"leadEmail":"a@b.example"},{"messages":[]}]"#;
    let (leads, records, _) = history(account);
    let names: Vec<&str> = leads.iter().map(|(lead, _)| lead.as_str()).collect();
    assert_eq!(names, ["naturalead:lead:7", "naturalead:phone:+14155550143", "naturalead:email:a@b.example"]);
    assert_eq!((leads[0].1, records), (2, 5));
    let adapter = provider(Vendor::Naturalead);
    let counts = leads.iter().map(|(lead, _)| {
        let request = fixture::timeline(adapter, lead.trim_start_matches("naturalead:"));
        adapter.read(&request, &fixture::answer(200, account)).unwrap().records.len()
    });
    // Each with the conversation that names nobody, and kept apart from the others.
    assert_eq!(counts.collect::<Vec<_>>(), [3, 2, 2]);
}

#[test]
fn leads_that_cannot_be_kept_apart_are_named() {
    let two = r#"{"events":[{"type":"MESSAGE","roomId":"room_1"},{"type":"MESSAGE","roomId":"room_2"}],"nextToken":null}"#;
    let (leads, records, remark) = history(two);
    assert_eq!((leads.len(), records), (1, 2));
    assert_eq!(
        remark.unwrap(),
        "One answer holds records of 2 leads (room_1, room_2). They are shown together."
    );
}

#[test]
fn other_data_is_nobodys() {
    for body in [
        "",
        "null",
        "5",
        "\"text\"",
        "{}",
        "[1,2]",
        r#"[{"name":"x"}]"#,
        r#"{"events":[]}"#,
        r#"{"events":[{"name":"click"}]}"#,
        r#"{"results":[]}"#,
        r#"{"next":null,"previous":null,"results":[{"id":"bot_1","meeting_url":"https://a.example"}]}"#,
        r#"{"data":[]}"#,
        r#"{"data":[{"id":1}]}"#,
        r#"{"message":"Forbidden"}"#,
        r#"{"id":"a","state":"ended"}"#,
    ] {
        assert_eq!(takers(body), [], "{body}");
    }
}

#[test]
fn a_call_that_stands_in_no_list_has_a_record_of_its_own() {
    let fixture = fixture::named("apten-call-full");
    let call = fixture.read().unwrap().call.unwrap();
    let record = fixture.adapter.unlisted(&call).unwrap();
    assert_eq!(record.id.to_string(), "apten:CALL:a1b2c3d4");
    assert_eq!(record.entries.len(), 1);
    assert_eq!(record.entries[0].place, call.started.at());
    // Any copy that a list gives is newer.
    assert_eq!(record.revision.changed, None);
}

//! `ui::thread`: conversations and meetings, read by the adapters from answers as the vendors send them.

use leadwake::{
    model::{Handle, PlainCalendar, Timestamp, Vendor},
    providers::{Ask, Response, Window, provider},
    timeline::{Needle, ThreadView, Timeline},
    ui::{
        thread::{Participants, ThreadPage, thread_text},
        timeline::{Address, Around, Target},
    },
};
use leptos::prelude::*;

use crate::support::{html, seen, utc};

/// What a vendor's answer becomes on a timeline: its first thread.
fn thread(vendor: Vendor, handle: &str, body: &str) -> ThreadView {
    let provider = provider(vendor);
    let ask = Ask {
        handle: Handle::new(vendor, handle).expect("a handle"),
        window: Window { since: Timestamp::EPOCH, until: None },
        page_size: None,
    };
    let request = provider.timeline(&ask).expect("a request");
    let answer = Response { status: 200, body: body.into(), ..Response::default() };
    let page = provider.read(&request, &answer).expect("a page");
    let mut timeline = Timeline::default();
    timeline.merge(page.records);
    let id = timeline.all().find_map(|entry| entry.thread.clone()).expect("a thread");
    timeline.thread(&id)
}

fn show(view: ThreadView) -> (String, String) {
    let id = view.entries[0].thread.clone().expect("a thread");
    let html = html(|| {
        let around = Around::new(
            utc(),
            Signal::stored(Needle::new("")),
            Address::new(|target| format!("#/{target:?}")),
            Callback::new(|_: Target| ()),
            Callback::new(|_: String| ()),
            Some(Callback::new(|_: Target| ())),
        );
        let on_close = Callback::new(|()| ());
        view! { <ThreadPage id view=Signal::stored(view) around link="https://viewer.example/#".to_owned() on_close /> }
    });
    let html = html.replace("<!--<() />-->", "");
    let seen = seen(&html);
    (html, seen)
}

const CONVERSATION: &str = r#"[{
    "_id": "665f1a2b3c4d5e6f7a8b9c0d", "leadId": "7", "accountId": "acc_1", "agentConfigId": "cfg_2",
    "channel": "whatsapp", "leadPhone": "+14155550142", "leadEmail": "dana@example.com", "status": "handed_off",
    "currentStageIndex": 3, "currentStageName": "Pricing <b>", "messageCount": 8,
    "messages": [
        {"role": "agent", "content": "Hi Dana", "timestamp": "2026-05-14T15:00:00Z"},
        {"role": "user", "content": "<i>Hello</i>", "timestamp": "2026-05-14T15:02:00Z"},
        {"role": "closer", "content": "Jonas here", "timestamp": "2026-05-15T08:10:00Z"},
        {"role": "user", "content": "Thanks", "timestamp": "yesterday"}
    ],
    "createdAt": "2026-05-14T15:00:00Z", "updatedAt": "2026-05-15T08:12:00Z", "campaignId": "cmp_1",
    "summary": "Dana asked for a price.",
    "qualificationResult": {"qualified": false, "reason": "Rents the house."}
}]"#;

#[test]
fn a_conversation_tells_its_stage_verdict_and_messages_by_day() {
    let (html, seen) = show(thread(Vendor::Naturalead, "phone:+14155550142", CONVERSATION));
    let parts = [
        "WhatsApp conversation with +14155550142",
        "Status: handed_off",
        "4 messages",
        "Naturalead says 8, and 4 came.",
        "Not qualified",
        "Rents the house.",
        "index 3",
        "Dana asked for a price.",
        "Thursday, 14 May 2026",
        "Hi Dana",
        "Friday, 15 May 2026",
        "closer",
        "Jonas here",
        "Thanks",
        "dana@example.com",
        "cmp_1",
    ];
    let mut rest = seen.as_str();
    for part in parts {
        rest = rest.split_once(part).unwrap_or_else(|| panic!("{part} is missing or too early: {seen}")).1;
    }
    assert!(seen.contains("unreadable time “yesterday”"), "{seen}");
    assert_eq!(html.matches("class=\"stage-mark\"").count(), 4, "index 3 is the fourth stage");
    assert!(html.contains("Pricing &lt;b&gt;") && html.contains("&lt;i&gt;Hello&lt;/i&gt;"), "{html}");
    assert!(!html.contains("<i>Hello"), "{html}");
}

#[test]
fn a_count_that_agrees_is_no_matter() {
    let body = CONVERSATION.replace("\"messageCount\": 8", "\"messageCount\": 4");
    let (_, seen) = show(thread(Vendor::Naturalead, "phone:+14155550142", &body));
    assert!(!seen.contains("does not agree"), "{seen}");
}

#[test]
fn what_a_conversation_does_not_say_is_not_shown() {
    let bare =
        r#"[{"_id":"c1","leadPhone":"","channel":"email","leadEmail":"dana@example.com","messages":[]}]"#;
    let (_, seen) = show(thread(Vendor::Naturalead, "email:dana@example.com", bare));
    assert!(seen.contains("Email conversation with dana@example.com"), "{seen}");
    assert!(seen.contains("No messages are stored here."), "{seen}");
    for part in ["Qualification", "Stage", "Summary", "Status"] {
        assert!(!seen.contains(part), "{part}: {seen}");
    }
}

fn chat(messages: &[(&str, &str, &str, u32)]) -> ThreadView {
    let results: Vec<serde_json::Value> = messages
        .iter()
        .enumerate()
        .map(|(index, (name, id, to, minute))| {
            let secs = 1_778_770_800 + i64::from(*minute) * 60;
            serde_json::json!({
                "id": format!("msg_{index}"), "text": format!("message {index}"), "timestamp": secs,
                "timestamp_ms": secs * 1000, "to": to, "sender_name": (!name.is_empty()).then_some(name),
                "sender_uuid": id, "sender_user_uuid": null, "additional_data": {"is_thread": true},
            })
        })
        .collect();
    let body = serde_json::json!({ "next": null, "previous": null, "results": results });
    thread(Vendor::Attendee, "bot_1", &body.to_string())
}

#[test]
fn people_of_one_name_are_listed_once_with_their_connections() {
    let view = chat(&[
        ("Dana Reyes", "u1", "everyone", 0),
        ("Alex", "u2", "everyone", 1),
        ("Alex", "u3", "everyone", 2),
        ("Dana Reyes", "u1", "everyone", 9),
        ("", "u4", "everyone", 10),
    ]);
    let people = Participants::of(&view.entries);
    let told: Vec<_> = people
        .all
        .iter()
        .map(|person| (person.label.as_str(), person.mark.as_str(), person.messages))
        .collect();
    assert_eq!(told, [("Dana Reyes", "DR", 2), ("Alex", "A", 1), ("Alex", "A", 1), ("Participant", "?", 1)]);
    let (_, seen) = show(view);
    assert!(seen.contains("Meeting chat, 3 people wrote, 4 connections"), "{seen}");
    assert!(seen.contains("DRDana Reyes2 messages15:00–15:09"), "{seen}");
    assert!(seen.contains("AAlex2 messages15:01–15:02"), "{seen}");
    assert!(seen.contains("2 connectionsu2 1 messageu3 1 message"), "ids tell them apart: {seen}");
}

#[test]
fn an_audience_is_told_as_it_is() {
    let (_, seen) = show(chat(&[
        ("Dana", "u1", "everyone", 0),
        ("Dana", "u1", "only_bot", 1),
        ("Dana", "u1", "specific_user", 2),
    ]));
    assert!(seen.contains("1 to everyone · 1 only to the bot · 1 to “specific_user”"), "{seen}");
    assert!(seen.contains("To: Only the bot") && seen.contains("To: specific_user"), "{seen}");
}

#[test]
fn a_thread_is_copied_line_by_line() {
    let view = thread(Vendor::Naturalead, "phone:+14155550142", CONVERSATION);
    let text = thread_text(&view.entries, &PlainCalendar::default());
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines,
        [
            "14 May 2026, 15:00 AI: Hi Dana",
            "14 May 2026, 15:02 Lead: <i>Hello</i>",
            "15 May 2026, 08:10 closer: Jonas here",
            "[yesterday] Lead: Thanks",
        ]
    );
}

//! `ui::timeline`: each kind of entry, grouping, search, and what is missing.

use std::sync::Arc;

use leadwake::{
    model::{
        Blocked, Call, CallId, CallProgress, Channel, Content, Direction, Email, Entry, Event, Length,
        Message, Party, Qualification, Recording, Role, Screening, Stage, Thread, ThreadId, ThreadKind,
        Timestamp, ToolCall, Turn, Vendor, When,
    },
    timeline::{Filter, Needle, Order, Rows, Timeline},
    ui::timeline::{Address, Around, Target, TimelineList, details::Details},
};
use leptos::prelude::*;

use crate::support::{html, message, raw, record, searching, seen, utc};

fn around(typed: &str) -> Around {
    let address = Address::new(|target| match target {
        Target::Entry(id) => format!("#/e/{id}"),
        Target::Call(id) => format!("#/c/{id}"),
        Target::Thread(id) => format!("#/t/{id}"),
    });
    Around::new(
        utc(),
        searching(typed),
        address,
        Callback::new(|_| {}),
        Callback::new(|_| {}),
        Some(Callback::new(|_| {})),
    )
}

/// The whole list of some entries, oldest first.
fn list(entries: Vec<Entry>, typed: &'static str) -> String {
    let mut timeline = Timeline::default();
    timeline.merge(entries.into_iter().map(record).collect());
    let rows = Arc::new(Rows::new(&timeline, &Filter::default(), Order::OldestFirst, utc().as_ref()));
    html(move || {
        let Around { address, on_open, on_copy, on_copy_link, .. } = around("");
        view! {
            <TimelineList
                timeline=RwSignal::new(timeline)
                rows=Signal::stored(rows)
                calendar=Signal::stored(utc())
                query=Signal::stored(Needle::new(typed))
                hit=Signal::stored(None)
                selected=Signal::stored(None)
                jump=Signal::stored(None)
                order=Signal::stored(Order::OldestFirst)
                lens=Signal::stored(String::new())
                today=Signal::stored(None)
                busy=Signal::stored(false)
                visit=Signal::stored(None)
                address
                on_open
                on_copy
                on_copy_link
            />
        }
    })
}

fn one(content: Content) -> String {
    list(vec![Entry { content, ..message("m1", "2026-05-14T15:00:00Z", "") }], "")
}

fn call() -> Call {
    let at = |secs: i64| When::At(Timestamp::from_secs(1_778_770_800 + secs).expect("a time"));
    let turn = |role, start, end| Turn {
        speaker: Party::of(role),
        text: "…".into(),
        start: at(start),
        end: at(end),
        source: None,
    };
    Call {
        id: CallId::new(Vendor::Apten, "call_1").expect("an id"),
        is_whole: false,
        direction: Direction::Outbound,
        status: Some("COMPLETE".into()),
        progress: CallProgress::Ended,
        started: at(0),
        changed: at(200),
        length: Some(Length { secs: 145.0, unit_assumed: false }),
        ended_by: None,
        end_reason: None,
        summary: Some("Asked for <prices>.".into()),
        transcript: Some(vec![turn(Role::Ai, 1, 31), turn(Role::Lead, 32, 62)]),
        transfer: None,
        voicemail: None,
        screening: Screening::default(),
        lead_spoke: Some(true),
        flags: vec![("Follow-up", true), ("Hung up", false)],
        numbers: Vec::new(),
        recording: Recording::NotOffered,
        failure: None,
        facts: Vec::new(),
        raw: raw("{}"),
    }
}

fn thread() -> Thread {
    Thread {
        id: ThreadId::new(Vendor::Naturalead, "conv_1").expect("an id"),
        kind: ThreadKind::Conversation,
        channel: Channel::WhatsApp,
        status: Some("handed_off".into()),
        stage: Some(Stage { index: Some(2), name: Some("Pricing".into()) }),
        qualification: Some(Qualification { qualified: Some(true), reason: Some("Budget confirmed".into()) }),
        summary: None,
        phone: None,
        email: None,
        opened: When::Missing,
        changed: When::Missing,
        stated_messages: Some(3),
        sent_messages: 2,
        failure: None,
        facts: Vec::new(),
    }
}

#[test]
fn a_message_tells_who_by_what_means_which_way_and_when() {
    let mut entry = message("m1", "2026-05-14T15:00:00Z", "Hi, I am interested");
    entry.actor.name = Some("Dana Reyes".into());
    let shown = list(vec![entry], "");
    let text = seen(&shown);
    for words in [
        "Thursday, 14 May 2026",
        "Dana Reyes",
        "Lead",
        "SMS",
        "Inbound",
        "Apten",
        "15:00",
        "Hi, I am interested",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(shown.contains("href=\"#/e/apten:m1\""), "the time is the permanent link: {shown}");
    assert!(shown.contains("aria-label=\"Dana Reyes (Lead), SMS, Inbound, 15:00\""), "{shown}");
    assert!(shown.contains("aria-posinset=\"1\"") && shown.contains("aria-setsize=\"1\""), "{shown}");
    assert!(shown.contains("data-side=\"lead\""), "{shown}");
}

#[test]
fn messages_in_a_row_share_a_header() {
    let shown = list(
        vec![
            message("m1", "2026-05-14T15:00:00Z", "one"),
            message("m2", "2026-05-14T15:01:00Z", "two"),
            message("m3", "2026-05-14T15:20:00Z", "three"),
        ],
        "",
    );
    assert_eq!(shown.matches("class=\"entry-head\"").count(), 2, "{shown}");
    assert_eq!(shown.matches("<article").count(), 3);
    assert_eq!(shown.matches("<time").count(), 3, "each keeps its own time");
}

#[test]
fn what_a_machine_of_ours_wrote_stands_on_our_side() {
    let mut entry = message("m1", "2026-05-14T15:00:00Z", "Hello");
    entry.direction = Direction::Outbound;
    entry.actor = Party::of(Role::Ai);
    entry.content = Content::Message(Message {
        text: "Hello".into(),
        delivery: Some("FAILED".into()),
        error: Some("30007".into()),
        ..Message::default()
    });
    let shown = list(vec![entry], "");
    assert!(shown.contains("data-side=\"us\""), "{shown}");
    let text = seen(&shown);
    for words in ["AI", "Outbound", "failed", "Error: 30007"] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[test]
fn hits_are_marked_in_entries() {
    let shown = list(vec![message("m1", "2026-05-14T15:00:00Z", "a refund, please")], "refund");
    assert!(shown.contains("<mark>refund</mark>"), "{shown}");
}

#[test]
fn what_a_time_lacks_is_said() {
    let missing = list(vec![message("m1", "", "no time")], "");
    assert!(seen(&missing).contains("Without a time"), "{missing}");
    assert!(seen(&missing).contains("time missing"), "{missing}");
    let unreadable = list(vec![message("m1", "soonish", "odd time")], "");
    assert!(seen(&unreadable).contains("unreadable time “soonish”"), "{unreadable}");
    let zoneless = list(vec![message("m1", "2026-05-14T15:00:00", "which zone?")], "");
    assert!(seen(&zoneless).contains("no zone given, read as UTC “2026-05-14T15:00:00”"), "{zoneless}");
}

#[test]
fn what_hides_in_a_name_is_shown_and_spoken() {
    let mut entry = message("m1", "2026-05-14T15:00:00Z", "Hi");
    entry.actor.name = Some("Da\u{202e}na".into());
    let shown = list(vec![entry], "");
    assert!(!shown.contains('\u{202e}'), "{shown}");
    assert!(shown.contains("aria-label=\"DaU+202Ena (Lead)"), "{shown}");
}

#[test]
fn an_email_is_text_and_folds_what_it_repeats() {
    let shown = one(Content::Email(Email {
        subject: Some("Re: Offer".into()),
        text: "<b>Yes</b>\n\nOn Mon, Dana wrote:\n> Well?".into(),
        ..Email::default()
    }));
    assert!(shown.contains("&lt;b&gt;Yes&lt;/b&gt;") && !shown.contains("<b>"), "{shown}");
    assert!(seen(&shown).contains("Quoted text, 2 lines"), "{shown}");
    assert!(seen(&shown).contains("Re: Offer"));
}

#[test]
fn a_call_tells_its_outcome_and_leads_to_its_page() {
    let shown = one(Content::Call(Arc::new(call())));
    let text = seen(&shown);
    for words in [
        "Outbound call",
        "2 m 25 s",
        "The lead spoke with the AI agent",
        "Follow-up",
        "Asked for &lt;prices&gt;.",
        "Open call",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(!text.contains("Hung up"), "a flag that is not so is no badge");
    assert!(shown.contains("href=\"#/c/apten:call_1\""), "{shown}");
    assert!(shown.contains("aria-label=\"Talk, from turn times: AI 50 % and Lead 50 %\""), "{shown}");
}

#[test]
fn tool_calls_in_a_row_fold_into_one_line() {
    let tool = |id: &str, at: &str, name: &str| Entry {
        channel: Channel::Tool,
        direction: Direction::Internal,
        content: Content::ToolCall(ToolCall {
            name: Some(name.into()),
            status: Some("success".into()),
            output: Some(r#"{"slot":"needle"}"#.into()),
            seconds: Some(0.4),
            ..ToolCall::default()
        }),
        ..message(id, at, "")
    };
    let entries = || {
        vec![
            tool("t1", "2026-05-14T15:00:00Z", "check_calendar"),
            tool("t2", "2026-05-14T15:00:05Z", "reserve_slot"),
        ]
    };
    let folded = list(entries(), "");
    assert_eq!(folded.matches("<article").count(), 1, "{folded}");
    let text = seen(&folded);
    for words in ["2 tool calls", "check_calendar", "success", "0.4 s", "reserve_slot"] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(!text.contains("needle"));
    let unfolded = list(entries(), "needle");
    assert_eq!(unfolded.matches("<mark>needle</mark>").count(), 2, "a hit inside unfolds: {unfolded}");
    let single = list(vec![tool("t1", "2026-05-14T15:00:00Z", "check_calendar")], "");
    assert!(seen(&single).contains("needle"), "{single}");
}

#[test]
fn events_blocks_and_unknown_kinds_show_all_they_hold() {
    let event =
        one(Content::Event(Event { name: Some("crm.moved".into()), data: r#"{"to":{"x":1}}"#.into() }));
    assert!(seen(&event).contains("crm.moved") && seen(&event).contains("to.x1"), "{event}");
    let blocked = one(Content::Blocked(Blocked {
        channel: Some("sms".into()),
        reason: Some("STATE_DNC".into()),
        source: Some("http".into()),
        triggered_by: Some("llm".into()),
    }));
    for words in ["Not sent", "sms", "STATE_DNC", "http", "llm"] {
        assert!(seen(&blocked).contains(words), "{words} in {blocked}");
    }
    let unknown = one(Content::Unknown { label: "FAX".into(), text: r#"{"pages":3}"#.into() });
    assert!(seen(&unknown).contains("FAX") && seen(&unknown).contains("pages3"), "{unknown}");
}

#[test]
fn a_conversation_tells_how_far_it_came() {
    let shown = one(Content::Thread(Arc::new(thread())));
    let text = seen(&shown);
    for words in [
        "WhatsApp conversation opened",
        "handed_off",
        "Pricing (index 2)",
        "Qualified",
        "Budget confirmed",
        "2 messages; the vendor says 3",
        "Open conversation",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(shown.contains("href=\"#/t/naturalead:conv_1\""), "{shown}");
}

#[test]
fn an_unreadable_record_shows_its_text_and_why() {
    let mut entry = message("m1", "2026-05-14T15:00:00Z", "");
    entry.content = Content::Unreadable { reason: "It ends in the middle.".into() };
    entry.raw = raw(r#"{"id":"<script>alert(1)</script>"#);
    let shown = list(vec![entry], "");
    assert!(!shown.contains("<script"), "{shown}");
    assert!(seen(&shown).contains("{\"id\":\"&lt;script&gt;alert(1)&lt;/script&gt;"), "{shown}");
    assert!(seen(&shown).contains("It ends in the middle."));
}

#[test]
fn details_list_every_fact() {
    let mut entry = message("m1", "2026-05-14T15:00:00Z", "Hi");
    entry.actor.address = Some("+14155550142".into());
    entry.facts = vec![leadwake::model::Fact::text("Organisation", "org_123")];
    let shown = html(move || view! { <Details entry=Arc::new(entry) around=around("") /> });
    let text = seen(&shown);
    for words in [
        "14 May 2026, 15:00",
        "+14155550142",
        "Organisation",
        "org_123",
        "All fields",
        "Raw JSON",
        "Copy link",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[test]
fn a_row_says_only_what_tells_something() {
    let silent = Call {
        lead_spoke: Some(false),
        flags: vec![("Lead never spoke", true), ("Follow-up", true)],
        ..call()
    };
    let text = seen(&one(Content::Call(Arc::new(silent))));
    assert!(text.contains("Follow-up") && !text.contains("Lead never spoke"), "{text}");

    let email = |subject: Option<&str>| {
        seen(&one(Content::Email(Email { subject: subject.map(Into::into), ..Email::default() })))
    };
    assert!(!email(None).contains("No subject") && email(Some(" ")).contains("No subject"));
    assert!(email(Some("Prices")).contains("Prices"));

    let written = Message { text: "Hi".into(), source: Some("manual".into()), ..Message::default() };
    assert!(!seen(&one(Content::Message(written))).contains("manual"));
}

//! `ui::parts`.

use leadwake::{
    model::{Fact, FactValue, Party, Role, When},
    ui::parts::{Actor, Delivery, FactList, FieldList, Moment, Name, RawJson, Text},
};
use leptos::prelude::*;

use crate::support::{html, raw, searching, seen, utc};

#[test]
fn a_text_is_text_whatever_it_holds() {
    let shown = html(|| view! { <Text text="<img src=x onerror=alert(1)>" query=searching("") /> });
    assert!(!shown.contains("<img"), "{shown}");
    assert!(shown.contains("&lt;img src=x onerror=alert(1)&gt;"), "{shown}");
}

#[test]
fn hits_are_marked_without_changing_the_text() {
    let shown = html(|| view! { <Text text="The Café, the cafe." query=searching("cafe") /> });
    assert_eq!(shown.matches("<mark>").count(), 2, "{shown}");
    assert_eq!(seen(&shown), "The Café, the cafe.");
}

#[test]
fn only_harmless_addresses_become_links() {
    let text = "See https://a.example/x or javascript:alert(1) or data://x";
    let shown = html(|| view! { <Text text=text query=searching("") /> });
    assert_eq!(shown.matches("<a ").count(), 1, "{shown}");
    assert!(shown.contains("rel=\"noopener noreferrer nofollow\""), "{shown}");
    assert_eq!(seen(&shown), text);
}

#[test]
fn long_texts_are_folded_and_whole_all_the_same() {
    let text = "lorem ipsum ".repeat(200);
    let folded = html(|| view! { <Text text=text.clone() query=searching("") /> });
    assert!(folded.contains("hidden=\"until-found\""), "{folded}");
    assert!(folded.contains("Show all 2400 characters"), "{folded}");
    assert!(seen(&folded).starts_with(&text));
    let opened = html(|| view! { <Text text=format!("{text}needle") query=searching("needle") /> });
    assert!(!opened.contains("until-found"), "a hit below the fold opens it: {opened}");
}

#[test]
fn what_hides_in_a_name_is_shown() {
    let shown = html(|| view! { <Name text="Da\u{202e}na" /> });
    assert_eq!(seen(&shown), "DaU+202Ena");
    assert!(!shown.contains('\u{202e}'), "{shown}");
    assert!(shown.starts_with("<bdi>"), "{shown}");
}

#[test]
fn what_a_machine_wrote_says_so() {
    assert!(seen(&html(|| view! { <Actor party=Party::of(Role::Ai) /> })).contains("AI"));
    let named = Party { role: Role::Lead, name: Some("Dana Reyes".into()), address: None };
    assert_eq!(seen(&html(|| view! { <Actor party=named /> })), "Dana ReyesLead");
    assert_eq!(seen(&html(|| view! { <Actor party=Party::of(Role::Other("closer".into())) /> })), "closer");
}

#[test]
fn moments_tell_what_is_known_of_them() {
    let moment = |text: &'static str| html(|| view! { <Moment when=When::parse(text) calendar=utc() /> });
    let known = moment("2026-05-14T15:01:09Z");
    assert_eq!(seen(&known), "15:01");
    assert!(known.contains("datetime=\"2026-05-14T15:01:09.000Z\""), "{known}");
    assert!(known.contains("title=\"14 May 2026, 15:01:09 UTC · 2026-05-14T15:01:09.000Z\""), "{known}");
    assert_eq!(seen(&moment("2026-05-14T15:01:09")), "15:01 no zone given, read as UTC");
    assert_eq!(seen(&moment("yesterday <b>")), "unreadable time “yesterday &lt;b&gt;”");
    assert_eq!(seen(&moment("")), "time missing");
}

#[test]
fn facts_keep_the_vendors_words() {
    let facts = vec![
        Fact::text("Campaign", "spring_<2026>"),
        Fact::new("Spoken to", FactValue::Flag(false)),
        Fact::new("Took", FactValue::Seconds(0.4)),
        Fact::new("Length", FactValue::Seconds(-1.5)),
        Fact::new("Recording", FactValue::Link("javascript:alert(1)".into())),
    ];
    let shown = html(|| view! { <FactList facts=facts calendar=utc() /> });
    let text = seen(&shown);
    for words in ["spring_&lt;2026&gt;", "No", "0.4 s", "-1.5 (no length of time)", "javascript:alert(1)"] {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(!shown.contains("<a "), "{shown}");
    assert_eq!(seen(&html(|| view! { <FactList facts=Vec::new() calendar=utc() /> })), "");
}

#[test]
fn every_field_is_listed() {
    let shown = html(|| view! { <FieldList raw=raw(r#"{"a":{"b":[1,null]},"new":"x"}"#) /> });
    assert_eq!(seen(&shown), "a.b[0]1a.b[1]nullnewx");
}

#[test]
fn raw_json_is_made_when_it_is_opened() {
    let on_copy = || Callback::new(|_: String| {});
    let record = || raw(r#"{"a":"<script>"}"#);
    let closed = html(|| view! { <RawJson raw=record() calendar=utc() on_copy=on_copy() /> });
    assert!(!closed.contains("script"), "{closed}");
    let open = html(|| view! { <RawJson raw=record() calendar=utc() on_copy=on_copy() open=true /> });
    assert!(open.contains("&lt;script&gt;") && !open.contains("<script>"), "{open}");
}

#[test]
fn delivery_and_error_that_contradict_are_both_shown() {
    let shown = html(
        || view! { <Delivery state=Some("DELIVERED".into()) error=Some("30007 Carrier violation".into()) /> },
    );
    assert_eq!(seen(&shown), "deliveredError: 30007 Carrier violationThe vendor says both");
    let unknown = html(|| view! { <Delivery state=Some("CARRIER_Hold".into()) error=None /> });
    assert_eq!(seen(&unknown), "CARRIER_Hold");
}

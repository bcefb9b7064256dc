//! `ui::call`: a call's page as the reader sees it.

use std::sync::Arc;

use leadwake::{
    model::{Call, CallId, Failure, Recording, Role, Timestamp, Turn, Vendor, When},
    ui::call::{
        CallLoad, CallPage, CallView, Clockwork, CopyTimes, Speakers, TranscriptModel, glance, lane_path,
        transcript_find::{Hit, hits, next_hit},
        transcript_text,
    },
};
use leptos::prelude::*;

use crate::{
    call_samples::{bare_call, long_call, transferred_call, turn},
    support::{html, seen, utc},
};

const NOW: &str = "2026-05-14T15:33:00Z";

fn at(text: &str) -> Timestamp {
    When::parse(text).at().expect("a time")
}

struct Shown {
    html: String,
    seen: String,
}

fn show(view: CallView, turn: Option<usize>, search: &str) -> Shown {
    let search = search.to_owned();
    let html = html(|| {
        view! {
            <CallPage
                call=Signal::stored(view)
                now=Signal::stored(at(NOW))
                calendar=utc()
                search
                turn=Signal::stored(turn)
                address=Arc::new(|turn| format!("#/demo/call/apten:call_1?turn={turn}"))
                link="https://viewer.example/#/demo/call/apten:call_1".to_owned()
                on_close=Callback::new(|()| ())
                on_copy=Callback::new(|_: String| ())
                on_reload=Callback::new(|()| ())
                on_turn=Callback::new(|_: usize| ())
            />
        }
    });
    // Empty views leave a mark that means nothing to the reader.
    let html = html.replace("<!--<() />-->", "");
    Shown { seen: seen(&html), html }
}

fn page(call: Call, load: CallLoad) -> Shown {
    show(CallView { id: call.id.clone(), call: Some(Arc::new(call)), load }, None, "")
}

#[test]
fn the_heading_says_what_became_of_it_and_can_take_the_focus() {
    let shown = page(transferred_call(), CallLoad::Loaded);
    assert!(
        shown.html.contains(
            "<h2 tabindex=\"-1\" dir=\"auto\" class=\"detail-title\"><bdi>Picked up by an answering machine"
        ),
        "{}",
        shown.html
    );
    for words in ["Outbound", "14 May 2026, 15:30", "2 m 25 s", "Ended by the lead", "Apten"] {
        assert!(shown.seen.contains(words), "{words}: {}", shown.seen);
    }
}

#[test]
fn the_journey_is_in_the_order_of_what_happened() {
    let shown = page(transferred_call(), CallLoad::Loaded);
    let steps = [
        "Outbound call",
        "Call screening",
        "Conversation with the AI agent",
        "Transfer to +14155550100",
        "answering machine (after its beep)",
        "Fallback to +14155550199",
        "Answered by a person",
        "The lead was connected for 1 m 2 s",
        "Reason: customer hung up",
    ];
    let journey = shown.seen.split_once("Journey").unwrap().1;
    let places: Vec<_> =
        steps.iter().map(|step| journey.find(step).unwrap_or_else(|| panic!("{step}: {journey}"))).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(shown.html.contains("<ol class=\"journey\">"));
}

#[test]
fn every_flag_is_stated_in_words_and_what_was_not_said_is_not() {
    let stated =
        |call: &Call| glance(call).into_iter().map(|fact| fact.label.into_owned()).collect::<Vec<_>>();
    let labels = stated(&transferred_call());
    for label in [
        "AI-initiated",
        "Follow-up",
        "Transfer",
        "Second number tried",
        "Voicemail left",
        "Lead spoke",
        "Lead id",
    ] {
        assert!(labels.iter().any(|stated| stated == label), "{label}: {labels:?}");
    }
    assert!(!stated(&bare_call(Vendor::Apten)).iter().any(|label| label == "Transfer"));
    let shown = page(transferred_call(), CallLoad::Loaded);
    let intro = shown.seen.split_once("Summary").unwrap().0;
    assert!(
        intro.contains("AI-initiated") && !intro.contains("Follow-up"),
        "only what is so is a badge: {intro}"
    );
}

#[test]
fn turns_have_clock_offset_speaker_and_an_address() {
    let shown = page(transferred_call(), CallLoad::Loaded);
    assert!(shown.seen.contains("15:30:01 +0:00AIHi, this is Mia"), "{}", shown.seen);
    assert!(shown.seen.contains("15:30:06 +0:05LeadYes, I had some questions"), "{}", shown.seen);
    assert!(shown.html.contains("href=\"#/demo/call/apten:call_1?turn=1\""));
    let view = CallView {
        id: transferred_call().id,
        call: Some(Arc::new(transferred_call())),
        load: CallLoad::Loaded,
    };
    let opened = show(view, Some(2), "");
    assert_eq!(opened.html.matches("aria-current=\"true\"").count(), 1);
    assert!(opened.html.contains("data-turn=\"2\" aria-current=\"true\""), "{}", opened.html);
}

#[test]
fn times_that_cannot_be_read_are_shown_as_they_came() {
    let turns = vec![
        turn(Role::Ai, "00:05", "", "No real time"),
        turn(Role::Lead, "", "", "No time at all"),
        turn(Role::Ai, "2026-05-14T15:30:00", "", "No zone"),
        turn(Role::Other("supervisor".into()), "2026-05-14T15:30:04Z", "", "Listening in"),
    ];
    let shown = page(Call { transcript: Some(turns), ..bare_call(Vendor::LeadSail) }, CallLoad::Loaded);
    assert!(shown.seen.contains("00:05 AINo real time"), "{}", shown.seen);
    assert!(shown.seen.contains("no time LeadNo time at all"), "{}", shown.seen);
    assert!(shown.seen.contains("15:30:00 UTC? +0:00AINo zone"), "{}", shown.seen);
    assert!(shown.seen.contains("15:30:04 +0:04supervisorListening in"), "{}", shown.seen);
    assert!(shown.seen.contains("read as UTC"), "{}", shown.seen);
    assert!(!shown.seen.contains("Talk in numbers"), "no turn has both times, so nothing is measured");
}

#[test]
fn each_nothing_has_words_of_its_own() {
    let empty = |vendor| bare_call(vendor);
    let listed = || Call { is_whole: false, transcript: None, ..bare_call(Vendor::Apten) };
    let again = CallLoad::CheckingAgain { at: at("2026-05-14T15:33:04.200Z") };
    let failed =
        CallLoad::Failed { title: "Call not found".into(), text: "It may have been deleted.".into() };
    let cases = [
        (page(listed(), CallLoad::NotLoaded), "The rest of this call is not loaded yet."),
        (page(listed(), CallLoad::Loading), "Asking Apten for the transcript."),
        (page(listed(), again), "The transcript is being prepared. Checking again in 5 s."),
        (page(empty(Vendor::Apten), CallLoad::Loaded), "No transcript is stored for this call."),
        (page(empty(Vendor::Apten), CallLoad::Loaded), "No summary is stored for this call."),
        (
            page(Call { lead_spoke: Some(false), ..empty(Vendor::Apten) }, CallLoad::Loaded),
            "The lead did not speak.",
        ),
        (page(empty(Vendor::Apten), CallLoad::Loaded), "Apten does not provide recordings through its API."),
        (
            page(Call { recording: Recording::None, ..empty(Vendor::LeadSail) }, CallLoad::Loaded),
            "No recording is stored for this call.",
        ),
        (page(listed(), failed), "Call not found"),
    ];
    for (shown, words) in &cases {
        assert!(shown.seen.contains(words), "{words}: {}", shown.seen);
    }
    let all: Vec<_> = cases.iter().take(4).map(|(_, words)| *words).collect();
    for (index, (shown, _)) in cases.iter().take(4).enumerate() {
        let others = all.iter().enumerate().filter(|(other, _)| *other != index);
        assert!(others.into_iter().all(|(_, words)| !shown.seen.contains(words)), "{}", shown.seen);
    }
}

#[test]
fn a_page_opened_from_a_link_says_what_it_waits_for() {
    let view = |load| CallView { id: CallId::new(Vendor::Apten, "call_9").unwrap(), call: None, load };
    assert!(show(view(CallLoad::Loading), None, "").seen.contains("Asking Apten for the call."));
    let failed =
        CallLoad::Failed { title: "Call not found".into(), text: "It may have been deleted.".into() };
    let shown = show(view(failed), None, "");
    assert!(
        shown.html.contains("Call not found</bdi></h2>") && shown.seen.contains("It may have been deleted.")
    );
    assert!(shown.seen.contains("Try again"));
}

#[test]
fn failures_are_verbatim_and_never_markup() {
    let failure = Failure { code: Some("E_42".into()), message: Some("<b>SIP 486</b> Busy here".into()) };
    let shown = page(Call { failure: Some(failure), ..bare_call(Vendor::LeadSail) }, CallLoad::Loaded);
    assert!(
        shown.seen.contains("E_42") && shown.html.contains("&lt;b&gt;SIP 486&lt;/b&gt; Busy here"),
        "{}",
        shown.html
    );
    assert!(!shown.html.contains("<b>SIP"), "{}", shown.html);
    assert!(!shown.html.contains("<script>"), "{}", shown.html);
}

#[test]
fn a_recording_is_a_link_with_its_host_and_nothing_is_loaded() {
    let link = |address: &str| {
        let recording = Recording::Link(address.into());
        page(Call { recording, ..bare_call(Vendor::LeadSail) }, CallLoad::Loaded)
    };
    let shown = link("https://sound.example/int_1.mp3");
    assert!(shown.html.contains("href=\"https://sound.example/int_1.mp3\""));
    assert!(shown.seen.contains("(sound.example)"), "{}", shown.seen);
    for tag in ["<audio", "<video", "<img", "<iframe"] {
        assert!(!shown.html.contains(tag), "{tag}");
    }
    assert!(!link("javascript:alert(1)").html.contains("href=\"javascript"));
}

#[test]
fn the_talk_is_told_in_words_beside_the_drawing() {
    let shown = page(transferred_call(), CallLoad::Loaded);
    assert!(shown.seen.contains("AI 25 % · Lead 38 % · Person 37 %"), "{}", shown.seen);
    assert!(shown.seen.contains("longest gap 22 s at 0:47"), "{}", shown.seen);
    assert!(shown.seen.contains("computed from turn times"), "{}", shown.seen);
    let model = TranscriptModel::of(&transferred_call());
    let lane = &model.talk.as_ref().unwrap().lanes[0];
    assert_eq!(lane_path(lane, 5, 10).matches('z').count(), lane.bars.len());
}

#[test]
fn a_search_marks_counts_and_goes_round() {
    let view = CallView {
        id: transferred_call().id,
        call: Some(Arc::new(transferred_call())),
        load: CallLoad::Loaded,
    };
    let shown = show(view, None, "PRICING");
    let transcript = shown.html.split_once("class=\"turns\"").unwrap().1;
    assert_eq!(transcript.matches("<mark").count(), 3, "{transcript}");
    assert_eq!(transcript.matches("data-current").count(), 1, "{transcript}");
    assert!(shown.seen.contains("1 of 3"), "{}", shown.seen);
    let list = [Hit { turn: 1, nth: 0 }, Hit { turn: 3, nth: 0 }, Hit { turn: 3, nth: 1 }];
    assert_eq!(next_hit(&list, Some(2), None, true), Some(0));
    assert_eq!(next_hit(&list, Some(0), None, false), Some(2));
    assert_eq!(next_hit(&list, None, Some(2), true), Some(1), "the first hit behind the turn one is at");
    assert_eq!(next_hit(&list, None, Some(2), false), Some(0));
    assert_eq!(next_hit(&[], None, None, true), None);
}

#[test]
fn hidden_speakers_are_neither_found_nor_copied() {
    let call = transferred_call();
    let model = TranscriptModel::of(&call);
    let needle = leadwake::timeline::Needle::new("pricing");
    assert_eq!(hits(&model, &[false, false, false], &needle).len(), 3);
    assert_eq!(hits(&model, &[false, true, false], &needle).len(), 1);
    let lead_alone =
        transcript_text(&model.turns, &model.speakers, |speaker| speaker == 1, CopyTimes::With, &*utc());
    assert!(
        lead_alone.starts_with("Thursday, 14 May 2026 · times in UTC\n\n15:30:06 +0:05 Lead: Yes, I had"),
        "{lead_alone}"
    );
    assert!(!lead_alone.contains("AI:"));
    let plain = transcript_text(&model.turns, &model.speakers, |_| true, CopyTimes::Without, &*utc());
    assert!(plain.starts_with("AI: Hi, this is Mia"), "{plain}");
    assert_eq!(plain.lines().count(), model.turns.len());
}

#[test]
fn speakers_of_one_part_and_different_names_stay_apart() {
    let named = |name: &str| Turn {
        speaker: leadwake::model::Party { role: Role::Person, name: Some(name.into()), address: None },
        ..turn(Role::Person, "", "", "x")
    };
    let speakers = Speakers::of(&[named("Jo"), named("Al"), named("Jo")]);
    let labels: Vec<_> = speakers.all.iter().map(|speaker| (speaker.label.as_str(), speaker.turns)).collect();
    assert_eq!(labels, [("Jo (Person)", 2), ("Al (Person)", 1)]);
}

#[test]
fn a_long_transcript_is_in_blocks_of_which_the_first_come_at_once() {
    let call = long_call(3000);
    let clockwork = Clockwork::of(call.transcript.as_ref().unwrap());
    assert_eq!(clockwork.turn_at(1_000_000), Some(250));
    let shown = page(Arc::unwrap_or_clone(call), CallLoad::Loaded);
    assert_eq!(shown.html.matches("data-turn=").count(), 120);
    assert_eq!(shown.html.matches("class=\"turn-block\"").count(), 50);
    assert!(shown.seen.contains("Turn number 119"));
}

//! What became of a call: every combination of what a vendor may say is told without contradiction, and nothing is
//! claimed that no field says.

#![expect(clippy::unwrap_used, reason = "a builder that fails is a failed test")]

mod support;

use leadwake::{
    model::{
        Answer, AnsweredBy, Call, CallProgress, Direction, EndedBy, Fact, Failure, Leg, Length, Open,
        Recording, Role, Screening, Transfer, Vendor,
    },
    timeline::{
        Absence, Asking, Hop, HopKind, Part, Tone, badges, journey, length_note, length_words, outcome,
    },
};
use support::{call, turn};

const FLAGS: [Option<bool>; 3] = [None, Some(false), Some(true)];

fn answers() -> Vec<Option<Open<Answer>>> {
    let known = [Answer::Answered, Answer::NoAnswer, Answer::Pending].map(Open::Known);
    [None, Some(Open::Other("ringing_odd".into()))].into_iter().chain(known.map(Some)).collect()
}

fn answerers() -> Vec<Option<Open<AnsweredBy>>> {
    let known = [
        AnsweredBy::Human,
        AnsweredBy::MachineStart,
        AnsweredBy::MachineEndBeep,
        AnsweredBy::MachineEndSilence,
        AnsweredBy::MachineEndOther,
        AnsweredBy::Unknown,
    ]
    .map(Open::Known);
    [None, Some(Open::Other("parrot".into()))].into_iter().chain(known.map(Some)).collect()
}

fn legs() -> Vec<Leg> {
    let leg = |answer: &Option<Open<Answer>>, answered_by| Leg {
        number: None,
        answer: answer.clone(),
        answered_by,
    };
    answers().iter().flat_map(|answer| answerers().into_iter().map(move |by| leg(answer, by))).collect()
}

fn hop(hops: &[Hop], kind: HopKind) -> Option<&Hop> {
    let mut found = hops.iter().filter(|hop| hop.kind == kind);
    let hop = found.next();
    assert_eq!(found.next(), None, "one step of each kind");
    hop
}

/// Everything a reader is told about a call.
fn told(call: &Call) -> String {
    let steps = journey(call).into_iter().map(|hop| format!("{}. {}", hop.title, hop.detail));
    steps.chain([outcome(call).words]).collect::<Vec<_>>().join("\n")
}

const fn is_machine(by: AnsweredBy) -> bool {
    !matches!(by, AnsweredBy::Human | AnsweredBy::Unknown)
}

fn says_person(leg: &Leg) -> bool {
    leg.answered_by == Some(Open::Known(AnsweredBy::Human))
}

fn says_machine(leg: &Leg) -> bool {
    matches!(leg.answered_by, Some(Open::Known(by)) if is_machine(by))
}

fn says_nobody(leg: &Leg) -> bool {
    leg.answer == Some(Open::Known(Answer::NoAnswer))
}

#[test]
fn every_transfer_is_told_as_the_fields_say() {
    let mut cases = 0;
    for first in legs() {
        for fallback in legs() {
            for attempted in FLAGS {
                let transfer = Transfer {
                    is_transfer: Some(true),
                    first: first.clone(),
                    fallback_attempted: attempted,
                    fallback: fallback.clone(),
                    ..Transfer::default()
                };
                check_transfer(&Call { transfer: Some(transfer), ..call("apten:c") });
                cases += 1;
            }
        }
    }
    assert_eq!(cases, 40 * 40 * 3);
}

fn check_transfer(call: &Call) {
    let transfer = call.transfer.as_ref().unwrap();
    let (first, fallback) = (&transfer.first, &transfer.fallback);
    let hops = journey(call);
    let told = told(call);
    let context = format!("{transfer:?}\n{told}");
    let tried_twice = hop(&hops, HopKind::Fallback);
    let legs = [Some(first), tried_twice.map(|_| fallback)];
    let any = |says: fn(&Leg) -> bool| legs.into_iter().flatten().any(says);

    assert_eq!(told.contains("answering machine"), any(says_machine), "{context}");
    assert_eq!(told.to_lowercase().contains("nobody answered"), any(says_nobody), "{context}");
    let claims_person = told.contains("a person answered") || told.contains("by a person");
    assert_eq!(claims_person, any(says_person), "{context}");
    for leg in legs.into_iter().flatten() {
        let words = [
            matches!(leg.answer, Some(Open::Other(_))).then_some("“ringing_odd”"),
            matches!(leg.answered_by, Some(Open::Other(_))).then_some("“parrot”"),
        ];
        for word in words.into_iter().flatten() {
            assert!(hops.iter().any(|hop| hop.detail.contains(word)), "{context}");
            assert!(outcome(call).words.contains(word), "{context}");
        }
    }
    let is_silent = fallback.answer.is_none() && fallback.answered_by.is_none();
    assert_eq!(tried_twice.is_none(), transfer.fallback_attempted != Some(true) && is_silent, "{context}");

    let tones =
        [hop(&hops, HopKind::Transfer).unwrap().tone, tried_twice.map_or(Tone::Neutral, |hop| hop.tone)];
    let result = outcome(call);
    assert_eq!(result.tone == Tone::Good, tones.contains(&Tone::Good), "{context}");
    if result.tone == Tone::Bad {
        assert!(tones.contains(&Tone::Bad) && !tones.contains(&Tone::Open), "{context}");
    }
    assert!(!result.words.is_empty() && !result.words.ends_with('.'), "{context}");
    assert_eq!(told.matches("contradict").count(), 0);
}

/// The other yes-or-no facts, and turns of the lead or none.
fn plain_calls() -> Vec<Call> {
    let mut calls = vec![call("apten:c")];
    let mut vary = |change: &dyn Fn(&Call) -> Vec<Call>| calls = calls.iter().flat_map(change).collect();
    let each = |call: &Call, set: &dyn Fn(&mut Call, Option<bool>)| {
        let with = |flag| {
            let mut call = call.clone();
            set(&mut call, flag);
            call
        };
        FLAGS.map(with).to_vec()
    };
    vary(&|call| each(call, &|call, flag| call.screening.hit = flag));
    vary(&|call| each(call, &|call, flag| call.screening.reached_human = flag));
    vary(&|call| each(call, &|call, flag| call.voicemail = flag));
    vary(&|call| each(call, &|call, flag| call.lead_spoke = flag));
    let transcripts = [
        None,
        Some(Vec::new()),
        Some(vec![turn(Role::Ai, 0, 1, "Hi")]),
        Some(vec![turn(Role::Ai, 0, 1, "Hi"), turn(Role::Lead, 2, 3, "Hello")]),
    ];
    vary(&|call| transcripts.iter().map(|t| Call { transcript: t.clone(), ..call.clone() }).collect());
    let all = [CallProgress::Running, CallProgress::Ended, CallProgress::Unknown];
    vary(&|call| all.map(|progress| Call { progress, ..call.clone() }).to_vec());
    let statuses = [None, Some("NO_ANSWER"), Some("COMPLETE"), Some("wobbly")];
    vary(&|call| statuses.map(|s| Call { status: s.map(Into::into), ..call.clone() }).to_vec());
    let enders = [None, Some(Open::Known(EndedBy::System)), Some(Open::Other("cat".into()))];
    vary(&|call| enders.clone().map(|ended_by| Call { ended_by, ..call.clone() }).to_vec());
    calls
}

#[test]
fn every_other_call_is_told_as_the_fields_say() {
    let calls = plain_calls();
    assert_eq!(calls.len(), 81 * 4 * 3 * 4 * 3);
    for call in &calls {
        check_plain(call);
    }
}

fn check_plain(call: &Call) {
    let hops = journey(call);
    let told = told(call);
    let context = format!("{call:?}\n{told}");
    let result = outcome(call);
    assert_eq!(hops.first().unwrap().kind, HopKind::Dial);
    assert_eq!(hops.last().unwrap().kind, HopKind::End);
    let order: Vec<u8> = hops.iter().map(|hop| hop.kind as u8).collect();
    assert!(order.is_sorted_by(|a, b| a < b), "in the order in which things happen: {context}");
    assert!(hops.iter().all(|hop| !hop.title.is_empty()), "{context}");

    assert_eq!(result.tone == Tone::Open, call.progress == CallProgress::Running, "{context}");
    assert_eq!(hop(&hops, HopKind::End).unwrap().tone == Tone::Open, call.progress == CallProgress::Running);
    assert_eq!(hop(&hops, HopKind::Voicemail).is_some(), call.voicemail == Some(true));
    assert_eq!(told.contains("never spoke"), call.lead_spoke == Some(false), "{context}");
    let lead_turns = call.transcript.iter().flatten().filter(|turn| turn.speaker.role == Role::Lead).count();
    let may_be_machine = call.voicemail == Some(true)
        || (call.screening.hit == Some(true) && call.screening.reached_human != Some(true));
    let is_told_of_machine = told.contains("a machine may have spoken");
    assert_eq!(
        is_told_of_machine,
        may_be_machine && lead_turns > 0 && call.lead_spoke != Some(true),
        "{context}"
    );
    if told.contains("The lead spoke") {
        assert!(call.lead_spoke == Some(true) || (lead_turns > 0 && !may_be_machine), "{context}");
    }
    if is_told_of_machine {
        let tone = hop(&hops, HopKind::Conversation).unwrap().tone;
        assert!(tone == Tone::Neutral && !told.contains("the lead’s words"), "{context}");
    }
    if call.lead_spoke == Some(false) && lead_turns > 0 {
        assert!(told.contains("The vendor says that the lead never spoke, yet"), "both are said: {context}");
        assert!(result.words != "The lead never spoke", "{context}");
    }
    let claims_reached = told.contains("A person was reached") || told.contains("Reached a person");
    assert!(!claims_reached || call.screening.reached_human == Some(true), "{context}");
    if call.screening == (Screening { hit: Some(true), reached_human: Some(false) }) {
        assert!(told.contains("No person was reached"), "{context}");
        let is_over = call.progress != CallProgress::Running;
        assert_eq!(result.words.starts_with("Stopped at call screening"), is_over, "{context}");
    }
    if matches!(call.ended_by, Some(Open::Other(_))) {
        assert!(told.contains("“cat”"), "{context}");
    }
    assert!(!told.contains("Nobody answered") || call.status.as_deref() == Some("NO_ANSWER"), "{context}");
}

fn outcome_of(change: impl FnOnce(&mut Call)) -> String {
    let mut changed = call("apten:c");
    change(&mut changed);
    outcome(&changed).words
}

fn transferred(first: Leg, fallback: Leg) -> Transfer {
    Transfer { is_transfer: Some(true), first, fallback, ..Transfer::default() }
}

fn leg(answer: Answer, by: Option<AnsweredBy>) -> Leg {
    Leg { number: None, answer: Some(Open::Known(answer)), answered_by: by.map(Open::Known) }
}

#[test]
fn outcomes_read_as_sentences() {
    let beep = || leg(Answer::Answered, Some(AnsweredBy::MachineEndBeep));
    let person = || leg(Answer::Answered, Some(AnsweredBy::Human));
    let with = |first, fallback| outcome_of(|call| call.transfer = Some(transferred(first, fallback)));
    assert_eq!(with(beep(), Leg::default()), "Picked up by an answering machine, not a person");
    assert_eq!(
        with(beep(), person()),
        "Picked up by an answering machine, not a person; a person answered the fallback number"
    );
    assert_eq!(
        with(leg(Answer::NoAnswer, None), leg(Answer::NoAnswer, None)),
        "Nobody answered the transfer; nobody answered the fallback number"
    );
    assert_eq!(with(person(), Leg::default()), "Transferred, and a person answered");
    assert_eq!(outcome_of(|call| call.lead_spoke = Some(false)), "The lead never spoke");
    assert_eq!(
        outcome_of(|call| call.screening = Screening { hit: Some(true), reached_human: Some(false) }),
        "Stopped at call screening"
    );
    assert_eq!(outcome_of(|call| call.progress = CallProgress::Running), "Still running");
    assert_eq!(outcome_of(|call| call.status = Some("NO_ANSWER".into())), "Nobody answered");
    assert_eq!(outcome_of(|call| call.status = Some("voicemail".into())), "Reached voicemail");
    let greeted = outcome_of(|call| {
        call.status = Some("voicemail".into());
        call.transcript = Some(vec![turn(Role::Lead, 0, 1, "Please leave a message")]);
    });
    assert_eq!(greeted, "Reached voicemail");
    assert_eq!(outcome_of(|call| call.status = Some("no-contact".into())), "Status “no-contact”");
    assert_eq!(outcome_of(|call| call.progress = CallProgress::Unknown), "What became of it is not stated");
    let failure = Failure { code: Some("E42".into()), message: Some("Number not in service".into()) };
    assert_eq!(outcome_of(|call| call.failure = Some(failure)), "Failed: Number not in service (E42)");
}

#[test]
fn a_transferred_call_is_drawn_step_by_step() {
    let mut first = leg(Answer::NoAnswer, None);
    first.number = Some("+14155550199".into());
    let transfer = Transfer {
        mid_call: Some(true),
        mid_call_secs: Some(65.0),
        manner: Some("WARM".into()),
        fallback_attempted: Some(true),
        ..transferred(first, leg(Answer::Answered, Some(AnsweredBy::Human)))
    };
    let call = Call {
        numbers: vec![Fact::text("Lead", "+14155550142"), Fact::text("Agent", "+14155550100")],
        screening: Screening { hit: Some(true), reached_human: Some(true) },
        transcript: Some(vec![turn(Role::Ai, 0, 1, "Hi"), turn(Role::Lead, 2, 3, "Hello")]),
        transfer: Some(transfer),
        ended_by: Some(Open::Known(EndedBy::Lead)),
        end_reason: Some("hang-up".into()),
        length: Some(Length { secs: 145.0, unit_assumed: true }),
        ..call("apten:c")
    };
    let steps: Vec<(String, String, Tone)> =
        journey(&call).into_iter().map(|hop| (hop.title, hop.detail, hop.tone)).collect();
    let expected = [
        ("Outbound call", "Lead: +14155550142 · Agent: +14155550100", Tone::Neutral),
        ("Call screening", "A person was reached behind it.", Tone::Good),
        ("Conversation with the AI agent", "The lead speaks in 1 of 2 turns.", Tone::Good),
        ("Transfer to +14155550199", "Nobody answered. Manner: WARM.", Tone::Bad),
        ("Fallback", "Answered by a person.", Tone::Good),
        ("Handed over during the call", "The lead was connected for 1 m 5 s.", Tone::Good),
        ("Ended by the lead", "Reason: hang-up · 2 m 25 s", Tone::Neutral),
    ];
    let expected = expected.map(|(title, detail, tone)| (title.to_owned(), detail.to_owned(), tone));
    assert_eq!(steps, expected);
}

#[test]
fn what_a_machine_said_is_not_taken_for_the_lead() {
    let met = |change: fn(&mut Call)| {
        let transcript = Some(vec![turn(Role::Ai, 0, 1, "Hi"), turn(Role::Lead, 2, 3, "Leave a message")]);
        let mut call = Call { transcript, ..call("apten:c") };
        change(&mut call);
        let step = hop(&journey(&call), HopKind::Conversation).unwrap().clone();
        (outcome(&call).words, step.detail, step.tone)
    };
    let machine = "The transcript has 1 turn on the lead’s side; a machine may have spoken it.";
    let neutral = |words: &str| (words.to_owned(), machine.to_owned(), Tone::Neutral);
    assert_eq!(met(|call| call.voicemail = Some(true)), neutral("A voicemail was left"));
    assert_eq!(met(|call| call.status = Some("voicemail".into())), neutral("Reached voicemail"));
    assert_eq!(met(|call| call.end_reason = Some("Voicemail".into())), neutral("Reached voicemail"));
    let screened = met(|call| call.screening = Screening { hit: Some(true), reached_human: Some(false) });
    assert_eq!(screened, neutral("Stopped at call screening"));
    let spoke = met(|call| (call.voicemail, call.lead_spoke) = (Some(true), Some(true)));
    assert_eq!(spoke.0, "The lead spoke, and a voicemail was left");
    assert_eq!(spoke.2, Tone::Good);
}

#[test]
fn a_connection_went_well_only_with_a_person() {
    let connected = |first: Leg, fallback: Leg| {
        let transfer =
            Transfer { mid_call: Some(true), mid_call_secs: Some(27.0), ..transferred(first, fallback) };
        let step = journey(&Call { transfer: Some(transfer), ..call("apten:c") });
        let step = hop(&step, HopKind::Connection).unwrap().clone();
        (step.detail, step.tone)
    };
    let of = |by| leg(Answer::Answered, by);
    let (machine, person) = (Some(AnsweredBy::MachineStart), Some(AnsweredBy::Human));
    let to_machine = ("Connected to an answering machine for 27 s.".to_owned(), Tone::Bad);
    let lead = |tone| ("The lead was connected for 27 s.".to_owned(), tone);
    assert_eq!(connected(of(machine), Leg::default()), to_machine);
    assert_eq!(connected(leg(Answer::NoAnswer, None), of(machine)), to_machine);
    assert_eq!(connected(of(machine), of(person)), lead(Tone::Good));
    assert_eq!(connected(of(person), Leg::default()), lead(Tone::Good));
    assert_eq!(connected(of(None), Leg::default()), lead(Tone::Neutral));
    assert_eq!(connected(of(machine), of(None)), lead(Tone::Neutral));
}

#[test]
fn a_running_call_is_not_nothing_long() {
    let end = |progress, secs| {
        let length = Some(Length { secs, unit_assumed: false });
        let hops = journey(&Call { progress, length, ..call("apten:c") });
        hop(&hops, HopKind::End).unwrap().detail.clone()
    };
    assert_eq!(end(CallProgress::Running, 0.0), "");
    assert_eq!(end(CallProgress::Running, 12.0), "12 s");
    assert_eq!(end(CallProgress::Ended, 0.0), "0 s");
}

#[test]
fn a_number_that_was_not_called_is_no_try() {
    let with_number = |number: &str| Leg { number: Some(number.into()), ..Leg::default() };
    let kinds = |transfer: Transfer| -> Vec<HopKind> {
        journey(&Call { transfer: Some(transfer), ..call("apten:c") }).iter().map(|hop| hop.kind).collect()
    };
    let not_transferred = Transfer {
        is_transfer: Some(false),
        mid_call: Some(false),
        fallback_attempted: Some(false),
        mid_call_secs: Some(0.0),
        first: with_number("+1"),
        fallback: with_number("+2"),
        ..Transfer::default()
    };
    assert_eq!(kinds(not_transferred), [HopKind::Dial, HopKind::End]);
    let unstated = Transfer { fallback: with_number("+2"), ..transferred(with_number("+1"), Leg::default()) };
    let hops = journey(&Call { transfer: Some(unstated), ..call("apten:c") });
    assert_eq!(hop(&hops, HopKind::Fallback).unwrap().detail, "Whether it was tried is not stated.");
}

#[test]
fn a_speaker_of_unknown_role_may_be_the_lead() {
    let detail = |role: Role, lead_spoke| {
        let transcript = Some(vec![turn(role, 0, 1, "Hello")]);
        let hops = journey(&Call { transcript, lead_spoke, ..call("apten:c") });
        hop(&hops, HopKind::Conversation).unwrap().detail.clone()
    };
    let caller = || Role::Other("caller".into());
    assert_eq!(detail(caller(), None), "1 turn.");
    assert_eq!(detail(caller(), Some(true)), "The lead spoke; 1 turn.");
    assert_eq!(detail(Role::Ai, None), "The lead speaks in 0 of 1 turns.");
    assert_eq!(
        detail(Role::Ai, Some(true)),
        "The vendor says that the lead spoke, yet the lead speaks in 0 of 1 turns."
    );
}

#[test]
fn unknown_words_and_odd_numbers_are_shown_as_they_came() {
    let odd = Call { direction: Direction::Other("SIDEWAYS".into()), ..call("apten:c") };
    assert_eq!(journey(&odd)[0].title, "Call, direction “SIDEWAYS”");
    assert_eq!(length_words(&Length { secs: -1.5, unit_assumed: false }), "-1.5 s");
    assert_eq!(length_words(&Length { secs: 0.0, unit_assumed: false }), "0 s");
    assert_eq!(length_words(&Length { secs: 28.0, unit_assumed: true }), "28 s");
    let note = |unit_assumed| length_note(&Length { secs: 28.0, unit_assumed });
    assert_eq!((note(false), note(true)), (None, Some("unit not stated, seconds assumed")));
    let flags = Call { flags: vec![("Follow-up", true), ("AI-initiated", false)], ..call("apten:c") };
    assert_eq!(badges(&flags).collect::<Vec<_>>(), ["Follow-up"]);
}

#[test]
fn nothing_here_has_five_reasons() {
    let words = |part, call: &Call, asking| {
        Absence::of(part, call, asking).map(|absence| absence.words(part, Vendor::Apten))
    };
    let bare = call("apten:c");
    let cases = [
        (
            Part::Transcript,
            Asking::Again { secs: 5 },
            "The transcript is being prepared. Checking again in 5 s.",
        ),
        (Part::Summary, Asking::Again { secs: 30 }, "The summary is being prepared. Checking again in 30 s."),
        (Part::Summary, Asking::Now, "Asking Apten for the summary."),
        (Part::Transcript, Asking::Done, "No transcript is stored for this call."),
        (Part::Recording, Asking::Done, "Apten does not provide recordings through its API."),
        (Part::Recording, Asking::Failed("oops"), "Apten does not provide recordings through its API."),
        (Part::Transcript, Asking::Failed("Call not found"), "Call not found"),
    ];
    for (part, asking, expected) in cases {
        assert_eq!(words(part, &bare, asking).as_deref(), Some(expected));
    }
    let silent = Call { lead_spoke: Some(false), transcript: Some(Vec::new()), ..bare.clone() };
    assert_eq!(words(Part::Transcript, &silent, Asking::Done).unwrap(), "The lead did not speak.");
    assert_eq!(words(Part::Summary, &silent, Asking::Done).unwrap(), "No summary is stored for this call.");
    let full = Call {
        summary: Some("Asked for pricing".into()),
        transcript: Some(vec![turn(Role::Ai, 0, 1, "Hi")]),
        recording: Recording::Link("https://recordings.example/1".into()),
        ..bare
    };
    for part in [Part::Transcript, Part::Summary, Part::Recording] {
        assert_eq!(words(part, &full, Asking::Done), None);
    }
}

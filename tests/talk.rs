//! Talk figures, from turn times alone and only where there are any.

#![expect(clippy::unwrap_used, reason = "a builder that fails is a failed test")]

mod support;

use leadwake::{
    model::{Call, Role, Turn, When},
    timeline::{Bar, Latency, Talk},
};
use proptest::prelude::*;
use support::{at, call, turn};

fn talk(turns: Vec<Turn>) -> Option<Talk> {
    Talk::of(&Call { transcript: Some(turns), started: When::At(at(-4)), ..call("apten:c") })
}

#[test]
fn figures_are_those_of_the_turns() {
    let talk = talk(vec![
        turn(Role::Ai, 0, 4000, "Hi, this is Nova"),
        turn(Role::Lead, 4500, 6000, "Yes"),
        turn(Role::Ai, 6400, 8400, "Good"),
        turn(Role::Ai, 8500, 10_400, "One more thing"),
        turn(Role::Lead, 14_500, 16_000, "Go on"),
        turn(Role::Ai, 15_000, 20_000, "So"),
    ])
    .unwrap();
    assert_eq!((talk.from, talk.to), (at(0), at(20)));
    let lanes: Vec<_> = talk.lanes.iter().map(|l| (&l.speaker.role, l.millis, l.share_percent)).collect();
    assert_eq!(lanes, [(&Role::Ai, 12_900, 81), (&Role::Lead, 3000, 19)]);
    assert_eq!(talk.lanes[1].bars[0], Bar { turn: 1, start: 2250, end: 3000 });
    let longest = talk.longest.unwrap();
    assert_eq!((longest.turn, longest.millis), (5, 5000));
    let gaps: Vec<_> = talk.gaps.iter().map(|gap| (gap.turn, gap.at, gap.millis)).collect();
    assert_eq!(gaps, [(4, at(0).plus_millis(10_400), 4100)]);
    let overlaps: Vec<_> = talk.overlaps.iter().map(|o| (o.turn, o.millis)).collect();
    assert_eq!(overlaps, [(5, 1000)]);
    assert_eq!(talk.latency, Some(Latency { p50_millis: 0, p90_millis: 400, replies: 2 }));
    assert_eq!(talk.first_word_millis, Some(4000));
    assert_eq!((talk.measured, talk.turns), (6, 6));
}

#[test]
fn without_both_times_there_are_no_figures() {
    assert_eq!(Talk::of(&call("apten:c")), None);
    assert_eq!(talk(Vec::new()), None);
    assert_eq!(talk(vec![turn(Role::Lead, 0, None, "Hi"), turn(Role::Ai, None, 9, "Hi")]), None);
    assert_eq!(talk(vec![turn(Role::Lead, 9, 3, "backwards")]), None);
}

#[test]
fn a_turn_without_times_may_have_filled_the_silence() {
    let with_middle = |middle: Turn| {
        talk(vec![turn(Role::Lead, 0, 1000, "Hm"), middle, turn(Role::Ai, 9000, 9500, "So")]).unwrap()
    };
    let unknown = with_middle(turn(Role::Lead, None, None, "…"));
    assert!(unknown.gaps.is_empty());
    assert_eq!(unknown.latency, None);
    assert_eq!((unknown.measured, unknown.turns), (2, 3));
    let known = with_middle(turn(Role::Lead, 1000, 1100, "…"));
    assert_eq!(known.gaps[0].millis, 7900);
    assert_eq!(known.latency.unwrap().replies, 1);

    let late = talk(vec![turn(Role::Ai, None, None, "Hi"), turn(Role::Lead, 5000, 6000, "Hi")]).unwrap();
    assert_eq!(late.first_word_millis, None, "the first word may have been earlier");
}

#[test]
fn a_monologue_spans_turns_and_ends_at_a_gap() {
    let talk = talk(vec![
        turn(Role::Lead, 0, 3000, "a"),
        turn(Role::Lead, 4000, 7000, "b"),
        turn(Role::Lead, 9500, 14_500, "c"),
    ])
    .unwrap();
    assert_eq!(talk.longest.unwrap().millis, 7000);
    assert_eq!(talk.lanes[0].share_percent, 100);
    assert_eq!(talk.latency, None, "nobody replied");
}

#[test]
fn who_speaks_longest_is_who_is_interrupted() {
    let talk = talk(vec![
        turn(Role::Ai, 0, 10_000, "long"),
        turn(Role::Lead, 2000, 3000, "short"),
        turn(Role::Lead, 5000, 6000, "short"),
        turn(Role::Ai, 12_500, 13_000, "next"),
    ])
    .unwrap();
    let overlaps: Vec<_> = talk.overlaps.iter().map(|overlap| (overlap.turn, overlap.millis)).collect();
    assert_eq!(overlaps, [(1, 1000), (2, 1000)]);
    assert_eq!(
        talk.gaps.iter().map(|gap| gap.millis).collect::<Vec<_>>(),
        [2500],
        "silence begins at the last end"
    );
}

fn any_turns() -> impl Strategy<Value = Vec<Turn>> {
    let time = || proptest::option::of(0..30_000_i64);
    let role = prop_oneof![Just(Role::Ai), Just(Role::Lead), Just(Role::Other("ivr".into()))];
    let any = (role, time(), time()).prop_map(|(role, start, end)| turn(role, start, end, "words"));
    proptest::collection::vec(any, 0..12)
}

proptest! {
    #[test]
    fn figures_hold_together(turns in any_turns()) {
        if let Some(talk) = talk(turns.clone()) {
            let bars: Vec<_> = talk.lanes.iter().flat_map(|lane| &lane.bars).collect();
            prop_assert_eq!(bars.len(), talk.measured);
            prop_assert!(bars.iter().all(|bar| bar.start <= bar.end && bar.end <= 10_000));
            let spoken: u64 = talk.lanes.iter().map(|lane| lane.millis).sum();
            let shares: u32 = talk.lanes.iter().map(|lane| lane.share_percent).sum();
            prop_assert_eq!(shares, if spoken == 0 { 0 } else { 100 });
            prop_assert!(talk.gaps.iter().all(|gap| gap.millis > 2000));
            prop_assert!(talk.overlaps.iter().all(|overlap| overlap.millis > 0));
            prop_assert!(talk.latency.is_none_or(|l| l.p50_millis <= l.p90_millis && l.replies > 0));
            let whole = talk.to.millis().abs_diff(talk.from.millis());
            prop_assert!(talk.longest.is_none_or(|longest| longest.millis <= whole));
            let silence: u64 = talk.gaps.iter().map(|gap| gap.millis).sum();
            prop_assert!(silence <= whole);
            prop_assert!(talk.measured <= talk.turns && talk.turns == turns.len());
        }
    }
}

//! Trying again, and when not to.

use leadwake::{
    providers::{ProviderError, Response},
    session::{Cause, FeedState, Plan, TransportError, Update},
};

use crate::world::{CUT, Clock, Script, TestVendor, answer, days_ago, load_all, load_onto, now, page};

const FINE: &[(&str, &str)] = &[("a", "2026-05-31T00:00:00Z")];

fn plan() -> Plan {
    Plan::Newest { since: days_ago(1), now: now() }
}

/// The last state, how often it was asked, and how long it waited each time in seconds.
fn outcome(script: &Script) -> (FeedState, usize, Vec<f64>) {
    let clock = Clock::new();
    let loaded = load_all(&TestVendor::whole(), plan(), script, &clock);
    (loaded.feed.state, script.asked.borrow().len(), clock.waited_secs())
}

fn failed_tries(state: &FeedState) -> u32 {
    match state {
        FeedState::Failed(error) => error.tries,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_vendors_trouble_is_waited_out() {
    let script = Script::new([answer(503, ""), answer(500, "<html>"), page(FINE, None)]);
    assert_eq!(outcome(&script), (FeedState::Ready, 3, vec![1.0, 2.0]));
}

#[test]
fn four_tries_are_enough() {
    for error in [
        answer(502, ""),
        Err(TransportError::TimedOut { waited_secs: 15, for_body: false, partial: None }),
        Err(TransportError::TimedOut { waited_secs: 30, for_body: true, partial: None }),
        Err(TransportError::CutOff { partial: None }),
    ] {
        let (state, asked, waits) = outcome(&Script::new([error]));
        assert_eq!((failed_tries(&state), asked, waits), (4, 4, vec![1.0, 2.0, 4.0]));
    }
}

#[test]
fn a_vendor_that_asks_to_slow_down_is_obeyed() {
    let slow = |retry_after: Option<&str>| {
        let retry_after = retry_after.map(String::from);
        Ok(Response { status: 429, retry_after, ..Response::default() })
    };
    let script =
        Script::new([slow(Some("7")), slow(Some("Mon, 01 Jun 2026 12:00:19 GMT")), page(FINE, None)]);
    assert_eq!(outcome(&script), (FeedState::Ready, 3, vec![7.0, 12.0]));
    let (state, asked, waits) = outcome(&Script::new([slow(None)]));
    assert_eq!((failed_tries(&state), asked, waits), (6, 6, vec![1.0, 2.0, 4.0, 8.0, 16.0]));
}

#[test]
fn what_will_not_change_is_asked_once() {
    for error in [
        answer(400, ""),
        answer(401, ""),
        answer(403, ""),
        answer(404, ""),
        answer(422, ""),
        answer(200, "no json"),
        Err(TransportError::NoKey),
        Err(TransportError::Offline),
        Err(TransportError::Unreadable { is_reachable: Some(true) }),
    ] {
        let (state, asked, waits) = outcome(&Script::new([error]));
        assert_eq!((failed_tries(&state), asked, waits), (1, 1, vec![]));
    }
}

#[test]
fn a_wait_is_announced_with_its_end_and_its_reason() {
    let script = Script::new([answer(503, "down"), page(FINE, None)]);
    let loaded = load_all(&TestVendor::whole(), plan(), &script, &Clock::new());
    let states: Vec<_> = loaded
        .updates
        .iter()
        .filter_map(|update| match update {
            Update::State(state) => Some(state),
            _ => None,
        })
        .collect();
    let [FeedState::Loading, waiting, FeedState::Loading, FeedState::Ready] = states[..] else {
        panic!("{states:?}")
    };
    let FeedState::Waiting { until, attempt, error } = waiting else { panic!("{waiting:?}") };
    assert_eq!((*until, *attempt, error.tries), (now().plus_millis(1_000), 2, 1));
    assert!(matches!(&error.cause, Cause::Provider(_)));
    assert_eq!(waiting.secs_to_next_try(now()), Some(1));
    assert_eq!(waiting.secs_to_next_try(now().plus_millis(5_000)), Some(0));
}

const WHOLE: &str = r#"{"events":[{"id":"a","changed":"2026-05-31T00:00:00Z"}],"next":null}"#;

fn cut_off(body: &str) -> Result<Response, TransportError> {
    let partial = Response { status: 200, body: body.into(), ..Response::default() };
    Err(TransportError::CutOff { partial: Some(Box::new(partial)) })
}

#[test]
fn the_whole_records_of_a_cut_answer_are_kept() {
    let cut = format!("{WHOLE}…cut");
    for script in [Script::new([cut_off(&cut)]), Script::new([answer(200, cut.as_str())])] {
        let loaded = load_all(&TestVendor::whole(), plan(), &script, &Clock::new());
        assert_eq!(loaded.feed.records(), 1);
        assert_eq!(loaded.feed.coverage.complete_since(), None);
        let FeedState::Failed(error) = &loaded.feed.state else { panic!("{:?}", loaded.feed.state) };
        assert_eq!(error.cause, Cause::Transport(TransportError::CutOff { partial: None }));
        assert_eq!(error.tries, 4);
    }
}

#[test]
fn a_refusal_whose_words_were_cut_off_is_still_that_refusal() {
    let cut = |status, retry_after: Option<&str>| {
        let retry_after = retry_after.map(String::from);
        let partial = Response { status, retry_after, body: "{\"mess".into(), ..Response::default() };
        Err(TransportError::CutOff { partial: Some(Box::new(partial)) })
    };
    for status in [401, 403, 404] {
        let (state, asked, _) = outcome(&Script::new([cut(status, None)]));
        let FeedState::Failed(error) = state else { panic!("{state:?}") };
        let is_refusal = matches!(&error.cause, Cause::Provider(ProviderError::Refused { status: told, .. }) if *told == status);
        assert!(is_refusal && asked == 1, "{error:?}");
    }
    let script = Script::new([cut(429, Some("60")), page(FINE, None)]);
    assert_eq!(outcome(&script), (FeedState::Ready, 2, vec![60.0]));
    let script = Script::new([cut(503, None), page(FINE, None)]);
    assert_eq!(outcome(&script), (FeedState::Ready, 2, vec![1.0]));
}

#[test]
fn the_whole_records_of_an_answer_that_stopped_or_grew_too_long_are_kept() {
    let partial = |body: &str| {
        let partial = Response { status: 200, body: body.into(), ..Response::default() };
        Some(Box::new(partial))
    };
    let cut = format!("{WHOLE}…cut");
    let ends = [
        (TransportError::TimedOut { waited_secs: 30, for_body: true, partial: partial(&cut) }, 4),
        (TransportError::TooLarge { limit: 64 << 20, partial: partial(&cut) }, 1),
    ];
    for (end, tries) in ends {
        let loaded = load_all(&TestVendor::whole(), plan(), &Script::new([Err(end.clone())]), &Clock::new());
        assert_eq!(loaded.feed.records(), 1);
        assert_eq!(loaded.feed.coverage.complete_since(), None);
        let FeedState::Failed(error) = &loaded.feed.state else { panic!("{:?}", loaded.feed.state) };
        assert_eq!((&error.cause, error.tries), (&Cause::Transport(end.split().1), tries));
    }
}

#[test]
fn a_remark_on_a_part_goes_once_the_whole_came() {
    let cut = r#"{"events":[],"next":null,"remark":"One is odd."}…cut"#;
    let next = r#"{"events":[],"next":"x","remark":"Two are odd."}"#;
    let vendor = TestVendor::whole();
    let script = Script::new([answer(200, next), cut_off(cut), page(FINE, None)]);
    let loaded = load_all(&vendor, plan(), &script, &Clock::new());
    assert_eq!((loaded.feed.state, loaded.feed.remarks), (FeedState::Ready, vec!["Two are odd.".to_owned()]));

    let failed = load_all(&vendor, plan(), &Script::new([cut_off(cut)]), &Clock::new());
    assert!(matches!(failed.feed.state, FeedState::Failed(_)));
    assert_eq!(failed.feed.remarks, [CUT, "One is odd."]);
    let again = load_onto(failed.feed, &vendor, plan(), &Script::new([page(FINE, None)]), &Clock::new());
    assert_eq!((again.feed.state, again.feed.remarks), (FeedState::Ready, vec![]));
}

#[test]
fn a_cut_off_answer_that_is_whole_all_the_same_is_one() {
    assert_eq!(outcome(&Script::new([cut_off(WHOLE)])), (FeedState::Ready, 1, vec![]));
    let (state, asked, _) = outcome(&Script::new([cut_off("{")]));
    assert_eq!((failed_tries(&state), asked), (4, 4));
}

//! Reading one call, and reading it again while a summary may still come.

use std::sync::Arc;

use leadwake::{
    model::{Call, CallId, CallProgress, Length, Timestamp, Vendor, When},
    providers::provider,
    session::{Asked, CallState, Cancel, Cause, load_call, wait_before_reread},
};
use serde_json::json;

use crate::world::{Clock, Script, TestVendor, answer, at, now, page, run};

fn read(script: &Script, id: &str) -> Vec<CallState> {
    let mut states = Vec::new();
    let id = CallId::new(Vendor::Apten, id).unwrap();
    let clock = Clock::new();
    let mut sink = |state| states.push(state);
    run(load_call(provider(Vendor::Apten), &id, script, &clock, &Cancel::new(), &mut sink));
    states
}

fn body(status: &str, updated: &str) -> String {
    json!({
        "id": "call_1", "direction": "OUTBOUND", "callStatus": status, "durationSeconds": 145,
        "createdAt": "2026-06-01T11:50:00.000Z", "updatedAt": updated, "transcript": [],
    })
    .to_string()
}

fn call(status: &str, updated: &str) -> Arc<Call> {
    match read(&Script::new([answer(200, body(status, updated))]), "call_1").pop() {
        Some(CallState::Ready { call, .. }) => call,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_call_is_read_with_retries() {
    let script = Script::new([answer(503, ""), answer(200, body("COMPLETE", "2026-06-01T11:52:25.000Z"))]);
    let states = read(&script, "call_1");
    let [CallState::Loading, waiting, CallState::Loading, CallState::Ready { call, .. }] = &states[..] else {
        panic!("{states:?}")
    };
    assert!(matches!(waiting, CallState::Waiting { attempt: 2, .. }));
    assert!(call.is_whole);
    assert_eq!(*script.asked.borrow(), ["/calls/call_1", "/calls/call_1"]);
}

#[test]
fn a_call_that_is_not_there_is_a_failure_of_its_own() {
    let states = read(&Script::new([answer(404, r#"{"message":"no such call"}"#)]), "nope");
    let [CallState::Loading, CallState::Failed(error)] = &states[..] else { panic!("{states:?}") };
    assert_eq!((error.asked, error.tries), (Asked::Call, 1));
}

#[test]
fn an_answer_without_a_call_is_no_call() {
    let mut states = Vec::new();
    let id = CallId::new(Vendor::Apten, "x").unwrap();
    let (vendor, script, clock) = (TestVendor::windowed(), Script::new([page(&[], None)]), Clock::new());
    run(load_call(&vendor, &id, &script, &clock, &Cancel::new(), &mut |state| states.push(state)));
    let Some(CallState::Failed(error)) = states.pop() else { panic!("{states:?}") };
    assert_eq!(error.cause, Cause::NoCall);
}

#[test]
fn a_vendor_without_call_pages_is_not_asked() {
    let mut states = Vec::new();
    let id = CallId::new(Vendor::LeadSail, "int_1").unwrap();
    let (script, clock) = (Script::new([page(&[], None)]), Clock::new());
    let mut sink = |state| states.push(state);
    run(load_call(provider(Vendor::LeadSail), &id, &script, &clock, &Cancel::new(), &mut sink));
    assert_eq!(states, [CallState::NotOffered]);
    assert!(script.asked.borrow().is_empty());
}

/// The waits before each reading again, in seconds, when every reading gives the same.
fn rereads(call: &Call, now: Timestamp) -> Vec<u64> {
    (0..9).map_while(|n| wait_before_reread(call, n, now)).map(|wait| wait.as_secs()).collect()
}

#[test]
fn a_fresh_call_without_a_summary_is_read_three_times_more() {
    let fresh = call("COMPLETE", "2026-06-01T11:52:25.000Z");
    assert_eq!(rereads(&fresh, now()), [5, 30, 120]);
    assert_eq!(rereads(&call("IN_PROGRESS", "2026-06-01T11:52:25.000Z"), now()), [5, 30, 120]);
    let with_summary = Call { summary: Some("Asked for prices.".into()), ..Call::clone(&fresh) };
    assert_eq!(rereads(&with_summary, now()), Vec::<u64>::new());
    let running = Call { progress: CallProgress::Running, ..with_summary };
    assert_eq!(rereads(&running, now()), [5, 30, 120]);
}

#[test]
fn an_old_call_is_left_alone() {
    let fresh = call("COMPLETE", "2026-06-01T11:52:25.000Z");
    assert_eq!(rereads(&fresh, at("2026-06-01T12:52:24Z")), [5, 30, 120]);
    assert_eq!(rereads(&fresh, at("2026-06-01T12:52:26Z")), Vec::<u64>::new());
    let long = Call {
        changed: When::Missing,
        length: Some(Length { secs: 7200.0, unit_assumed: false }),
        ..Call::clone(&fresh)
    };
    assert_eq!(rereads(&long, at("2026-06-01T14:00:00Z")), [5, 30, 120]);
    let undated = Call { started: When::Missing, changed: When::Missing, ..Call::clone(&fresh) };
    assert_eq!(rereads(&undated, now()), Vec::<u64>::new());
}

//! Reading one call in full.

use std::{sync::Arc, time::Duration};

use super::{
    Asked, Cancel, Cause, LoadError, Runtime, Transport,
    send::{Event, Sender},
};
use crate::{
    model::{Call, CallId, CallProgress, Record, Timestamp},
    providers::Provider,
};

/// How reading a call stands.
#[derive(Debug, Clone, PartialEq)]
pub enum CallState {
    /// Asking.
    Loading,
    /// A try failed; the next one is due.
    Waiting {
        /// When it is due, by the reader's clock.
        until: Timestamp,
        /// Which try comes next: 2 is the second.
        attempt: u32,
        /// Why the last try failed.
        error: LoadError,
    },
    /// It is here.
    Ready {
        /// The call in full.
        call: Arc<Call>,
        /// Records that came with it, to be merged.
        records: Vec<Record>,
        /// What the reader should know of the answer, in sentences.
        remarks: Vec<String>,
    },
    /// It could not be read.
    Failed(LoadError),
    /// The vendor has no such thing, or its list already says all.
    NotOffered,
}

/// Reads one call in full, and reports everything as it happens. When it is cancelled it reports nothing any more.
pub async fn load_call(
    provider: &dyn Provider,
    id: &CallId,
    transport: &dyn Transport,
    runtime: &dyn Runtime,
    cancel: &Cancel,
    sink: &mut dyn FnMut(CallState),
) {
    if cancel.is_cancelled() {
        return;
    }
    let Some(request) = provider.call(id) else { return sink(CallState::NotOffered) };
    sink(CallState::Loading);
    let sender = Sender { provider, transport, runtime, cancel, asked: Asked::Call };
    let report = &mut |event| match event {
        Event::Waiting { until, attempt, error } => {
            sink(CallState::Waiting { until, attempt, error: *error });
        }
        Event::Again => sink(CallState::Loading),
        Event::Part(_) => {}
    };
    let Ok(answer) = sender.ask(&request, report).await else { return };
    sink(match answer {
        Ok(page) => match page.call {
            Some(call) => {
                CallState::Ready { call: Arc::new(call), records: page.records, remarks: page.remarks }
            }
            None => CallState::Failed(LoadError {
                asked: Asked::Call,
                cause: Cause::NoCall,
                tries: 1,
                request: Some(Box::new(request)),
            }),
        },
        Err(error) => CallState::Failed(error),
    });
}

const REREADS: [Duration; 3] = [Duration::from_secs(5), Duration::from_secs(30), Duration::from_mins(2)];
const RECENT_MILLIS: i64 = 3_600_000;

/// How long to wait before a call is read again because its summary or transcript may still come; `None` when it is
/// not to be read again: it is whole, it was reread three times, or nothing happened to it for an hour.
///
/// `rereads` is how often it was read again already.
pub fn wait_before_reread(call: &Call, rereads: usize, now: Timestamp) -> Option<Duration> {
    let started = call.started.at();
    let ended = call.length.and_then(|length| {
        let length = Duration::try_from_secs_f64(length.secs).ok()?;
        Some(started?.plus_millis(i64::try_from(length.as_millis()).ok()?))
    });
    let latest = started.max(ended).max(call.changed.at())?;
    let is_recent = now.millis() - latest.millis() < RECENT_MILLIS;
    let may_change = call.may_still_change()
        || matches!(call.progress, CallProgress::Unknown) && call.transcript.is_none();
    if is_recent && may_change { REREADS.get(rereads).copied() } else { None }
}

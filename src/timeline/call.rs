//! A call from two sources: the record in the list, and the whole call fetched later.

use std::sync::Arc;

use crate::model::{Call, Content, Direction, Entry, Fact, Leg, Recording, Revision, Transfer, When};

/// A whole call and how new it is.
#[derive(Debug, Clone)]
pub(super) struct Detail {
    pub(super) call: Arc<Call>,
    pub(super) revision: Revision,
}

impl Detail {
    pub(super) fn new(call: Call) -> Self {
        let revision = Revision::of(call.changed.at(), &call.raw);
        Self { call: Arc::new(call), revision }
    }

    /// Whether the list's copy, of this revision, is newer.
    fn is_older(&self, listed: Revision) -> bool {
        // Only when it was also fetched later: vendors date the two apart, and asking once more must be able to settle it.
        listed.changed > self.revision.changed && listed.fetched > self.revision.fetched
    }

    /// Whether what is shown is the whole call, beside a list's copy of this revision that is or is not.
    pub(super) fn is_whole(&self, listed: Revision, listed_is_whole: bool) -> bool {
        if self.is_older(listed) { listed_is_whole } else { self.call.is_whole }
    }

    /// The entry as it is shown once the whole call is known. Made from the two alone, so the order in which they
    /// came does not matter.
    pub(super) fn applied_to(&self, entry: &Entry, listed: &Call) -> Entry {
        let is_older = self.is_older(entry.revision);
        let mut call = if is_older { completed(listed, &self.call) } else { completed(&self.call, listed) };
        // The entry keeps the list's text, so that both stay in reach.
        call.raw = self.call.raw.clone();
        let mut shown = entry.clone();
        shown.revision.fingerprint ^= self.revision.fingerprint.rotate_left(1);
        shown.content = Content::Call(Arc::new(call));
        shown
    }
}

/// The call an entry is.
pub(super) const fn call_of(entry: &Entry) -> Option<&Arc<Call>> {
    if let Content::Call(call) = &entry.content { Some(call) } else { None }
}

/// The first call, with what it does not say taken from the second.
fn completed(first: &Call, second: &Call) -> Call {
    let mut call = first.clone();
    if call.status.is_none() {
        call.status.clone_from(&second.status);
        call.progress = second.progress;
    }
    if call.direction == Direction::Unstated {
        call.direction = second.direction.clone();
    }
    if call.started == When::Missing {
        call.started = second.started.clone();
    }
    if call.changed == When::Missing {
        call.changed = second.changed.clone();
    }
    if !matches!(call.recording, Recording::Link(_)) && matches!(second.recording, Recording::Link(_)) {
        call.recording = second.recording.clone();
    }
    call.length = call.length.or(second.length);
    fill(&mut call.ended_by, second.ended_by.as_ref());
    fill(&mut call.end_reason, second.end_reason.as_ref());
    fill(&mut call.summary, second.summary.as_ref());
    fill(&mut call.transcript, second.transcript.as_ref());
    fill(&mut call.failure, second.failure.as_ref());
    match (&mut call.transfer, &second.transfer) {
        (Some(transfer), Some(other)) => complete_transfer(transfer, other),
        (transfer, other) => fill(transfer, other.as_ref()),
    }
    call.voicemail = call.voicemail.or(second.voicemail);
    call.screening.hit = call.screening.hit.or(second.screening.hit);
    call.screening.reached_human = call.screening.reached_human.or(second.screening.reached_human);
    call.lead_spoke = call.lead_spoke.or(second.lead_spoke);
    for flag in &second.flags {
        if !call.flags.iter().any(|(label, _)| *label == flag.0) {
            call.flags.push(*flag);
        }
    }
    add_facts(&mut call.numbers, &second.numbers);
    add_facts(&mut call.facts, &second.facts);
    call
}

fn complete_transfer(transfer: &mut Transfer, other: &Transfer) {
    transfer.is_transfer = transfer.is_transfer.or(other.is_transfer);
    transfer.mid_call = transfer.mid_call.or(other.mid_call);
    transfer.mid_call_secs = transfer.mid_call_secs.or(other.mid_call_secs);
    fill(&mut transfer.manner, other.manner.as_ref());
    transfer.fallback_attempted = transfer.fallback_attempted.or(other.fallback_attempted);
    complete_leg(&mut transfer.first, &other.first);
    complete_leg(&mut transfer.fallback, &other.fallback);
}

fn complete_leg(leg: &mut Leg, other: &Leg) {
    fill(&mut leg.number, other.number.as_ref());
    // Who answered belongs to whether it was answered: the two are never taken from different copies.
    if leg.answer.is_none() && leg.answered_by.is_none() {
        leg.answer.clone_from(&other.answer);
        leg.answered_by.clone_from(&other.answered_by);
    }
}

fn fill<T: Clone>(slot: &mut Option<T>, other: Option<&T>) {
    if slot.is_none() {
        *slot = other.cloned();
    }
}

fn add_facts(facts: &mut Vec<Fact>, others: &[Fact]) {
    let known = facts.len();
    for other in others {
        if !facts.iter().take(known).any(|fact| fact.label == other.label) {
            facts.push(other.clone());
        }
    }
}

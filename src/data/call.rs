//! Reading one call in full.

use std::{cell::RefCell, sync::Arc};

use super::{Fault, FaultKind, History, Lead, Wanted, read_history};
use crate::{
    model::{Call, CallId, Dossier},
    providers::provider,
    session::{CallState, Cancel, Runtime, Transport, load_call},
};

/// Reads a call in full. Where the vendor gives calls only in a lead's history, that is read, and the call is looked for
/// there. `None` when it was cancelled.
///
/// # Errors
/// The vendor does not give it, or it can only be found in a history and no lead is named.
pub async fn read_call(
    id: &CallId,
    lead: &Lead,
    transport: &dyn Transport,
    runtime: &dyn Runtime,
    cancel: &Cancel,
) -> Option<Result<Arc<Call>, Fault>> {
    let mut end = None;
    let sink = &mut |state| match state {
        CallState::Ready { call, .. } => end = Some(Ok(call)),
        CallState::Failed(error) => end = Some(Err(lead.fault(id.vendor, &error))),
        CallState::NotOffered | CallState::Loading | CallState::Waiting { .. } => {}
    };
    let speaker = provider(id.vendor);
    if speaker.call(id).is_some() {
        load_call(speaker, id, transport, runtime, cancel, sink).await;
        return end;
    }
    let dossier = Dossier::new(lead.dossier.of(id.vendor).cloned());
    let name = id.vendor.name();
    if dossier.is_empty() {
        let message =
            format!("{name} gives calls only in a lead’s history. Name the lead in `lead` as well.");
        return Some(Err(Fault { vendor: Some(id.vendor), ..Fault::new(FaultKind::NotOffered, message) }));
    }
    let history = RefCell::new(History::new(Lead { dossier, ..lead.clone() }, Wanted::default()));
    read_history(&history, transport, runtime, cancel, &|| {}).await;
    if cancel.is_cancelled() {
        return None;
    }
    let history = history.into_inner();
    let message = format!("{name}’s history of the lead holds no call “{}”.", id.native());
    let missing = Fault { vendor: Some(id.vendor), ..Fault::new(FaultKind::NotFound, message) };
    Some(history.call(id).ok_or_else(|| history.fault_of(id).unwrap_or(missing)))
}

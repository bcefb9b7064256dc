//! Reading calls in full.

use std::{rc::Rc, sync::Arc};

use leptos::prelude::*;

use super::Shell;
use crate::{
    model::{Call, CallId},
    place::Open,
    providers::provider,
    session::{CallState, Cancel, load_call, wait_before_reread},
    timeline::Timeline,
};

/// How many calls are read in full without being opened, for the summaries on their cards.
pub(super) const ENRICHED: usize = 20;

impl Shell {
    /// Reads a call in full, and again later while its summary may still come and it is open.
    pub(super) fn load_call(self: &Rc<Self>, id: CallId, rereads: usize) {
        let Some(desk) = self.desk.borrow().clone() else { return };
        if provider(id.vendor).call(&id).is_none() {
            return;
        }
        let cancel = Cancel::new();
        if let Some(former) = self.loads.borrow_mut().calls.insert(id.clone(), cancel.clone()) {
            former.cancel();
        }
        let shell = self.clone();
        self.spawn(async move {
            let speaker = provider(id.vendor);
            let mut read = None;
            let sink = &mut |state: CallState| {
                if let CallState::Ready { call, records, .. } = &state {
                    read = Some(call.clone());
                    shell.state.timeline.update(|timeline| {
                        timeline.merge(records.clone());
                        timeline.set_call(Call::clone(call));
                    });
                }
                let is_waiting = matches!(state, CallState::Waiting { .. });
                shell.state.calls.update(|calls| {
                    calls.insert(id.clone(), state);
                });
                if is_waiting {
                    shell.tick();
                }
            };
            load_call(speaker, &id, desk.transport.as_ref(), desk.runtime.as_ref(), &cancel, sink).await;
            if let Some(call) = read {
                shell.reread_later(id, &call, rereads, &cancel).await;
            }
        });
    }

    async fn reread_later(self: Rc<Self>, id: CallId, call: &Arc<Call>, rereads: usize, cancel: &Cancel) {
        let Some(desk) = self.desk.borrow().clone() else { return };
        if self.is_of_files() {
            return;
        }
        let Some(wait) = wait_before_reread(call, rereads, desk.runtime.now()) else { return };
        let due = desk.runtime.now().plus_millis(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX));
        self.state.rereads.update(|all| {
            all.insert(id.clone(), due);
        });
        self.tick();
        let waited = cancel.unless_cancelled(desk.runtime.sleep(wait)).await;
        self.state.rereads.update(|all| {
            all.remove(&id);
        });
        if waited.is_some() && self.is_open(&id) {
            self.load_call(id, rereads + 1);
        }
    }

    fn is_open(&self, id: &CallId) -> bool {
        let open = untrack(|| self.state.lead()).map(|lead| lead.open);
        matches!(open, Some(Open::Call { call, .. }) if call == *id)
    }

    /// Reads the newest calls in full whose record in the list says little, so that their cards say more. One after
    /// the other, behind everything else.
    pub(super) fn enrich(self: &Rc<Self>, at_most: usize) {
        let Some(desk) = self.desk.borrow().clone() else { return };
        let known = self.state.calls.get_untracked();
        let wanted = self.state.timeline.with_untracked(|timeline| {
            let calls = timeline.calls().rev().filter(|(_, is_whole)| !is_whole).map(|(id, _)| id.clone());
            calls.take(at_most).filter(|id| !known.contains_key(id)).collect::<Vec<_>>()
        });
        let shell = self.clone();
        self.spawn(async move {
            for id in wanted {
                let is_same_lead = shell.desk.borrow().as_ref().is_some_and(|now| now.source == desk.source);
                if !is_same_lead {
                    return;
                }
                // Opened meanwhile, or on its way for another feed that became ready.
                let is_known = shell.state.calls.with_untracked(|calls| calls.contains_key(&id))
                    || shell.loads.borrow().calls.contains_key(&id);
                if is_known || provider(id.vendor).call(&id).is_none() {
                    continue;
                }
                let cancel = Cancel::new();
                shell.loads.borrow_mut().calls.insert(id.clone(), cancel.clone());
                let mut read = None;
                let mut failed = false;
                let sink = &mut |state: CallState| match state {
                    CallState::Ready { call, .. } => read = Some(call),
                    CallState::Failed(_) => failed = true,
                    CallState::Loading | CallState::Waiting { .. } | CallState::NotOffered => {}
                };
                let speaker = provider(id.vendor);
                load_call(speaker, &id, desk.transport.as_ref(), desk.runtime.as_ref(), &cancel, sink).await;
                if cancel.is_cancelled() {
                    return;
                }
                shell.loads.borrow_mut().calls.remove(&id);
                match read {
                    Some(call) => {
                        let add =
                            |timeline: &mut Timeline| !timeline.set_call(Call::clone(&call)).is_nothing();
                        if shell.state.timeline.update_untracked(add) {
                            shell.show_soon();
                        }
                    }
                    // What fails once fails for its neighbours too; opening a call asks again and says why.
                    None if failed => return,
                    None => {}
                }
            }
        });
    }
}

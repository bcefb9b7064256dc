//! Calls in full.

use leadwake::{
    data::{Fault, FaultKind, Lead, Wanted, read_call},
    model::{Call, CallId, Content, Vendor},
    session::{Cancel, Recorded},
};
use std::sync::Arc;

use crate::world::{Clock, Vendors, lead, read, recorded, run};

fn calls(vendor: Vendor) -> Vec<CallId> {
    let all = read(Wanted::default(), &Vendors::new()).all();
    let calls = all.iter().filter_map(|entry| match &entry.content {
        Content::Call(call) if entry.vendor() == vendor => Some(call.id.clone()),
        _ => None,
    });
    calls.collect()
}

fn call(id: &CallId, lead: &Lead, vendors: &Vendors) -> Result<Arc<Call>, Fault> {
    run(read_call(id, lead, vendors, &Clock, &Cancel::new())).unwrap()
}

#[test]
fn a_call_is_asked_for_by_its_id_where_the_vendor_has_such_a_thing() {
    let ids = calls(Vendor::Apten);
    assert!(!ids.is_empty());
    for id in ids {
        let vendors = Vendors::new();
        let call = call(&id, &Lead::default(), &vendors).unwrap();
        assert!(call.is_whole && call.id == id);
        assert_eq!(vendors.asked.into_inner().len(), 1);
    }
}

#[test]
fn a_call_that_only_a_history_gives_is_found_in_it() {
    let id = calls(Vendor::LeadSail).remove(0);
    let vendors = Vendors::new();
    let found = call(&id, &lead(), &vendors).unwrap();
    assert!(found.is_whole && found.id == id && found.transcript.is_some());
    assert!(vendors.asked.borrow().iter().all(|path| path.starts_with("leadsail/")), "others were asked");

    let nowhere = call(&id, &Lead::default(), &Vendors::new()).unwrap_err();
    assert_eq!(nowhere.kind, FaultKind::NotOffered);
    let unknown = CallId::new(Vendor::LeadSail, "nobody").unwrap();
    assert_eq!(call(&unknown, &lead(), &Vendors::new()).unwrap_err().kind, FaultKind::NotFound);
    let refused = call(&id, &lead(), &Vendors { refuses: Some(Vendor::LeadSail), ..Vendors::new() });
    assert_eq!(refused.unwrap_err().kind, FaultKind::Key);
}

#[test]
fn a_call_that_the_vendor_does_not_know_is_not_found() {
    let unknown = CallId::new(Vendor::Apten, "nobody").unwrap();
    let fault = call(&unknown, &lead(), &Vendors::new()).unwrap_err();
    assert_eq!(
        (fault.kind, fault.status, fault.vendor),
        (FaultKind::NotFound, Some(404), Some(Vendor::Apten))
    );
}

#[test]
fn a_cancelled_call_is_nothing() {
    let cancel = Cancel::new();
    cancel.cancel();
    let recorded: Recorded = recorded();
    for id in [calls(Vendor::Apten).remove(0), calls(Vendor::LeadSail).remove(0)] {
        assert_eq!(run(read_call(&id, &lead(), &recorded, &Clock, &cancel)), None);
    }
}

//! What whoever runs the site says about it, and whom the page may ask for that.

use crate::{
    browser::{self, IntlCalendar, Outer},
    model::Vendor,
    providers::provider,
    session::{Connection, Connections, Deployment, origins_to_ask},
};

/// What `leadwake.json` says, as far as this browser can follow it.
pub(super) fn deployment(outer: &Outer) -> Deployment {
    let mut deployment = Deployment::read(outer.config().as_deref(), &browser::page_address());
    if deployment.zone.as_deref().is_some_and(|zone| IntlCalendar::new(Some(zone)).is_err()) {
        deployment.wrong_zone();
    }
    deployment
}

/// The origins that the page may ask: those of kept connections, those that `leadwake.json` names, those the reader
/// allowed, and those of the vendors that `leadwake.json` does not place elsewhere.
pub(super) fn askable(outer: &Outer, deployment: &Deployment, kept: &Connections) -> Vec<String> {
    let usual = Vendor::ALL.into_iter().filter_map(|vendor| Connection::usual(provider(vendor)).ok());
    let begun = Connections::new(usual.chain(deployment.connections.iter().cloned()));
    let more = deployment.hosts.iter().cloned().chain(outer.hosts());
    origins_to_ask(begun.iter().chain(kept.iter()), more)
}

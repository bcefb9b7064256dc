//! What the reader asked to be kept for this tab.

use crate::{
    browser::{TabStorage, set_on_device},
    model::Vendor,
    session::{BaseUrl, Connection, Connections},
    ui::Theme,
};

const THEME: &str = "theme";

/// The name of a vendor's connection in the tab's storage.
fn slot(vendor: Vendor) -> String {
    format!("connection.{vendor}")
}

/// Keeps the connections whose keys are to be kept, and forgets all others; gives whether that worked.
pub(super) fn keep(storage: &TabStorage, connections: &Connections) -> bool {
    let mut is_kept = true;
    for connection in connections.iter() {
        match connection.to_kept() {
            Some(text) => is_kept &= storage.set(&slot(connection.vendor()), &text),
            None => storage.remove(&slot(connection.vendor())),
        }
    }
    is_kept
}

/// The connections that were kept. What cannot be read any more is passed over.
pub(super) fn connections(storage: &TabStorage) -> Connections {
    Connections::new(Vendor::ALL.into_iter().filter_map(|vendor| {
        let text = storage.get(&slot(vendor))?;
        Connection::from_kept(vendor, &text)
    }))
}

/// Keeps the choice of colours.
pub(super) fn keep_theme(storage: &TabStorage, theme: Theme) {
    // Where it cannot be kept it lasts as long as the page.
    _ = storage.set(THEME, theme.name().unwrap_or("system"));
}

/// The choice of colours that was kept.
pub(super) fn theme(storage: &TabStorage) -> Option<Theme> {
    Theme::named(&storage.get(THEME)?)
}

const ALLOWED: &str = "allowed";

/// Notes for which address of a vendor's the page is loaded anew. There is no key in it.
pub(super) fn note_allowed(storage: &TabStorage, vendor: Vendor, address: &BaseUrl) {
    _ = storage.set(ALLOWED, &format!("{vendor} {address}"));
}

/// The address for which the page was loaded anew, once.
pub(super) fn take_allowed(storage: &TabStorage) -> Option<(Vendor, BaseUrl)> {
    let noted = storage.get(ALLOWED)?;
    storage.remove(ALLOWED);
    let (vendor, address) = noted.split_once(' ')?;
    Some((vendor.parse().ok()?, BaseUrl::parse(address).ok()?))
}

/// Where the first script finds the hosts that this page is allowed to ask.
const HOSTS: &str = "hosts";

/// Notes the hosts of what is remembered on this device, in place of those noted before. Not secret, and needed before
/// the passphrase is typed.
pub(super) fn note_hosts(origins: &[&str]) {
    let mut origins = origins.to_vec();
    origins.sort_unstable();
    origins.dedup();
    let text = serde_json::to_string(&origins).ok().filter(|_| !origins.is_empty());
    set_on_device(HOSTS, text.as_deref());
}

/// Forgets every host that was noted, in this tab and on this device.
pub(super) fn forget_hosts(storage: &TabStorage) {
    storage.remove(HOSTS);
    set_on_device(HOSTS, None);
}

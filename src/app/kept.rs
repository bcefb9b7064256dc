//! What the reader asked to be kept for this tab.

use serde::{Deserialize, Serialize};

use crate::{
    browser::TabStorage,
    model::{ApiKey, Vendor},
    session::{BaseUrl, Connection, Connections, Keep},
    ui::Theme,
};

const CONNECTIONS: &str = "connections";
const THEME: &str = "theme";

/// A connection in the tab's storage. The only place where a key is written down, and only at the reader's wish.
#[derive(Serialize, Deserialize)]
struct Kept {
    vendor: String,
    address: String,
    key: String,
}

/// Keeps the connections whose keys are to be kept, and forgets all others; gives whether that worked.
pub(super) fn keep(storage: &TabStorage, connections: &Connections) -> bool {
    let kept: Vec<Kept> = connections
        .iter()
        .filter(|one| one.keep == Keep::Tab)
        .filter_map(|one| {
            let key = one.key()?.expose().to_owned();
            Some(Kept { vendor: one.vendor().to_string(), address: one.address().to_string(), key })
        })
        .collect();
    if kept.is_empty() {
        storage.remove(CONNECTIONS);
        return true;
    }
    serde_json::to_string(&kept).is_ok_and(|text| storage.set(CONNECTIONS, &text))
}

/// The connections that were kept. What cannot be read any more is passed over.
pub(super) fn connections(storage: &TabStorage) -> Connections {
    let text = storage.get(CONNECTIONS).unwrap_or_default();
    let kept: Vec<Kept> = serde_json::from_str(&text).unwrap_or_default();
    Connections::new(kept.into_iter().filter_map(|one| {
        let vendor = one.vendor.parse::<Vendor>().ok()?;
        let address = BaseUrl::parse(&one.address).ok()?;
        let mut connection = Connection::new(vendor, address).with_key(ApiKey::new(&one.key)?);
        connection.keep = Keep::Tab;
        Some(connection)
    }))
}

/// Keeps the choice of colours.
pub(super) fn keep_theme(storage: &TabStorage, theme: Theme) {
    match theme.name() {
        Some(name) => _ = storage.set(THEME, name),
        None => storage.remove(THEME),
    }
}

/// The choice of colours that was kept.
pub(super) fn theme(storage: &TabStorage) -> Theme {
    let name = storage.get(THEME);
    Theme::ALL.into_iter().find(|theme| theme.name() == name.as_deref()).unwrap_or_default()
}

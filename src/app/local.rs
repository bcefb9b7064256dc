//! Connections for trying the viewer out on this computer: what serves it there can name them in a file beside it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    browser::{location, read_beside},
    model::{ApiKey, Vendor},
    session::{BaseUrl, Connection},
};

const FILE: &str = "dev-connections.json";

#[derive(Deserialize)]
struct File {
    vendors: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct Entry {
    base_url: String,
    key: String,
}

/// Whether the address asks for them. Only a page from this computer does as it is asked.
pub(super) fn wants_connections(fragment: &str) -> bool {
    let query = fragment.split_once('?').map_or("", |(_, query)| query);
    location::is_loopback() && query.split('&').any(|pair| pair == "dev=1")
}

/// The connections in the file; none when there is no such file. Only addresses on this computer are taken.
pub(super) async fn connections() -> Vec<Connection> {
    let Ok(text) = read_beside(FILE).await else { return Vec::new() };
    let Ok(file) = serde_json::from_str::<File>(&text) else { return Vec::new() };
    let entries = file.vendors.into_iter().filter_map(|(vendor, entry)| {
        let vendor = vendor.parse::<Vendor>().ok()?;
        let address =
            BaseUrl::parse(&entry.base_url).ok().filter(|address| address.origin().starts_with("http://"))?;
        Some(Connection::new(vendor, address).with_key(ApiKey::new(&entry.key)?))
    });
    entries.collect()
}

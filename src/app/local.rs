//! Connections for trying the viewer out on this computer: what serves it there can name them in a file beside it.

use serde_json::Value;

use crate::{
    browser::{location, read_beside},
    model::ApiKey,
    session::{BaseUrl, Connection},
};

const FILE: &str = "dev-connections.json";

/// Whether the address asks for them. Only a page from this computer does as it is asked.
pub(super) fn wants_connections(fragment: &str) -> bool {
    let query = fragment.split_once('?').map_or("", |(_, query)| query);
    location::is_loopback() && query.split('&').any(|pair| pair == "dev=1")
}

/// The connections in the file; none when there is no such file. Only addresses on this computer are taken.
pub(super) async fn connections() -> Vec<Connection> {
    let Ok(text) = read_beside(FILE).await else { return Vec::new() };
    let file = serde_json::from_str::<Value>(&text).unwrap_or_default();
    let vendors = file.get("vendors").and_then(Value::as_object);
    vendors.into_iter().flatten().filter_map(|(vendor, entry)| connection(vendor, entry)).collect()
}

fn connection(vendor: &str, entry: &Value) -> Option<Connection> {
    let text = |name| entry.get(name).and_then(Value::as_str);
    let address = BaseUrl::parse(text("base_url")?).ok()?;
    let is_here = address.origin().starts_with("http://");
    let key = ApiKey::new(text("key")?)?;
    let connection = Connection::new(vendor.parse().ok()?, address).with_key(key);
    is_here.then_some(connection)
}

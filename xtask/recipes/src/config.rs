//! The viewer's `leadwake.json`, for a site with the relay.

use crate::relay::Relay;
use anyhow::Result;
use serde_json::{Map, Value, json};

/// The whole file.
pub(crate) fn text(relays: &[Relay]) -> Result<String> {
    let vendors: Map<String, Value> = relays
        .iter()
        .map(|relay| {
            let mut entry = Map::new();
            entry.insert("base_url".into(), format!("relay/{}", relay.slug()).into());
            if relay.adds_key {
                entry.insert("adds_key".into(), true.into());
            }
            (relay.slug().to_owned(), entry.into())
        })
        .collect();
    Ok(format!("{}\n", serde_json::to_string_pretty(&json!({ "vendors": vendors }))?))
}

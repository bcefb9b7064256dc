//! The paths that each vendor documents, for whoever writes a server of their own.

use anyhow::Result;
use leadwake::{model::Vendor, providers::provider};
use serde_json::{Map, Value, json};

/// The paths by vendor, `{}` for an id, as JSON.
pub(crate) fn text() -> Result<String> {
    let paths: Map<String, Value> = Vendor::ALL
        .into_iter()
        .map(|vendor| (vendor.slug().to_owned(), json!(provider(vendor).about().paths)))
        .collect();
    Ok(format!("{}\n", serde_json::to_string_pretty(&paths)?))
}

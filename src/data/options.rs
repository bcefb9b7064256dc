//! The options of a load, as programs write them.

use serde::Deserialize;
use serde_json::Value;
use tsify::Tsify;

use crate::{
    model::{Channel, Direction, Vendor},
    timeline::Order,
};

/// Which lead is read, from where, and what of it is given.
#[derive(Debug, Deserialize, Tsify)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LoadOptions {
    /// What to open at which vendor: an id or several for each, or all in one text as the viewer's address has it:
    /// `"apten:room_abc,naturalead:phone:+14155550142"`.
    #[serde(default)]
    #[tsify(type = "string | Partial<Record<Vendor, string | readonly string[]>>")]
    pub lead: Value,
    /// How each vendor is reached. Not needed with a `fetch` of the page's own.
    #[serde(default)]
    #[tsify(type = "Partial<Record<Vendor, ConnectionOptions>>")]
    pub connections: Value,
    /// What is given of what came; everything without it.
    #[serde(default)]
    pub filter: FilterOptions,
    /// Which end comes first; `"newest-first"` without it.
    #[serde(default)]
    #[tsify(type = "EntryOrder")]
    pub order: Order,
    /// From when on vendors are asked that can limit it: milliseconds since 1970, an RFC 3339 text or a `Date`. Everything
    /// without it.
    #[serde(default)]
    #[tsify(type = "number | string | Date")]
    pub since: Value,
    /// Whether the records come along, exactly as the vendors sent them; `false` without it.
    #[serde(default)]
    pub raw: bool,
}

/// What is given of what came. Whatever is left out chooses everything.
#[derive(Debug, Default, Deserialize, Tsify)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct FilterOptions {
    /// The chosen vendors.
    pub vendors: Vec<Vendor>,
    /// The chosen channels.
    pub channels: Vec<Channel>,
    /// The chosen directions.
    pub directions: Vec<Direction>,
    /// Only what human beings did; calls count.
    pub people_only: bool,
    /// A text that must occur, whatever its case and accents.
    pub search: String,
    /// From this moment on, inclusive: milliseconds since 1970, an RFC 3339 text or a `Date`. Leaves the undated out.
    #[tsify(type = "number | string | Date")]
    pub from: Value,
    /// Up to this moment, exclusive. Leaves the undated out.
    #[tsify(type = "number | string | Date")]
    pub to: Value,
}

//! Options, made out and checked: what is wrong with them is said before anybody is asked.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{Fault, FaultKind, FilterOptions, LoadOptions};
use crate::{
    model::{ApiKey, Dossier, Handle, Timestamp, Vendor},
    providers::{Provider, provider},
    session::{
        BaseUrl, Connection, ConnectionOptions, Connections, KeyOf, LoadError, MOMENT_EXPECTED, Subject,
        moment_given,
    },
    timeline::{Filter, Order},
};

/// A lead and the ways to its vendors.
#[derive(Debug, Clone, Default)]
pub struct Lead {
    /// What to open at which vendor.
    pub dossier: Dossier,
    /// How each is reached, where the program asks by itself.
    pub connections: Connections,
    /// The host of the page, as far as it is known.
    pub page_host: Option<String>,
    /// Whether the page asks itself.
    pub is_asked_by_page: bool,
}

/// What of a history is asked for and given.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What is given of what came.
    pub filter: Filter,
    /// Which end comes first.
    pub order: Order,
    /// From when on vendors are asked that can limit it.
    pub since: Timestamp,
    /// Whether the records come along.
    pub raw: bool,
}

impl Default for Wanted {
    /// Everything, the newest first, without its records.
    fn default() -> Self {
        Self { filter: Filter::default(), order: Order::default(), since: Timestamp::EPOCH, raw: false }
    }
}

impl Lead {
    /// A failure at one of the vendors.
    pub(crate) fn fault(&self, vendor: Vendor, error: &LoadError) -> Fault {
        let about = provider(vendor).about();
        let page_host = self.page_host.as_deref();
        let asked = self.connections.get(vendor);
        let of_page = Subject {
            about,
            host: page_host.unwrap_or("the page"),
            path: "",
            key: if self.is_asked_by_page { KeyOf::Host } else { KeyOf::Page("") },
            page_host: None,
        };
        let asked = asked.filter(|_| !self.is_asked_by_page);
        let subject = asked.map_or(of_page, |connection| Subject::of(about, connection, page_host));
        Fault::of(vendor, error, error.explain(&subject))
    }
}

impl LoadOptions {
    /// Reads the options' JSON text: which lead, and what of its history.
    ///
    /// # Errors
    /// Something in it is wrong; the message says where, and never repeats a value.
    pub fn read(text: &str) -> Result<(Lead, Wanted), Fault> {
        let all: Value =
            serde_json::from_str(text).map_err(|_its_words| wrong("The options are not an object."))?;
        let options: Self = member("options", all)?;
        let connections = connections(options.connections)?;
        let lead = Lead { dossier: dossier(options.lead)?, connections, ..Lead::default() };
        let since = moment("since", &options.since)?.unwrap_or(Timestamp::EPOCH);
        Ok((lead, Wanted { filter: filter(options.filter)?, order: options.order, since, raw: options.raw }))
    }
}

pub(crate) fn wrong(message: impl Into<String>) -> Fault {
    Fault::new(FaultKind::Options, message)
}

/// A member in its own shape.
pub(crate) fn member<T: DeserializeOwned>(name: &str, value: Value) -> Result<T, Fault> {
    if !value.is_object() {
        return Err(wrong(format!("`{name}` must be an object.")));
    }
    serde_json::from_value(value).map_err(|error| wrong(format!("`{name}`: {}.", without_value(&error))))
}

/// What the parser says, without the value: it may be a key that stands in the wrong place.
fn without_value(error: &serde_json::Error) -> String {
    let words = error.to_string();
    match words.rsplit_once(", expected ") {
        Some((found, expected)) if found.starts_with("invalid ") => format!("expected {expected}"),
        // A name that is not known is told: it is what has to be found.
        Some((found, expected)) if found.starts_with("unknown variant ") => {
            format!("there is no such word, expected {expected}")
        }
        _ => words,
    }
}

fn object(name: &str, value: Value) -> Result<Map<String, Value>, Fault> {
    match value {
        Value::Object(members) => Ok(members),
        Value::Null => Ok(Map::new()),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Err(wrong(format!("`{name}` must be an object with vendors as names.")))
        }
    }
}

fn vendor(within: &str, name: &str) -> Result<Vendor, Fault> {
    name.parse().map_err(|error| wrong(format!("`{within}`: {error}.")))
}

pub(crate) fn dossier(lead: Value) -> Result<Dossier, Fault> {
    if let Value::String(text) = &lead {
        return text.parse().map_err(|error| wrong(format!("`lead`: {error}.")));
    }
    let mut handles: Vec<Handle> = Vec::new();
    for (name, ids) in object("lead", lead)? {
        let vendor = vendor("lead", &name)?;
        let ids = match ids {
            Value::Array(ids) => ids,
            one @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_)) => {
                vec![one]
            }
        };
        for id in ids {
            let Value::String(id) = id else {
                return Err(wrong(format!("`lead.{name}` must be a text or a list of texts.")));
            };
            let handle = provider(vendor).handle(&id);
            handles.push(handle.map_err(|error| wrong(format!("`lead.{name}`: {error}.")))?);
        }
    }
    Ok(Dossier::new(handles))
}

pub(crate) fn connections(given: Value) -> Result<Connections, Fault> {
    let mut all = Connections::default();
    for (name, options) in object("connections", given)? {
        let vendor = vendor("connections", &name)?;
        let path = format!("connections.{name}");
        all.set(connection(&path, provider(vendor), member(&path, options)?)?);
    }
    Ok(all)
}

fn connection(path: &str, vendor: &dyn Provider, options: ConnectionOptions) -> Result<Connection, Fault> {
    let ConnectionOptions { base_url, key } = options;
    let address = base_url.as_deref().unwrap_or(vendor.about().default_base_url);
    let address = BaseUrl::parse(address).map_err(|error| wrong(format!("`{path}.baseUrl`: {error}.")))?;
    let connection = Connection::new(vendor.about().vendor, address);
    match key {
        Some(typed) => match ApiKey::new(vendor.clean_key(&typed)) {
            Some(key) => Ok(connection.with_key(key)),
            None => Err(wrong(format!("`{path}.key` is empty, or holds signs that no header can carry."))),
        },
        None if base_url.is_some() => Ok(connection.keyed_by_relay()),
        None => Ok(connection),
    }
}

pub(crate) fn moment(path: &str, given: &Value) -> Result<Option<Timestamp>, Fault> {
    if given.is_null() {
        return Ok(None);
    }
    let read = moment_given(given).map(Some);
    read.ok_or_else(|| wrong(format!("`{path}` must be {MOMENT_EXPECTED}.")))
}

pub(crate) fn filter(options: FilterOptions) -> Result<Filter, Fault> {
    let from = moment("filter.from", &options.from)?;
    let to = moment("filter.to", &options.to)?;
    let range = (from.is_some() || to.is_some()).then(|| {
        let end = Timestamp::EPOCH.plus_millis(i64::MAX);
        (from.unwrap_or(Timestamp::EPOCH), to.unwrap_or(end))
    });
    if range.is_some_and(|(from, to)| from >= to) {
        return Err(wrong("`filter.from` must be before `filter.to`."));
    }
    Ok(Filter {
        vendors: options.vendors.into_iter().collect(),
        channels: options.channels.into_iter().collect(),
        directions: options.directions.into_iter().collect(),
        people_only: options.people_only,
        text: options.search,
        range,
    })
}

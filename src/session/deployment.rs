//! What whoever runs the site says about it, in `leadwake.json` beside the page.

use serde_json::{Map, Value};

use super::{BaseUrl, Connection};
use crate::model::Vendor;

/// What `leadwake.json` says. What is wrong in it is told, and the rest counts. Nothing in it can be a key, and nothing
/// in it changes a connection that has one: it says where a connection begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deployment {
    /// Where vendors' APIs are, when not where they usually are; none has a key of the reader's.
    pub connections: Vec<Connection>,
    /// More origins that the page may ask.
    pub hosts: Vec<String>,
    /// Origins in whose pages this one takes keys.
    pub frame_origins: Vec<String>,
    /// The time zone that a lead's times are told in at first.
    pub zone: Option<String>,
    /// `light`, `dark` or `system`: the colours at first.
    pub theme: Option<String>,
    /// What does not count and why, each in a few sentences.
    pub problems: Vec<String>,
}

const TOP: &str = "vendors, hosts, frame_origins and defaults";
const VENDOR: &str = "base_url and adds_key";
const DEFAULTS: &str = "zone and theme";
const ADDRESS: &str =
    "an address such as \"https://api.example/v1\", or a path beside this page such as \"relay/apten\"";
const ORIGINS: &str = "a list of origins such as [\"https://api.example\"]";
const ORIGIN: &str = "an origin such as \"https://api.example\", with nothing behind the host";
/// What browsers say of an origin that they do not tell, and of pages that have none.
const HIDDEN: &str = "null";
const THEMES: [&str; 3] = ["light", "dark", "system"];

impl Deployment {
    /// Reads the file. `text` is `None` when it is there and could not be read, and empty when there is none; `page`
    /// is the address of this page, which paths in the file are beside.
    pub fn read(text: Option<&str>, page: &str) -> Self {
        let mut read = Self::default();
        match text.map(|text| serde_json::from_str::<Value>(if text.trim().is_empty() { "{}" } else { text })) {
            None => read.problems.push(
                "leadwake.json, which says how this site is set up, could not be read, so the usual counts. Reload the \
                 page to try again."
                    .into(),
            ),
            Some(Err(error)) => read.problems.push(format!(
                "leadwake.json is no JSON, so nothing in it counts: {error}. Whoever runs this site can correct it."
            )),
            Some(Ok(Value::Object(fields))) => read.take_all(&fields, page),
            Some(Ok(_)) => read.wrong("The whole", "is not an object", &format!("an object with {TOP}")),
        }
        read
    }

    fn wrong(&mut self, field: &str, what: &str, expected: &str) {
        self.problems
            .push(format!("{field} in leadwake.json {what}, so it does not count. Expected: {expected}."));
    }

    fn unknown(&mut self, field: &str, known: &str) {
        self.wrong(&format!("“{field}”"), "is not known", known);
    }

    fn take_all(&mut self, fields: &Map<String, Value>, page: &str) {
        for (name, value) in fields {
            match name.as_str() {
                "vendors" => self.take_vendors(value, page),
                "hosts" => self.hosts = self.origins(name, value),
                "frame_origins" => self.frame_origins = self.origins(name, value),
                "defaults" => self.take_defaults(value),
                other => self.unknown(other, TOP),
            }
        }
    }

    fn take_vendors(&mut self, value: &Value, page: &str) {
        let known = Vendor::ALL.map(Vendor::slug).join(", ");
        let Value::Object(vendors) = value else {
            return self.wrong("“vendors”", "is not an object", &format!("an object with any of {known}"));
        };
        for (name, value) in vendors {
            let field = format!("vendors.{name}");
            match (name.parse(), value) {
                (Ok(vendor), Value::Object(fields)) => self.take_vendor(vendor, &field, fields, page),
                (Ok(_), _) => {
                    self.wrong(
                        &format!("“{field}”"),
                        "is not an object",
                        &format!("an object with {VENDOR}"),
                    );
                }
                (Err(_), _) => self.unknown(&field, &known),
            }
        }
    }

    fn take_vendor(&mut self, vendor: Vendor, field: &str, fields: &Map<String, Value>, page: &str) {
        for name in fields.keys().filter(|name| !["base_url", "adds_key"].contains(&name.as_str())) {
            self.unknown(&format!("{field}.{name}"), VENDOR);
        }
        let address_field = format!("“{field}.base_url”");
        let address = match fields.get("base_url") {
            None => {
                return self.wrong(&address_field, "is missing", ADDRESS);
            }
            Some(Value::String(text)) => match BaseUrl::parse_on(page, text) {
                Ok(address) => address,
                Err(error) => {
                    let what = format!("cannot be used ({})", error.to_string().trim_end_matches('.'));
                    return self.wrong(&address_field, &what, ADDRESS);
                }
            },
            Some(_) => return self.wrong(&address_field, "is not a text", ADDRESS),
        };
        let connection = Connection::new(vendor, address);
        match fields.get("adds_key") {
            None | Some(Value::Bool(false)) => self.connections.push(connection),
            Some(Value::Bool(true)) => self.connections.push(connection.keyed_by_relay()),
            Some(_) => {
                self.connections.push(connection);
                self.wrong(
                    &format!("“{field}.adds_key”"),
                    "is neither true nor false",
                    "true where the relay adds the key, else false",
                );
            }
        }
    }

    fn origins(&mut self, field: &str, value: &Value) -> Vec<String> {
        let Value::Array(items) = value else {
            self.wrong(&format!("“{field}”"), "is not a list", ORIGINS);
            return Vec::new();
        };
        let mut origins = Vec::new();
        for (at, item) in items.iter().enumerate() {
            match item.as_str().and_then(origin) {
                Some(origin) => origins.push(origin),
                None => self.wrong(&format!("“{field}[{at}]”"), "is no origin", ORIGIN),
            }
        }
        origins
    }

    fn take_defaults(&mut self, value: &Value) {
        let Value::Object(fields) = value else {
            return self.wrong("“defaults”", "is not an object", &format!("an object with {DEFAULTS}"));
        };
        for (name, value) in fields {
            match (name.as_str(), value) {
                ("zone", Value::String(zone)) => self.zone = Some(zone.clone()),
                ("zone", _) => self.wrong_zone(),
                ("theme", Value::String(theme)) if THEMES.contains(&theme.as_str()) => {
                    self.theme = Some(theme.clone());
                }
                ("theme", _) => self.wrong(
                    "“defaults.theme”",
                    "is no choice of colours",
                    "\"light\", \"dark\" or \"system\"",
                ),
                (other, _) => self.unknown(&format!("defaults.{other}"), DEFAULTS),
            }
        }
    }

    /// Whether the page takes keys where it stands: alone, or in frames of its own origin and of those listed only.
    /// Another page could lay something over the form, or draw one like it. `around` are the origins of the pages
    /// around it, or `None` when they are not known.
    pub fn may_take_keys(&self, own: &str, around: Option<&[String]>) -> bool {
        around.is_some_and(|around| around.iter().all(|one| self.trusts(own, one)))
    }

    /// Whether the page right around may say what is shown: it and whoever is around it are of this page's own site or
    /// listed. `speaker` is its origin by the browser's word, which came with what it said. `around` are the origins as the
    /// browser lists them, the nearest first: some browsers list none, and some hide the nearest behind `null`. Who
    /// `is_outermost` has nobody around.
    pub fn may_speak(&self, own: &str, speaker: &str, around: Option<&[String]>, is_outermost: bool) -> bool {
        let is_known = match around {
            Some([nearest, further @ ..]) => {
                (nearest == HIDDEN || self.trusts(own, nearest))
                    && further.iter().all(|one| self.trusts(own, one))
            }
            Some([]) | None => is_outermost,
        };
        is_known && self.trusts(own, speaker)
    }

    fn trusts(&self, own: &str, origin: &str) -> bool {
        origin != HIDDEN && (origin == own || self.frame_origins.iter().any(|one| one == origin))
    }

    /// Tells that the zone is none; for whoever knows the browser's zones.
    pub fn wrong_zone(&mut self) {
        self.zone = None;
        self.wrong(
            "“defaults.zone”",
            "is no time zone",
            "a zone of the IANA list such as \"Europe/Berlin\", or \"UTC\"",
        );
    }
}

/// A text that is an origin which a policy can name, and nothing else.
fn origin(text: &str) -> Option<String> {
    let address = BaseUrl::parse(text).ok().filter(|address| address.prefix().is_empty())?;
    address.policy_name().map(str::to_owned)
}

/// The origins that a page may ask besides its own: those of these connections, and these. What a policy cannot name
/// is left out.
pub fn origins_to_ask<'a>(
    connections: impl IntoIterator<Item = &'a Connection>,
    more: impl IntoIterator<Item = String>,
) -> Vec<String> {
    let of_connections =
        connections.into_iter().filter_map(|one| one.address().policy_name().map(str::to_owned));
    let mut all: Vec<String> = Vec::new();
    for one in of_connections.chain(more.into_iter().filter_map(|text| origin(&text))) {
        if let Err(place) = all.binary_search(&one) {
            all.insert(place, one);
        }
    }
    all
}

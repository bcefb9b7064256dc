//! The options of a viewer, as pages write them.

use serde::Deserialize;
use serde_json::{Map, Value};
use tsify::Tsify;

use crate::{
    data::{
        Fault, FilterOptions,
        connect::{connections, dossier, filter, member, wrong},
    },
    frame::{Theme, zone_of},
    model::Dossier,
    place::{View, ZoneChoice},
    session::Connections,
    timeline::Order,
};

/// What a viewer shows and how. When it is changed later, what is left out stays as it is.
#[derive(Default, Deserialize, Tsify)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ViewerOptions {
    /// What to open at which vendor: an id or several for each, or all in one text as the viewer's address has it:
    /// `"apten:room_abc,naturalead:phone:+14155550142"`.
    #[tsify(type = "string | Partial<Record<Vendor, string | readonly string[]>>")]
    pub lead: Value,
    /// How each vendor is reached. Not needed with a `fetch` of the page's own.
    #[tsify(type = "Partial<Record<Vendor, ConnectionOptions>>")]
    pub connections: Value,
    /// What is shown at first; the reader can change it. `search` marks and jumps, and hides nothing.
    #[tsify(type = "FilterOptions")]
    pub filter: Value,
    /// Which end comes first; `"newest-first"` without it.
    #[tsify(optional, type = "EntryOrder")]
    pub order: Option<Order>,
    /// Light or dark; without it as the page around, by its `color-scheme`.
    #[tsify(optional)]
    pub theme: Option<Theme>,
    /// In which time zone times are told: `"UTC"` or a name such as `"Europe/Berlin"`; `null` is the device's own.
    #[tsify(type = "string | null")]
    pub zone: Value,
}

/// Options, made out and checked. `None` is what was left out.
#[derive(Debug, Default)]
pub struct Given {
    /// Which lead; empty is none.
    pub dossier: Option<Dossier>,
    /// How vendors are reached.
    pub connections: Option<Connections>,
    /// What is shown, and what is searched for.
    pub filter: Option<(crate::timeline::Filter, String)>,
    /// Which end comes first.
    pub order: Option<Order>,
    /// Light or dark; the inner `None` is as the page around.
    pub theme: Option<Option<Theme>>,
    /// In which zone times are told.
    pub zone: Option<ZoneChoice>,
}

impl Given {
    /// Reads the options' JSON text. `knows` tells whether this browser knows a zone.
    ///
    /// # Errors
    /// Something in it is wrong; the message says where, and repeats no value but that of a zone.
    pub fn read(text: &str, knows: impl Fn(&ZoneChoice) -> bool) -> Result<Self, Fault> {
        let all: Value =
            serde_json::from_str(text).map_err(|_its_words| wrong("The options are not an object."))?;
        let names: Map<String, Value> = all.as_object().cloned().unwrap_or_default();
        let options: ViewerOptions = member("options", all)?;
        let has = |name: &str| names.contains_key(name);
        let zone = match &options.zone {
            Value::Null => has("zone").then_some(ZoneChoice::Viewer),
            Value::String(name) => {
                let zone = zone_of(Some(name)).map_err(|refused| wrong(format!("`zone`: {refused}.")))?;
                if !knows(&zone) {
                    return Err(wrong(format!(
                        "`zone`: this browser knows no time zone “{name}”; write \"UTC\" or a name such as \
                         \"Europe/Berlin\"."
                    )));
                }
                Some(zone)
            }
            Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                return Err(wrong("`zone` must be a text such as \"UTC\" or \"Europe/Berlin\", or null."));
            }
        };
        let narrowed = |value: Value| {
            let mut filter = if value.is_null() {
                filter(FilterOptions::default())?
            } else {
                filter(member("filter", value)?)?
            };
            // A search marks and jumps; it does not hide.
            let search = std::mem::take(&mut filter.text);
            Ok::<_, Fault>((filter, search))
        };
        Ok(Self {
            dossier: has("lead").then(|| dossier(options.lead)).transpose()?,
            connections: has("connections").then(|| connections(options.connections)).transpose()?,
            filter: has("filter").then(|| narrowed(options.filter)).transpose()?,
            order: has("order").then(|| options.order.unwrap_or_default()),
            theme: has("theme").then_some(options.theme),
            zone,
        })
    }

    /// Changes a view in what was given.
    pub fn apply(&self, view: &mut View) {
        if let Some((filter, search)) = &self.filter {
            view.filter.clone_from(filter);
            view.search.clone_from(search);
        }
        if let Some(order) = self.order {
            view.order = order;
        }
        if let Some(zone) = &self.zone {
            view.zone = zone.clone();
        }
    }
}

/// Reads the name of a theme on its own; nothing is as the page around.
///
/// # Errors
/// There is no such theme.
pub fn read_theme(name: Option<&str>) -> Result<Option<Theme>, Fault> {
    match name {
        None => Ok(None),
        Some("light") => Ok(Some(Theme::Light)),
        Some("dark") => Ok(Some(Theme::Dark)),
        Some("system") => Ok(Some(Theme::System)),
        Some(_) => {
            Err(wrong("`theme` must be \"light\", \"dark\", \"system\", or nothing for that of the page."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{data::FaultKind, model::Vendor};

    fn read(text: &str) -> Result<Given, Fault> {
        Given::read(text, |zone| zone.name() != Some("Nowhere"))
    }

    #[test]
    fn what_is_left_out_stays() {
        let mut view = View { search: "refund".into(), zone: ZoneChoice::Utc, ..View::default() };
        read(r#"{"order":"oldest-first","theme":"dark"}"#).unwrap().apply(&mut view);
        assert_eq!(
            (view.search.as_str(), &view.zone, view.order),
            ("refund", &ZoneChoice::Utc, Order::OldestFirst)
        );
        read(r#"{"zone":null,"filter":null}"#).unwrap().apply(&mut view);
        assert_eq!((view.search.as_str(), &view.zone), ("", &ZoneChoice::Viewer));
        assert_eq!(read("{}").unwrap().theme, None);
        assert_eq!(read(r#"{"theme":null}"#).unwrap().theme, Some(None));
    }

    #[test]
    fn a_lead_is_ids_by_vendor_or_one_text() {
        for text in [
            r#"{"lead":{"apten":"room_1"}}"#,
            r#"{"lead":{"apten":["room_1"]}}"#,
            r#"{"lead":"apten:room_1"}"#,
        ] {
            let dossier = read(text).unwrap().dossier.unwrap();
            let ids: Vec<_> = dossier.of(Vendor::Apten).map(|handle| handle.native().to_owned()).collect();
            assert_eq!(ids, ["room_1"], "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_and_no_value_is_repeated() {
        for (text, part) in [
            ("[]", "`options` must be an object"),
            (r#"{"leed":"apten:secret"}"#, "unknown field `leed`"),
            (r#"{"lead":{"apton":"secret"}}"#, "apton"),
            (r#"{"lead":7}"#, "`lead`"),
            (r#"{"connections":{"apten":"secret"}}"#, "`connections.apten` must be an object"),
            (r#"{"connections":{"apten":{"kee":"secret"}}}"#, "unknown field `kee`"),
            (r#"{"connections":{"apten":{"baseUrl":"ftp://secret"}}}"#, "`connections.apten.baseUrl`"),
            (r#"{"filter":{"channels":["fax"]}}"#, "`filter`"),
            (r#"{"order":"secret"}"#, "expected"),
            (r#"{"theme":"secret"}"#, "expected"),
            (r#"{"zone":"Nowhere"}"#, "knows no time zone “Nowhere”"),
            (r#"{"zone":"secret;x"}"#, "`zone`: the zone is no name"),
            (r#"{"zone":3}"#, "`zone` must be"),
        ] {
            let fault = read(text).unwrap_err();
            assert_eq!(fault.kind, FaultKind::Options, "{text}");
            assert!(fault.message.contains(part), "{text}: {}", fault.message);
            assert!(!fault.message.contains("secret"), "{text}: {}", fault.message);
        }
    }
}

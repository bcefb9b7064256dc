//! What of the timeline the page around wants to see, and in which zone.

use serde::Deserialize;
use serde_json::Value;

use super::{Refused, target::moment};
use crate::{
    model::Vendor,
    place::{View, ZoneChoice, channel_named, direction_named},
    timeline::Filter,
};

/// What is shown. What is left out is not filtered by: an empty one shows everything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "types", derive(tsify::Tsify), tsify(rename = "FrameFilter"))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct FilterGiven {
    /// Which vendors: `apten`, `leadsail`, `naturalead`, `attendee`.
    #[cfg_attr(feature = "types", tsify(type = "readonly Vendor[]"))]
    pub vendors: Vec<String>,
    /// Which channels: `sms`, `whatsapp`, `telegram`, `email`, `call`, `webchat`, `meeting`, `tool`, `custom`, `unstated`,
    /// or `other:` and the vendor's word.
    #[cfg_attr(feature = "types", tsify(type = "readonly string[]"))]
    pub channels: Vec<String>,
    /// Which directions: `inbound`, `outbound`, `internal`, `unstated`, or `other:` and the vendor's word.
    #[cfg_attr(feature = "types", tsify(type = "readonly string[]"))]
    pub directions: Vec<String>,
    /// Whether only what human beings did is shown.
    pub people_only: bool,
    /// What is searched for: hits are marked, nothing is hidden.
    #[cfg_attr(feature = "types", tsify(optional))]
    pub search: Option<String>,
    /// From this moment on, inclusive: milliseconds since 1970, a text such as `2026-05-14T15:00:00Z`, or a `Date`. Together with `to`.
    #[cfg_attr(feature = "types", tsify(optional, type = "number | string | Date"))]
    pub from: Value,
    /// Up to this moment, exclusive.
    #[cfg_attr(feature = "types", tsify(optional, type = "number | string | Date"))]
    pub to: Value,
}

/// The zone of that name; the reader's own without one.
///
/// # Errors
/// When the name is longer than any zone's or holds signs that none has. Whether there is such a zone the browser knows.
pub fn zone_of(name: Option<&str>) -> Result<ZoneChoice, Refused> {
    let Some(name) = name else { return Ok(ZoneChoice::Viewer) };
    let is_like = |sign: char| sign.is_ascii_alphanumeric() || "/_+-".contains(sign);
    if name.is_empty() || name.len() > 64 || !name.chars().all(is_like) {
        return Err(Refused::Value("the zone is no name of the IANA list such as Europe/Berlin".into()));
    }
    Ok(ZoneChoice::named(name))
}

impl FilterGiven {
    /// The filter, and what is searched for.
    ///
    /// # Errors
    /// When a word or a moment is none.
    pub fn filter(&self) -> Result<(Filter, String), Refused> {
        let mut filter = Filter { people_only: self.people_only, ..Filter::default() };
        for word in &self.vendors {
            let vendor: Vendor = word.parse().map_err(|error| Refused::Value(format!("{error}")))?;
            filter.vendors.insert(vendor);
        }
        for word in &self.channels {
            let no_channel = || Refused::Value(format!("“{word}” is no channel"));
            filter.channels.insert(channel_named(word).ok_or_else(no_channel)?);
        }
        for word in &self.directions {
            let no_direction = || Refused::Value(format!("“{word}” is no direction"));
            // An address has shorter words for two of them.
            let short = match word.as_str() {
                "inbound" => "in",
                "outbound" => "out",
                other => other,
            };
            filter.directions.insert(direction_named(short).ok_or_else(no_direction)?);
        }
        filter.range = match (&self.from, &self.to) {
            (Value::Null, Value::Null) => None,
            (Value::Null, _) | (_, Value::Null) => {
                return Err(Refused::Value("“from” and “to” go together".into()));
            }
            (from, to) => {
                let range = (moment("filter.from", from)?, moment("filter.to", to)?);
                if range.0 >= range.1 {
                    return Err(Refused::Value("“from” is not before “to”".into()));
                }
                Some(range)
            }
        };
        Ok((filter, self.search.clone().unwrap_or_default()))
    }

    /// Changes how a timeline is shown.
    ///
    /// # Errors
    /// As [`FilterGiven::filter`].
    pub fn put_on(&self, view: &mut View) -> Result<(), Refused> {
        (view.filter, view.search) = self.filter()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Filter, Refused> {
        let given: FilterGiven =
            serde_json::from_str(json).map_err(|error| Refused::Shape(error.to_string()))?;
        given.filter().map(|(filter, _)| filter)
    }

    #[test]
    fn a_filter_is_what_an_address_could_say() {
        let filter = read(
            r#"{"vendors":["apten"],"channels":["sms","other:fax"],"directions":["inbound"],"peopleOnly":true,
            "from":"2026-05-01T00:00:00Z","to":"2026-06-01T00:00:00Z"}"#,
        );
        assert_eq!(filter.unwrap().choices(), 6);
        assert!(read("{}").unwrap().is_empty());
    }

    #[test]
    fn what_is_no_filter_is_refused() {
        for json in [
            r#"{"vendors":["nobody"]}"#,
            r#"{"channels":["pigeon"]}"#,
            r#"{"directions":["up"]}"#,
            r#"{"from":"2026-05-01T00:00:00Z"}"#,
            r#"{"from":"noon","to":"midnight"}"#,
            r#"{"from":"2026-06-01T00:00:00Z","to":"2026-05-01T00:00:00Z"}"#,
            r#"{"colour":"red"}"#,
            r#"{"vendors":"apten"}"#,
        ] {
            assert!(read(json).is_err(), "{json}");
        }
        for zone in ["", "Europe/Berlin;x", &"x".repeat(65)] {
            assert!(zone_of(Some(zone)).is_err(), "{zone}");
        }
        assert_eq!(zone_of(Some("UTC")), Ok(ZoneChoice::Utc));
        assert_eq!(zone_of(None), Ok(ZoneChoice::Viewer));
    }
}

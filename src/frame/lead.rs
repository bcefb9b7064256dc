//! Whose timeline the page around wants to see.

use serde::Deserialize;

use super::Refused;
use crate::{
    model::{Dossier, Handle, Vendor},
    providers::provider,
};

/// A lead: its ids by vendor, or all of them in one text as an address has them, `apten:room_1,attendee:bot_3`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "a lead is a text such as apten:room_1, or an object with apten, leadsail, naturalead and attendee"
)]
pub enum LeadGiven {
    /// As an address has it.
    Dossier(String),
    /// By vendor.
    Ids(LeadIds),
}

/// A lead's ids by vendor; at least one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct LeadIds {
    /// Ids of the lead, such as `room_1`.
    pub apten: Option<OneOrMany>,
    /// Ids of the lead, such as `lead_1`.
    pub leadsail: Option<OneOrMany>,
    /// A phone number or e-mail address, or `lead:`, `text:` and what to look for.
    pub naturalead: Option<OneOrMany>,
    /// Bots in meetings, such as `bot_1`.
    pub attendee: Option<OneOrMany>,
}

/// One id, or several.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged, expecting = "an id is a text, or a list of texts")]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl OneOrMany {
    fn as_slice(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

impl LeadGiven {
    /// The lead.
    ///
    /// # Errors
    /// When an id is none of its vendor's, or there is none at all.
    pub fn dossier(&self) -> Result<Dossier, Refused> {
        let dossier = match self {
            Self::Dossier(text) => {
                text.parse().map_err(|error| Refused::Value(format!("the lead cannot be read: {error}")))?
            }
            Self::Ids(ids) => ids.dossier()?,
        };
        if dossier.is_empty() { Err(Refused::Value("the lead has no id".into())) } else { Ok(dossier) }
    }
}

impl LeadIds {
    fn dossier(&self) -> Result<Dossier, Refused> {
        let mut handles: Vec<Handle> = Vec::new();
        for vendor in Vendor::ALL {
            let given = match vendor.slug() {
                "apten" => &self.apten,
                "leadsail" => &self.leadsail,
                "naturalead" => &self.naturalead,
                _ => &self.attendee,
            };
            for id in given.iter().flat_map(OneOrMany::as_slice) {
                let handle = provider(vendor).handle(id).map_err(|error| {
                    Refused::Value(format!("the lead’s id at {vendor} cannot be read: {error}"))
                })?;
                handles.push(handle);
            }
        }
        Ok(Dossier::new(handles))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dossier(json: &str) -> Result<String, String> {
        let given: LeadGiven = serde_json::from_str(json).map_err(|error| error.to_string())?;
        given.dossier().map(|dossier| dossier.to_string()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_lead_is_given_by_its_ids_or_as_an_address_has_it() {
        let by_ids = r#"{"attendee":["bot_1","bot_2"],"apten":"room_1","naturalead":"+1 415 555 0142"}"#;
        assert_eq!(
            dossier(by_ids).unwrap(),
            "apten:room_1,naturalead:phone:+14155550142,attendee:bot_1,attendee:bot_2"
        );
        assert_eq!(dossier(r#""apten:room_1,leadsail:lead_2""#).unwrap(), "apten:room_1,leadsail:lead_2");
    }

    #[test]
    fn what_is_no_lead_is_refused() {
        for json in ["{}", "\"\"", r#"{"apten":".."}"#, r#"{"apten":""}"#, r#"{"apten":[]}"#, "\"room_1\""] {
            assert!(dossier(json).is_err(), "{json}");
        }
        for json in ["3", r#"{"other":"x"}"#, r#"{"apten":3}"#, r#"{"apten":[["x"]]}"#] {
            assert!(dossier(json).unwrap_err().contains("a lead is a text"), "{json}");
        }
    }
}

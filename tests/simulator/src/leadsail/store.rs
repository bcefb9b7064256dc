//! What LeadSail holds.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use time::OffsetDateTime;

use super::record::Interaction;
use crate::instant;
use crate::truth::{self, TruthEntry};
use crate::vendor::Vendor;

/// One interaction, kept as the text that is served.
#[derive(Clone, Debug)]
pub(crate) struct StoredInteraction {
    /// When it began, as ISO text: the list's order, newest first.
    pub(crate) created_at: String,
    /// Its id; empty when the raw text has none.
    pub(crate) id: String,
    /// `call`, `sms`, …; empty when the raw text has none.
    pub(crate) kind: String,
    /// The record.
    pub(crate) text: String,
}

impl StoredInteraction {
    /// Keeps any text as a record; `at` orders it when it says no `createdAt` itself.
    pub(crate) fn raw(text: &str, at: OffsetDateTime) -> Self {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let field = |name: &str| value[name].as_str().map(str::to_owned);
        Self {
            created_at: truth::time_of(&value["createdAt"]).unwrap_or_else(|| instant::iso(at)),
            id: field("interactionId").unwrap_or_default(),
            kind: field("type").unwrap_or_default(),
            text: text.to_owned(),
        }
    }
}

impl From<&Interaction> for StoredInteraction {
    fn from(interaction: &Interaction) -> Self {
        Self {
            created_at: interaction.created_at.clone(),
            id: interaction.id.clone(),
            kind: interaction.kind.clone(),
            text: serde_json::to_string(interaction).unwrap_or_default(),
        }
    }
}

/// Everything LeadSail holds: interactions by lead, newest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    leads: BTreeMap<String, Vec<StoredInteraction>>,
}

impl Store {
    /// Adds a lead with these interactions.
    pub(crate) fn add(&mut self, lead: &str, mut interactions: Vec<StoredInteraction>) {
        interactions.sort_by(|a, b| b.created_at.cmp(&a.created_at));
        self.leads.insert(lead.to_owned(), interactions);
    }

    /// Forgets a lead.
    pub(crate) fn forget(&mut self, lead: &str) {
        self.leads.remove(lead);
    }

    /// The body of the list of a lead; `None` if there is no such lead.
    pub(crate) fn list(&self, lead: &str) -> Option<String> {
        let texts: Vec<&str> = self.leads.get(lead)?.iter().map(|kept| kept.text.as_str()).collect();
        Some(format!(r#"{{"success":true,"data":{{"interactions":[{}]}}}}"#, texts.join(",")))
    }

    /// The text of one interaction of any lead.
    pub(crate) fn interaction(&self, id: &str) -> Option<&str> {
        self.leads.values().flatten().find(|kept| kept.id == id).map(|kept| kept.text.as_str())
    }

    /// What a correct timeline holds of this lead.
    pub(crate) fn truth(&self, lead: &str) -> Vec<TruthEntry> {
        self.leads.get(lead).into_iter().flatten().flat_map(|kept| entries_of(&kept.text)).collect()
    }

    /// Adds or replaces a record.
    pub(crate) fn upsert(&mut self, lead: &str, record: StoredInteraction) {
        let list = self.leads.entry(lead.to_owned()).or_default();
        if !record.id.is_empty() {
            list.retain(|known| known.id != record.id);
        }
        let place = list.partition_point(|known| known.created_at > record.created_at);
        list.insert(place, record);
    }

    /// Takes a record away; whether there was one.
    pub(crate) fn remove(&mut self, lead: &str, id: &str) -> bool {
        let Some(list) = self.leads.get_mut(lead) else { return false };
        let before = list.len();
        list.retain(|known| known.id != id);
        list.len() < before
    }

    /// Adds one message to the newest SMS thread, or begins one; the id of the thread.
    pub(crate) fn append(
        &mut self,
        lead: &str,
        id: &str,
        inbound: bool,
        text: &str,
        at: OffsetDateTime,
    ) -> String {
        let line = json!({
            "timestamp": instant::iso(at),
            "role": if inbound { "user" } else { "agent" },
            "message": text,
            "source": if inbound { "inbound" } else { "sms_agent" },
        });
        let list = self.leads.entry(lead.to_owned()).or_default();
        let thread = list.iter().find(|kept| kept.kind == "sms");
        let mut value = thread.map_or_else(
            || {
                json!({
                    "interactionId": id, "leadId": lead, "campaignId": "cmp_solar_fall", "clientId": "cli_sunmere",
                    "offerId": "off_roof", "type": "sms", "status": "in_progress", "transcript": [],
                    "sms": { "agentMode": true, "direction": if inbound { "inbound" } else { "outbound" } },
                    "createdAt": instant::iso(at),
                })
            },
            |kept| serde_json::from_str(&kept.text).unwrap_or_default(),
        );
        value["updatedAt"] = json!(instant::iso(at));
        if let Some(lines) = value["transcript"].as_array_mut() {
            lines.push(line);
        }
        let record = StoredInteraction::raw(&value.to_string(), at);
        let thread = record.id.clone();
        self.upsert(lead, record);
        thread
    }

    /// Changes the summary of a record; whether there was one.
    pub(crate) fn edit(&mut self, lead: &str, id: &str, text: &str, at: OffsetDateTime) -> bool {
        let found = self.leads.get(lead).into_iter().flatten().find(|kept| kept.id == id);
        let Some(mut value) = found.and_then(|kept| serde_json::from_str::<Value>(&kept.text).ok()) else {
            return false;
        };
        value["summary"] = json!(text);
        value["updatedAt"] = json!(instant::iso(at));
        self.upsert(lead, StoredInteraction::raw(&value.to_string(), at));
        true
    }
}

fn entries_of(text: &str) -> Vec<TruthEntry> {
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        return vec![TruthEntry::unreadable(Vendor::LeadSail, text)];
    };
    let kind = truth::text_of(&value["type"]).unwrap_or_default();
    let record = truth::text_of(&value["interactionId"]);
    let whole = TruthEntry {
        vendor: Vendor::LeadSail,
        record: record.clone(),
        part: None,
        kind: kind.clone(),
        time: truth::time_of(&value["createdAt"]),
        direction: truth::direction_of(&value[&kind]["direction"]),
        text: truth::text_of(&value["summary"]),
    };
    let lines = value["transcript"].as_array().filter(|lines| kind != "call" && !lines.is_empty());
    let Some(lines) = lines else { return vec![whole] };
    let parts = lines.iter().enumerate().map(|(index, line)| TruthEntry {
        vendor: Vendor::LeadSail,
        record: record.clone(),
        part: Some(index),
        kind: kind.clone(),
        time: truth::time_of(&line["timestamp"]),
        direction: match line["role"].as_str() {
            Some("user") => Some("in"),
            Some("agent") => Some("out"),
            _ => None,
        },
        text: truth::text_of(&line["message"]),
    });
    parts.collect()
}

//! What Naturalead holds: the conversations of one account, of whichever lead.

use serde_json::{Value, json};
use time::OffsetDateTime;

use super::record::Conversation;
use crate::instant;
use crate::truth::{self, TruthEntry};
use crate::vendor::Vendor;

/// How the conversations of one lead are told from the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Person {
    /// The vendor's id of the lead.
    pub(crate) lead_id: String,
    /// The lead's phone number, E.164.
    pub(crate) phone: String,
    /// The lead's e-mail address.
    pub(crate) email: String,
}

/// One conversation, kept as the text that is served.
#[derive(Clone, Debug)]
pub(crate) struct StoredConversation {
    id: String,
    owner: String,
    status: String,
    channel: String,
    /// Phone, e-mail and message texts in lower case: what `search` looks through.
    haystack: String,
    text: String,
}

impl StoredConversation {
    /// Keeps any text as a record of the lead `owner`.
    pub(crate) fn raw(owner: &str, text: &str) -> Self {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let field = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        let mut haystack = format!("{}\n{}", field("leadPhone"), field("leadEmail"));
        for message in value["messages"].as_array().into_iter().flatten() {
            haystack.push('\n');
            haystack.push_str(message["content"].as_str().unwrap_or_default());
        }
        Self {
            id: field("_id"),
            owner: owner.to_owned(),
            status: field("status"),
            channel: field("channel"),
            haystack: haystack.to_lowercase(),
            text: text.to_owned(),
        }
    }
}

impl From<&Conversation> for StoredConversation {
    fn from(conversation: &Conversation) -> Self {
        Self::raw(&conversation.lead_id, &serde_json::to_string(conversation).unwrap_or_default())
    }
}

/// Everything Naturalead holds, in the order in which it was stored.
#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    conversations: Vec<StoredConversation>,
}

impl Store {
    /// Adds conversations.
    pub(crate) fn add(&mut self, conversations: impl IntoIterator<Item = StoredConversation>) {
        self.conversations.extend(conversations);
    }

    /// Forgets a lead.
    pub(crate) fn forget(&mut self, lead_id: &str) {
        self.conversations.retain(|kept| kept.owner != lead_id);
    }

    /// The texts of the conversations that match.
    pub(crate) fn find(&self, status: Option<&str>, search: Option<&str>) -> Vec<&str> {
        let search = search.map(str::to_lowercase);
        let matches = |kept: &&StoredConversation| {
            status.is_none_or(|status| kept.status == status)
                && search.as_ref().is_none_or(|text| kept.haystack.contains(text))
        };
        self.conversations.iter().filter(matches).map(|kept| kept.text.as_str()).collect()
    }

    /// The text of one conversation.
    pub(crate) fn conversation(&self, id: &str) -> Option<&str> {
        self.conversations.iter().find(|kept| kept.id == id).map(|kept| kept.text.as_str())
    }

    /// What a correct timeline holds of this lead.
    pub(crate) fn truth(&self, lead_id: &str) -> Vec<TruthEntry> {
        let own = self.conversations.iter().filter(|kept| kept.owner == lead_id);
        own.flat_map(|kept| entries_of(&kept.text)).collect()
    }

    /// Adds or replaces a record of the lead `owner`.
    pub(crate) fn upsert(&mut self, record: StoredConversation) {
        match self.conversations.iter_mut().find(|known| !record.id.is_empty() && known.id == record.id) {
            Some(known) => *known = record,
            None => self.conversations.push(record),
        }
    }

    /// Takes a record away; whether there was one.
    pub(crate) fn remove(&mut self, id: &str) -> bool {
        let before = self.conversations.len();
        self.conversations.retain(|known| known.id != id);
        self.conversations.len() < before
    }

    /// Adds one message to the lead's last WhatsApp conversation, or begins one; the conversation's id.
    pub(crate) fn append(
        &mut self,
        person: &Person,
        id: &str,
        inbound: bool,
        text: &str,
        at: OffsetDateTime,
    ) -> String {
        let own = |kept: &&StoredConversation| kept.owner == person.lead_id && kept.channel == "whatsapp";
        let mut value = self.conversations.iter().rfind(own).map_or_else(
            || {
                json!({
                    "_id": id, "leadId": person.lead_id, "accountId": "66a0c0ffee00000000000001",
                    "agentConfigId": "66a0c0ffee00000000000002", "channel": "whatsapp", "leadPhone": person.phone,
                    "status": "active", "currentStageIndex": 0, "messages": [], "createdAt": instant::iso(at),
                })
            },
            |kept| serde_json::from_str(&kept.text).unwrap_or_default(),
        );
        let count = value["messages"].as_array_mut().map_or(0, |messages| {
            let role = if inbound { "user" } else { "agent" };
            messages.push(json!({ "role": role, "content": text, "timestamp": instant::iso(at) }));
            messages.len()
        });
        value["messageCount"] = json!(count);
        value["updatedAt"] = json!(instant::iso(at));
        let record = StoredConversation::raw(&person.lead_id, &value.to_string());
        let id = record.id.clone();
        self.upsert(record);
        id
    }

    /// Changes the summary of a record; whether there was one.
    pub(crate) fn edit(&mut self, id: &str, text: &str, at: OffsetDateTime) -> bool {
        let Some(known) = self.conversations.iter_mut().find(|known| known.id == id) else { return false };
        let mut value: Value = serde_json::from_str(&known.text).unwrap_or_default();
        value["summary"] = json!(text);
        value["updatedAt"] = json!(instant::iso(at));
        *known = StoredConversation::raw(&known.owner, &value.to_string());
        true
    }
}

fn entries_of(text: &str) -> Vec<TruthEntry> {
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        return vec![TruthEntry::unreadable(Vendor::Naturalead, text)];
    };
    let kind = truth::text_of(&value["channel"]).unwrap_or_default();
    let record = truth::text_of(&value["_id"]);
    let entry = |part, at: &Value, direction, text: &Value| TruthEntry {
        vendor: Vendor::Naturalead,
        record: record.clone(),
        part,
        kind: kind.clone(),
        time: truth::time_of(at),
        direction,
        text: truth::text_of(text),
    };
    let messages = value["messages"].as_array().filter(|messages| !messages.is_empty());
    let Some(messages) = messages else {
        return vec![entry(None, &value["createdAt"], None, &value["summary"])];
    };
    let parts = messages.iter().enumerate().map(|(index, message)| {
        let direction = match message["role"].as_str() {
            Some("user") => Some("in"),
            Some("agent") => Some("out"),
            // `human` may be the lead or the person who took over: the vendor does not say.
            _ => None,
        };
        entry(Some(index), &message["timestamp"], direction, &message["content"])
    });
    parts.collect()
}

//! Naturalead's records in its own field names. Optional fields are left out, never null.

use serde::{Deserialize, Serialize};

/// One conversation with all its messages.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Conversation {
    #[serde(rename = "_id")]
    pub(crate) id: String,
    pub(crate) lead_id: String,
    pub(crate) account_id: String,
    pub(crate) agent_config_id: String,
    pub(crate) channel: String,
    pub(crate) lead_phone: String,
    pub(crate) status: String,
    pub(crate) current_stage_index: i64,
    pub(crate) messages: Vec<Message>,
    pub(crate) message_count: usize,
    pub(crate) created_at: String,
    pub(crate) updated_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) campaign_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) lead_email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) current_stage_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) qualification_result: Option<Qualification>,
}

/// One message; the vendor gives it no id.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Message {
    pub(crate) role: String,
    pub(crate) content: String,
    pub(crate) timestamp: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) agent_config_id: Option<String>,
}

/// What the conversation came to.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Qualification {
    pub(crate) qualified: bool,
    pub(crate) reason: String,
}

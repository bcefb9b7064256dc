//! LeadSail's records in its own field names. Optional fields are left out, never null.

use serde::{Deserialize, Serialize};

/// One interaction: a call, or a whole SMS or e-mail thread.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Interaction {
    #[serde(rename = "interactionId")]
    pub(crate) id: String,
    pub(crate) lead_id: String,
    pub(crate) campaign_id: String,
    pub(crate) client_id: String,
    pub(crate) offer_id: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) status: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) telephony: Option<Telephony>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) call: Option<CallPart>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sms: Option<SmsPart>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) email: Option<EmailPart>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) transcript: Option<Vec<Line>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error_message: Option<String>,
    pub(crate) created_at: String,
    pub(crate) updated_at: String,
}

/// The carrier's side of an interaction.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Telephony {
    pub(crate) provider: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message_id: Option<String>,
    pub(crate) phone_number: String,
}

/// What only calls have.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct CallPart {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) source: Option<String>,
    pub(crate) direction: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) duration: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) recording_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) termination_reason: Option<String>,
    #[serde(rename = "voiceAI", skip_serializing_if = "Option::is_none")]
    pub(crate) voice_ai: Option<VoiceAi>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) spoken_to: Option<bool>,
}

/// Which voice machine spoke.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct VoiceAi {
    pub(crate) provider: String,
    pub(crate) agent_id: String,
    pub(crate) conversation_id: String,
}

/// What only SMS threads have.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct SmsPart {
    pub(crate) agent_mode: bool,
    pub(crate) direction: String,
}

/// What an e-mail thread may have. The vendor says that there are e-mail threads and documents no field of them:
/// this shape is a guess along the lines of the other two.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct EmailPart {
    pub(crate) direction: String,
    pub(crate) subject: String,
    pub(crate) from: String,
    pub(crate) to: String,
}

/// One turn of a call, or one message of a thread.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Line {
    pub(crate) timestamp: String,
    pub(crate) role: String,
    pub(crate) message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) source: Option<String>,
}

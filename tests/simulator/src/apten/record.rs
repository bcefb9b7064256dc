//! Apten's records in its own field names. Optional fields are left out, never null.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// One event of a lead.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Event {
    /// Unique within its type; for a CALL the id of the call.
    pub(crate) id: String,
    /// The lead.
    pub(crate) room_id: String,
    /// The organisation.
    pub(crate) org_id: String,
    /// `MESSAGE`, `CALL`, `EMAIL`, `TOOL_CALL`, `CUSTOM`, `COMPLIANCE_BLOCKED`, or one not documented yet.
    #[serde(rename = "type")]
    pub(crate) kind: String,
    /// When it happened.
    pub(crate) timestamp: String,
    /// When the record last changed; lists are ordered by it.
    pub(crate) updated_at: String,
    /// Its shape depends on the type.
    pub(crate) data: Value,
}

/// One turn of a call's transcript.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Turn {
    /// `assistant` or `user` in the documented sample; an open text.
    pub(crate) role: String,
    /// The words.
    pub(crate) content: String,
    /// Absolute.
    pub(crate) start_time: String,
    /// Absolute.
    pub(crate) end_time: String,
}

/// What `GET /calls/{callId}` answers.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct CallRecord {
    pub(crate) id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) lead_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) session_id: Option<String>,
    pub(crate) direction: String,
    pub(crate) call_status: String,
    pub(crate) duration_seconds: i64,
    pub(crate) created_at: String,
    pub(crate) updated_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) summary: Option<String>,
    pub(crate) transcript: Vec<Turn>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) is_transfer: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) mid_call_transfer: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) has_voicemail: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) transfer_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fallback_transfer_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) transfer_answer_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) transfer_answered_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) transfer_fallback_attempted: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) transfer_fallback_answer_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) transfer_fallback_answered_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) mid_call_transfer_duration: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ended_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ai_call_without_human_response: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) is_follow_up: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) is_ai_initiated: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hit_call_screening: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reached_human_after_screening: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) is_forward: Option<bool>,
}

impl CallRecord {
    /// The CALL event of this call: the same metadata, without transcript and without the transfer's details.
    pub(crate) fn event(&self, room: &str, org: &str) -> Event {
        let mut data = json!({
            "callId": self.id,
            "direction": self.direction,
            "callStatus": self.call_status,
            "durationSeconds": self.duration_seconds,
        });
        let flags = [
            ("isTransfer", self.is_transfer),
            ("midCallTransfer", self.mid_call_transfer),
            ("hasVoicemail", self.has_voicemail),
            ("aiCallWithoutHumanResponse", self.ai_call_without_human_response),
            ("isFollowUp", self.is_follow_up),
            ("isAiInitiated", self.is_ai_initiated),
            ("isForward", self.is_forward),
        ];
        for (name, value) in flags {
            if let Some(value) = value {
                data[name] = json!(value);
            }
        }
        if let Some(number) = &self.transfer_number {
            data["transferType"] = json!("WARM");
            data["transferTo"] = json!(number);
        }
        if let Some(summary) = &self.summary {
            data["summary"] = json!(summary);
        }
        Event {
            id: self.id.clone(),
            room_id: room.to_owned(),
            org_id: org.to_owned(),
            kind: "CALL".to_owned(),
            timestamp: self.created_at.clone(),
            updated_at: self.updated_at.clone(),
            data,
        }
    }
}

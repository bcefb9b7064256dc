//! A conversation in Naturalead's own names, as
//! [List conversations](https://docs.naturalead.ai/api-reference/conversations/list-conversations) documents it.
//!
//! Nothing is required: a member that is absent, `null` or of another type is `None` and costs nothing else.

use crate::{
    model::{FactValue, When, verbatim::items},
    providers::{
        object::{Object, text_of},
        reading::Reading,
    },
};

/// One conversation of the account.
#[derive(Debug, Clone)]
pub(super) struct Conversation<'a> {
    /// `_id`: a `MongoDB` `ObjectId`.
    pub(super) id: Option<Box<str>>,
    /// `leadId`: documented as a text, while leads themselves have numbers.
    pub(super) lead_id: Option<Box<str>>,
    /// `channel`: `whatsapp`, `telegram`, `email`.
    pub(super) channel: Option<Box<str>>,
    /// `leadPhone`; `None` when it is empty, as it may be for e-mail.
    pub(super) lead_phone: Option<Box<str>>,
    /// `leadEmail`.
    pub(super) lead_email: Option<Box<str>>,
    /// `status`: `active`, `completed`, `handed_off`, `dropped`.
    pub(super) status: Option<Box<str>>,
    /// `currentStageIndex`.
    pub(super) current_stage_index: Option<i64>,
    /// `currentStageName`.
    pub(super) current_stage_name: Option<Box<str>>,
    /// `summary`.
    pub(super) summary: Option<Box<str>>,
    /// `qualificationResult`.
    pub(super) qualification_result: Option<QualificationResult>,
    /// `messageCount`.
    pub(super) message_count: Option<i64>,
    /// `createdAt`.
    pub(super) created_at: When,
    /// `updatedAt`.
    pub(super) updated_at: When,
    /// What does not change as a conversation grows, to tell one without an id from others; empty when it
    /// does not say when it was opened.
    pub(super) birth: String,
    messages: Option<&'a str>,
    /// Everything else: `accountId`, `agentConfigId`, `campaignId`, and what is not documented.
    pub(super) rest: Reading<'a>,
}

/// What the agent made of the lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct QualificationResult {
    /// `qualified`.
    pub(super) qualified: Option<bool>,
    /// `reason`.
    pub(super) reason: Option<Box<str>>,
}

/// One message. The vendor gives it no id.
#[derive(Debug, Clone)]
pub(super) struct Message<'a> {
    /// `role`: only `agent` is documented.
    pub(super) role: Option<Box<str>>,
    /// `content`.
    pub(super) content: Option<Box<str>>,
    /// `timestamp`, as it came.
    pub(super) timestamp: Option<Box<str>>,
    /// Everything else: `agentConfigId`, and what is not documented.
    pub(super) rest: Reading<'a>,
}

impl<'a> Conversation<'a> {
    /// Reads a conversation's members.
    pub(super) fn of(object: Object<'a>) -> Self {
        let birth = ["leadId", "leadPhone", "leadEmail", "channel", "createdAt"].map(|name| object.raw(name));
        // Without a moment it is as good as nothing: a lead may have many conversations.
        let has_birth = object.raw("createdAt").is_some();
        let mut reading = Reading::of(object);
        let lead_id = reading.word(&["leadId"]);
        reading.add("Lead id", lead_id.clone().map(FactValue::Text));
        reading.fact("Account id", "accountId");
        reading.fact("Agent configuration", "agentConfigId");
        reading.fact("Campaign", "campaignId");
        let mut result = reading.inner("qualificationResult");
        let qualification_result = result
            .as_mut()
            .map(|result| QualificationResult {
                qualified: result.flag("qualified"),
                reason: result.word(&["reason"]),
            })
            .filter(|result| result.qualified.is_some() || result.reason.is_some());
        reading.absorb(result, "qualificationResult.");
        let messages = reading.raw("messages");
        let no_list = messages.filter(|messages| !messages.starts_with('['));
        reading.add("messages", no_list.and_then(text_of).map(FactValue::Text));
        Self {
            id: reading.word(&["_id"]),
            lead_id,
            channel: reading.word(&["channel"]),
            lead_phone: reading.word(&["leadPhone"]),
            lead_email: reading.word(&["leadEmail"]),
            status: reading.word(&["status"]),
            current_stage_index: reading.integer("currentStageIndex"),
            current_stage_name: reading.word(&["currentStageName"]),
            summary: reading.word(&["summary"]),
            qualification_result,
            message_count: reading.integer("messageCount"),
            created_at: reading.when("createdAt"),
            updated_at: reading.when("updatedAt"),
            birth: if has_birth { birth.map(Option::unwrap_or_default).join(",") } else { String::new() },
            messages,
            rest: reading,
        }
    }

    /// The messages in their order: each one's text, and what it says or what is wrong with it. Read when they are
    /// asked for, because most conversations of an account are passed over.
    pub(super) fn messages(&self) -> impl Iterator<Item = (&'a str, Result<Message<'a>, String>)> {
        let texts = self.messages.and_then(|list| items(list).ok()).unwrap_or_default();
        texts.into_iter().map(|text| (text, Object::parse(text).map(Message::of)))
    }
}

impl<'a> Message<'a> {
    fn of(object: Object<'a>) -> Self {
        let mut reading = Reading::of(object);
        let role = reading.word(&["role"]);
        reading.add("Role", role.clone().map(FactValue::Text));
        reading.fact("Agent configuration", "agentConfigId");
        Self {
            role,
            content: reading.raw("content").and_then(text_of),
            timestamp: reading.raw("timestamp").and_then(text_of),
            rest: reading,
        }
    }
}

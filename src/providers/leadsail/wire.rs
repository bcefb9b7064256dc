//! LeadSail's JSON in LeadSail's names.

use crate::{
    model::{Direction, Failure, Role, When},
    providers::{object::Object, reading::Reading},
};

/// One interaction, as `GET /interactions/lead/{leadId}` lists it
/// ([reference](https://docs.dev.leadsail.app/docs/api-reference/interactions/interactions-lead-leadId-get)): a call,
/// or a whole SMS or e-mail thread.
#[derive(Debug)]
pub(super) struct Interaction<'a> {
    /// `interactionId`.
    pub(super) id: Option<Box<str>>,
    /// `type`: `call`, `sms`, and whatever e-mail threads are called.
    pub(super) kind: Option<Box<str>>,
    /// An open list: `in_progress`, `completed`, `no_answer` …
    pub(super) status: Option<Box<str>>,
    /// The lead's number.
    pub(super) phone: Option<Box<str>>,
    /// What only calls have. The documented sample has it beside `sms`.
    pub(super) call: Option<Reading<'a>>,
    /// What only SMS threads have.
    pub(super) sms: Option<Reading<'a>>,
    /// What e-mail threads may have; documented nowhere.
    pub(super) email: Option<Reading<'a>>,
    /// Written by a machine.
    pub(super) summary: Option<Box<str>>,
    /// The verbatim texts of the turns or messages; `None` when there is no list.
    pub(super) transcript: Option<Vec<&'a str>>,
    /// `errorCode` and `errorMessage`: why the interaction failed, not the request.
    pub(super) failure: Option<Failure>,
    /// When the call began or the thread was opened. The documentation does not say how it is written.
    pub(super) created_at: When,
    /// When the record last changed.
    pub(super) updated_at: When,
    /// The rest: ids and `telephony` as facts, and what is not documented.
    pub(super) rest: Reading<'a>,
}

impl<'a> Interaction<'a> {
    /// Reads one interaction.
    ///
    /// # Errors
    /// A sentence, when the text is no object.
    pub(super) fn parse(text: &'a str) -> Result<Self, String> {
        let object = Object::parse(text)
            .map_err(|error| format!("The interaction is no readable JSON object: {error}."))?;
        let mut rest = Reading::of(object);
        rest.fact("Lead id", "leadId");
        rest.fact("Campaign", "campaignId");
        rest.fact("Client", "clientId");
        rest.fact("Offer", "offerId");
        let mut telephony = rest.inner("telephony");
        if let Some(telephony) = &mut telephony {
            telephony.fact("Telephony provider", "provider");
            telephony.fact("Telephony message id", "messageId");
            telephony.fact("Telephony number", "phoneNumber");
        }
        rest.absorb(telephony, "telephony.");
        let failure = Failure { code: rest.word(&["errorCode"]), message: rest.word(&["errorMessage"]) };
        Ok(Self {
            id: rest.word(&["interactionId"]),
            kind: rest.word(&["type"]),
            status: rest.word(&["status"]),
            phone: rest.word(&["phone"]),
            call: rest.inner("call"),
            sms: rest.inner("sms"),
            email: rest.inner("email"),
            summary: rest.word(&["summary"]),
            transcript: rest.list("transcript"),
            failure: (failure != Failure::default()).then_some(failure),
            created_at: rest.when("createdAt"),
            updated_at: rest.when("updatedAt"),
            rest,
        })
    }
}

/// One item of `transcript`: a turn of a call or a message of a thread.
#[derive(Debug)]
pub(super) struct Item<'a> {
    /// Documented as “string” and no more: a time, one without a zone, or an offset.
    pub(super) timestamp: When,
    /// The verbatim text of `timestamp`; empty when there is none.
    pub(super) timestamp_text: &'a str,
    /// `agent` or `user`.
    pub(super) role: Option<Box<str>>,
    /// What was said or written.
    pub(super) message: Box<str>,
    /// By what it was written: `manual`, `api`, `inbound`, `sms_agent`, `system`.
    pub(super) source: Option<Box<str>>,
    /// What is not documented.
    pub(super) rest: Reading<'a>,
}

impl<'a> Item<'a> {
    /// Reads one item.
    ///
    /// # Errors
    /// A sentence, when the text is no object.
    pub(super) fn parse(text: &'a str) -> Result<Self, String> {
        let object = Object::parse(text)
            .map_err(|error| format!("This part of the transcript is no readable JSON object: {error}."))?;
        let timestamp_text = object.raw("timestamp").unwrap_or_default();
        let mut rest = Reading::of(object);
        Ok(Self {
            timestamp: rest.when("timestamp"),
            timestamp_text,
            role: rest.word(&["role"]),
            message: rest.word(&["message"]).unwrap_or_default(),
            source: rest.word(&["source"]),
            rest,
        })
    }

    /// Who spoke or wrote; `company` when it was the company and nothing says by what.
    pub(super) fn speaker(&self, company: &Role) -> Role {
        let source = self.source.as_deref().and_then(|source| match source {
            "inbound" => Some(Role::Lead),
            "manual" => Some(Role::Person),
            "sms_agent" => Some(Role::Ai),
            "system" => Some(Role::System),
            _ => None,
        });
        match self.role.as_deref() {
            Some("user") => Role::Lead,
            // What an agent says is never the lead's, whatever the source claims.
            Some("agent") => source.filter(|role| *role != Role::Lead).unwrap_or_else(|| company.clone()),
            Some("system") => Role::System,
            Some(other) => Role::Other(other.into()),
            None => source.unwrap_or(Role::Unstated),
        }
    }

    /// Which way a message went: there is no field for it, so the role decides, and without one the source.
    pub(super) fn direction(&self) -> Direction {
        match (self.role.as_deref(), self.source.as_deref()) {
            (Some("user"), _) | (None, Some("inbound")) => Direction::Inbound,
            (Some("agent"), _) | (None, Some("manual" | "sms_agent" | "api")) => Direction::Outbound,
            _ => Direction::Unstated,
        }
    }
}

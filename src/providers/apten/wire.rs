//! Apten's JSON in Apten's names.

use crate::{
    model::{FactValue, When},
    providers::{object::Object, reading::Reading},
};

/// One event, as `GET /leads/{leadId}/events` lists it
/// ([reference](https://docs.apten.ai/api-reference/leads/list-events)).
#[derive(Debug)]
pub(super) struct Event<'a> {
    /// Unique among the events of its `type`; of a CALL it is the call's id.
    pub(super) id: Option<Box<str>>,
    /// `type`: MESSAGE, CALL, EMAIL, `TOOL_CALL`, CUSTOM, `COMPLIANCE_BLOCKED`, or one that came later.
    pub(super) kind: Box<str>,
    /// When it happened.
    pub(super) timestamp: When,
    /// When the record last changed.
    pub(super) updated_at: When,
    /// What it is, in a shape that depends on the type; `None` when it is no object.
    pub(super) data: Option<Reading<'a>>,
    /// The verbatim text of `data`, be it an object or not; empty when there is none.
    pub(super) data_text: &'a str,
    /// The rest: `roomId` and `orgId` as facts, and what is not documented.
    pub(super) rest: Reading<'a>,
}

impl<'a> Event<'a> {
    /// Reads one event.
    ///
    /// # Errors
    /// A sentence, when the text is no object or says no `type`.
    pub(super) fn parse(text: &'a str) -> Result<Self, String> {
        let object =
            Object::parse(text).map_err(|error| format!("The event is no readable JSON object: {error}."))?;
        let mut rest = Reading::of(object);
        rest.fact("Lead id", "roomId");
        rest.fact("Organisation", "orgId");
        Ok(Self {
            id: rest.word(&["id"]),
            kind: rest.word(&["type"]).ok_or("The event has no “type”, so what it is cannot be told.")?,
            timestamp: rest.when("timestamp"),
            updated_at: rest.when("updatedAt"),
            data: rest.inner("data"),
            data_text: rest.raw("data").unwrap_or_default(),
            rest,
        })
    }
}

/// A moment for a fact, unless there is none.
pub(super) fn moment(when: &When) -> Option<FactValue> {
    (*when != When::Missing).then(|| FactValue::Moment(when.clone()))
}

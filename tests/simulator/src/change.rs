//! Changes to what the vendors hold, made while the simulator runs.

use serde::Deserialize;
use time::OffsetDateTime;

use crate::apten::StoredEvent;
use crate::data::Data;
use crate::exchange::Ask;
use crate::instant;
use crate::lead::Handles;
use crate::leadsail::StoredInteraction;
use crate::naturalead::StoredConversation;
use crate::vendor::Vendor;

/// One change.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Change {
    /// The lead's name.
    pub(crate) lead: String,
    /// At which vendor.
    pub(crate) vendor: Vendor,
    /// What changes.
    #[serde(flatten)]
    pub(crate) what: What,
}

/// What changes.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "change", rename_all = "lowercase")]
pub(crate) enum What {
    /// One more message.
    Append {
        /// The words.
        text: String,
        /// Whose they are.
        #[serde(default)]
        from: From,
        /// When; else after everything before.
        #[serde(default)]
        at: Option<String>,
    },
    /// Other words in a record.
    Edit {
        /// The record's identity.
        record: String,
        /// The words.
        text: String,
    },
    /// A record's raw text, readable or not.
    Put {
        /// The text.
        raw: String,
        /// Where it belongs if it does not say so itself.
        #[serde(default)]
        at: Option<String>,
    },
    /// A record goes.
    Remove {
        /// The record's identity.
        record: String,
    },
}

/// Who wrote a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum From {
    /// The lead.
    #[default]
    Lead,
    /// The company.
    Agent,
}

/// A change that waits until a list has been read so often.
#[derive(Clone, Debug)]
pub(crate) struct Planned {
    /// The change.
    pub(crate) change: Change,
    /// How many readings are left.
    pub(crate) readings: usize,
}

impl Change {
    /// Whether a request reads the list that this change belongs to.
    pub(crate) fn waits_for(&self, ask: &Ask, handles: &Handles) -> bool {
        let route = ask.route();
        self.vendor == ask.vendor
            && match route.as_slice() {
                ["leads", room, "events"] => handles.apten.as_deref() == Some(*room),
                ["interactions", "lead", lead] => handles.leadsail.as_deref() == Some(*lead),
                ["conversations"] => true,
                // A lead may have several meetings: what happens, happens in the last.
                ["bots", bot, "chat_messages"] => handles.attendee.last().is_some_and(|last| last == bot),
                _ => false,
            }
    }

    /// Carries it out; the identity of the record. `at` and `number` are for what says no time or id itself.
    ///
    /// # Errors
    /// When the vendor has no handle of this lead, the record does not exist or a time cannot be read.
    pub(crate) fn apply(
        &self,
        data: &mut Data,
        handles: &Handles,
        at: OffsetDateTime,
        number: i64,
    ) -> Result<String, String> {
        let vendor = self.vendor;
        let no_handle = || format!("{} has no {} handle.", self.lead, vendor.name());
        let moment = |text: &Option<String>| match text {
            None => Ok(at),
            Some(text) => instant::parse(text).ok_or_else(|| format!("{text} is not an RFC 3339 time.")),
        };
        let apten = handles.apten.as_deref();
        let leadsail = handles.leadsail.as_deref();
        let done = match (vendor, &self.what) {
            (Vendor::Apten, What::Append { text, from, at }) => {
                let (room, inbound) = (apten.ok_or_else(no_handle)?, *from == From::Lead);
                return Ok(data.apten.append(
                    room,
                    &format!("msg_live_{number}"),
                    inbound,
                    text,
                    moment(at)?,
                ));
            }
            (Vendor::LeadSail, What::Append { text, from, at }) => {
                let (lead, inbound) = (leadsail.ok_or_else(no_handle)?, *from == From::Lead);
                return Ok(data.leadsail.append(
                    lead,
                    &format!("int_live_{number}"),
                    inbound,
                    text,
                    moment(at)?,
                ));
            }
            (Vendor::Naturalead, What::Append { text, from, at }) => {
                let person = handles.naturalead.as_ref().ok_or_else(no_handle)?;
                let (id, inbound) = (format!("66fa{number:020x}"), *from == From::Lead);
                return Ok(data.naturalead.append(person, &id, inbound, text, moment(at)?));
            }
            (Vendor::Attendee, What::Append { text, from, at }) => {
                let bot = handles.attendee.last().ok_or_else(no_handle)?;
                let (id, inbound) = (format!("msg_live{number:012}"), *from == From::Lead);
                return Ok(data.attendee.append(bot, &id, inbound, text, moment(at)?));
            }
            (_, What::Put { raw, at }) => {
                put(data, handles, vendor, raw, moment(at)?).ok_or_else(no_handle)?;
                return Ok(String::new());
            }
            (Vendor::Apten, What::Edit { record, text }) => {
                data.apten.edit(apten.ok_or_else(no_handle)?, record, text, at)
            }
            (Vendor::LeadSail, What::Edit { record, text }) => {
                data.leadsail.edit(leadsail.ok_or_else(no_handle)?, record, text, at)
            }
            (Vendor::Naturalead, What::Edit { record, text }) => data.naturalead.edit(record, text, at),
            (Vendor::Attendee, What::Edit { record, text }) => {
                handles.attendee.iter().any(|bot| data.attendee.edit(bot, record, text))
            }
            (Vendor::Apten, What::Remove { record }) => {
                let room = data.apten.rooms.get_mut(apten.ok_or_else(no_handle)?).ok_or_else(no_handle)?;
                let (kind, id) = record.split_once(':').unwrap_or_default();
                room.remove(kind, id)
            }
            (Vendor::LeadSail, What::Remove { record }) => {
                data.leadsail.remove(leadsail.ok_or_else(no_handle)?, record)
            }
            (Vendor::Naturalead, What::Remove { record }) => data.naturalead.remove(record),
            (Vendor::Attendee, What::Remove { record }) => {
                handles.attendee.iter().any(|bot| data.attendee.remove(bot, record))
            }
        };
        match &self.what {
            What::Edit { record, .. } | What::Remove { record } if done => Ok(record.clone()),
            What::Append { .. } | What::Edit { .. } | What::Put { .. } | What::Remove { .. } => {
                Err(format!("{} has no such record of {}.", vendor.name(), self.lead))
            }
        }
    }
}

fn put(data: &mut Data, handles: &Handles, vendor: Vendor, raw: &str, at: OffsetDateTime) -> Option<()> {
    match vendor {
        Vendor::Apten => {
            data.apten.rooms.get_mut(handles.apten.as_deref()?)?.upsert(StoredEvent::raw(raw, at));
        }
        Vendor::LeadSail => {
            data.leadsail.upsert(handles.leadsail.as_deref()?, StoredInteraction::raw(raw, at));
        }
        Vendor::Naturalead => {
            let person = handles.naturalead.as_ref()?;
            data.naturalead.upsert(StoredConversation::raw(&person.lead_id, raw));
        }
        Vendor::Attendee => data.attendee.put(handles.attendee.last()?, raw, at),
    }
    Some(())
}

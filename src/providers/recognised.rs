//! What an answer is, told from its shape alone: for answers that come as files, without their questions.

use crate::{
    model::{CallId, Handle, Vendor},
    providers::object::Object,
};

/// What an answer is, as far as it tells by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recognised {
    /// A page of a history.
    History {
        /// Whose records it holds; who has the most first. None when the answer says of nobody whose it is.
        leads: Vec<Owner>,
        /// How many records it holds.
        records: usize,
        /// What the reader should know of it, in a sentence.
        remark: Option<String>,
    },
    /// One call in full.
    Call {
        /// Which.
        id: CallId,
        /// Whose, when it says so.
        lead: Option<Handle>,
    },
}

/// A lead that records of an answer belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// With this [`Provider::read`](super::Provider::read) gives these records.
    pub handle: Handle,
    /// How many there are.
    pub records: usize,
    /// What else they know the lead by, a number or an address, to be told from others by people; else empty.
    pub known_by: Box<str>,
}

/// Whose the records are, who has the most first. Of each record comes the lead's name, and what else it is known by.
/// Names that cannot be ids are nobody's.
pub(super) fn by_lead(
    vendor: Vendor,
    names: &mut dyn Iterator<Item = Option<(Box<str>, Box<str>)>>,
) -> Vec<Owner> {
    let mut leads: Vec<Owner> = Vec::new();
    // An account may have many leads, and records of one stand together: looked for from the end.
    for (name, known_by) in names.flatten() {
        let Ok(handle) = Handle::new(vendor, &name) else { continue };
        match leads.iter_mut().rfind(|known| known.handle == handle) {
            Some(known) => {
                known.records += 1;
                if known.known_by.is_empty() {
                    known.known_by = known_by;
                }
            }
            None => leads.push(Owner { handle, records: 1, known_by }),
        }
    }
    leads.sort_by_key(|lead| std::cmp::Reverse(lead.records));
    leads
}

/// A page whose records are all shown together, whoever they belong to.
pub(super) fn page_of_one(
    vendor: Vendor,
    names: &mut dyn Iterator<Item = Option<Box<str>>>,
    records: usize,
) -> Recognised {
    let mut leads = by_lead(vendor, &mut names.map(|name| Some((name?, Box::default()))));
    let remark = (leads.len() > 1).then(|| {
        let names: Vec<&str> = leads.iter().take(3).map(|lead| lead.handle.native()).collect();
        let more = if leads.len() > names.len() { ", …" } else { "" };
        format!(
            "One answer holds records of {} leads ({}{more}). They are shown together.",
            leads.len(),
            names.join(", ")
        )
    });
    leads.truncate(1);
    if let Some(lead) = leads.first_mut() {
        lead.records = records;
    }
    Recognised::History { leads, records, remark }
}

/// A record's members, be it whole or broken.
pub(super) fn members(record: &str) -> Object<'_> {
    Object::parse(record).unwrap_or_else(|_| Object::salvage(record))
}

/// Whether any of these records has one of these members, or all are objects without any, as in a vendor's samples.
pub(super) fn any_has(records: &[&str], names: &[&str]) -> bool {
    let has_known = |record: &&str| {
        let record = members(record);
        names.iter().any(|name| record.has(name))
    };
    let is_bare = |record: &&str| record.starts_with('{') && members(record).members().next().is_none();
    records.iter().any(has_known) || records.iter().all(is_bare)
}

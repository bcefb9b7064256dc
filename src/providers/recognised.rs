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
        /// Whose records it holds, and how many of each; the most first. Each is a handle with which
        /// [`Provider::read`](super::Provider::read) gives these records. None when the answer says of nobody whose
        /// it is.
        leads: Vec<(Handle, usize)>,
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

/// How many records each lead has, the most first. Names that cannot be ids are nobody's.
pub(super) fn by_lead(
    vendor: Vendor,
    names: impl IntoIterator<Item = Option<Box<str>>>,
) -> Vec<(Handle, usize)> {
    let mut leads: Vec<(Handle, usize)> = Vec::new();
    // An account may have many leads, and records of one stand together: looked for from the end.
    for name in names.into_iter().flatten() {
        let Ok(handle) = Handle::new(vendor, &name) else { continue };
        match leads.iter_mut().rfind(|(known, _)| *known == handle) {
            Some((_, count)) => *count += 1,
            None => leads.push((handle, 1)),
        }
    }
    leads.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    leads
}

/// A page whose records are all shown together, whoever they belong to.
pub(super) fn page_of_one(
    vendor: Vendor,
    names: impl IntoIterator<Item = Option<Box<str>>>,
    records: usize,
) -> Recognised {
    let mut leads = by_lead(vendor, names);
    let remark = (leads.len() > 1).then(|| {
        let names: Vec<&str> = leads.iter().take(3).map(|(handle, _)| handle.native()).collect();
        let more = if leads.len() > names.len() { ", …" } else { "" };
        format!(
            "One answer holds records of {} leads ({}{more}). They are shown together.",
            leads.len(),
            names.join(", ")
        )
    });
    leads.truncate(1);
    if let Some((_, count)) = leads.first_mut() {
        *count = records;
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

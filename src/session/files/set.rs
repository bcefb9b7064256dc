//! The answers that are shown together.

use std::{fmt, str::FromStr, sync::Arc};

use futures_util::future::{LocalBoxFuture, ready};

use super::{
    super::{Transport, TransportError},
    Answer,
};
use crate::{
    model::{Handle, Vendor, fingerprint},
    providers::{Request, Response},
};

/// The name of some answers in an address: made from their content, so that the same files have the same address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FilesId(u64);

/// Sixteen hexadecimal digits.
impl fmt::Display for FilesId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for FilesId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u64::from_str_radix(text, 16).map(Self)
    }
}

/// Answers out of files that are shown together.
#[derive(Debug, Clone)]
pub struct FileSet {
    id: FilesId,
    answers: Arc<[Answer]>,
}

impl FileSet {
    /// The answers that belong to these leads; `None` when there are none.
    pub(super) fn new(answers: impl Iterator<Item = Answer>, leads: &[Handle]) -> Option<Self> {
        let mut answers = homed(answers);
        answers.retain(|answer| leads.contains(&answer.lead));
        if answers.is_empty() {
            return None;
        }
        // In whatever order the files were given, and however often.
        let mut prints: Vec<u64> = answers.iter().map(|answer| answer.print).collect();
        prints.sort_unstable();
        prints.dedup();
        let prints: Vec<String> = prints.iter().map(u64::to_string).collect();
        let id = FilesId(fingerprint(&format!("{{{}}}", prints.join(", "))));
        Some(Self { id, answers: answers.into() })
    }

    /// Its name in an address.
    pub const fn id(&self) -> FilesId {
        self.id
    }

    /// Whose answers there are, each with the names of its files in a few words: `events.json and 2 more`.
    pub fn leads(&self) -> Vec<(Handle, String)> {
        let mut leads: Vec<(Handle, Vec<&str>)> = Vec::new();
        for answer in self.answers.iter() {
            let of_lead = match leads.iter_mut().find(|(lead, _)| *lead == answer.lead) {
                Some((_, names)) => names,
                None => &mut leads.push_mut((answer.lead.clone(), Vec::new())).1,
            };
            if !of_lead.contains(&answer.from.as_ref()) {
                of_lead.push(&answer.from);
            }
        }
        let words = |names: Vec<&str>| match names.as_slice() {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [first, rest @ ..] => format!("{first} and {} more", rest.len()),
        };
        let mut named = Vec::with_capacity(leads.len());
        for vendor in Vendor::ALL {
            let of_vendor = leads.extract_if(.., |(lead, _)| lead.vendor == vendor);
            named.extend(of_vendor.map(|(lead, names)| (lead, words(names))));
        }
        named
    }

    /// The answers of one lead: histories first, then calls.
    pub fn of(&self, lead: &Handle) -> Vec<Answer> {
        let of_lead = || self.answers.iter().filter(|answer| answer.lead == *lead);
        let histories = of_lead().filter(|answer| answer.call.is_none());
        histories.chain(of_lead().filter(|answer| answer.call.is_some())).cloned().collect()
    }
}

/// The answers, each call with the lead whose history names it: a vendor may call one lead by different ids there.
pub(super) fn homed(answers: impl Iterator<Item = Answer>) -> Vec<Answer> {
    let mut answers: Vec<Answer> = answers.collect();
    for index in 0..answers.len() {
        let Some(answer) = answers.get(index) else { break };
        let Some(call) = &answer.call else { continue };
        let histories =
            || answers.iter().filter(|other| other.call.is_none() && other.lead.vendor == answer.lead.vendor);
        let home = histories()
            .find(|other| other.lead == answer.lead)
            .or_else(|| histories().find(|other| other.names(call)))
            .map(|other| other.lead.clone());
        if let (Some(home), Some(answer)) = (home, answers.get_mut(index)) {
            answer.lead = home;
        }
    }
    answers
}

/// Calls in full are answered out of the files; nothing else is asked for.
impl Transport for FileSet {
    fn send<'a>(&'a self, request: &'a Request) -> LocalBoxFuture<'a, Result<Response, TransportError>> {
        let is_asked = |answer: &&Answer| {
            answer.call.is_some()
                && answer.request.vendor == request.vendor
                && answer.request.segments == request.segments
        };
        let found = self.answers.iter().find(is_asked);
        Box::pin(ready(found.map(|answer| (*answer.response).clone()).ok_or(TransportError::NotGiven)))
    }
}

//! One answer out of a file.

use std::sync::Arc;

use super::super::{Asked, LoadError};
use crate::{
    model::{Call, CallId, Handle, Timestamp, Vendor, fingerprint},
    providers::{Ask, Page, Recognised, Request, Response, Window, provider},
};

/// An answer out of a file, with the question that it answers.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Whose it is.
    pub lead: Handle,
    /// The call that it is, when it is one in full.
    pub call: Option<CallId>,
    /// How many records it has; a call is one.
    pub records: usize,
    /// What else the lead is known by in it, for people; else empty.
    pub known_by: Arc<str>,
    /// The name of its file.
    pub from: Arc<str>,
    /// Whether its text ends in the middle.
    pub is_cut: bool,
    /// A hash of its content and its lead.
    pub(super) print: u64,
    pub(super) request: Request,
    pub(super) response: Arc<Response>,
}

impl Answer {
    /// The answer that a text is, for each lead in it; and what the reader should know. `None` when no vendor
    /// recognises it. `asked` is the question it answers, where that is known.
    pub(super) fn of(
        text: &str,
        vendors: &[Vendor],
        asked: Option<&Request>,
        from: &Arc<str>,
        arrived: Option<Timestamp>,
    ) -> Option<(Vec<Self>, Option<String>)> {
        let (vendor, recognised) = vendors
            .iter()
            .find_map(|vendor| provider(*vendor).recognise(text).map(|recognised| (*vendor, recognised)))?;
        let response = Arc::new(Response {
            status: 200,
            body: text.as_bytes().to_vec(),
            arrived,
            ..Response::default()
        });
        let (print, is_cut) = (fingerprint(text), ends_in_the_middle(text));
        let answer = |lead: &Handle, request: Request, call, records| Self {
            print: print ^ fingerprint(&lead.to_string()),
            lead: lead.clone(),
            known_by: Arc::default(),
            call,
            records,
            from: Arc::clone(from),
            is_cut,
            request,
            response: Arc::clone(&response),
        };
        let named = named_by_file(vendor, from);
        Some(match recognised {
            Recognised::Call { id, lead } => {
                let request = provider(vendor).call(&id)?;
                (vec![answer(&lead.unwrap_or(named), request, Some(id), 1)], None)
            }
            Recognised::History { leads, records, remark } => {
                let known = asked.and_then(|request| request.handle.clone());
                match (known, &leads[..]) {
                    (Some(lead), _) => (vec![answer(&lead, asked?.clone(), None, records)], remark),
                    (None, [lead]) => {
                        let all = everything(vendor, &lead.handle)?;
                        (vec![answer(&lead.handle, all, None, records)], remark)
                    }
                    (None, []) => (vec![answer(&named, everything(vendor, &named)?, None, records)], remark),
                    (None, several) => {
                        let each = several.iter().filter_map(|lead| {
                            let one =
                                answer(&lead.handle, history(vendor, &lead.handle)?, None, lead.records);
                            Some(Self { known_by: (&*lead.known_by).into(), ..one })
                        });
                        // Some records may say of nobody whose they are.
                        let all = answer(&named, everything(vendor, &named)?, None, records);
                        (each.chain([all]).collect(), remark)
                    }
                }
            }
        })
    }

    /// Reads it with its vendor's adapter. Its records say which file they are from.
    ///
    /// # Errors
    /// When the answer as a whole cannot be read.
    pub fn read(&self) -> Result<Page, LoadError> {
        let read = provider(self.lead.vendor).read(&self.request, &self.response);
        let mut page = read.map_err(|error| LoadError {
            asked: Asked::History,
            cause: error.into(),
            tries: 1,
            request: None,
        })?;
        for entry in page.records.iter_mut().flat_map(|record| &mut record.entries) {
            entry.raw.path = Arc::clone(&self.from);
            if let crate::model::Content::Call(call) = &mut entry.content {
                Arc::make_mut(call).raw.path = Arc::clone(&self.from);
            }
        }
        if let Some(call) = &mut page.call {
            let call: &mut Call = call;
            call.raw.path = Arc::clone(&self.from);
        }
        Ok(page)
    }

    /// Whether its text names this call.
    pub(super) fn names(&self, call: &CallId) -> bool {
        memchr::memmem::find(&self.response.body, call.native().as_bytes()).is_some()
    }
}

/// Whether a text would be JSON if it went on.
pub(super) fn ends_in_the_middle(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_err_and(|error| error.is_eof())
}

/// A lead's name where the answers give none: the file's.
fn named_by_file(vendor: Vendor, file: &str) -> Handle {
    let name: String = file.trim().chars().take(200).collect();
    Handle::new(vendor, &name)
        .or_else(|_| Handle::new(vendor, "file"))
        .unwrap_or_else(|_| unreachable!("“file” is an id"))
}

/// The question whose answer is a lead's whole history.
pub(super) fn history(vendor: Vendor, lead: &Handle) -> Option<Request> {
    let window = Window { since: Timestamp::EPOCH, until: None };
    provider(vendor).timeline(&Ask { handle: lead.clone(), window, page_size: None }).ok()
}

/// The same question, its answer read without leaving out anybody's records.
fn everything(vendor: Vendor, lead: &Handle) -> Option<Request> {
    let handle = Some(lead.clone()).filter(|_| !provider(vendor).about().is_of_account);
    Some(Request { handle, ..history(vendor, lead)? })
}

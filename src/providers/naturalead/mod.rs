#![doc = include_str!("docs.md")]

mod entries;
mod handle;
mod wire;

#[cfg(test)]
mod tests;

use crate::{
    model::{ApiKey, CallId, Content, Entry, Handle, IdError, Raw, Record, Vendor},
    providers::{
        About, Ask, Page, Provider, ProviderError, Recognised, Request, Response, Step, body, key,
        naturalead::{handle::Wanted, wire::Conversation},
        object::Object,
        parts::Source,
        recognised::{any_has, by_lead, members},
        salvage,
        split::{Split, split},
    },
};

/// The conversations of the account.
const CONVERSATIONS: Step = Step("conversations");
/// Whether the key works.
const CHECK: Step = Step("check");

/// Naturalead's dialect.
#[derive(Debug, Clone, Copy)]
pub struct Naturalead;

static ABOUT: About = About {
    vendor: Vendor::Naturalead,
    docs_url: "https://docs.naturalead.ai/api-reference/conversations/list-conversations",
    default_base_url: "https://api.naturalead.ai/api",
    paths: &["/conversations"],
    key_header: "X-API-Key",
    key_help: "Make a key in Naturalead's dashboard. The scope “conversations:view” is enough.",
    key_form: Some("nl_live_ or nl_test_, followed by 64 hexadecimal digits."),
    handle_name: "Phone, e-mail, lead id or text",
    handle_example: "+14155550142",
    handle_help: "A phone number with its country code, an e-mail address, a lead's id, or any text from the \
                  conversation. Write phone:, email:, lead: or text: in front to say which.",
    is_windowed: false,
    is_of_account: true,
    many_handles: false,
    no_recording: None,
};

impl Provider for Naturalead {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn timeline(&self, ask: &Ask) -> Result<Request, IdError> {
        if ask.handle.vendor != Vendor::Naturalead {
            return Err(IdError::Vendor(ask.handle.vendor.slug().into()));
        }
        Ok(Request { handle: Some(self.handle(ask.handle.native())?), ..conversations(CONVERSATIONS) })
    }

    fn call(&self, _: &CallId) -> Option<Request> {
        None
    }

    fn check(&self) -> Option<Request> {
        Some(Request { query: vec![("status", "active".to_owned())], ..conversations(CHECK) })
    }

    fn read(&self, request: &Request, response: &Response) -> Result<Page, ProviderError> {
        let text = body::accepted(response, body::meaning)?;
        let split = split_answer(&text, response.status)?;
        if request.step == CHECK {
            let others = split.records.len();
            let remark = format!("The key may read conversations. Active now: {others}.");
            return Ok(Page { others, is_cut: split.is_cut, remarks: vec![remark], ..Page::default() });
        }
        let source = Source::of(request, response);
        let wanted = request.handle.as_ref().map(Wanted::of);
        let records: Vec<Record> =
            split.records.iter().filter_map(|text| record(&source, wanted.as_ref(), text)).collect();
        let (follow, held_back) = rest(request, &split);
        let is_cut = split.is_cut;
        let mut remarks = split.remarks;
        remarks.extend(held_back);
        remarks.extend(records.iter().filter_map(count_remark));
        let others = split.records.len() - records.len();
        Ok(Page { records, follow, others, is_cut, remarks, ..Page::default() })
    }

    fn recognise(&self, text: &str) -> Option<Recognised> {
        let split = split_answer(text, 200).ok()?;
        let is_list = text.trim_start().starts_with('[') || split.envelope.has("conversations");
        let is_page = if split.records.is_empty() {
            is_list || split.envelope.has("total")
        } else {
            any_has(&split.records, &["leadPhone", "leadEmail", "messages", "messageCount", "agentConfigId"])
        };
        let mut names = split.records.iter().map(|text| handle::of(&members(text)));
        is_page.then(|| Recognised::History {
            leads: by_lead(Vendor::Naturalead, &mut names),
            records: split.records.len(),
            remark: None,
        })
    }

    fn page_name(&self) -> Option<&'static str> {
        Some("skip")
    }

    fn authorise(&self, key: &ApiKey) -> (&'static str, String) {
        // The header is where a key belongs.
        (ABOUT.key_header, key.expose().to_owned())
    }

    fn clean_key<'a>(&self, typed: &'a str) -> &'a str {
        key::without_words(typed, &["X-API-Key", "Authorization", "Bearer"])
    }

    fn handle(&self, typed: &str) -> Result<Handle, IdError> {
        handle::handle(typed)
    }
}

fn conversations(step: Step) -> Request {
    Request {
        vendor: Vendor::Naturalead,
        step,
        handle: None,
        window: None,
        segments: vec!["conversations".into()],
        query: Vec::new(),
    }
}

/// The conversations of an answer: a bare list, or the list in `data` or `conversations`.
fn split_answer(text: &str, status: u16) -> Result<Split<'_>, ProviderError> {
    if !text.trim_start().starts_with('{') {
        return split(text, &[]);
    }
    let object = Object::parse(text).unwrap_or_else(|_| Object::salvage(text));
    let has = |name| object.has(name) || salvage::rest(text, name).is_some();
    match ["data", "conversations"].into_iter().find(|name| has(name)) {
        Some(name) => split(text, &[name]),
        None if object.has("error") => Err(body::refused(body::meaning(status), status, text)),
        None if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(text) => {
            Err(ProviderError::NotJson { reason: error.to_string(), start: body::start(text) })
        }
        None => Err(body::shape("no list of conversations, and no “data” or “conversations” with one", text)),
    }
}

/// One conversation, unless it is another lead's.
fn record(source: &Source, wanted: Option<&Wanted>, text: &str) -> Option<Record> {
    let record = read(source, wanted, text)?;
    Some(Record { again: source.again(&record.id, again), ..record })
}

fn again(raw: &Raw) -> Vec<Entry> {
    read(&Source::of_raw(Vendor::Naturalead, raw), None, &raw.text)
        .map_or_else(Vec::new, |record| record.entries)
}

fn read(source: &Source, wanted: Option<&Wanted>, text: &str) -> Option<Record> {
    match Object::parse(text) {
        Ok(object) => {
            let conversation = Conversation::of(object);
            let is_wanted = wanted.is_none_or(|wanted| wanted.takes(&conversation));
            is_wanted.then(|| entries::record(source, &conversation, text))
        }
        Err(reason) => wanted.is_none_or(|wanted| wanted.may_take(text)).then(|| {
            let id = Object::salvage(text).word("_id").map(|id| source.record_id(&id, text));
            source.unreadable(text, id, format!("This conversation could not be read: {reason}."))
        }),
    }
}

/// The request for what a page of an account left out, or why it cannot be asked for.
///
/// Only an answer that states a `total` can leave something out, and only one that says that it skipped can be trusted
/// to give the rest: a server that does not know `skip` would send the same page for ever.
fn rest(request: &Request, split: &Split<'_>) -> (Option<Request>, Option<String>) {
    let stated = |name| split.envelope.integer(name).and_then(|number| usize::try_from(number).ok());
    let skipped = request.query.iter().find(|(name, _)| *name == "skip");
    let skipped: usize = skipped.and_then(|(_, number)| number.parse().ok()).unwrap_or(0);
    let came = skipped.saturating_add(split.records.len());
    let Some(total) = stated("total").filter(|total| *total > came && !split.is_cut) else {
        return (None, None);
    };
    if split.records.is_empty() || stated("skip") != Some(skipped) {
        let remark = format!(
            "There are {total} conversations in the account, and the answer holds fewer. The rest cannot be asked for."
        );
        return (None, Some(remark));
    }
    let mut follow = request.clone();
    follow.query.retain(|(name, _)| *name != "skip");
    follow.query.push(("skip", came.to_string()));
    (Some(follow), None)
}

/// A sentence when the vendor counts other messages than it sent.
fn count_remark(record: &Record) -> Option<String> {
    let Content::Thread(thread) = &record.entries.first()?.content else { return None };
    let stated = thread.stated_messages.filter(|_| thread.count_disagrees())?;
    let id = record.id.native();
    Some(format!("Conversation {id}: {stated} messages are stated, {} were sent.", thread.sent_messages))
}

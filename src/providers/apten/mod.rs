#![doc = include_str!("docs.md")]

mod call;
mod entries;
mod narrow;
mod wire;

use std::borrow::Cow;

use crate::{
    model::{ApiKey, Call, CallId, Handle, IdError, Record, Vendor},
    providers::{
        About, Ask, Page, Provider, ProviderError, Recognised, Refusal, Request, Response, Step, Window,
        ask::LONGEST_CURSOR,
        body, key,
        object::Object,
        parts::Source,
        recognised::{any_has, members, page_of_one},
        split::{Split, split},
    },
};

const EVENTS: Step = Step("events");
const CALL: Step = Step("call");

/// Events a page: the vendor's default is 100 and its most 1,000.
const PAGE: u32 = 500;
const MOST: u32 = 1000;

static ABOUT: About = About {
    vendor: Vendor::Apten,
    docs_url: "https://docs.apten.ai/",
    default_base_url: "https://api.attent.app/v1",
    paths: &["/leads/{}/events", "/calls/{}"],
    key_header: "x-api-key",
    key_help: "A key is made in Apten's Developer Portal.",
    key_form: None,
    handle_name: "Lead id",
    handle_example: "room_abc",
    handle_help: "The id of the lead, which Apten also calls the room's id.",
    is_windowed: true,
    is_of_account: false,
    many_handles: false,
    no_recording: Some("Apten does not provide recordings through its API."),
};

/// Apten's dialect.
#[derive(Debug, Clone, Copy)]
pub struct Apten;

impl Provider for Apten {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn timeline(&self, ask: &Ask) -> Result<Request, IdError> {
        if ask.handle.vendor != Vendor::Apten {
            return Err(IdError::Vendor(ask.handle.vendor.slug().into()));
        }
        let limit = ask.page_size.unwrap_or(PAGE).clamp(1, MOST);
        Ok(events_request(&ask.handle, ask.window, limit.to_string(), None))
    }

    fn call(&self, call: &CallId) -> Option<Request> {
        (call.vendor == Vendor::Apten).then(|| Request {
            vendor: Vendor::Apten,
            step: CALL,
            handle: None,
            window: None,
            segments: vec!["calls".into(), Cow::Owned(call.native().to_owned())],
            query: Vec::new(),
        })
    }

    fn check(&self) -> Option<Request> {
        None
    }

    fn read(&self, request: &Request, response: &Response) -> Result<Page, ProviderError> {
        let text = body::accepted(response, meaning).map_err(|error| token_refused(error, request))?;
        let source = Source::of(request, response);
        if request.step == CALL {
            return call::page(&source, request, &text);
        }
        let split = split(&text, &["events"])?;
        let mut page = Page { remarks: split.remarks.clone(), ..Page::default() };
        page.records = split.records.iter().map(|event| entries::record(&source, event)).collect();
        page.changed_up_to = page.records.iter().filter_map(|record| record.revision.changed).max();
        page.follow = follow(request, &split, &mut page);
        if split.is_cut && page.follow.is_some() {
            // The rest is asked for: nothing is missing that a reader should know of.
            page.remarks.clear();
        }
        page.is_cut = split.is_cut && page.follow.is_none() && !is_past(request, &page);
        Ok(page)
    }

    fn recognise(&self, text: &str) -> Option<Recognised> {
        let Ok(split) = split(text, &["events"]) else { return call::recognised(text) };
        let is_page = if split.records.is_empty() {
            split.envelope.has("nextToken")
        } else {
            any_has(&split.records, &["roomId", "orgId", "updatedAt", "data"])
        };
        let mut rooms = split.records.iter().map(|event| members(event).word("roomId"));
        is_page.then(|| page_of_one(Vendor::Apten, &mut rooms, split.records.len()))
    }

    fn unlisted(&self, call: &Call) -> Option<Record> {
        (call.id.vendor == Vendor::Apten).then(|| entries::unlisted(call))
    }

    fn page_name(&self) -> Option<&'static str> {
        Some("nextToken")
    }

    fn narrow<'a>(&self, request: &Request, body: &'a str) -> Cow<'a, str> {
        narrow::since(request, body)
    }

    fn authorise(&self, key: &ApiKey) -> (&'static str, String) {
        // The header is where a key belongs.
        (ABOUT.key_header, key.expose().to_owned())
    }

    fn clean_key<'a>(&self, typed: &'a str) -> &'a str {
        key::without_words(typed, &["x-api-key"])
    }
}

/// 403 is “missing or invalid key” in the documentation, and the gateway's answer to a wrong path as well.
const fn meaning(status: u16) -> Refusal {
    if status == 403 { Refusal::KeyOrRight } else { body::meaning(status) }
}

/// A refusal of a request that differs from an accepted one by its token only is about the token.
fn token_refused(mut error: ProviderError, request: &Request) -> ProviderError {
    let has_token = request.query.iter().any(|(name, _)| *name == "nextToken");
    if let ProviderError::Refused { refusal, status: 400 | 404 | 410 | 422, .. } = &mut error
        && has_token
    {
        *refusal = Refusal::Cursor;
    }
    error
}

fn events_request(handle: &Handle, window: Window, limit: String, token: Option<String>) -> Request {
    let mut query = vec![("since", window.since.to_rfc3339()), ("limit", limit)];
    query.extend(token.map(|token| ("nextToken", token)));
    Request {
        vendor: Vendor::Apten,
        step: EVENTS,
        handle: Some(handle.clone()),
        window: Some(window),
        segments: vec!["leads".into(), Cow::Owned(handle.native().to_owned()), "events".into()],
        query,
    }
}

/// The next page, when there is one and the window needs it.
fn follow(request: &Request, split: &Split<'_>, page: &mut Page) -> Option<Request> {
    let (handle, window) = (request.handle.as_ref()?, request.window?);
    let limit = request.query.iter().find(|(name, _)| *name == "limit").map(|(_, limit)| limit.clone());
    let limit = limit.unwrap_or_else(|| PAGE.to_string());
    if is_past(request, page) {
        return None;
    }
    match next_token(&split.envelope) {
        Next::Token(token) => Some(events_request(handle, window, limit, Some(token))),
        Next::Unusable => {
            page.remarks.push(
                "Apten names a next page by a token that is too long to be one, so it was not asked for."
                    .into(),
            );
            None
        }
        Next::End => None,
        // The cursor was behind the cut. Events are ordered by their change, so asking again from the last one
        // that arrived whole loses nothing; without progress it would never end.
        Next::Unstated if split.is_cut => page
            .changed_up_to
            .filter(|changed| *changed > window.since)
            .map(|since| events_request(handle, Window { since, ..window }, limit, None)),
        Next::Unstated => {
            page.remarks.push("Apten did not say whether there are more pages; none was asked for.".into());
            None
        }
    }
}

/// Whether every event of the page changed after the window; a page without events says nothing.
fn is_past(request: &Request, page: &Page) -> bool {
    let Some(until) = request.window.and_then(|window| window.until) else { return false };
    let mut changed = page.records.iter().map(|record| record.revision.changed);
    !page.records.is_empty() && changed.all(|changed| changed.is_some_and(|changed| changed >= until))
}

enum Next {
    Token(String),
    Unusable,
    End,
    Unstated,
}

fn next_token(envelope: &Object<'_>) -> Next {
    match envelope.word("nextToken") {
        Some(token) if token.len() > LONGEST_CURSOR => Next::Unusable,
        Some(token) => Next::Token(token.into()),
        None if envelope.raw("nextToken").is_none() && envelope.has("nextToken") => Next::End,
        None => Next::Unstated,
    }
}

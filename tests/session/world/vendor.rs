//! A vendor with nothing but a list: `{"events":[{"id","changed"}],"next"}`.

use std::borrow::Cow;

use leadwake::{
    model::{
        ApiKey, CallId, Channel, Content, Direction, Entry, EntryId, IdError, Party, Raw, Record, RecordId,
        Revision, Role, Vendor, When,
    },
    providers::{About, Ask, Page, Provider, ProviderError, Recognised, Refusal, Request, Response, Step},
};
use serde::Deserialize;

pub(crate) struct TestVendor {
    pub(crate) about: About,
    pub(crate) has_check: bool,
    /// Whether it names no next page any more once the window's end is passed.
    pub(crate) stops_itself: bool,
}

const fn about(is_windowed: bool) -> About {
    About {
        vendor: Vendor::Apten,
        docs_url: "https://docs.example",
        default_base_url: "https://api.example/v1",
        paths: &["/leads/{}", "/check", "/calls/{}"],
        key_header: "x-api-key",
        key_help: "Ask for one.",
        key_form: None,
        handle_name: "Lead id",
        handle_example: "room_abc",
        handle_help: "A lead's id looks like room_abc.",
        is_windowed,
        is_of_account: false,
        many_handles: false,
        no_recording: None,
    }
}

static WINDOWED: About = about(true);
static WHOLE: About = about(false);

/// A vendor that can be asked for what changed since a moment.
pub(crate) const WINDOWS: TestVendor =
    TestVendor { about: about(true), has_check: true, stops_itself: false };

/// What it remarks on an answer that was cut off.
pub(crate) const CUT: &str = "The answer was cut off.";

#[derive(Deserialize)]
struct List {
    events: Vec<Item>,
    next: Option<String>,
    #[serde(default)]
    others: usize,
    remark: Option<String>,
}

#[derive(Deserialize)]
struct Item {
    id: String,
    changed: String,
}

impl TestVendor {
    pub(crate) const fn windowed() -> Self {
        WINDOWS
    }

    pub(crate) const fn whole() -> Self {
        Self { about: about(false), has_check: false, stops_itself: false }
    }
}

fn refusal(status: u16) -> Refusal {
    match status {
        401 => Refusal::Key,
        403 => Refusal::KeyOrRight,
        404 => Refusal::NotFound,
        410 => Refusal::Cursor,
        429 => Refusal::TooMany,
        500..600 => Refusal::Trouble,
        _ => Refusal::Other,
    }
}

fn request(step: &'static str, segments: Vec<Cow<'static, str>>) -> Request {
    let (handle, window, query) = (None, None, Vec::new());
    Request { vendor: Vendor::Apten, step: Step(step), handle, window, segments, query }
}

impl Provider for TestVendor {
    fn about(&self) -> &'static About {
        if self.about.is_windowed { &WINDOWED } else { &WHOLE }
    }

    fn timeline(&self, ask: &Ask) -> Result<Request, IdError> {
        if ask.handle.vendor != Vendor::Apten {
            return Err(IdError::NoVendor("room".into()));
        }
        let mut first = request("list", vec!["leads".into(), ask.handle.native().to_owned().into()]);
        first.handle = Some(ask.handle.clone());
        first.window = Some(ask.window);
        first.query.push(("since", ask.window.since.to_rfc3339()));
        first.query.push(("limit", ask.page_size.unwrap().to_string()));
        Ok(first)
    }

    fn call(&self, call: &CallId) -> Option<Request> {
        self.about.is_windowed.then(|| request("call", vec!["calls".into(), call.native().to_owned().into()]))
    }

    fn check(&self) -> Option<Request> {
        self.has_check.then(|| request("check", vec!["me".into()]))
    }

    fn read(&self, request: &Request, response: &Response) -> Result<Page, ProviderError> {
        let text = String::from_utf8_lossy(&response.body);
        if response.status != 200 {
            let refusal = refusal(response.status);
            let words = serde_json::from_str::<serde_json::Value>(&text).ok();
            let message = words.and_then(|words| words["error"].as_str().map(str::to_owned));
            return Err(ProviderError::Refused { refusal, status: response.status, code: None, message });
        }
        let (whole, is_cut) = match text.strip_suffix("…cut") {
            Some(rest) => (rest, true),
            None => (&*text, false),
        };
        let list: List = serde_json::from_str(whole)
            .map_err(|error| ProviderError::NotJson { reason: error.to_string(), start: whole.into() })?;
        let follow = list.next.map(|next| {
            let mut follow = request.clone();
            follow.query.retain(|(name, _)| *name != "token");
            follow.query.push(("token", next));
            follow
        });
        let changes = list.events.iter().filter_map(|item| When::parse(&item.changed).at());
        let changed_up_to = changes.max();
        let until = request.window.and_then(|window| window.until);
        let is_past = self.stops_itself && until.is_some() && changed_up_to >= until;
        Ok(Page {
            changed_up_to,
            // As a real adapter does: behind the window's end there is nothing to follow.
            follow: follow.filter(|_| !is_cut && !is_past),
            others: list.others,
            remarks: is_cut.then(|| CUT.to_owned()).into_iter().chain(list.remark).collect(),
            is_cut,
            records: list.events.iter().map(record).collect(),
            ..Page::default()
        })
    }

    fn recognise(&self, _text: &str) -> Option<Recognised> {
        None
    }

    fn authorise(&self, key: &ApiKey) -> (&'static str, String) {
        ("x-api-key", key.expose().to_owned())
    }
}

fn record(item: &Item) -> Record {
    let text = format!("{}@{}", item.id, item.changed);
    let raw = Raw { text: text.into(), pointer: "".into(), path: "/".into(), fetched: None };
    let id = RecordId::new(Vendor::Apten, &item.id).unwrap();
    let when = When::parse(&item.changed);
    let revision = Revision::of(when.at(), &raw);
    let entry = Entry {
        id: EntryId { record: id.clone(), part: "".into() },
        revision,
        thread: None,
        place: when.at(),
        when,
        order: 0,
        channel: Channel::Custom,
        direction: Direction::Internal,
        actor: Party::of(Role::Unstated),
        content: Content::Unknown { label: "TEST".into(), text: "".into() },
        facts: Vec::new(),
        raw,
    };
    Record { id, revision, entries: vec![entry], again: None }
}

//! Answers on disk.

use std::{
    fs,
    path::{Path, PathBuf},
};

use leadwake::{
    model::{CallId, Handle, Timestamp, Vendor, When},
    providers::{Ask, Page, Provider, ProviderError, Request, Response, Window, provider},
};
use serde::Deserialize;
use serde_json::{Value, value::RawValue};

/// One recorded, documented or made answer, and the question it answers.
pub(crate) struct Fixture {
    /// Vendor, source folder and file: `apten-documented-get-call`.
    pub(crate) name: String,
    pub(crate) vendor: Vendor,
    pub(crate) adapter: &'static dyn Provider,
    pub(crate) request: Request,
    pub(crate) status: u16,
    /// The body as it is sent: the verbatim text of `body`, or what `body_text` says.
    pub(crate) body: String,
}

impl Fixture {
    pub(crate) fn read(&self) -> Result<Page, ProviderError> {
        self.read_body(&self.body)
    }

    pub(crate) fn read_body(&self, body: &str) -> Result<Page, ProviderError> {
        self.adapter.read(&self.request, &answer(self.status, body))
    }

    /// The list in the body, when it has one.
    pub(crate) fn list(&self) -> Option<Vec<Value>> {
        let body: Value = serde_json::from_str(&self.body).ok()?;
        body.pointer(list_pointer(self.vendor))?.as_array().cloned()
    }
}

/// Every fixture of every vendor, in the order of their names.
pub(crate) fn all() -> Vec<Fixture> {
    let mut fixtures: Vec<Fixture> = Vec::new();
    for vendor in Vendor::ALL {
        let adapter = provider(vendor);
        for source in ["", "documented", "recorded"] {
            let folder = root().join(source).join(vendor.slug());
            let files = fs::read_dir(folder).into_iter().flatten().map(|file| file.unwrap().path());
            let json = files.filter(|file| file.extension().is_some_and(|extension| extension == "json"));
            fixtures.extend(json.filter_map(|file| load(vendor, adapter, source, &file)));
        }
    }
    assert!(fixtures.len() > 50, "only {} fixtures were found", fixtures.len());
    fixtures.sort_by(|a, b| a.name.cmp(&b.name));
    fixtures
}

/// One fixture by its name.
pub(crate) fn named(name: &str) -> Fixture {
    all().into_iter().find(|fixture| fixture.name == name).unwrap_or_else(|| panic!("no fixture {name}"))
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// A fixture's file. The body is kept as written: it may hold what no JSON value can.
#[derive(Deserialize)]
struct File<'a> {
    request: Question,
    status: u16,
    #[serde(borrow)]
    body: Option<&'a RawValue>,
    body_text: Option<String>,
}

#[derive(Deserialize)]
struct Question {
    method: String,
    path: String,
    handle: Option<String>,
}

fn load(vendor: Vendor, adapter: &'static dyn Provider, source: &str, path: &Path) -> Option<Fixture> {
    let text = fs::read_to_string(path).unwrap();
    let file: File =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    if file.request.method != "GET" {
        return None;
    }
    let stem = path.file_stem().unwrap().to_str().unwrap();
    let name = [vendor.slug(), source, stem].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let body = file.body_text.or_else(|| file.body.map(|body| body.get().to_owned())).unwrap();
    Some(Fixture {
        name: name.join("-"),
        vendor,
        adapter,
        request: request(vendor, adapter, &file.request.path, file.request.handle.as_deref()),
        status: file.status,
        body,
    })
}

/// The adapter's own request for what a fixture answers: the handle or the path says what was opened.
fn request(vendor: Vendor, adapter: &dyn Provider, path: &str, handle: Option<&str>) -> Request {
    let path = path.trim_start_matches("/api/v1");
    if let Some(check) = adapter.check().filter(|check| handle.is_none() && check.path_and_query() == path) {
        return check;
    }
    let path = path.split('?').next().unwrap();
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    if let ["calls", id] = segments[..] {
        return adapter.call(&CallId::new(vendor, id).unwrap()).unwrap();
    }
    let from_path = match (vendor, &segments[..]) {
        (Vendor::LeadSail, [_, _, id, ..]) | (_, [_, id, ..]) => id,
        _ => "lead:<string>",
    };
    timeline(
        adapter,
        handle.and_then(|handle| handle.split_once(':')).map_or(from_path, |(_, native)| native),
    )
}

/// The request for everything behind a handle.
pub(crate) fn timeline(adapter: &dyn Provider, handle: &str) -> Request {
    adapter.timeline(&ask(adapter, handle, Timestamp::EPOCH, None)).unwrap()
}

pub(crate) fn ask(adapter: &dyn Provider, handle: &str, since: Timestamp, until: Option<Timestamp>) -> Ask {
    let handle = Handle::new(adapter.about().vendor, handle).unwrap();
    Ask { handle, window: Window { since, until }, page_size: None }
}

/// An answer that arrived at a fixed moment.
pub(crate) fn answer(status: u16, body: &str) -> Response {
    Response {
        status,
        body: body.as_bytes().to_vec(),
        arrived: Some(at("2026-11-01T00:00:00Z")),
        ..Response::default()
    }
}

pub(crate) fn at(text: &str) -> Timestamp {
    When::parse(text).at().unwrap()
}

fn list_pointer(vendor: Vendor) -> &'static str {
    match vendor {
        Vendor::Apten => "/events",
        Vendor::LeadSail => "/data/interactions",
        Vendor::Naturalead => "",
        Vendor::Attendee => "/results",
    }
}

/// A whole answer around some records' texts.
pub(crate) fn envelope(vendor: Vendor, records: &[&str]) -> String {
    let list = records.join(",");
    match vendor {
        Vendor::Apten => format!(r#"{{"events":[{list}],"nextToken":null}}"#),
        Vendor::LeadSail => format!(r#"{{"success":true,"data":{{"interactions":[{list}]}}}}"#),
        Vendor::Naturalead => format!("[{list}]"),
        Vendor::Attendee => format!(r#"{{"next":null,"previous":null,"results":[{list}]}}"#),
    }
}

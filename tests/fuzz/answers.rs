//! The vendors' answers.

use std::{collections::BTreeMap, fs, path::Path};

use leadwake::{
    model::{CallId, Content, Handle, Raw, Timestamp, Vendor},
    providers::{Ask, Page, Request, Response, Window, provider},
    timeline::Timeline,
};
use serde_json::value::RawValue;

use crate::target::hold;

/// The bodies of a vendor's recorded and documented answers.
fn bodies(vendor: Vendor) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let folders = ["", "documented", "recorded"].map(|source| root.join(source).join(vendor.slug()));
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).into_iter().flatten());
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort();
    // Some hold halves of emoji, which only their verbatim text can tell.
    let body = |path: &std::path::PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        let file: BTreeMap<String, Box<RawValue>> = serde_json::from_str(&text).unwrap();
        let as_text = file.get("body_text").and_then(|text| serde_json::from_str::<String>(text.get()).ok());
        as_text.or_else(|| Some(file.get("body")?.get().to_owned())).unwrap_or_default().into_bytes()
    };
    let bodies: Vec<Vec<u8>> = paths.iter().map(body).filter(|body| body.len() < 20_000).collect();
    assert!(bodies.len() > 3, "{vendor} has {} answers", bodies.len());
    bodies
}

fn request(vendor: Vendor) -> Request {
    let handle =
        Handle::new(vendor, if vendor == Vendor::Naturalead { "text:a" } else { "some_id" }).unwrap();
    let window = Window { since: Timestamp::EPOCH, until: None };
    provider(vendor).timeline(&Ask { handle, window, page_size: None }).unwrap()
}

fn read(vendor: Vendor, request: &Request, body: &[u8]) -> Option<Page> {
    let response = Response { status: 200, body: body.to_vec(), ..Response::default() };
    provider(vendor).read(request, &response).ok()
}

/// The records of an answer that a strict reader finds, as they came; `None` when it is no such answer.
fn listed(vendor: Vendor, body: &[u8]) -> Option<Vec<Box<RawValue>>> {
    let text = str::from_utf8(body).ok()?;
    let members = |text: &str| serde_json::from_str::<BTreeMap<String, Box<RawValue>>>(text).ok();
    let member = |text: &str, name: &str| Some(members(text)?.remove(name)?.get().to_owned());
    // Said twice, it is for the adapter to say which counts.
    let once = |name: &str| text.matches(&format!("\"{name}\"")).count() == 1;
    let list = match vendor {
        Vendor::Apten => once("events").then(|| member(text, "events"))??,
        Vendor::LeadSail => {
            (once("data") && once("interactions") && once("success") && member(text, "success")? == "true")
                .then_some(())?;
            member(&member(text, "data")?, "interactions")?
        }
        Vendor::Naturalead => text.to_owned(),
        Vendor::Attendee => once("results").then(|| member(text, "results"))??,
    };
    serde_json::from_str(&list).ok()
}

/// Everything that holds of every page.
fn obeys(vendor: Vendor, request: &Request, body: &[u8]) {
    let page = read(vendor, request, body);
    if let Some(list) = listed(vendor, body) {
        let page = page.as_ref().expect("a list is a list, whatever is in it");
        assert_eq!(page.records.len() + page.others, list.len(), "a record is missing, or was made up");
    }
    let Some(page) = page else { return };
    assert_eq!(read(vendor, request, body).as_ref(), Some(&page), "the same bytes are read in two ways");
    let whole = String::from_utf8_lossy(body);
    for record in &page.records {
        assert!(!record.entries.is_empty(), "{} has no entry", record.id);
        if let Some(again) = record.again {
            let mut entries = (again.0)(&Raw { pointer: "".into(), ..record.entries[0].raw.clone() });
            for entry in &mut entries {
                entry.id.record = record.id.clone();
            }
            assert_eq!(entries, record.entries, "a record's text gives other entries when it is read again");
        }
        for entry in &record.entries {
            assert_eq!(entry.id.to_string().parse().as_ref(), Ok(&entry.id));
            assert!(whole.contains(entry.raw.text.as_ref()), "a record's text is not what came");
            if let Content::Unreadable { reason } = &entry.content {
                assert!(!reason.is_empty());
            }
            let _shown = (entry.raw.fields(), entry.raw.pretty(), entry.texts().join(" "));
        }
    }
    if let Some(next) = &page.follow {
        let path = next.path_and_query();
        assert!(path.starts_with('/') && path.is_ascii() && !path.contains("/../"), "{path}");
        assert_eq!(next.vendor, vendor);
    }
    let mut timeline = Timeline::default();
    timeline.merge(page.records.clone());
    let before = timeline.len();
    timeline.merge(page.records);
    assert_eq!(timeline.len(), before, "the same records again are more records");
}

fn list_of(vendor: Vendor) {
    let request = request(vendor);
    hold(vendor.slug(), bodies(vendor), |body| obeys(vendor, &request, body));
}

#[test]
fn lists_of_apten() {
    list_of(Vendor::Apten);
}

#[test]
fn lists_of_leadsail() {
    list_of(Vendor::LeadSail);
}

#[test]
fn lists_of_naturalead() {
    list_of(Vendor::Naturalead);
}

#[test]
fn lists_of_attendee() {
    list_of(Vendor::Attendee);
}

#[test]
fn calls_of_apten() {
    let request = provider(Vendor::Apten).call(&CallId::new(Vendor::Apten, "a1b2c3d4").unwrap()).unwrap();
    hold("apten-call", bodies(Vendor::Apten), |body| {
        let Some(page) = read(Vendor::Apten, &request, body) else { return };
        if let Some(call) = &page.call {
            let _said = (
                leadwake::timeline::outcome(call),
                leadwake::timeline::journey(call),
                leadwake::timeline::Talk::of(call),
            );
        }
    });
}

#[test]
fn refusals_and_checks() {
    for vendor in Vendor::ALL {
        let request = request(vendor);
        hold(&format!("{vendor}-refusal"), bodies(vendor), |body| {
            for status in [200, 400, 403, 404, 429, 500] {
                let response = Response { status, body: body.to_vec(), ..Response::default() };
                // Whatever it says, it is said in words.
                if let Err(error) = provider(vendor).read(&request, &response) {
                    assert!(!error.to_string().is_empty());
                }
            }
        });
    }
}

//! A file with many answers: what a recording is, and what an export writes.
//!
//! ```json
//! {"format": "leadwake.answers", "version": 1, "recorded_at": "2026-11-20T09:00:00Z",
//!  "dossier": "apten:room_1,leadsail:lead_2",
//!  "answers": [{"vendor": "apten", "path": "/leads/room_1/events", "query": [["limit", "100"]], "status": 200,
//!               "body": "{\"events\":[],\"nextToken\":null}"}]}
//! ```
//!
//! `format` and `version` may be missing, and are then these. A body is the text exactly as it came; JSON in its place
//! is taken as it is written. A member that is not known is passed over.

use std::sync::Arc;

use super::{Answer, answer::history};
use crate::{
    model::{Dossier, Timestamp, Vendor, When},
    providers::{Request, refusal_words},
};

/// The name of the format.
const FORMAT: &str = "leadwake.answers";
/// The newest version that is read.
const VERSION: u32 = 1;

/// What a bundle holds.
#[derive(Debug, Default)]
pub(super) struct Bundle {
    pub(super) answers: Vec<Answer>,
    pub(super) remarks: Vec<String>,
}

#[derive(serde::Deserialize)]
struct Head<'a> {
    format: Option<String>,
    version: Option<u32>,
    recorded_at: Option<String>,
    dossier: Option<String>,
    #[serde(borrow)]
    answers: Vec<&'a serde_json::value::RawValue>,
}

#[derive(serde::Deserialize)]
struct Held<'a> {
    vendor: String,
    path: Option<String>,
    status: Option<u16>,
    #[serde(borrow)]
    body: &'a serde_json::value::RawValue,
}

/// Reads a bundle; `None` when a text is none, and a sentence when it is one that cannot be read.
pub(super) fn read(text: &str, from: &Arc<str>) -> Option<Result<Bundle, String>> {
    let head: Head<'_> = serde_json::from_str(text).ok()?;
    let is_named = head.format.as_deref() == Some(FORMAT);
    if head.format.is_some() && !is_named {
        return None;
    }
    let version = head.version.unwrap_or(VERSION);
    if version > VERSION {
        return Some(Err(format!(
            "It was written by a newer Leadwake (version {version} of its format; this page reads version \
             {VERSION})."
        )));
    }
    let arrived = head.recorded_at.as_deref().and_then(|at| When::parse(at).at());
    let dossier: Dossier = head.dossier.as_deref().and_then(|text| text.parse().ok()).unwrap_or_default();
    let mut bundle = Bundle::default();
    for (index, held) in head.answers.iter().enumerate() {
        match answers(held.get(), &dossier, from, arrived) {
            Ok((answers, remark)) => {
                bundle.answers.extend(answers);
                bundle.remarks.extend(remark);
            }
            Err(problem) => bundle.remarks.push(format!("Answer {} in it: {problem}", index + 1)),
        }
    }
    bundle.remarks.dedup();
    if bundle.answers.is_empty() {
        let why = bundle.remarks.into_iter().next().unwrap_or_default();
        return Some(Err(format!("No answer in it can be shown. {why}").trim().to_owned()));
    }
    Some(Ok(bundle))
}

/// The answers in one member of the bundle's list; or a sentence.
fn answers(
    held: &str,
    dossier: &Dossier,
    from: &Arc<str>,
    arrived: Option<Timestamp>,
) -> Result<(Vec<Answer>, Option<String>), String> {
    let held: Held<'_> =
        serde_json::from_str(held).map_err(|error| format!("it cannot be read: {error}."))?;
    let vendor: Vendor = held.vendor.parse().map_err(|error| format!("{error}."))?;
    let body = held.body.get();
    let body = if body.starts_with('"') {
        serde_json::from_str::<String>(body).map_err(|error| format!("its body cannot be read: {error}."))?
    } else {
        body.to_owned()
    };
    let status = held.status.unwrap_or(200);
    let name = vendor.name();
    if !(200..300).contains(&status) {
        let words = refusal_words(&body).map(|words| format!(": “{words}”")).unwrap_or_default();
        return Err(format!("{name} refused with status {status}{words}."));
    }
    let asked = asked(vendor, held.path.as_deref().unwrap_or_default(), dossier);
    Answer::of(body.trim(), &[vendor], asked.as_ref(), from, arrived)
        .ok_or_else(|| format!("it is not an answer of {name}’s that Leadwake knows."))
}

/// The question that was asked of a vendor at this path, for one of the leads that the bundle names.
fn asked(vendor: Vendor, path: &str, dossier: &Dossier) -> Option<Request> {
    let mut asked = dossier.of(vendor).filter_map(|lead| history(vendor, lead));
    asked.find(|request| request.path() == path)
}

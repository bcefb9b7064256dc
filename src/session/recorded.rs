//! Answers from a recording: the demo, with no server and no key.

use futures_util::future::{LocalBoxFuture, ready};
use serde::Deserialize;
use thiserror::Error;

use super::{Transport, TransportError};
use crate::{
    model::{Dossier, DossierError, IdError, Timestamp, Vendor, When},
    providers::{Request, Response, provider},
};

/// Recorded answers of one lead.
#[derive(Debug, Clone)]
pub struct Recorded {
    time: Timestamp,
    dossier: Dossier,
    answers: Vec<Recording>,
}

/// Why a text is no recording.
#[derive(Debug, Error)]
pub enum RecordingError {
    /// It is not the JSON it should be.
    #[error("the recording cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// Its time cannot be read.
    #[error("the recording has no readable time: “{0}”")]
    Time(String),
    /// Its lead cannot be read.
    #[error("the recording's lead cannot be read: {0}")]
    Lead(#[from] DossierError),
    /// A vendor in it is unknown.
    #[error("the recording has an answer of a vendor unknown here: {0}")]
    Vendor(#[from] IdError),
}

#[derive(Deserialize)]
struct File {
    recorded_at: String,
    dossier: String,
    answers: Vec<Recording>,
}

#[derive(Debug, Clone, Deserialize)]
struct Recording {
    vendor: String,
    path: String,
    query: Vec<(String, String)>,
    status: u16,
    body: String,
}

impl Recorded {
    /// Reads a recording: `{"recorded_at", "dossier", "answers": [{"vendor", "method", "path", "query": [["name",
    /// "value"]], "status", "body"}]}`, where a path stands below the vendor's base URL and is escaped.
    ///
    /// # Errors
    /// When the text is not that.
    pub fn parse(text: &str) -> Result<Self, RecordingError> {
        let file: File = serde_json::from_str(text)?;
        for answer in &file.answers {
            answer.vendor.parse::<Vendor>()?;
        }
        let time = When::parse(&file.recorded_at).at().ok_or(RecordingError::Time(file.recorded_at))?;
        Ok(Self { time, dossier: file.dossier.parse()?, answers: file.answers })
    }

    /// When it was recorded. The demo's clock stands still there, so that its story stays recent.
    pub const fn recorded_at(&self) -> Timestamp {
        self.time
    }

    /// Whose answers they are.
    pub const fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    /// The recorded answer to the same page of the same list. A list recorded from its beginning has every later
    /// moment in it too.
    fn find(&self, request: &Request) -> Option<&Recording> {
        let path = request.path();
        let page_name = provider(request.vendor).page_name();
        let asked = request.query.iter().find(|(name, _)| Some(*name) == page_name).map(|(_, page)| page);
        let is_asked = |answer: &&Recording| {
            let page = answer.query.iter().find(|(name, _)| Some(name.as_str()) == page_name);
            page.map(|(_, page)| page) == asked
        };
        self.answers
            .iter()
            .filter(|answer| answer.vendor == request.vendor.slug() && answer.path == path)
            .find(is_asked)
    }
}

impl Transport for Recorded {
    fn send<'a>(&'a self, request: &'a Request) -> LocalBoxFuture<'a, Result<Response, TransportError>> {
        let (status, body) = match self.find(request) {
            Some(answer) => (answer.status, provider(request.vendor).narrow(request, &answer.body)),
            None => (404, NOT_FOUND.into()),
        };
        Box::pin(ready(Ok(Response {
            status,
            content_type: Some("application/json".into()),
            retry_after: None,
            body: body.into_owned().into_bytes(),
            arrived: Some(self.time),
        })))
    }
}

/// What is not in the recording is not there, in a form that every adapter reads.
const NOT_FOUND: &str = r#"{"message":"Not in the recording"}"#;

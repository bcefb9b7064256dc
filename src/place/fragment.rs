//! A place as a URL fragment, and back.

use std::{fmt, str::FromStr};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use thiserror::Error;

use super::{LeadPlace, Open, Place, Source, View};
use crate::model::{CallId, DossierError, IdError, Timestamp, When};

/// What stays readable in a fragment: RFC 3986's unreserved characters and those that separate ids.
const READABLE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':')
    .remove(b',')
    .remove(b'@')
    .remove(b'+');

/// Why a fragment is no place.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PlaceError {
    /// There is no such page.
    #[error("there is no page “{0}”")]
    Page(String),
    /// The lead's handles cannot be read.
    #[error("the lead in this address cannot be read: {0}")]
    Dossier(#[from] DossierError),
    /// There is no lead in the address of a lead's page.
    #[error("this address names no lead")]
    NoLead,
    /// The id of what should be open cannot be read.
    #[error("what this address opens cannot be read: {0}")]
    Open(#[from] IdError),
    /// The moment cannot be read.
    #[error("“{0}” is not a moment; write for instance 2026-05-14T15:00:00Z")]
    Moment(String),
}

pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, READABLE).to_string()
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The fragment with its `#`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => f.write_str("#/"),
            Self::Connections => f.write_str("#/connections"),
            Self::Files => f.write_str("#/files"),
            Self::Requests => f.write_str("#/requests"),
            Self::Embed => f.write_str("#/embed"),
            Self::Lead(lead) => lead.fmt(f),
        }
    }
}

impl fmt::Display for LeadPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            Source::Lead(dossier) => write!(f, "#/lead/{}", encode(&dossier.to_string()))?,
            Source::Demo => f.write_str("#/demo")?,
            Source::Files(files) => write!(f, "#/files/{files}")?,
        }
        let mut query = self.view.to_query();
        match &self.open {
            Open::Nothing => {}
            Open::Entry(entry) => write!(f, "/e/{}", encode(&entry.to_string()))?,
            Open::Moment(at) => write!(f, "/at/{}", encode(&at.to_rfc3339()))?,
            Open::Thread(thread) => write!(f, "/thread/{}", encode(&thread.to_string()))?,
            Open::Call { call, turn } => {
                write!(f, "/call/{}", encode(&call.to_string()))?;
                query.extend(turn.map(|turn| ("turn", turn.to_string())));
            }
        }
        for (index, (name, value)) in query.iter().enumerate() {
            write!(f, "{}{name}={}", if index == 0 { '?' } else { '&' }, encode(value))?;
        }
        Ok(())
    }
}

/// Reads a fragment, with or without its `#`. Unknown parameters and values are passed over, so that an address
/// from a newer viewer still opens.
impl FromStr for Place {
    type Err = PlaceError;

    fn from_str(fragment: &str) -> Result<Self, PlaceError> {
        let text = fragment.strip_prefix('#').unwrap_or(fragment);
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let parts: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(decode).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let parameters: Vec<(String, String)> = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| (decode(name), decode(value)))
            .collect();
        let (source, rest) = match parts.as_slice() {
            [] => return Ok(Self::Home),
            ["connections"] => return Ok(Self::Connections),
            ["requests"] => return Ok(Self::Requests),
            ["embed"] => return Ok(Self::Embed),
            ["files"] => return Ok(Self::Files),
            ["demo", rest @ ..] => (Source::Demo, rest),
            ["files", files, rest @ ..] => {
                let files = files.parse().map_err(|_no_number| PlaceError::Page(format!("files/{files}")))?;
                (Source::Files(files), rest)
            }
            ["lead", dossier, rest @ ..] => (Source::Lead(dossier.parse()?), rest),
            ["lead"] => return Err(PlaceError::NoLead),
            [other, ..] => return Err(PlaceError::Page((*other).into())),
        };
        if matches!(&source, Source::Lead(dossier) if dossier.is_empty()) {
            return Err(PlaceError::NoLead);
        }
        let open = read_open(rest, &parameters)?;
        Ok(Self::Lead(Box::new(LeadPlace { source, open, view: View::from_query(&parameters) })))
    }
}

fn read_open(rest: &[&str], parameters: &[(String, String)]) -> Result<Open, PlaceError> {
    Ok(match rest {
        [] => Open::Nothing,
        ["e", entry] => Open::Entry(entry.parse()?),
        ["at", moment] => Open::Moment(read_moment(moment)?),
        ["thread", thread] => Open::Thread(thread.parse()?),
        ["call", call] => {
            let turn = parameters.iter().find(|(name, _)| name == "turn");
            Open::Call { call: call.parse::<CallId>()?, turn: turn.and_then(|(_, value)| value.parse().ok()) }
        }
        [other, ..] => return Err(PlaceError::Page((*other).into())),
    })
}

fn read_moment(text: &str) -> Result<Timestamp, PlaceError> {
    When::parse(text).at().ok_or_else(|| PlaceError::Moment(text.into()))
}

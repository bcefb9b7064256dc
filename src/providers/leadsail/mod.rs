#![doc = include_str!("docs.md")]

mod call;
mod entries;
mod thread;
mod wire;

use std::borrow::Cow;

use crate::{
    model::{ApiKey, CallId, IdError, Vendor},
    providers::{
        About, Ask, Page, Provider, ProviderError, Recognised, Refusal, Request, Response, Step, body, key,
        object::Object,
        parts::Source,
        recognised::{members, page_of_one},
        split::split,
    },
};

const INTERACTIONS: Step = Step("interactions");

static ABOUT: About = About {
    vendor: Vendor::LeadSail,
    docs_url: "https://docs.dev.leadsail.app/docs",
    default_base_url: "https://api.leadsail.app/api/v1",
    paths: &["/interactions/lead/{}"],
    key_header: "X-API-Key",
    key_help: "A key is made in the Vayaflow dashboard, under Settings → API Keys, and is shown once.",
    key_form: None,
    handle_name: "Lead id",
    handle_example: "lead_abc123",
    handle_help: "The id of the lead.",
    is_windowed: false,
    is_of_account: false,
    many_handles: false,
    no_recording: None,
};

/// LeadSail's dialect.
#[derive(Debug, Clone, Copy)]
pub struct LeadSail;

impl Provider for LeadSail {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn timeline(&self, ask: &Ask) -> Result<Request, IdError> {
        if ask.handle.vendor != Vendor::LeadSail {
            return Err(IdError::Vendor(ask.handle.vendor.slug().into()));
        }
        let lead = ask.handle.native().to_owned();
        Ok(Request {
            vendor: Vendor::LeadSail,
            step: INTERACTIONS,
            handle: Some(ask.handle.clone()),
            window: Some(ask.window),
            segments: vec!["interactions".into(), "lead".into(), Cow::Owned(lead)],
            query: Vec::new(),
        })
    }

    /// The list holds every call whole.
    fn call(&self, _call: &CallId) -> Option<Request> {
        None
    }

    fn check(&self) -> Option<Request> {
        None
    }

    fn read(&self, request: &Request, response: &Response) -> Result<Page, ProviderError> {
        let text = accepted(response)?;
        let source = Source::of(request, response);
        let split = split(&text, &["data", "interactions"])?;
        let records = split.records.iter().map(|interaction| entries::record(&source, interaction));
        Ok(Page {
            records: records.collect(),
            is_cut: split.is_cut,
            remarks: split.remarks,
            ..Page::default()
        })
    }

    fn recognise(&self, text: &str) -> Option<Recognised> {
        let split = split(text, &["data", "interactions"]).ok()?;
        let mut leads = split.records.iter().map(|interaction| members(interaction).word("leadId"));
        Some(page_of_one(Vendor::LeadSail, &mut leads, split.records.len()))
    }

    fn authorise(&self, key: &ApiKey) -> (&'static str, String) {
        // The header is where a key belongs.
        (ABOUT.key_header, key.expose().to_owned())
    }

    fn clean_key<'a>(&self, typed: &'a str) -> &'a str {
        key::without_words(typed, &["X-API-Key"])
    }
}

/// The body, unless the status or the body itself says that the request failed.
fn accepted(response: &Response) -> Result<Cow<'_, str>, ProviderError> {
    let text = match body::accepted(response, body::meaning) {
        Ok(text) => text,
        Err(ProviderError::Refused { refusal, status, code, message }) => {
            let refusal = code.as_deref().and_then(of_code).unwrap_or(refusal);
            return Err(ProviderError::Refused { refusal, status, code, message });
        }
        Err(other) => return Err(other),
    };
    let envelope = Object::parse(&text).unwrap_or_else(|_| Object::salvage(&text));
    if envelope.flag("success") == Some(false) {
        let code = envelope.object("error").and_then(|error| error.word("code"));
        let refusal = code.as_deref().and_then(of_code).unwrap_or(Refusal::Other);
        return Err(body::refused(refusal, response.status, &text));
    }
    Ok(text)
}

/// What the vendor's codes mean; of unknown codes the status decides.
fn of_code(code: &str) -> Option<Refusal> {
    match code {
        "UNAUTHORIZED" => Some(Refusal::Key),
        "FORBIDDEN" => Some(Refusal::Right),
        "NOT_FOUND" => Some(Refusal::NotFound),
        "VALIDATION_ERROR" => Some(Refusal::Request),
        _ => None,
    }
}

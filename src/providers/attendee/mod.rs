#![doc = include_str!("docs.md")]

mod cursor;
mod entries;
mod wire;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::{
    model::{ApiKey, CallId, Handle, IdError, ThreadId, Vendor},
    providers::{
        About, Ask, Page, Provider, ProviderError, Recognised, Refusal, Request, Response, Step, body, key,
        object::Object,
        parts::Source,
        recognised::{any_has, page_of_one},
        split::split,
    },
};

/// The chat of one meeting.
const CHAT_MESSAGES: Step = Step("chat-messages");

/// How much of a `next` that is no use is told, in characters.
const NEXT: usize = 200;

/// Attendee's dialect.
#[derive(Debug, Clone, Copy)]
pub struct Attendee;

static ABOUT: About = About {
    vendor: Vendor::Attendee,
    docs_url: "https://docs.attendee.dev/api-reference/tag/bots/get/api/v1/bots/object_id/chat_messages",
    default_base_url: "https://app.attendee.dev/api/v1",
    paths: &["/bots/{}/chat_messages"],
    key_header: "Authorization",
    key_help: "A key is made in a project's settings in Attendee and has all rights of that project.",
    key_form: Some("32 letters and digits."),
    handle_name: "Bot id",
    handle_example: "bot_weIAju4OXNZkDTpZ",
    handle_help: "The id of the bot that attended the meeting, or a copied address with that id in it.",
    is_windowed: false,
    is_of_account: false,
    many_handles: true,
    no_recording: None,
};

impl Provider for Attendee {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn timeline(&self, ask: &Ask) -> Result<Request, IdError> {
        if ask.handle.vendor != Vendor::Attendee {
            return Err(IdError::Vendor(ask.handle.vendor.slug().into()));
        }
        let bot = Cow::Owned(ask.handle.native().to_owned());
        Ok(Request {
            vendor: Vendor::Attendee,
            step: CHAT_MESSAGES,
            handle: Some(ask.handle.clone()),
            window: None,
            segments: vec!["bots".into(), bot, "chat_messages".into()],
            query: Vec::new(),
        })
    }

    fn call(&self, _: &CallId) -> Option<Request> {
        None
    }

    fn check(&self) -> Option<Request> {
        None
    }

    fn read(&self, request: &Request, response: &Response) -> Result<Page, ProviderError> {
        let text = body::accepted(response, body::meaning)
            .map_err(|error| cursor_refused(error, request, response))?;
        let split = split(&text, &["results"])?;
        let source = Source::of(request, response);
        let bot = request.handle.as_ref();
        let meeting = bot.and_then(|bot| ThreadId::new(bot.vendor, bot.native()).ok());
        let mut page = Page { is_cut: split.is_cut, remarks: split.remarks, ..Page::default() };
        page.records =
            split.records.iter().map(|text| entries::record(&source, meeting.as_ref(), text)).collect();
        match next(&split.envelope) {
            None => {}
            Some(Ok(cursor)) => page.follow = Some(following(request, cursor)),
            Some(Err(next)) if page.records.is_empty() => return Err(ProviderError::NoCursor { next }),
            Some(Err(next)) => page.remarks.push(format!(
                "Attendee says that there are more messages, but not how to ask for them; reading stopped here. It \
                 sent as the next page: {next}"
            )),
        }
        Ok(page)
    }

    /// A message says nothing of its meeting; only the addresses of the pages around do.
    fn recognise(&self, text: &str) -> Option<Recognised> {
        let split = split(text, &["results"]).ok()?;
        let is_page = if split.records.is_empty() {
            split.envelope.has("next") && split.envelope.has("previous")
        } else {
            any_has(&split.records, &["sender_name", "text", "timestamp_ms"])
        };
        let bot = ["next", "previous"].into_iter().find_map(|page| bot_in(&split.envelope.word(page)?));
        is_page.then(|| page_of_one(Vendor::Attendee, &mut [bot].into_iter(), split.records.len()))
    }

    fn page_name(&self) -> Option<&'static str> {
        Some("cursor")
    }

    fn authorise(&self, key: &ApiKey) -> (&'static str, String) {
        // The header is where a key belongs.
        (ABOUT.key_header, format!("Token {}", key.expose()))
    }

    fn clean_key<'a>(&self, typed: &'a str) -> &'a str {
        key::without_words(typed, &["Authorization", "Token"])
    }

    fn handle(&self, typed: &str) -> Result<Handle, IdError> {
        Handle::new(Vendor::Attendee, bot_in(typed).as_deref().unwrap_or(typed))
    }
}

/// The bot's id in an address.
fn bot_in(address: &str) -> Option<Box<str>> {
    let mut words = address.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.find(|word| word.starts_with("bot_") && address.contains('/')).map(Into::into)
}

/// The next page's cursor; or, when `next` has none that can be used, what it begins with. `None` at the end: anything
/// that is no text is, `{}` in a reference page as well as null on the wire.
fn next(envelope: &Object<'_>) -> Option<Result<String, String>> {
    envelope.raw("next").filter(|next| next.starts_with('"'))?;
    let next = envelope.word("next")?;
    Some(cursor::cursor(&next).ok_or_else(|| next.chars().take(NEXT).collect()))
}

/// The same question with another cursor.
fn following(request: &Request, cursor: String) -> Request {
    let mut follow = request.clone();
    follow.query.retain(|(name, _)| *name != "cursor");
    follow.query.push(("cursor", cursor));
    follow
}

/// A 404 with `detail` is the pagination's, and about the cursor; the views' own have `error`.
fn cursor_refused(mut error: ProviderError, request: &Request, response: &Response) -> ProviderError {
    let has_cursor = request.query.iter().any(|(name, _)| *name == "cursor");
    if let ProviderError::Refused { refusal: refusal @ Refusal::NotFound, .. } = &mut error
        && has_cursor
        && Object::parse(&body::text(response)).is_ok_and(|body| body.has("detail"))
    {
        *refusal = Refusal::Cursor;
    }
    error
}

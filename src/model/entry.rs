//! One line of the timeline.

use std::sync::Arc;

use super::{Call, EntryId, Fact, Open, Party, Raw, Revision, Thread, ThreadId, Timestamp, Vendor, When};

/// By what means something passed between the lead and the company; also what the reader filters by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "types", derive(serde::Serialize, serde::Deserialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "kebab-case"))]
pub enum Channel {
    /// Text messages over the phone network.
    Sms,
    /// WhatsApp.
    #[cfg_attr(feature = "types", serde(rename = "whatsapp"))]
    WhatsApp,
    /// Telegram.
    Telegram,
    /// E-mail.
    Email,
    /// A phone or web call.
    Call,
    /// Chat on a web page.
    Webchat,
    /// The chat of a meeting.
    Meeting,
    /// Something the agent's tools did.
    Tool,
    /// A custom event.
    Custom,
    /// A channel or kind this viewer does not know, as it came.
    Other(Box<str>),
    /// The vendor did not say.
    Unstated,
}

/// Which way something went.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "types", derive(serde::Serialize, serde::Deserialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "kebab-case"))]
pub enum Direction {
    /// From the lead to the company.
    Inbound,
    /// From the company to the lead.
    Outbound,
    /// Neither: a tool call, a custom event, talk among the people of a meeting.
    Internal,
    /// A word this viewer does not know, as it came.
    Other(Box<str>),
    /// The vendor did not say.
    Unstated,
}

/// One line of the timeline.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "camelCase"), tsify(missing_as_null))]
pub struct Entry {
    /// Its name, the same however often and in whatever order records arrive.
    pub id: EntryId,
    /// How new this copy is; a changed entry has a changed revision.
    pub revision: Revision,
    /// The thread, conversation or meeting it belongs to.
    pub thread: Option<ThreadId>,
    /// When it happened, as far as the vendor said.
    pub when: When,
    /// Where it stands among others: its own time, or, without one, that of the nearest dated part before it (else
    /// after it) in the same record. `None` puts it among the undated.
    pub place: Option<Timestamp>,
    /// Its position inside its record, which orders entries of the same place.
    pub order: u32,
    /// By what means.
    pub channel: Channel,
    /// Which way.
    pub direction: Direction,
    /// Who acted.
    pub actor: Party,
    /// What it is.
    pub content: Content,
    /// What the vendor said beside that, labelled.
    pub facts: Vec<Fact>,
    /// The record it came from.
    #[cfg_attr(feature = "types", serde(skip))]
    pub raw: Raw,
}

impl Entry {
    /// Whose record it is.
    pub const fn vendor(&self) -> Vendor {
        self.id.record.vendor
    }

    /// Whether a human being acted. A call counts: the lead is on the other end.
    pub const fn is_human(&self) -> bool {
        self.actor.is_human() || matches!(self.content, Content::Call(_))
    }

    /// The texts a search looks through.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = Vec::new();
        let who = [self.actor.name.as_deref(), self.actor.address.as_deref()];
        texts.extend(who.into_iter().flatten());
        match &self.content {
            Content::Message(message) => {
                texts.push(&message.text);
                texts.extend(message.error.as_deref());
            }
            Content::Email(email) => {
                texts.extend(email.subject.as_deref());
                texts.push(&email.text);
            }
            Content::Call(call) => texts.extend(call.texts()),
            Content::ToolCall(tool) => {
                let parts = [tool.name.as_deref(), tool.input.as_deref(), tool.output.as_deref()];
                texts.extend(parts.into_iter().flatten());
            }
            Content::Event(event) => texts.extend([event.name.as_deref().unwrap_or(""), &event.data]),
            Content::Blocked(blocked) => {
                let parts = [&blocked.reason, &blocked.source, &blocked.triggered_by, &blocked.channel];
                texts.extend(parts.into_iter().flatten().map(AsRef::as_ref));
            }
            Content::Thread(thread) => texts.extend(thread.texts()),
            Content::Unknown { label, text } => texts.extend([label.as_ref(), text.as_ref()]),
            Content::Unreadable { reason } => texts.extend([reason.as_ref(), &self.raw.text]),
        }
        texts
    }
}

/// What an entry is.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(tag = "kind", rename_all = "kebab-case"), tsify(missing_as_null))]
pub enum Content {
    /// A chat or text message.
    Message(Message),
    /// An e-mail.
    Email(Email),
    /// A call, as much of it as is known so far.
    Call(Arc<Call>),
    /// A tool the agent used.
    ToolCall(ToolCall),
    /// A custom event.
    // By another name, for browsers have an Event of their own.
    Event(#[cfg_attr(feature = "types", tsify(type = "EventData"))] Event),
    /// Something that was about to be sent and was held back by a rule.
    Blocked(Blocked),
    /// A thread or conversation was opened; what is known of it as a whole.
    Thread(Arc<Thread>),
    /// A kind this viewer does not know: its name, and its content as JSON text.
    Unknown {
        /// The vendor's name for the kind, as it came.
        label: Box<str>,
        /// The content as JSON text.
        text: Box<str>,
    },
    /// A record that could not be read. Its text is in [`Entry::raw`].
    Unreadable {
        /// What is wrong with it, in a sentence.
        reason: Box<str>,
    },
}

/// Who can read a meeting's chat message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "kebab-case"))]
pub enum Audience {
    /// Everyone in the meeting.
    Everyone,
    /// Only the company's bot.
    OnlyBot,
}

/// A chat or text message.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "camelCase"), tsify(missing_as_null))]
pub struct Message {
    /// The text as it came.
    pub text: Box<str>,
    /// What the vendor says of its delivery, as it came: `DELIVERED`.
    pub delivery: Option<Box<str>>,
    /// Why it could not be delivered, as it came.
    pub error: Option<Box<str>>,
    /// Who could read it, in a meeting.
    pub audience: Option<Open<Audience>>,
    /// By what it was written, as it came: `manual`, `sms_agent`.
    pub source: Option<Box<str>>,
}

/// An e-mail. Markup is shown as text.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "camelCase"), tsify(missing_as_null))]
pub struct Email {
    /// The subject as it came.
    pub subject: Option<Box<str>>,
    /// The body as text.
    pub text: Box<str>,
    /// What the vendor says of its delivery, as it came.
    pub delivery: Option<Box<str>>,
    /// Why it could not be delivered, as it came.
    pub error: Option<Box<str>>,
}

/// A tool the agent used.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "camelCase"), tsify(missing_as_null))]
pub struct ToolCall {
    /// The tool's name.
    pub name: Option<Box<str>>,
    /// How it went, as it came: `success`.
    pub status: Option<Box<str>>,
    /// What went in: a text or JSON text.
    pub input: Option<Box<str>>,
    /// What came out: a text or JSON text.
    pub output: Option<Box<str>>,
    /// How long it took, in seconds.
    pub seconds: Option<f64>,
}

/// A custom event.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "camelCase"), tsify(missing_as_null, rename = "EventData"))]
pub struct Event {
    /// Its name, when it has one.
    pub name: Option<Box<str>>,
    /// Its data as JSON text.
    pub data: Box<str>,
}

/// Something that was about to be sent and was held back by a rule. All words as they came.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "camelCase"), tsify(missing_as_null))]
pub struct Blocked {
    /// What would have been sent: `sms`.
    pub channel: Option<Box<str>>,
    /// The rule: `STATE_DNC`.
    pub reason: Option<Box<str>>,
    /// Where the rule was applied: `http`.
    pub source: Option<Box<str>>,
    /// What wanted to send: `llm`.
    pub triggered_by: Option<Box<str>>,
}

//! A thread as a whole: what is known of it beside its messages.

use super::{Channel, Fact, ThreadId, When};

/// What sort of thread it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "kebab-case"))]
pub enum ThreadKind {
    /// Text messages between two numbers.
    Sms,
    /// E-mails on one matter.
    Email,
    /// A conversation an agent leads through stages.
    Conversation,
    /// The chat of one meeting.
    Meeting,
}

/// How far a conversation has come.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "camelCase"), tsify(missing_as_null))]
pub struct Stage {
    /// Its position, from zero.
    pub index: Option<i64>,
    /// Its name, as it came.
    pub name: Option<Box<str>>,
}

/// Whether the lead is what the company looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "camelCase"), tsify(missing_as_null))]
pub struct Qualification {
    /// The verdict.
    pub qualified: Option<bool>,
    /// Why, as it came.
    pub reason: Option<Box<str>>,
}

/// A thread, conversation or meeting as a whole.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "camelCase"), tsify(missing_as_null))]
pub struct Thread {
    /// Its name.
    pub id: ThreadId,
    /// What sort it is.
    // `kind` says that the content is a thread.
    #[cfg_attr(feature = "types", serde(rename = "sort"))]
    pub kind: ThreadKind,
    /// By what means.
    pub channel: Channel,
    /// The vendor's status, as it came: `handed_off`.
    pub status: Option<Box<str>>,
    /// How far it has come.
    pub stage: Option<Stage>,
    /// Whether the lead qualifies.
    pub qualification: Option<Qualification>,
    /// What it was about, written by a machine.
    pub summary: Option<Box<str>>,
    /// The lead's phone number, as it came.
    pub phone: Option<Box<str>>,
    /// The lead's e-mail address, as it came.
    pub email: Option<Box<str>>,
    /// When it was opened.
    pub opened: When,
    /// When its record last changed.
    pub changed: When,
    /// How many messages the vendor says it has.
    pub stated_messages: Option<i64>,
    /// How many messages the vendor sent.
    pub sent_messages: usize,
    /// Why it failed, when it did, as it came.
    pub failure: Option<super::Failure>,
    /// What the vendor said beside that, labelled.
    pub facts: Vec<Fact>,
}

impl Thread {
    /// The texts a search looks through.
    pub fn texts(&self) -> Vec<&str> {
        let stage = self.stage.as_ref().and_then(|stage| stage.name.as_deref());
        let reason = self.qualification.as_ref().and_then(|result| result.reason.as_deref());
        [self.summary.as_deref(), stage, reason, self.phone.as_deref(), self.email.as_deref()]
            .into_iter()
            .flatten()
            .collect()
    }

    /// Whether the vendor sent fewer or more messages than it says there are.
    pub fn count_disagrees(&self) -> bool {
        self.stated_messages.is_some_and(|stated| usize::try_from(stated) != Ok(self.sent_messages))
    }
}

//! Where the reader is: what is open, how it is filtered, and how that is written in an address.
//!
//! Addresses live in the fragment, `#/lead/apten:room_1/e/apten:MESSAGE:msg_1?channel=sms`, so that any static host
//! serves them and no id reaches a host's log. A key or a vendor's address cannot be written there at all.

// Whatever a vendor sends: nothing here may stop the program.
#![cfg_attr(
    not(test),
    warn(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)
)]

mod embed;
mod fragment;
mod view;

pub use embed::{Embed, FrameHeight};
pub use fragment::PlaceError;
pub use view::{View, ZoneChoice, channel_named, direction_named};

use crate::{
    model::{CallId, Dossier, EntryId, ThreadId, Timestamp, Vendor},
    session::FilesId,
};

/// Whose history is shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Source {
    /// A lead's, from the vendors.
    Lead(Dossier),
    /// The demo lead's, from answers that come with the viewer.
    Demo,
    /// A lead's, from files that the reader gave. The page that was given them has them, and no other.
    Files(FilesId),
}

/// What stands beside the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Open {
    /// Nothing: the timeline alone.
    #[default]
    Nothing,
    /// Nothing, and the timeline shows this entry.
    Entry(EntryId),
    /// Nothing, and the timeline shows what is nearest to this moment.
    Moment(Timestamp),
    /// A call's page.
    Call {
        /// Which call.
        call: CallId,
        /// Which turn of its transcript, counted from zero.
        turn: Option<usize>,
    },
    /// A thread's, conversation's or meeting's page.
    Thread(ThreadId),
}

/// A lead's page.
#[derive(Debug, Clone, PartialEq)]
pub struct LeadPlace {
    /// Whose.
    pub source: Source,
    /// What is open.
    pub open: Open,
    /// How the timeline is shown.
    pub view: View,
}

/// A page of the viewer.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// Where a lead is chosen.
    Home,
    /// Where vendors are connected.
    Connections,
    /// Where files are given.
    Files,
    /// What was requested, from whom, and how it went.
    Requests,
    /// How to show the timeline in a page of one's own.
    Embed,
    /// A lead.
    Lead(Box<LeadPlace>),
}

impl LeadPlace {
    /// A lead's page with nothing open and nothing filtered.
    pub fn new(source: Source) -> Self {
        Self { source, open: Open::Nothing, view: View::default() }
    }

    /// The same page with something else open.
    #[must_use]
    pub fn with_open(&self, open: Open) -> Self {
        Self { open, ..self.clone() }
    }
}

impl Place {
    /// The page of a lead.
    pub fn lead(source: Source) -> Self {
        Self::Lead(Box::new(LeadPlace::new(source)))
    }

    /// The lead's page, when it is one.
    pub const fn as_lead(&self) -> Option<&LeadPlace> {
        match self {
            Self::Lead(lead) => Some(lead),
            Self::Home | Self::Connections | Self::Files | Self::Requests | Self::Embed => None,
        }
    }

    /// The same place with nothing of one vendor's, so that this vendor is not asked there; where a lead is chosen,
    /// when nothing is left of the lead.
    #[must_use]
    pub fn without(self, vendor: Vendor) -> Self {
        let Self::Lead(mut lead) = self else { return self };
        let Source::Lead(dossier) = &lead.source else { return Self::Lead(lead) };
        let left = dossier.handles().iter().filter(|handle| handle.vendor != vendor).cloned();
        let left = Dossier::new(left);
        if left.is_empty() {
            return Self::Home;
        }
        lead.source = Source::Lead(left);
        let is_of_vendor = match &lead.open {
            Open::Nothing | Open::Moment(_) => false,
            Open::Entry(entry) => entry.record.vendor == vendor,
            Open::Call { call, .. } => call.vendor == vendor,
            Open::Thread(thread) => thread.vendor == vendor,
        };
        if is_of_vendor {
            lead.open = Open::Nothing;
        }
        Self::Lead(lead)
    }
}

#[cfg(test)]
mod tests;

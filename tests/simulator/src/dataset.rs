//! The named sets of data that can stand behind a lead's handles.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::data::Data;
use crate::lead::Handles;
use crate::vendor::Vendor;
use crate::{attendee, demo, generator, hostile, samples};

/// A set of data.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Dataset {
    /// The demo lead's story.
    Demo,
    /// The lead is known, and nothing ever happened.
    Empty,
    /// No vendor knows the lead.
    Unknown,
    /// The samples of the reference pages.
    Documented,
    /// The messages recorded from an Attendee server.
    Recorded,
    /// Good records beside ones that are broken, odd or meant to break a page.
    Hostile,
    /// Made-up entries at one vendor.
    Generated(Generated),
}

/// What to make up.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Generated {
    /// At which vendor.
    pub(crate) vendor: Vendor,
    /// How many timeline entries.
    pub(crate) count: usize,
    /// Same seed, same data.
    #[serde(default)]
    pub(crate) seed: u64,
    /// Over how many days before now they are spread.
    #[serde(default = "ninety")]
    pub(crate) days: u32,
}

fn ninety() -> u32 {
    90
}

impl Dataset {
    /// The name in the control API.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Empty => "empty",
            Self::Unknown => "unknown",
            Self::Documented => "documented",
            Self::Recorded => "recorded",
            Self::Hostile => "hostile",
            Self::Generated(_) => "generated",
        }
    }

    /// Puts this data behind the handles.
    pub(crate) fn load(&self, data: &mut Data, handles: &Handles, now: OffsetDateTime) {
        if *self == Self::Unknown {
            return;
        }
        empty(data, handles);
        match self {
            Self::Demo => demo::load(data, handles, now),
            Self::Documented => samples::load_documented(data, handles, now),
            Self::Recorded => samples::load_recorded(data, handles),
            Self::Hostile => hostile::load(data, handles, now),
            Self::Generated(wish) => generator::load(data, handles, wish, now),
            Self::Empty | Self::Unknown => {}
        }
    }
}

fn empty(data: &mut Data, handles: &Handles) {
    if let Some(room) = &handles.apten {
        data.apten.rooms.insert(room.clone(), crate::apten::Room::default());
    }
    if let Some(lead) = &handles.leadsail {
        data.leadsail.add(lead, Vec::new());
    }
    for bot in &handles.attendee {
        data.attendee.add(bot, attendee::Bot::ended(bot, "https://meet.google.com/abc-defg-hij", []));
    }
}

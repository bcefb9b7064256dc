//! The four vendors, where they live on this server, and the keys they accept.

use serde::{Deserialize, Serialize};

/// Apten's right key. Made up; forty characters as its gateway hands out.
pub(crate) const APTEN_KEY: &str = "SimAptenKeySimAptenKeySimAptenKeySim4f2a";
/// LeadSail's right key. Made up.
pub(crate) const LEADSAIL_KEY: &str = "SimLeadSailKey-0000-1111-2222-91c7";
/// Naturalead's right key: the test prefix and 64 hexadecimal digits, as its documentation says.
pub(crate) const NATURALEAD_KEY: &str =
    "nl_test_5e1ad0c0ffee5e1ad0c0ffee5e1ad0c0ffee5e1ad0c0ffee5e1ad0c0ffee77e3";
/// A Naturalead key that is valid but lacks the scope `conversations:view`.
pub(crate) const NATURALEAD_UNSCOPED_KEY: &str =
    "nl_test_0000000000000000000000000000000000000000000000000000000000000000";
/// Attendee's right key: 32 characters, as its server makes them.
pub(crate) const ATTENDEE_KEY: &str = "SimAttendeeKeySimAttendeeKey0bd8";

/// One of the four vendors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Vendor {
    /// Apten: events of one lead, and call details.
    Apten,
    /// LeadSail: interactions of one lead.
    LeadSail,
    /// Naturalead: conversations of the whole account.
    Naturalead,
    /// Attendee: chat messages of one bot.
    Attendee,
}

impl Vendor {
    /// All four, in the order in which they are listed everywhere.
    pub const ALL: [Self; 4] = [Self::Apten, Self::LeadSail, Self::Naturalead, Self::Attendee];

    /// The vendor's name in JSON and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Apten => "apten",
            Self::LeadSail => "leadsail",
            Self::Naturalead => "naturalead",
            Self::Attendee => "attendee",
        }
    }

    /// The path of the vendor's base URL on this server: its name, then the path its real base URL has.
    pub fn base_path(self) -> &'static str {
        match self {
            Self::Apten => "/apten/v1",
            Self::LeadSail => "/leadsail/api/v1",
            Self::Naturalead => "/naturalead/api",
            Self::Attendee => "/attendee/api/v1",
        }
    }

    /// The right key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Apten => APTEN_KEY,
            Self::LeadSail => LEADSAIL_KEY,
            Self::Naturalead => NATURALEAD_KEY,
            Self::Attendee => ATTENDEE_KEY,
        }
    }

    /// The request headers that a preflight of this vendor allows, when it allows any.
    pub fn key_headers(self) -> &'static str {
        match self {
            Self::Apten | Self::LeadSail => "x-api-key",
            Self::Naturalead => "x-api-key, authorization",
            Self::Attendee => "authorization",
        }
    }

    /// Which vendor a path on this server belongs to: by its first segment, whatever follows.
    pub fn of_path(path: &str) -> Option<Self> {
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        Self::ALL.into_iter().find(|vendor| vendor.name() == first)
    }
}

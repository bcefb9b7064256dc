//! The leads that the simulator knows by name, and the handles by which the vendors know them.

use serde::Serialize;

use crate::naturalead::Person;
use crate::vendor::Vendor;

/// What each vendor calls one lead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Handles {
    /// The Apten lead (room) id.
    pub(crate) apten: Option<String>,
    /// The LeadSail lead id.
    pub(crate) leadsail: Option<String>,
    /// How Naturalead's conversations of this lead are found.
    pub(crate) naturalead: Option<Person>,
    /// The Attendee bots of the lead's meetings.
    pub(crate) attendee: Vec<String>,
}

impl Handles {
    /// `apten:…,leadsail:…,naturalead:phone:…,attendee:…`.
    pub(crate) fn dossier(&self) -> String {
        let apten = self.apten.iter().map(|id| format!("apten:{id}"));
        let leadsail = self.leadsail.iter().map(|id| format!("leadsail:{id}"));
        let naturalead = self.naturalead.iter().map(|person| format!("naturalead:phone:{}", person.phone));
        let attendee = self.attendee.iter().map(|id| format!("attendee:{id}"));
        apten.chain(leadsail).chain(naturalead).chain(attendee).collect::<Vec<_>>().join(",")
    }

    /// The same handles of one vendor only, if one is named.
    #[must_use]
    pub(crate) fn only(&self, vendor: Option<Vendor>) -> Self {
        let keep = |candidate| vendor.is_none_or(|vendor| vendor == candidate);
        Self {
            apten: self.apten.clone().filter(|_| keep(Vendor::Apten)),
            leadsail: self.leadsail.clone().filter(|_| keep(Vendor::LeadSail)),
            naturalead: self.naturalead.clone().filter(|_| keep(Vendor::Naturalead)),
            attendee: self.attendee.iter().filter(|_| keep(Vendor::Attendee)).cloned().collect(),
        }
    }
}

/// One lead, as `GET /control/leads` shows it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Lead {
    /// The vendors' handles.
    #[serde(skip)]
    pub(crate) handles: Handles,
    /// The same in one text.
    pub(crate) dossier: String,
    /// The name of the data behind them.
    pub(crate) dataset: String,
}

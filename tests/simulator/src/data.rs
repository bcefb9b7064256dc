//! What the four vendors hold together.

use crate::lead::Handles;
use crate::truth::TruthEntry;
use crate::{apten, attendee, leadsail, naturalead};

/// The four stores.
#[derive(Clone, Debug, Default)]
pub(crate) struct Data {
    /// Apten's.
    pub(crate) apten: apten::Store,
    /// LeadSail's.
    pub(crate) leadsail: leadsail::Store,
    /// Naturalead's.
    pub(crate) naturalead: naturalead::Store,
    /// Attendee's.
    pub(crate) attendee: attendee::Store,
}

impl Data {
    /// Forgets a lead at every vendor that the handles name.
    pub(crate) fn forget(&mut self, handles: &Handles) {
        if let Some(room) = &handles.apten {
            self.apten.forget(room);
        }
        if let Some(lead) = &handles.leadsail {
            self.leadsail.forget(lead);
        }
        if let Some(person) = &handles.naturalead {
            self.naturalead.forget(&person.lead_id);
        }
        for bot in &handles.attendee {
            self.attendee.forget(bot);
        }
    }

    /// What a correct timeline holds of a lead, oldest first and undated last.
    pub(crate) fn truth(&self, handles: &Handles) -> Vec<TruthEntry> {
        let mut entries = Vec::new();
        entries.extend(handles.apten.iter().flat_map(|room| self.apten.truth(room)));
        entries.extend(handles.leadsail.iter().flat_map(|lead| self.leadsail.truth(lead)));
        entries.extend(handles.naturalead.iter().flat_map(|person| self.naturalead.truth(&person.lead_id)));
        entries.extend(handles.attendee.iter().flat_map(|bot| self.attendee.truth(bot)));
        entries.sort_by(|a, b| a.order().cmp(&b.order()));
        entries
    }
}

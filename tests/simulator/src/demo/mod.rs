//! The demo lead.

use time::OffsetDateTime;

use crate::change::Change;
use crate::data::Data;
use crate::lead::Handles;
use crate::naturalead::{Person, StoredConversation};

/// What the vendors call the demo lead.
pub(crate) fn handles() -> Handles {
    Handles {
        apten: Some("room_dana_reyes".to_owned()),
        leadsail: Some("lead_7c41d9".to_owned()),
        naturalead: Some(Person {
            lead_id: "4127".to_owned(),
            phone: "+14155550142".to_owned(),
            email: "dana.reyes@example.com".to_owned(),
        }),
        attendee: vec!["bot_Qm4tZr81KxVd0LpA".to_owned(), "bot_Wb7nHs52JcYe3MfU".to_owned()],
    }
}

/// Puts the story behind the handles.
pub(crate) fn load(_data: &mut Data, _handles: &Handles, _now: OffsetDateTime) {}

/// The conversations of other leads in the same account.
pub(crate) fn strangers(_now: OffsetDateTime) -> Vec<StoredConversation> {
    Vec::new()
}

/// What happens next, if one goes on reading.
pub(crate) fn changes() -> Vec<Change> {
    Vec::new()
}

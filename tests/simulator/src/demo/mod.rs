//! The demo lead: six weeks between Dana Reyes, who wants a solar roof, and the made-up company Sunmere Solar.
//!
//! Everybody and everything in it is invented; phone numbers are of the range set aside for fiction, mail addresses
//! and sites of the domains set aside for examples. All times follow from the moment the story ends at.

mod calendar;
mod calls;
mod chapter_decision;
mod chapter_interest;
mod chapter_silence;
mod conversations;
mod dialogue;
mod financing;
mod meetings;
mod script;
mod strangers;

use time::OffsetDateTime;

use crate::apten::{Room, StoredEvent};
use crate::change::{Change, From, What};
use crate::data::Data;
use crate::lead::Handles;
use crate::leadsail::StoredInteraction;
use crate::naturalead::{Person, StoredConversation};
use crate::vendor::Vendor;
use calendar::Calendar;
use script::Script;

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
pub(crate) fn load(data: &mut Data, handles: &Handles, now: OffsetDateTime) {
    let calendar = Calendar::new(now);
    if let Some(room) = &handles.apten {
        let mut script = Script::new(calendar, room);
        chapter_interest::write(&mut script);
        chapter_silence::write(&mut script);
        chapter_decision::write(&mut script);
        let events = script.events.iter().map(StoredEvent::from).collect();
        data.apten.rooms.insert(room.clone(), Room::new(events));
        for call in calls::all(&calendar, room) {
            data.apten.add_call(call);
        }
    }
    if let Some(lead) = &handles.leadsail {
        let interactions = financing::all(&calendar, lead);
        data.leadsail.add(lead, interactions.iter().map(StoredInteraction::from).collect());
    }
    if let Some(person) = &handles.naturalead {
        let conversations = conversations::all(&calendar, person);
        data.naturalead.add(conversations.iter().map(StoredConversation::from));
    }
    let meetings = [meetings::design_review, meetings::contract_questions];
    for (bot, meeting) in handles.attendee.iter().zip(meetings) {
        data.attendee.add(bot, meeting(&calendar, bot));
    }
}

/// The conversations of other leads in the same account.
pub(crate) fn strangers(now: OffsetDateTime) -> Vec<StoredConversation> {
    strangers::all(&Calendar::new(now)).iter().map(StoredConversation::from).collect()
}

/// What happens next, if one goes on reading.
pub(crate) fn changes(data: &Data) -> Vec<Change> {
    let append = |vendor, text: &str, from| Change {
        lead: "demo".to_owned(),
        vendor,
        what: What::Append { text: text.to_owned(), from, at: None },
    };
    let mut changes = vec![
        append(Vendor::Apten, "One more thing: does the crew need our bathroom? 😄", From::Lead),
        append(
            Vendor::LeadSail,
            "Released. The portal should show one deposit from tomorrow on. Noor",
            From::Agent,
        ),
        append(Vendor::Naturalead, "Luis watched the hail video again. We are fine.", From::Lead),
    ];
    let last = data.attendee.last_message(&handles().attendee);
    changes.extend(last.map(|record| Change {
        lead: "demo".to_owned(),
        vendor: Vendor::Attendee,
        what: What::Edit { record, text: "we will read it THREE times (edited)".to_owned() },
    }));
    changes
}

//! Records that hold several entries: LeadSail's threads (and its calls), and Naturalead's conversations.

use super::random::Random;
use super::{Spread, words};
use crate::instant;
use crate::leadsail::{CallPart, Interaction, Line, SmsPart, StoredInteraction, Telephony};
use crate::naturalead::{Conversation, Message, Person, StoredConversation};

/// LeadSail's interactions with so many entries in all.
pub(super) fn leadsail(
    lead: &str,
    count: usize,
    spread: &Spread,
    random: &mut Random,
) -> Vec<StoredInteraction> {
    let mut interactions = Vec::new();
    let mut made = 0;
    while made < count {
        let base = Interaction {
            id: format!("int_{lead}_{}_{}", interactions.len(), random.tail()),
            lead_id: lead.to_owned(),
            campaign_id: "cmp_generated".to_owned(),
            client_id: "cli_generated".to_owned(),
            offer_id: "off_generated".to_owned(),
            phone: Some("+14155550142".to_owned()),
            created_at: instant::iso(spread.at(made)),
            updated_at: instant::iso(spread.at(made)),
            ..Interaction::default()
        };
        let (interaction, entries) = if random.percent(20) {
            (call(base, random), 1)
        } else {
            let turns = (2 + random.below(16)).min(count - made);
            (thread(base, made, turns, spread, random), turns)
        };
        made += entries;
        interactions.push(StoredInteraction::from(&interaction));
    }
    interactions
}

fn call(mut base: Interaction, random: &mut Random) -> Interaction {
    "call".clone_into(&mut base.kind);
    random.pick(&["completed", "voicemail", "no_answer", "qualified"]).clone_into(&mut base.status);
    base.telephony = Some(Telephony {
        provider: "vonage".to_owned(),
        message_id: None,
        phone_number: "+16285550177".to_owned(),
    });
    base.call = Some(CallPart {
        direction: random.pick(&["inbound", "outbound"]).to_owned(),
        duration: Some(random.signed(600)),
        ..CallPart::default()
    });
    base.summary = Some(words::paragraph(random, 2));
    base
}

fn thread(
    mut base: Interaction,
    first: usize,
    turns: usize,
    spread: &Spread,
    random: &mut Random,
) -> Interaction {
    "sms".clone_into(&mut base.kind);
    random.pick(&["completed", "incomplete", "follow_up", "qualified"]).clone_into(&mut base.status);
    base.sms = Some(SmsPart { agent_mode: true, direction: "outbound".to_owned() });
    let lines: Vec<Line> = (0..turns)
        .map(|turn| {
            let inbound = turn % 2 == 1;
            Line {
                timestamp: instant::iso(spread.at(first + turn)),
                role: if inbound { "user" } else { "agent" }.to_owned(),
                message: words::message(random),
                source: Some(if inbound { "inbound" } else { "sms_agent" }.to_owned()),
            }
        })
        .collect();
    if let Some(last) = lines.last() {
        base.updated_at.clone_from(&last.timestamp);
    }
    base.transcript = Some(lines);
    base
}

/// Naturalead's conversations with so many messages in all.
pub(super) fn naturalead(
    person: &Person,
    count: usize,
    spread: &Spread,
    random: &mut Random,
) -> Vec<StoredConversation> {
    let mut conversations = Vec::new();
    let mut made = 0;
    while made < count {
        let size = (6 + random.below(30)).min(count - made);
        let messages: Vec<Message> = (0..size)
            .map(|index| Message {
                role: if index % 2 == 0 { "agent" } else { "user" }.to_owned(),
                content: words::message(random),
                timestamp: instant::iso(spread.at(made + index)),
                agent_config_id: None,
            })
            .collect();
        let conversation = Conversation {
            id: format!("{:08x}{:016x}", 0x6710_0000, conversations.len()),
            lead_id: person.lead_id.clone(),
            account_id: "66a0c0ffee1d5e2f3a4b5c6d".to_owned(),
            agent_config_id: "66a0c0ffee1d5e2f3a4b5c70".to_owned(),
            channel: random.pick(&["whatsapp", "whatsapp", "telegram", "email"]).to_owned(),
            lead_phone: person.phone.clone(),
            status: random.pick(&["active", "completed", "handed_off", "dropped"]).to_owned(),
            current_stage_index: random.signed(5),
            message_count: messages.len(),
            messages,
            created_at: instant::iso(spread.at(made)),
            updated_at: instant::iso(spread.at(made + size - 1)),
            lead_email: Some(person.email.clone()),
            ..Conversation::default()
        };
        made += size;
        conversations.push(StoredConversation::from(&conversation));
    }
    conversations
}

//! The financing partner's side of the story: calls, text threads and an e-mail thread at LeadSail.

use time::{Duration, OffsetDateTime};

use super::calendar::{Calendar, hex};
use super::dialogue::Dialogue;
use crate::instant;
use crate::leadsail::{CallPart, EmailPart, Interaction, Line, SmsPart, Telephony, VoiceAi};

const DANA: &str = "+14155550142";
const DESK: &str = "+16285550177";

/// All interactions.
pub(crate) fn all(c: &Calendar, lead: &str) -> Vec<Interaction> {
    vec![
        failed_call(c, lead),
        voicemail(c, lead),
        voice_call(c, lead),
        browser_call(c, lead),
        financing_thread(c, lead),
        documents_thread(c, lead),
        deposit_thread(c, lead),
        closed_thread(c, lead),
    ]
}

fn interaction(name: &str, lead: &str, kind: &str, status: &str, at: OffsetDateTime) -> Interaction {
    Interaction {
        id: format!("int_{}", hex(name, 10)),
        lead_id: lead.to_owned(),
        campaign_id: "cmp_homefin26".to_owned(),
        client_id: "cli_sunmere".to_owned(),
        offer_id: "off_solarloan20".to_owned(),
        kind: kind.to_owned(),
        status: status.to_owned(),
        phone: Some(DANA.to_owned()),
        created_at: instant::iso(at),
        updated_at: instant::iso(at),
        ..Interaction::default()
    }
}

fn telephony(message: Option<&str>) -> Telephony {
    Telephony {
        provider: "vonage".to_owned(),
        message_id: message.map(|name| hex(name, 24)),
        phone_number: DESK.to_owned(),
    }
}

fn voice(name: &str) -> VoiceAi {
    VoiceAi {
        provider: "elevenlabs".to_owned(),
        agent_id: "agent_homefin_v4".to_owned(),
        conversation_id: format!("conv_{}", hex(name, 20)),
    }
}

fn failed_call(c: &Calendar, lead: &str) -> Interaction {
    let at = c.at(33, "19:30");
    let mut call = interaction("failed call", lead, "call", "incomplete", at);
    call.telephony = Some(telephony(None));
    call.call = Some(CallPart {
        direction: "outbound".to_owned(),
        duration: Some(0),
        termination_reason: Some("carrier_rejected".to_owned()),
        spoken_to: Some(false),
        ..CallPart::default()
    });
    call.error_code = Some("CALL_UNROUTABLE".to_owned());
    call.error_message = Some("The carrier rejected the call: no route to destination (SIP 503).".to_owned());
    call
}

fn voicemail(c: &Calendar, lead: &str) -> Interaction {
    let at = c.at(32, "22:15");
    let talk = Dialogue::new(at)
        .say("user", "Hi, you've reached Dana Reyes. Leave me a message, or better, text me. Thanks!")
        .say("agent", "Hello Dana, this is the HomeFin desk on behalf of Sunmere Solar. We'll follow up by text. Goodbye.");
    let mut call = spoken_call("voicemail call", lead, "voicemail", at, &talk, "outbound");
    if let Some(part) = &mut call.call {
        part.spoken_to = Some(false);
        part.termination_reason = Some("voicemail_detected".to_owned());
    }
    call.summary = Some("Voicemail. A short message was left, follow-up by SMS.".to_owned());
    call
}

fn voice_call(c: &Calendar, lead: &str) -> Interaction {
    let at = c.at(19, "17:45");
    let talk = Dialogue::new(at)
        .say("agent", "HomeFin desk for Sunmere Solar, good morning. Am I speaking with Dana Reyes?")
        .say("user", "Yes, hi. I got your text, I'd like to do the soft check now.")
        .say("agent", "Happy to. It doesn't affect your credit score. Do you own the house together with somebody?")
        .say("user", "With my husband, Luis.")
        .say("agent", "And roughly, your household income before tax? A range is enough.")
        .say("user", "Between one thirty and one fifty.")
        .say("agent", "Thank you. One moment.")
        .pause(6_500)
        .say("agent", "You are pre-qualified for up to ninety thousand dollars over twenty years. The rate will be confirmed with the documents, which I'll ask for by e-mail.")
        .say("user", "Okay wow, that was painless.")
        .say("agent", "That's the idea. Anything you'd like to know?")
        .say("user", "Can we pay some of it back early? When the tax credit comes?")
        .say("agent", "Yes, any amount, once a year, without a fee.");
    let mut call = spoken_call("voice call", lead, "qualified", at, &talk, "inbound");
    call.summary = Some(
        "Soft check done with consent. Pre-qualified up to $90,000 over 20 years, co-owner Luis Reyes. Wants to repay part \
         early when the tax credit arrives."
            .to_owned(),
    );
    call
}

/// Taken in the browser by a person of the desk; its transcript counts from the start of the call.
fn browser_call(c: &Calendar, lead: &str) -> Interaction {
    let at = c.at(9, "21:05");
    let talk = Dialogue::new(at)
        .say("user", "Hi, it's Dana Reyes. I uploaded the papers but it says one is missing?")
        .say("agent", "Hi Dana, Noor here. Let me see. It's the second page of the property tax bill.")
        .say("user", "Ah! It's on the back. I'll take another picture.")
        .say("agent", "Perfect, then the file is complete and you'll have the rate by tomorrow.")
        .say("user", "Thanks Noor, that was easy.");
    let mut call = spoken_call("browser call", lead, "completed", at, &talk, "inbound");
    if let Some(part) = &mut call.call {
        part.source = Some("webrtc".to_owned());
        part.voice_ai = None;
        part.recording_url = None;
        part.termination_reason = Some("agent_ended_call".to_owned());
    }
    let offsets = talk.lines().map(|(role, words, from)| Line {
        timestamp: format!("{:02}:{:02}", from / 60_000, from / 1000 % 60),
        role: role.to_owned(),
        message: words.to_owned(),
        source: None,
    });
    call.transcript = Some(offsets.collect());
    call
}

fn spoken_call(
    name: &str,
    lead: &str,
    status: &str,
    at: OffsetDateTime,
    talk: &Dialogue,
    direction: &str,
) -> Interaction {
    let mut call = interaction(name, lead, "call", status, at);
    call.telephony = Some(telephony(None));
    call.updated_at = instant::iso(talk.end() + Duration::seconds(12));
    call.call = Some(CallPart {
        source: None,
        direction: direction.to_owned(),
        duration: Some(talk.seconds()),
        recording_url: Some(format!("https://recordings.leadsail.example/{}.mp3", hex(name, 16))),
        termination_reason: Some("user_hung_up".to_owned()),
        voice_ai: Some(voice(name)),
        spoken_to: Some(true),
    });
    let lines = talk.lines().map(|(role, words, from)| Line {
        timestamp: instant::iso(talk.moment(from)),
        role: role.to_owned(),
        message: words.to_owned(),
        source: None,
    });
    call.transcript = Some(lines.collect());
    call
}

/// Who wrote a line of a thread: the role, and by what it came.
#[derive(Clone, Copy)]
enum By {
    Machine,
    Dana,
    Person,
    Software,
    System,
}

fn line((at, by, message): (OffsetDateTime, By, &str)) -> Line {
    let (role, source) = match by {
        By::Machine => ("agent", "sms_agent"),
        By::Dana => ("user", "inbound"),
        By::Person => ("agent", "manual"),
        By::Software => ("agent", "api"),
        By::System => ("agent", "system"),
    };
    Line {
        timestamp: instant::iso(at),
        role: role.to_owned(),
        message: message.to_owned(),
        source: Some(source.to_owned()),
    }
}

fn thread(mut record: Interaction, lines: Vec<Line>) -> Interaction {
    if let Some(last) = lines.last() {
        record.updated_at.clone_from(&last.timestamp);
    }
    record.transcript = Some(lines);
    record
}

fn financing_thread(c: &Calendar, lead: &str) -> Interaction {
    let at = c.at(33, "19:41:10");
    let mut record = interaction("financing thread", lead, "sms", "qualified", at);
    record.telephony = Some(telephony(Some("financing thread")));
    record.sms = Some(SmsPart { agent_mode: true, direction: "outbound".to_owned() });
    record.summary = Some(
        "Dana asked about loan, lease and cash, paused for family reasons, then chose the 20 year loan."
            .to_owned(),
    );
    let lines = [
        (
            at,
            By::Software,
            "Hi Dana, this is the HomeFin desk. Elena at Sunmere asked us to show you your options. Just answer here with any question. Msg & data rates may apply, STOP to end.",
        ),
        (
            c.at(33, "19:58"),
            By::Dana,
            "Hi. What's the difference between the loan and the lease, in one sentence",
        ),
        (
            c.at(33, "19:59"),
            By::Machine,
            "Loan: you own the roof and get the tax credit. Lease: we own it, you pay a bit less a month and get no credit.",
        ),
        (c.at(33, "20:07"), By::Dana, "So loan, probably. Monthly?"),
        (
            c.at(33, "20:08"),
            By::Machine,
            "For $58,400 over 20 years about $395 a month, and about $285 once you pay the tax credit in. Not an offer, just arithmetic 🙂",
        ),
        (
            c.at(30, "17:00"),
            By::Machine,
            "Hi Dana, would you like to do the soft check? It takes five minutes and leaves no trace on your score.",
        ),
        (c.at(26, "17:00"), By::System, "Conversation paused: no reply in 96 hours."),
        (
            c.at(20, "22:31"),
            By::Dana,
            "Hi again. We had a family emergency. The meeting today was great, can we do the soft check?",
        ),
        (
            c.at(20, "22:32"),
            By::Machine,
            "I'm glad to hear from you, and I hope everyone is well. You can call this number any time tomorrow and the desk will do it with you.",
        ),
        (
            c.at(20, "22:40"),
            By::Person,
            "Noor from the desk here: I'm in from 9. If the robot picks up, it knows you.",
        ),
        (c.at(20, "22:44"), By::Dana, "😂 ok will do"),
    ];
    thread(record, lines.into_iter().map(line).collect())
}

fn documents_thread(c: &Calendar, lead: &str) -> Interaction {
    let at = c.at(19, "18:20:40");
    let mut record = interaction("documents thread", lead, "email", "completed", at);
    record.phone = None;
    record.email = Some(EmailPart {
        direction: "outbound".to_owned(),
        subject: "Documents for your pre-qualification".to_owned(),
        from: "desk@homefin.example".to_owned(),
        to: "dana.reyes@example.com".to_owned(),
    });
    record.summary = Some("All four documents received; second page of the tax bill came late.".to_owned());
    let mails = [
        (
            at,
            "agent",
            "Hi Dana,\n\nfor the rate we need four papers, photos are fine:\n\n1. Property tax bill, both pages\n2. Last two pay stubs, yours and Luis's\n3. Last power bill\n4. Proof of home insurance\n\nUpload: https://homefin.example/u/dr-4127\n\nHomeFin desk",
            "api",
        ),
        (
            c.at(17, "04:12"),
            "user",
            "Hello,\n\nuploaded 1 to 3. Our insurance sends the proof by post only, can you believe it. Give us a week.\n\nDana",
            "inbound",
        ),
        (
            c.at(17, "16:30"),
            "agent",
            "No problem, Dana. A photo of the policy's first page is enough.\n\nNoor",
            "manual",
        ),
        (
            c.at(9, "20:50"),
            "user",
            "Here it is at last. The page says that something is still missing?\n\nDana\n\n> A photo of the policy's first page is enough.",
            "inbound",
        ),
        (
            c.at(8, "19:15"),
            "agent",
            "Hi Dana,\n\nthe file is complete. Your rate: 5.9 % fixed, 20 years, no fee for paying early. It holds for 45 days.\n\nNoor\nHomeFin",
            "manual",
        ),
    ];
    let lines = mails.into_iter().map(|(at, role, message, source)| Line {
        timestamp: instant::iso(at),
        role: role.to_owned(),
        message: message.to_owned(),
        source: Some(source.to_owned()),
    });
    thread(record, lines.collect())
}

fn deposit_thread(c: &Calendar, lead: &str) -> Interaction {
    let at = c.at(2, "18:03:30");
    let mut record = interaction("deposit thread", lead, "sms", "follow_up", at);
    record.telephony = Some(telephony(Some("deposit thread")));
    record.sms = Some(SmsPart { agent_mode: false, direction: "inbound".to_owned() });
    let lines = [
        (at, By::Dana, "Hi Noor, the loan is signed. Where do I pay the deposit?"),
        (
            c.at(2, "18:20"),
            By::Person,
            "Congratulations Dana! $500 by card in the portal: https://homefin.example/pay/dr-4127. It's taken off the first instalment.",
        ),
        (c.at(2, "18:41"), By::Dana, "done ✅"),
        (c.at(2, "18:41:58"), By::System, "Payment received: $500.00, card ending 0142."),
        (c.ago(84), By::Dana, "Portal shows $500 twice now? Robin from Sunmere is looking too"),
        (
            c.ago(41),
            By::Person,
            "Looking into it with Robin. One of them is a hold, not a charge. I'll write when it's released.",
        ),
    ];
    thread(record, lines.into_iter().map(line).collect())
}

/// A thread in which nobody has written yet.
fn closed_thread(c: &Calendar, lead: &str) -> Interaction {
    let at = c.at(31, "18:00");
    let mut record = interaction("rate alert", lead, "sms", "no_contact", at);
    record.telephony = Some(telephony(Some("rate alert")));
    record.sms = Some(SmsPart { agent_mode: true, direction: "outbound".to_owned() });
    record.error_code = Some("SMS_BLOCKED_QUIET_HOURS".to_owned());
    record.error_message = Some("Not sent: outside the hours allowed for this recipient.".to_owned());
    record
}

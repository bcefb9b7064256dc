//! Dana's conversations at Naturalead: WhatsApp with stages and a verdict, e-mail, and a Telegram one that led nowhere.

use time::OffsetDateTime;

use super::calendar::{Calendar, hex};
use crate::instant;
use crate::naturalead::{Conversation, Message, Person, Qualification};

const ACCOUNT: &str = "66a0c0ffee1d5e2f3a4b5c6d";
const AGENT: &str = "66a0c0ffee1d5e2f3a4b5c70";
const CLOSER: &str = "66a0c0ffee1d5e2f3a4b5c71";

/// All of them.
pub(crate) fn all(c: &Calendar, person: &Person) -> Vec<Conversation> {
    vec![telegram(c, person), whatsapp(c, person), email(c, person)]
}

/// A conversation from its messages: role, moment, words, and whether the second agent wrote.
pub(crate) fn conversation(
    name: &str,
    person: &Person,
    channel: &str,
    status: &str,
    lines: &[(&str, OffsetDateTime, &str)],
) -> Conversation {
    let messages: Vec<Message> = lines
        .iter()
        .map(|(role, at, words)| Message {
            role: (*role).to_owned(),
            content: (*words).to_owned(),
            timestamp: instant::iso(*at),
            agent_config_id: (*role == "agent").then(|| AGENT.to_owned()),
        })
        .collect();
    let first = messages.first().map(|message| message.timestamp.clone()).unwrap_or_default();
    let last = messages.last().map(|message| message.timestamp.clone()).unwrap_or_default();
    Conversation {
        // An ObjectId begins with its time; these begin alike, which is all a reader may rely on.
        id: format!("6710{}", hex(name, 20)),
        lead_id: person.lead_id.clone(),
        account_id: ACCOUNT.to_owned(),
        agent_config_id: AGENT.to_owned(),
        channel: channel.to_owned(),
        lead_phone: person.phone.clone(),
        status: status.to_owned(),
        message_count: messages.len(),
        messages,
        created_at: first,
        updated_at: last,
        ..Conversation::default()
    }
}

fn telegram(c: &Calendar, person: &Person) -> Conversation {
    let lines = [
        (
            "agent",
            c.at(37, "18:30"),
            "Hello! You asked about solar roofs on our Telegram channel. May I ask where your house is?",
        ),
        ("agent", c.at(35, "18:30"), "Still interested? A single word is enough 🙂"),
    ];
    let mut talk = conversation("dana telegram", person, "telegram", "dropped", &lines);
    talk.current_stage_name = Some("Greeting".to_owned());
    talk
}

fn whatsapp(c: &Calendar, person: &Person) -> Conversation {
    let lines = [
        ("user", c.at(19, "02:10"), "Hi, is this also Sunmere? Priya gave me this number for photos"),
        (
            "agent",
            c.at(19, "02:10:40"),
            "Hi Dana! Yes, this is Sunmere on WhatsApp, I'm Robin's colleague for photos and plans. Send as many as you like.",
        ),
        ("user", c.at(19, "02:14"), "[photo] garage ridge from inside"),
        ("user", c.at(19, "02:14:30"), "[photo] electrical panel"),
        (
            "agent",
            c.at(19, "02:15"),
            "Very helpful. The panel is a 200 A one, so no upgrade needed. Could you also take the side of the house where the meter is?",
        ),
        ("user", c.at(19, "02:21"), "[photo] meter, sorry for the bikes"),
        (
            "agent",
            c.at(19, "02:22"),
            "The bikes are fine 🚲 That's all Priya needs. A few questions for the paperwork: do you own the house?",
        ),
        ("user", c.at(19, "02:24"), "Yes, with Luis, since 2009"),
        ("agent", c.at(19, "02:24:30"), "Any plans to move in the next five years?"),
        ("user", c.at(19, "02:26"), "God no"),
        ("agent", c.at(19, "02:26:30"), "And when would you like the roof done, ideally?"),
        ("user", c.at(19, "02:29"), "before the real rain. So yesterday"),
        ("user", c.at(18, "22:03"), "Pregunta de Luis: ¿las tejas aguantan granizo? He found a video…"),
        (
            "agent",
            c.at(18, "22:04"),
            "Sí: están probadas con bolas de hielo de 38 mm a 100 km/h (clase 4). / Yes, class 4: 1.5 inch ice balls at 60 mph. The certificate: https://sunmere.example/docs/hail.pdf",
        ),
        ("user", c.at(18, "22:09"), "He says ok but he will watch the video again to be sure 🤦‍♀️"),
        (
            "agent",
            c.at(18, "22:10"),
            "Tell him I'd do the same.\n\nOne last thing: is the cost of about $58,000 before incentives within what you two have in mind, with the loan Elena described?",
        ),
        ("user", c.at(18, "22:31"), "With the loan yes. With cash no way"),
        (
            "agent",
            c.at(18, "22:32"),
            "Clear, thank you. I have everything. Marcus takes it from here, he'll see this whole chat.",
        ),
        ("system", c.at(18, "22:33"), "Conversation handed off to marcus.bell"),
        (
            "human",
            c.at(18, "23:15"),
            "Dana, Marcus here. Great photos. Tell Luis that I have the ice ball machine in my truck, he can throw one.",
        ),
        ("user", c.at(18, "23:18"), "DO NOT tell him that 😂😂"),
        ("human", c.at(16, "17:40"), "Too late, he called me. He's a lovely man. See you on site!"),
    ];
    let mut talk = conversation("dana whatsapp", person, "whatsapp", "handed_off", &lines);
    talk.current_stage_index = 4;
    talk.current_stage_name = Some("Hand-off".to_owned());
    talk.campaign_id = Some("66b1c0ffee1d5e2f3a4b5c99".to_owned());
    talk.lead_email = Some(person.email.clone());
    talk.summary = Some(
        "Photos of roof, panel (200 A) and meter received. Owns the house with her husband, no plans to move, wants it done \
         before the rainy season. Budget fits with a loan. Handed off to Marcus Bell."
            .to_owned(),
    );
    talk.qualification_result = Some(Qualification {
        qualified: true,
        reason: "Home owner, decision makers both involved, budget confirmed with a loan, wants installation as soon as possible."
            .to_owned(),
    });
    for message in talk.messages.iter_mut().filter(|message| message.role == "human") {
        message.agent_config_id = Some(CLOSER.to_owned());
    }
    talk
}

fn email(c: &Calendar, person: &Person) -> Conversation {
    let lines = [
        (
            "agent",
            c.at(15, "17:00"),
            "Hi Dana,\n\nhere is the letter to the association, filled in with your design B. Please read the second paragraph, it mentions the battery.\n\nSunmere Solar",
        ),
        (
            "user",
            c.at(15, "19:22"),
            "Hello,\n\ntwo corrections: our lot number is 41, not 14 (everybody makes that mistake), and the secretary's name is Mrs. Okafor.\n\nDana",
        ),
        ("agent", c.at(15, "19:23"), "Thank you, both corrected. New version attached.\n\nSunmere Solar"),
        ("user", c.at(15, "20:01"), "Perfect. I handed it in today, with cookies."),
        (
            "agent",
            c.at(15, "20:02"),
            "Cookies are not in our kit, but they should be.\n\nGood luck!\nSunmere Solar",
        ),
    ];
    let mut talk = conversation("dana email", person, "email", "completed", &lines);
    talk.current_stage_index = 2;
    talk.current_stage_name = Some("Documents".to_owned());
    talk.lead_email = Some(person.email.clone());
    talk
}

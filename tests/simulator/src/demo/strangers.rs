//! Other leads of the same Naturalead account: its list holds everybody's conversations.

use super::calendar::Calendar;
use super::conversations::conversation;
use crate::naturalead::{Conversation, Person, Qualification};

fn person(lead_id: &str, phone: &str, email: &str) -> Person {
    Person { lead_id: lead_id.to_owned(), phone: phone.to_owned(), email: email.to_owned() }
}

/// Their conversations.
pub(crate) fn all(c: &Calendar) -> Vec<Conversation> {
    let owen = person("4098", "+15305550119", "owen.hart@example.com");
    let mei = person("4131", "+17075550134", "mei.tanaka@example.com");
    let farid = person("4140", "+14155550143", "");
    let ines = person("4152", "", "ines.marchetti@example.com");
    let mut first = conversation(
        "owen",
        &owen,
        "whatsapp",
        "completed",
        &[
            (
                "agent",
                c.at(44, "17:00"),
                "Hi Owen, you asked about a solar roof for your barn. Is it the big one by the road?",
            ),
            ("user", c.at(44, "17:40"), "yes, but my brother owns half of it and he's against it"),
            ("agent", c.at(44, "17:41"), "Understood. Shall I check in again in spring?"),
            ("user", c.at(44, "17:52"), "maybe. thanks"),
        ],
    );
    first.current_stage_index = 1;
    first.current_stage_name = Some("Ownership".to_owned());
    first.qualification_result =
        Some(Qualification { qualified: false, reason: "Co-owner does not agree.".to_owned() });
    let mut second = conversation(
        "mei",
        &mei,
        "whatsapp",
        "active",
        &[
            (
                "user",
                c.at(6, "03:20"),
                "Hello! A neighbour on Alder Court, Dana, told me about you. Do you also do flat roofs?",
            ),
            ("agent", c.at(6, "03:21"), "Hello Mei! We do, with a frame instead of tiles. How flat is flat?"),
            ("user", c.at(6, "03:30"), "water stands on it, so, very"),
        ],
    );
    second.current_stage_name = Some("Greeting".to_owned());
    second.lead_email = Some(mei.email.clone());
    let third = conversation(
        "farid",
        &farid,
        "telegram",
        "active",
        &[("user", c.at(2, "20:11"), "price for 5kw? only panels")],
    );
    let mut fourth = conversation(
        "ines",
        &ines,
        "email",
        "dropped",
        &[
            (
                "agent",
                c.at(50, "16:00"),
                "Dear Ines,\n\nthank you for your visit at our stand. Here is the brochure.\n\nSunmere Solar",
            ),
            ("agent", c.at(43, "16:00"), "Dear Ines,\n\ndid the brochure reach you?\n\nSunmere Solar"),
        ],
    );
    fourth.lead_email = Some(ines.email.clone());
    vec![fourth, first, second, third]
}

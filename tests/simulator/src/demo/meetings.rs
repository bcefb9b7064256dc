//! The chat of the two meetings: the design review on Zoom, the contract questions on Google Meet.

use serde_json::{Value, json};

use super::calendar::{Calendar, token};
use crate::attendee::{Bot, ChatMessage};

type Sender = (&'static str, &'static str, Option<&'static str>);

const DANA: Sender = ("Dana Reyes", "16778240", None);
const LUIS: Sender = ("Luis (Dana's phone)", "16780288", None);
const PRIYA: Sender = ("Priya Nair", "16779264", Some("kx3PriyaN81Qw"));
const MARCUS: Sender = ("Marcus Bell | Sunmere", "16781312", Some("kx3MarcusB7Tz"));
const ROBIN: Sender = ("Robin (notes)", "16776192", Some("kx3Robin00bot"));

/// What native Zoom adds to a message.
fn zoom(thread: Option<&str>) -> Value {
    json!({
        "is_chat_to_all": true, "is_chat_to_all_panelist": false, "is_chat_to_waitingroom": false,
        "is_comment": thread.is_some(), "is_thread": false, "thread_id": thread.unwrap_or_default(),
    })
}

fn message(bot: &str, index: usize, at: time::OffsetDateTime, sender: Sender, text: &str) -> ChatMessage {
    let id = format!("msg_{}", token(&format!("{bot} {index}"), 16));
    let mut message = ChatMessage::new(&id, at, (sender.0, sender.1), text);
    message.sender_user_uuid = sender.2.map(str::to_owned);
    message
}

/// The design review, on Zoom.
pub(crate) fn design_review(c: &Calendar, bot: &str) -> Bot {
    let question = format!("msg_{}", token("conduit", 16));
    let lines: [(&str, Sender, &str); 36] = [
        (
            "18:00:12",
            ROBIN,
            "Hi all, I'm Robin and take notes in this meeting. Write \"@robin\" if I should add something.",
        ),
        ("18:00:40", MARCUS, "Good morning! Dana, you're on mute"),
        ("18:00:58", DANA, "I know, the dog is telling the mailman off"),
        (
            "18:01:30",
            LUIS,
            "hello everybody, Luis here, sitting next to her but on the phone so I can see the drawings bigger",
        ),
        ("18:03:05", PRIYA, "Drawing A: https://sunmere.example/d/20417-A.pdf"),
        ("18:03:22", LUIS, "opens fine"),
        ("18:06:44", DANA, "is the dark strip on the street side all tiles?"),
        (
            "18:06:59",
            PRIYA,
            "Yes, the lower third. Same colour as the rest, but they shine a little in the evening.",
        ),
        ("18:07:20", DANA, "the board will notice \"a little\""),
        ("18:09:02", PRIYA, "Drawing B, without the street side: https://sunmere.example/d/20417-B.pdf"),
        ("18:09:15", PRIYA, "8.1 instead of 8.6 kW"),
        ("18:10:31", LUIS, "half a kW, is that much? in toasters"),
        ("18:10:50", MARCUS, "half a toaster, Luis"),
        ("18:10:58", LUIS, "😂 ok I can live with that"),
        ("18:12:40", DANA, "where does the pipe from the roof to the garage go? outside?"),
        ("18:13:01", PRIYA, "Inside the wall behind the closet. Nothing visible."),
        ("18:13:10", DANA, "the closet with the boiler?"),
        ("18:13:18", PRIYA, "that one, left corner"),
        ("18:15:45", ROBIN, "Noted: conduit inside the wall, closet with the boiler, left corner."),
        ("18:18:20", MARCUS, "@robin warranty paragraph to Dana please"),
        ("18:18:33", ROBIN, "Will be in the mail after the meeting."),
        ("18:20:07", LUIS, "battery: how loud"),
        ("18:20:25", PRIYA, "quieter than a fridge. I'll look up the number."),
        ("18:22:51", DANA, "Priya can you hear my mother-in-law asking for coffee? sorry 🙈"),
        ("18:23:04", PRIYA, "I want one too ☕"),
        ("18:25:36", LUIS, "what happens in a power cut at night"),
        (
            "18:25:58",
            PRIYA,
            "The battery takes over in about 20 milliseconds. The clock on the oven will not notice.",
        ),
        ("18:26:11", LUIS, "our oven clock has been wrong since 2014 so"),
        (
            "18:28:30",
            MARCUS,
            "Off the record for the notes: they have a competing quote at 61k without the roof. Let's not move on price.",
        ),
        ("18:28:52", PRIYA, "ok"),
        ("18:30:15", DANA, "who does the inspection with the city, you or us?"),
        ("18:30:29", MARCUS, "We do. You only open the gate."),
        (
            "18:33:40",
            PRIYA,
            "Summary of B: 8.1 kW, one 13 kWh battery, conduit inside, up to 3 sheets of decking included.\nNext: design mail today, letter to the association from you, permit from us.",
        ),
        ("18:34:02", DANA, "that's exactly what I needed, thank you"),
        ("18:34:20", LUIS, "gracias Priya, gracias Marcus!"),
        ("18:34:31", MARCUS, "Thank you both! 👋"),
    ];
    let messages = lines.into_iter().enumerate().map(|(index, (time, sender, text))| {
        let mut line = message(bot, index, c.at(20, time), sender, text);
        line.additional_data = match index {
            14 => {
                line.id.clone_from(&question);
                zoom(None)
            }
            15..=18 => zoom(Some(&question)),
            _ => zoom(None),
        };
        // Said to the note taker alone: only native Zoom can do that.
        if matches!(index, 19 | 28 | 29) {
            "only_bot".clone_into(&mut line.to);
            line.additional_data["is_chat_to_all"] = json!(false);
        }
        line
    });
    Bot::ended(bot, "https://example.zoom.us/j/90012345678", messages)
}

/// The contract questions, on Google Meet, which knows less about a message.
pub(crate) fn contract_questions(c: &Calendar, bot: &str) -> Bot {
    let lines: [(&str, Sender, &str); 15] = [
        ("24:31:02", MARCUS, "Welcome back! Luis, the floor is yours"),
        (
            "24:32:10",
            LUIS,
            "1. warranty when we sell 2. who pays for more than 3 sheets 3. what if the panels hail",
        ),
        ("24:32:30", LUIS, "I mean if the hail panels. you know what I mean"),
        ("24:34:15", MARCUS, "1. Paragraph 11: moves once, to the next owner, free."),
        (
            "24:36:40",
            PRIYA,
            "3. Class 4 certificate is annex C, and your home insurance has to be told, we do that.",
        ),
        ("24:38:20", MARCUS, "2. Today $180 a sheet. I can cap it at $540 in total."),
        ("24:38:44", DANA, "in writing?"),
        ("24:38:51", MARCUS, "in writing, and the $312 for the permit are on us, also in writing"),
        ("24:40:05", DANA, "👏"),
        ("24:43:30", LUIS, "can I see the ice ball machine"),
        ("24:43:41", MARCUS, "on day one, I promise"),
        ("24:47:12", DANA, "When would you start, roughly?"),
        ("24:47:30", PRIYA, "Permit 7 to 10 days after signing, then the next free Monday or Tuesday"),
        ("24:52:00", DANA, "ok. Send it. We'll read it tonight"),
        ("24:52:18", LUIS, "we will read it TWICE"),
    ];
    let messages = lines.into_iter().enumerate().map(|(index, (time, sender, text))| {
        let mut line = message(bot, index, c.at(7, time), sender, text);
        line.sender_uuid = format!("spaces/sunmere/devices/{}", 101 + sender.1.len() + index % 4);
        line.sender_user_uuid = None;
        // Meet has no name for somebody who joined without an account.
        if sender == LUIS {
            line.sender_name = None;
        }
        line
    });
    Bot::ended(bot, "https://meet.google.com/abc-defg-hij", messages)
}

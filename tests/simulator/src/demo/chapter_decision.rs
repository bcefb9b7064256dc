//! Weeks four to six: design, the homeowners' association, the contract, and today. Apten's part.

use serde_json::json;
use time::Duration;

use super::script::Script;

/// Writes the chapter.
pub(crate) fn write(s: &mut Script) {
    design(s);
    association(s);
    contract(s);
    today(s);
}

fn design(s: &mut Script) {
    let c = s.calendar;
    s.email(
        c.at(18, "19:12"),
        false,
        "Design B for 14 Alder Court, and the HOA kit",
        "Hi Dana, hi Luis,\n\nthank you for the good questions today. Attached is design B, the one without tiles on the \
         street side:\n\n  - 8.1 kW instead of 8.6\n  - nothing visible from Alder Court\n  - battery in the garage, left \
         of the panel\n  - conduit inside the wall, no pipe on the facade\n\nFor the association: the form letter, the \
         drawing and both street-level photos are in the kit. Boards have 45 days by law, most answer within two \
         weeks.\n\nPriya Nair\nDesign engineer, Sunmere Solar\n",
    );
    s.lead(c.at(17, "16:20"), "Design B is the one. Luis agrees (!!)");
    s.ai(c.at(17, "16:21"), "Noted, and framed 😄 I'll tell Priya. Do you want us to send the letter to the association, or will you?");
    s.lead(
        c.at(17, "16:38"),
        "I'll do it, I know the board's secretary. Who do they call if they have questions?",
    );
    s.ai(c.at(17, "16:39"), "Marcus, +1 707 555 0123, or this number. I've told him.");
    s.lead(c.at(14, "19:50"), "Can somebody call me about the permit fee? The letter from the city says something different from your estimate");
    s.ai(c.at(14, "19:51"), "I can call you right now and bring in our permit desk. Ok?");
    s.lead(c.at(14, "19:52"), "yes");
}

fn association(s: &mut Script) {
    let c = s.calendar;
    s.person(
        c.at(13, "17:15"),
        "marcus.bell",
        "Dana, about the city's letter: they count the battery as a second permit. $312 more. We'll take that on us, it \
         should have been in the estimate.",
    );
    s.lead(c.at(13, "17:44"), "That's very decent, thank you Marcus");
    s.event(
        "LINK_CLICK",
        "lnk",
        c.at(12, "02:14"),
        0,
        json!({ "url": "https://sunmere.example/hoa/petaluma", "messageId": "msg_hoa_photos", "userAgentFamily": "Mobile Safari" }),
    );
    s.lead(
        c.at(11, "18:05"),
        "The board met yesterday. They approve if the battery can't be heard from the sidewalk?? is that a thing",
    );
    s.tool(
        c.at(11, "18:05:40"),
        "search_knowledge",
        477,
        &json!({ "query": "battery noise dB at 3 m" }),
        &json!({ "hits": 1, "documents": ["battery-2026.md"], "answer": "below 30 dB(A) at 3 m" }),
    );
    s.ai(
        c.at(11, "18:06"),
        "It is, and it's an easy one: below 30 dB(A) at 3 m, quieter than a fridge, and it sits inside your garage. The \
         data sheet is here, they can keep it: https://sunmere.example/docs/battery-noise.pdf",
    );
    s.lead(c.at(10, "20:31"), "APPROVED 🎉🎉🎉");
    s.ai(
        c.at(10, "20:32"),
        "Wonderful news! Congratulations, Dana. Marcus will want to hear that from you, shall I book him?",
    );
    s.lead(c.at(10, "20:35"), "yes please. And Luis has a list of contract questions, of course he has");
    s.tool(
        c.at(10, "20:35:30"),
        "create_appointment",
        702,
        &json!({ "kind": "video", "with": ["marcus.bell", "priya.nair"], "minutes": 30, "slot": "in three days 16:00" }),
        &json!({ "appointmentId": "apt_5790", "confirmed": true }),
    );
    s.ai(
        c.at(10, "20:36"),
        "In three days, 4 pm, with Marcus and Priya, for Luis and his list. The link comes by mail.",
    );
}

fn contract(s: &mut Script) {
    let c = s.calendar;
    s.custom(
        c.at(6, "17:20"),
        "contract_sent",
        &json!({ "document": "Sunmere Agreement SM-20417-B", "amount": 69180, "currency": "USD", "signers": ["Dana Reyes", "Luis Reyes"] }),
    );
    s.email(
        c.at(6, "17:22"),
        false,
        "Your agreement is ready to sign",
        "Hi Dana,\n\nthe agreement with the two changes from our call (permit on us; three extra sheets of decking capped at \
         $540) is ready:\nhttps://sunmere.example/sign/SM-20417-B\n\nYou have a three day right to cancel after signing.\n\n\
         Marcus Bell\nSunmere Solar\n",
    );
    s.lead(c.at(5, "03:48"), "Signed. Both of us. I may have cried a little");
    s.custom(
        c.at(5, "03:49"),
        "contract_signed",
        &json!({ "document": "Sunmere Agreement SM-20417-B", "signedBy": ["Dana Reyes", "Luis Reyes"] }),
    );
    s.tool(
        c.at(5, "03:49:40"),
        "crm_update_lead",
        231,
        &json!({ "stage": "won", "amount": 69180 }),
        &json!({ "ok": true }),
    );
    s.ai(
        c.at(5, "03:50"),
        "Welcome to Sunmere, Dana and Luis ☀️ Next: the city permit (7 to 10 days), then we schedule the crew. You don't \
         have to do anything.",
    );
    s.person(
        c.at(5, "16:05"),
        "marcus.bell",
        "What a morning! Thank you both for the trust. I'll be on site on day one.",
    );
    s.lead(
        c.at(3, "18:12"),
        "Question from my mother-in-law: \"¿Hacen mucho ruido? Duermo la siesta a las dos.\" 😅",
    );
    s.ai(
        c.at(3, "18:13"),
        "Dígale por favor que los dos primeros días sí, quitando el techo viejo; después casi nada. Y que el equipo \
         descansará de dos a tres, queda anotado. (For you: note added to the work order, quiet from 2 to 3 pm.)",
    );
    s.lead(c.at(3, "18:20"), "she says you can stay");
}

fn today(s: &mut Script) {
    let c = s.calendar;
    s.custom(
        c.ago(174),
        "permit_granted",
        &json!({ "authority": "City of Petaluma", "permit": "B26-11873", "covers": ["roof", "solar", "storage"] }),
    );
    s.ai(
        c.ago(172),
        "Good morning Dana! The permit is here, a day early. The crew could start on Monday in a week, or the Monday after. \
         Which one suits you better?",
    );
    s.lead(
        c.ago(131),
        "Monday in a week!! But my sister stays with us until that Sunday, is that cutting it close?",
    );
    s.tool(
        c.ago(130),
        "check_calendar",
        402,
        &json!({ "team": "crew-north", "weeks": 2 }),
        &json!({ "free": ["Monday in a week", "Tuesday in a week", "Monday in two weeks"] }),
    );
    s.tool(
        c.ago(130) + Duration::seconds(2),
        "get_weather",
        288,
        &json!({ "place": "Petaluma", "days": 14 }),
        &json!({ "rainDays": [3, 4], "windAlert": false }),
    );
    s.tool(
        c.ago(130) + Duration::seconds(4),
        "hold_slot",
        519,
        &json!({ "team": "crew-north", "slot": "Tuesday in a week", "hours": 48 }),
        &json!({ "held": true, "until": "in 48 hours" }),
    );
    s.ai(
        c.ago(129),
        "Not at all, but Tuesday gives you a calm day in between, and the forecast is dry from then on. I've held Tuesday \
         for you for 48 hours. Should I make it firm?",
    );
    s.lead(
        c.ago(88),
        "Tuesday is perfect. One worry, can somebody call me? The financing portal shows two deposits",
    );
    s.ai(
        c.ago(87),
        "Tuesday is firm. About the deposits: I'm reading the file and will call you within the hour.",
    );
    s.lead(c.ago(9), "Still around, call when you can");
}

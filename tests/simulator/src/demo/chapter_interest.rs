//! Weeks one and two: Dana asks for an estimate, gets one, and talks to the company. Apten's part.

use serde_json::json;

use super::script::Script;

/// Writes the chapter.
pub(crate) fn write(s: &mut Script) {
    form_and_first_chat(s);
    estimate(s);
    battery(s);
}

fn form_and_first_chat(s: &mut Script) {
    let c = s.calendar;
    s.custom(
        c.at(41, "16:52"),
        "form_submitted",
        &json!({
            "form": "Solar roof estimate",
            "page": "https://sunmere.example/estimate?utm_source=newsletter",
            "fields": { "street": "14 Alder Court", "zip": "94952", "roofAgeYears": 18, "monthlyBill": 231.4 },
            "consent": { "sms": true, "calls": true, "email": true },
        }),
    );
    s.tool(
        c.at(41, "16:53:05"),
        "lookup_property",
        812,
        &json!({ "street": "14 Alder Court", "zip": "94952" }),
        &json!({ "roofAreaSqFt": 2140, "pitch": "5/12", "orientation": ["SSW", "NNE"], "yearBuilt": 1998 }),
    );
    s.tool(
        c.at(41, "16:53:06"),
        "crm_update_lead",
        233,
        &json!({ "stage": "new_inquiry", "source": "website", "owner": null }),
        &json!({ "ok": true, "crmId": "SM-20417" }),
    );
    s.ai(
        c.at(41, "16:53:20"),
        "Hi Dana, this is Robin, the assistant at Sunmere Solar 👋 Thanks for asking about a solar roof for Alder \
         Court. Is this a good moment for two quick questions? Reply STOP any time to opt out.",
    );
    s.lead(
        c.at(41, "17:04"),
        "Hi! Sure. I saw your newsletter, our roof is 18 yrs old and has started leaking over the garage",
    );
    s.ai(
        c.at(41, "17:05"),
        "Ouch, sorry about the leak. Two questions then: roughly what do you pay for power in a month, and do you \
         have (or plan on) an electric car?",
    );
    s.lead(
        c.at(41, "17:09"),
        "About 230, more in summer.\nNo EV yet, but my husband won't stop talking about one 🙄",
    );
    s.ai(
        c.at(41, "17:10"),
        "Ha, then let's plan for it. For a house your size people around Petaluma usually end up between 8 and \
         10 kW. I can set up a 15 minute call so you get real numbers. Would tomorrow work?",
    );
    s.lead(c.at(41, "17:16"), "tomorrow after 5pm, or the day after in the morning");
    s.tool(
        c.at(41, "17:16:40"),
        "check_calendar",
        418,
        &json!({ "team": "first-calls", "from": "tomorrow 17:00", "to": "the day after 12:00" }),
        &json!({ "free": ["tomorrow 17:30", "tomorrow 18:15", "the day after 09:00"] }),
    );
    s.tool(
        c.at(41, "17:16:42"),
        "create_appointment",
        650,
        &json!({ "slot": "tomorrow 17:30", "kind": "phone", "minutes": 15 }),
        &json!({ "appointmentId": "apt_5512", "confirmed": true }),
    );
    s.tool(
        c.at(41, "17:16:44"),
        "crm_update_lead",
        204,
        &json!({ "stage": "call_scheduled", "nextStep": "apt_5512" }),
        &json!({ "ok": true }),
    );
    s.ai(
        c.at(41, "17:16:58"),
        "Booked: tomorrow at 5:30 pm, I'll call this number. It helps to have last month's power bill at hand. \
         Talk soon!",
    );
    s.lead(c.at(41, "17:18"), "👍");
}

fn estimate(s: &mut Script) {
    let c = s.calendar;
    // The call of that afternoon is told with the other calls.
    s.ai(
        c.at(39, "00:52"),
        "Great talking to you, Dana. Here is the page with your numbers: https://sunmere.example/e/14-alder-court. \
         The password is the house number and your zip code.",
    );
    s.lead(c.at(39, "01:20"), "Thanks. That link wants a password?");
    s.ai(c.at(39, "01:21"), "Yes: 14 94952, without the space. I've also mailed you the same as text.");
    s.lead(c.at(39, "01:23"), "got it, that worked");
    s.email(
        c.at(39, "00:55"),
        false,
        "Your Sunmere estimate for 14 Alder Court",
        "Hi Dana,\n\nas promised, what we talked about in plain text:\n\n  - Roof: 2,140 sq ft, of which about 1,020 \
         face the sun\n  - Solar tiles: 8.6 kW, about 12,900 kWh in a first year\n  - New roof included, 30 years \
         warranty on tiles and water-tightness\n  - Price before incentives: $58,400\n  - Your bill of about $231 a \
         month would drop to roughly $25 to $40\n\nThese are estimates from satellite images. An engineer would \
         measure before anything is signed.\n\nIf you just reply to this mail, it reaches me and the team.\n\nRobin\n\
         Sunmere Solar · 200 Tannery Row, Petaluma\n",
    );
    s.custom(
        c.at(39, "01:25"),
        "estimate_viewed",
        &json!({ "page": "https://sunmere.example/e/14-alder-court", "seconds": 214, "device": "phone" }),
    );
}

fn battery(s: &mut Script) {
    let c = s.calendar;
    s.email(
        c.at(38, "15:41"),
        true,
        "Re: Your Sunmere estimate for 14 Alder Court",
        "Hello Robin,\n\nthank you, that's clearer than the other two quotes we got.\n\nThree things:\n1. We lose power \
         5 or 6 times a winter. What would a battery add?\n2. The leak is right where the panels would go. Do you fix \
         what's underneath first?\n3. Our HOA is picky about anything visible from the street. Do you have photos \
         taken from street level?\n\nBest,\nDana\n\n> Price before incentives: $58,400\n> Your bill of about $231 a month \
         would drop to roughly $25 to $40\n",
    );
    s.tool(
        c.at(38, "15:42:10"),
        "search_knowledge",
        530,
        &json!({ "query": "battery backup price 13 kWh; HOA street level photos; repair of decking" }),
        &json!({ "hits": 3, "documents": ["battery-2026.md", "hoa-kit.pdf", "install-steps.md"] }),
    );
    s.email(
        c.at(38, "15:44"),
        false,
        "Re: Your Sunmere estimate for 14 Alder Court",
        "Hi Dana,\n\ngood questions.\n\n1. One 13 kWh battery adds $11,900 before incentives. It would carry fridge, \
         internet, lights and the furnace fan for about a day and a half.\n2. Yes. The old roof comes off completely; \
         any rotten decking is replaced and is in the price up to 3 sheets.\n3. I'll ask our design team for \
         street-level photos of two houses in your area and for the HOA kit. There is a form letter in it that boards \
         usually accept.\n\nShall I have Marcus, our advisor for Sonoma County, call you?\n\nRobin\n",
    );
    s.lead(c.at(38, "18:30"), "saw your mail. yes Marcus can call, but not in the next three days pls");
    s.ai(
        c.at(38, "18:31"),
        "Will do: in four days at the earliest. I've passed on the leak, the HOA question and the EV-to-be so you don't have to \
         repeat yourself.",
    );
    s.tool(
        c.at(38, "18:31:20"),
        "crm_update_lead",
        190,
        &json!({ "stage": "advisor_requested", "notes": "Leak over garage; picky HOA; battery 13 kWh; not in the next three days" }),
        &json!({ "ok": true }),
    );
    s.tool_failed(
        c.at(38, "18:31:22"),
        "notify_advisor",
        5003,
        &json!({ "advisor": "marcus.bell", "channel": "chat" }),
        "Timed out after 5000 ms",
    );
    s.tool(
        c.at(38, "18:31:29"),
        "notify_advisor",
        744,
        &json!({ "advisor": "marcus.bell", "channel": "chat", "attempt": 2 }),
        &json!({ "delivered": true }),
    );
    s.custom(
        c.at(36, "19:02"),
        "lead.assigned",
        &json!({ "owner": "marcus.bell", "previousOwner": null, "rule": "county:sonoma" }),
    );
    s.person(
        c.at(36, "19:10"),
        "marcus.bell",
        "Hi Dana, Marcus from Sunmere. I have your file. I'm on roofs until noon the day after tomorrow. Robin will ring you at \
         1 and put you through to me, ok?",
    );
    s.lead(c.at(36, "19:26"), "perfect");
    s.ai(
        c.at(33, "18:02"),
        "Thanks for your time today, Dana. Elena sends the financing options separately, they come from our partner \
         desk and another number. Marcus would like to do the design meeting when you're ready.",
    );
    s.lead(c.at(33, "18:40"), "ok. give us a few days, lots going on here");
    s.ai(c.at(33, "18:41"), "Of course. Take the time you need.");
}

//! Weeks two and three: nobody answers, and the assistant follows up by the book. Apten's part.

use serde_json::json;

use super::script::Script;

/// Writes the chapter.
pub(crate) fn write(s: &mut Script) {
    let c = s.calendar;
    s.follow_up(
        c.at(31, "17:30"),
        1,
        "DELIVERED",
        "Hi Dana, no rush at all. I've put the two street-level photos you asked for here: \
         https://sunmere.example/hoa/petaluma. The second house has your pitch.",
    );
    s.blocked(c.at(29, "04:05"), "sms", "QUIET_HOURS");
    s.follow_up(
        c.at(28, "17:31"),
        2,
        "UNDELIVERED",
        "Hi Dana, is the roof over the garage holding up in this rain? If it helps, we can put a tarp on it this week, \
         free of charge, whatever you decide later.",
    );
    s.follow_up(
        c.at(28, "18:31"),
        2,
        "DELIVERED",
        "Hi Dana, is the roof over the garage holding up in this rain? If it helps, we can put a tarp on it this week, \
         free of charge, whatever you decide later.",
    );
    s.custom(
        c.at(27, "09:00"),
        "score_changed",
        &json!({ "old": 82, "new": 61, "reason": "no reply for 6 days" }),
    );
    s.follow_up(
        c.at(24, "17:30"),
        3,
        "DELIVERED",
        "Last note from me for now, Dana. Your estimate stays valid for 60 days. Whenever you want to pick it up \
         again, just answer here.",
    );
    s.tool(
        c.at(24, "17:30:12"),
        "crm_update_lead",
        215,
        &json!({ "stage": "dormant", "wakeUp": "in 30 days" }),
        &json!({ "ok": true }),
    );
    s.blocked(c.at(22, "19:15"), "call", "STATE_DNC");
    s.lead(
        c.at(22, "20:47"),
        "Robin I'm so sorry!! My mother-in-law had a fall and was in hospital for ten days, I didn't look at anything. \
         She is home now and doing ok. We ARE still interested. The tarp would actually be great, it's dripping on the \
         car again",
    );
    s.ai(
        c.at(22, "20:48:12"),
        "Please don't apologise, Dana. I'm glad she's home. I'm asking the crew about the tarp right now.",
    );
    s.tool(
        c.at(22, "20:48:30"),
        "check_calendar",
        391,
        &json!({ "team": "crew-north", "from": "tomorrow 08:00", "to": "tomorrow 17:00", "minutes": 45 }),
        &json!({ "free": ["tomorrow 11:00", "tomorrow 15:30"] }),
    );
    s.tool(
        c.at(22, "20:48:32"),
        "create_work_order",
        1204,
        &json!({ "kind": "tarp", "slot": "tomorrow 11:00", "charge": 0 }),
        &json!({ "workOrder": "WO-8841", "crew": ["Tomás", "Bea"] }),
    );
    s.tool(
        c.at(22, "20:48:35"),
        "crm_update_lead",
        188,
        &json!({ "stage": "engaged", "owner": "marcus.bell" }),
        &json!({ "ok": true }),
    );
    s.ai(
        c.at(22, "20:49"),
        "Done: Tomás and Bea come tomorrow at 11 with a tarp, work order WO-8841, no charge. Nobody needs to be home.",
    );
    s.lead(c.at(22, "20:53"), "you are the best 🙏🙏");
    s.custom(
        c.at(21, "19:40"),
        "work_order_completed",
        &json!({ "workOrder": "WO-8841", "photos": 4, "note": "Tarp 12x20 over garage ridge. Decking soft at two spots." }),
    );
    s.ai(
        c.at(21, "19:45"),
        "The tarp is on. The crew found two soft spots in the decking, which fits what you told us. Photos are on your \
         page. Would a design meeting with Priya, our engineer, suit you this week? It's a video call of about 40 minutes.",
    );
    s.lead(c.at(21, "21:02"), "saw them coming down the ladder, super nice people. Video call yes, Luis wants to join. Tomorrow at 10?");
    s.ai(c.at(21, "21:03"), "Tomorrow at 10 it is. The invitation is on its way to both of you.");
}

//! The calls of the demo lead that Apten handled.

use time::OffsetDateTime;

use super::calendar::Calendar;
use super::dialogue::Dialogue;
use crate::apten::{Call, CallRecord};
use crate::instant;

fn record(room: &str, name: &str, direction: &str, at: OffsetDateTime) -> CallRecord {
    let hex = super::calendar::hex(name, 32);
    CallRecord {
        id: format!("{}-{}-4{}-a{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..32]),
        lead_id: Some(room.to_owned()),
        direction: direction.to_owned(),
        call_status: "COMPLETE".to_owned(),
        created_at: instant::iso(at),
        updated_at: instant::iso(at),
        is_transfer: Some(false),
        ended_by: Some("LEAD".to_owned()),
        is_ai_initiated: Some(direction == "OUTBOUND"),
        ..CallRecord::default()
    }
}

/// A call with its dialogue: its length, its transcript and when its summary was ready.
fn spoken(mut record: CallRecord, dialogue: &Dialogue, summary: &str) -> CallRecord {
    record.duration_seconds = dialogue.seconds();
    record.transcript = dialogue.apten();
    record.updated_at = instant::iso(dialogue.end() + time::Duration::seconds(41));
    record.summary = Some(summary.to_owned());
    record
}

/// All of them.
pub(crate) fn all(c: &Calendar, room: &str) -> Vec<Call> {
    let finished = [
        first_call(c, room),
        to_the_advisor(c, room),
        voicemail(c, room),
        screened(c, room),
        nobody_spoke(c, room),
        no_answer(c, room),
        screened_then_dana(c, room),
        permit_desk(c, room),
        dana_calls_in(c, room),
    ];
    let mut calls: Vec<Call> = finished.into_iter().map(|record| Call::finished(room, record)).collect();
    calls.push(being_processed(c, room));
    calls
}

fn first_call(c: &Calendar, room: &str) -> CallRecord {
    let at = c.at(40, "24:30:04");
    let talk = Dialogue::new(at)
        .say("assistant", "Hi Dana, this is Robin from Sunmere Solar, calling about the solar roof as we agreed. Is now still good?")
        .say("user", "Yes, hi, perfect timing. I just got in.")
        .say("assistant", "Great. I looked at your roof from above. About a thousand square feet of it face the sun, that's a comfortable eight and a half kilowatts.")
        .say("user", "Okay. And what does that mean in, like, money?")
        .say("assistant", "Before incentives fifty-eight thousand four hundred, and that includes taking the old roof off and a new one. Your power bill would go from two hundred thirty to somewhere between twenty-five and forty a month.")
        .pause(3800)
        .say("user", "Right. That's… okay, that is less than the other company, and they didn't include the roof.")
        .say("assistant", "Then let me be careful: it is an estimate from satellite images, an engineer measures before you sign")
        .interrupt(900)
        .say("user", "Sure, sure. What about the leak? It's over the garage.")
        .say("assistant", "The whole roof comes off, so the leak goes with it. If the wood below is rotten we replace it.")
        .say("user", "Good. Can you send me that in writing? My husband won't believe me otherwise.")
        .say("assistant", "You'll have a page and an e-mail within the hour. Anything else I should tell the team?")
        .say("user", "Just that our HOA is… particular.")
        .say("assistant", "Noted, particular HOA. Thanks Dana, have a lovely evening.")
        .say("user", "You too, bye.");
    spoken(
        record(room, "first call", "OUTBOUND", at),
        &talk,
        "Dana confirmed interest in an 8.6 kW solar roof. Estimate of $58,400 given verbally; she has a higher competing \
         quote without the roof. Roof leaks over the garage. HOA is strict. She asked for everything in writing, for her \
         husband.",
    )
}

fn to_the_advisor(c: &Calendar, room: &str) -> CallRecord {
    let at = c.at(34, "20:01:10");
    let talk = Dialogue::new(at)
        .say("assistant", "Hi Dana, it's Robin from Sunmere. Marcus asked me to put you through to him. Shall I?")
        .say("user", "Yes please.")
        .say("assistant", "One moment, I'm ringing him now.")
        .pause(26_000)
        .say("assistant", "Marcus doesn't pick up, he may still be on a roof. Elena from the financing team is free and knows your file. Would you like to talk to her instead?")
        .say("user", "Oh. Sure, why not, I had a financing question anyway.")
        .say("assistant", "Connecting you to Elena Sutton.")
        .pause(9_500)
        .say("agent", "Hello Dana, Elena here. I hear you have a leaky garage and a picky HOA.")
        .say("user", "Ha, word gets around. Hi Elena.")
        .say("agent", "So, roughly: there is a loan over twenty years, a lease, and paying cash with the tax credit. Which way are you leaning?")
        .say("user", "Honestly no idea. What do people do?")
        .say("agent", "Most take the loan and pay a chunk back once the credit arrives. Our partner desk can check what you qualify for without touching your credit score. They'd text you from another number, if that's okay.")
        .say("user", "That's fine. Let's do that.")
        .say("agent", "Good. And Marcus will call you back himself, I'll see to it.")
        .say("user", "Thanks, Elena.");
    let mut call = spoken(
        record(room, "advisor call", "OUTBOUND", at),
        &talk,
        "Robin tried to transfer Dana to Marcus Bell, who did not answer. The fallback, Elena Sutton, took the call and \
         explained loan, lease and cash. Dana agreed to a soft credit check by the partner desk, by text message.",
    );
    call.is_transfer = Some(true);
    call.transfer_number = Some("+17075550123".to_owned());
    call.fallback_transfer_number = Some("+17075550188".to_owned());
    call.transfer_answer_status = Some("no_answer".to_owned());
    call.transfer_fallback_attempted = Some(true);
    call.transfer_fallback_answer_status = Some("answered".to_owned());
    call.transfer_fallback_answered_by = Some("human".to_owned());
    call.ended_by = Some("AGENT".to_owned());
    call
}

fn voicemail(c: &Calendar, room: &str) -> CallRecord {
    let at = c.at(29, "19:20:33");
    let talk = Dialogue::new(at)
        .pause(4_000)
        .say("user", "Hi, you've reached Dana Reyes. Leave me a message, or better, text me. Thanks!")
        .pause(1_200)
        .say("assistant", "Hi Dana, Robin from Sunmere. Just checking in on the leak with all this rain. No need to call back, a short text is fine. All the best.");
    let mut call = spoken(
        record(room, "voicemail", "OUTBOUND", at),
        &talk,
        "Reached Dana's voicemail and left a short message about the leak.",
    );
    call.has_voicemail = Some(true);
    call.is_follow_up = Some(true);
    call.ended_by = Some("SYSTEM".to_owned());
    call
}

fn screened(c: &Calendar, room: &str) -> CallRecord {
    let at = c.at(26, "18:05:12");
    let talk = Dialogue::new(at)
        .say("user", "The person you are calling is using a screening service. Please say your name and why you are calling.")
        .say("assistant", "This is Robin from Sunmere Solar, about the solar roof estimate for Alder Court.")
        .pause(17_000)
        .say("user", "This person is not available right now. Goodbye.");
    let mut call = spoken(
        record(room, "screened", "OUTBOUND", at),
        &talk,
        "The phone's call screening asked for a name and a reason, then ended the call. Dana was not reached.",
    );
    call.hit_call_screening = Some(true);
    call.reached_human_after_screening = Some(false);
    call.is_follow_up = Some(true);
    call.ended_by = Some("UNKNOWN".to_owned());
    call
}

fn nobody_spoke(c: &Calendar, room: &str) -> CallRecord {
    let at = c.at(25, "21:40:02");
    let talk = Dialogue::new(at)
        .say("assistant", "Hi Dana, this is Robin from Sunmere Solar. Is this a good moment?")
        .pause(6_000)
        .say("assistant", "Hello? Can you hear me?")
        .pause(7_000)
        .say("assistant", "It seems the line is bad. I'll send you a text instead. Goodbye.");
    let mut call = spoken(
        record(room, "nobody spoke", "OUTBOUND", at),
        &talk,
        "The call was picked up but nobody spoke.",
    );
    call.ai_call_without_human_response = Some(true);
    call.is_follow_up = Some(true);
    call.ended_by = Some("SYSTEM".to_owned());
    call
}

fn no_answer(c: &Calendar, room: &str) -> CallRecord {
    let at = c.at(24, "19:00:00");
    let mut call = record(room, "no answer", "OUTBOUND", at);
    "NO_ANSWER".clone_into(&mut call.call_status);
    call.updated_at = instant::iso(at + time::Duration::seconds(38));
    call.is_follow_up = Some(true);
    call.ended_by = None;
    call
}

fn screened_then_dana(c: &Calendar, room: &str) -> CallRecord {
    let at = c.at(20, "16:40:21");
    let talk = Dialogue::new(at)
        .say("user", "The person you are calling is using a screening service. Please say your name and why you are calling.")
        .say("assistant", "Robin from Sunmere Solar, a reminder of the design meeting at ten.")
        .pause(5_400)
        .say("user", "Hi Robin, sorry, that's my phone being my bodyguard.")
        .say("assistant", "It does a good job. Just a reminder: ten o'clock, Priya and Marcus, the link is in your mail.")
        .say("user", "We'll be there. Luis printed the estimate. On paper!")
        .say("assistant", "Then bring a pencil. See you at ten.");
    let mut call = spoken(
        record(room, "screened then dana", "OUTBOUND", at),
        &talk,
        "Passed call screening and reminded Dana of the design meeting at 10. She and Luis will attend.",
    );
    call.hit_call_screening = Some(true);
    call.reached_human_after_screening = Some(true);
    call
}

fn permit_desk(c: &Calendar, room: &str) -> CallRecord {
    let at = c.at(14, "19:53:30");
    let talk = Dialogue::new(at)
        .say("assistant", "Hi Dana, Robin again. What does the city's letter say?")
        .say("user", "It says eight hundred and forty, and your estimate says five twenty-eight.")
        .say("assistant", "That's three hundred and twelve apart. I'd rather have our permit desk explain it than guess. I'm putting you through, please stay on the line.")
        .say("user", "Okay.")
        .pause(14_000)
        .say("agent", "You have reached the permit desk of Sunmere Solar. Our office hours are eight to twelve. Please leave a message after the tone.")
        .pause(2_200)
        .say("user", "Um, hi, this is Dana Reyes, Alder Court. The city wants eight forty. Please call me back. Thank you.")
        .pause(3_000)
        .say("assistant", "I'm sorry Dana, that was their machine. I'll make sure that Marcus looks at the letter and texts you tomorrow.")
        .say("user", "Alright. Thanks for trying.");
    let mut call = spoken(
        record(room, "permit desk", "OUTBOUND", at),
        &talk,
        "Dana's permit letter asks for $840, the estimate said $528. Mid-call transfer to the permit desk reached an \
         answering machine; Dana left a message. Promised that Marcus answers by text tomorrow.",
    );
    call.is_transfer = Some(true);
    call.mid_call_transfer = Some(true);
    call.transfer_number = Some("+17075550161".to_owned());
    call.transfer_answer_status = Some("answered".to_owned());
    call.transfer_answered_by = Some("machine_end_beep".to_owned());
    call.mid_call_transfer_duration = Some(27);
    call.is_forward = Some(false);
    call
}

fn dana_calls_in(c: &Calendar, room: &str) -> CallRecord {
    let at = c.at(8, "17:32:45");
    let talk = Dialogue::new(at)
        .say("assistant", "Sunmere Solar, this is Robin. Hi Dana!")
        .say("user", "Hi! Quick one. Luis can't do four tomorrow, only four thirty.")
        .say("assistant", "Let me look… Four thirty works for both Marcus and Priya. I've moved it.")
        .say("user", "That was quick.")
        .say("assistant", "New invitation is out. Anything for Luis's list I can answer before?")
        .say("user", "Whether the warranty moves with the house if we sell it.")
        .say(
            "assistant",
            "It does, once, to the next owner, at no cost. I'll have Marcus show you the paragraph.",
        )
        .say("user", "Great. Bye!");
    let mut call = spoken(
        record(room, "dana calls in", "INBOUND", at),
        &talk,
        "Dana moved tomorrow's meeting to 4:30 pm and asked whether the warranty is transferable (yes, once).",
    );
    call.is_ai_initiated = None;
    call
}

/// In progress when first read; then complete; then with a summary.
fn being_processed(c: &Calendar, room: &str) -> Call {
    let at = c.ago(4);
    let talk = Dialogue::new(at)
        .say("assistant", "Hi Dana, Robin from Sunmere. I promised to call about the deposits.")
        .say("user", "Yes, thanks. The portal shows five hundred twice.")
        .say("assistant", "I see it too. One is the deposit, the other is a hold for the soft check that should have gone by now. It isn't money taken, but it looks like it.")
        .say("user", "Okay, that explains it. Can you make it go away?")
        .say("assistant", "I've asked the desk to release it. It should disappear within two working days. If not, tell me and Elena calls them herself.")
        .say("user", "Perfect. See you on Tuesday in a week then!")
        .say("assistant", "See you then, Dana. Good luck with your sister.");
    let mut running = record(room, "being processed", "OUTBOUND", at);
    "IN_PROGRESS".clone_into(&mut running.call_status);
    running.ended_by = None;
    running.updated_at = instant::iso(at + time::Duration::seconds(2));
    let summary = "Dana saw two $500 deposits in the financing portal. One is a hold from the soft check; the desk was asked \
                   to release it. Installation stays on Tuesday in a week.";
    let whole = spoken(record(room, "being processed", "OUTBOUND", at), &talk, summary);
    let mut complete = whole.clone();
    complete.summary = None;
    complete.updated_at = instant::iso(talk.end() + time::Duration::seconds(2));
    Call { room: Some(room.to_owned()), stages: vec![running, complete, whole], reads: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_calls_differ() {
        let calls = all(&Calendar::new(OffsetDateTime::UNIX_EPOCH), "room");
        let mut ids: Vec<&str> = calls.iter().map(|call| call.stages[0].id.as_str()).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }
}

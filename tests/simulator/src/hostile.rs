//! Records that are broken, odd or meant to break a page, beside good ones. Each line of the lists is one record's raw
//! text; `AT` stands for a moment shortly before the end of the story, later ones in later records.

use time::{Duration, OffsetDateTime};

use crate::apten::{Room, StoredEvent};
use crate::data::Data;
use crate::instant;
use crate::lead::Handles;
use crate::leadsail::StoredInteraction;
use crate::naturalead::StoredConversation;

const APTEN: [&str; 20] = [
    r#"{"id":"good_1","roomId":"R","orgId":"O","type":"MESSAGE","timestamp":"AT","updatedAt":"AT","data":{"direction":"INBOUND","content":{"text":"good, before the broken ones"},"isAiGenerated":false,"deliveryChannel":"SMS"}}"#,
    r#"{"id":"markup","roomId":"R","orgId":"O","type":"MESSAGE","timestamp":"AT","updatedAt":"AT","data":{"direction":"INBOUND","content":{"text":"<img src=x onerror=\"document.title='ran'\"><script>document.title='ran'</script> <b>bold?</b> javascript:alert(1) \u202egnp.exe"}}}"#,
    r#"{"id":"half_emoji","roomId":"R","orgId":"O","type":"MESSAGE","timestamp":"AT","updatedAt":"AT","data":{"direction":"INBOUND","content":{"text":"cut inside an emoji \ud83d"}}}"#,
    r#"{"id":"huge_number","roomId":"R","orgId":"O","type":"CUSTOM","timestamp":"AT","updatedAt":"AT","data":{"amount":1e400}}"#,
    r#"{"id":"twice","id":"twice_again","roomId":"R","orgId":"O","type":"MESSAGE","timestamp":"AT","updatedAt":"AT","data":{"content":{"text":"two ids"}}}"#,
    r#"{"id":"no_data","roomId":"R","orgId":"O","type":"MESSAGE","timestamp":"AT","updatedAt":"AT"}"#,
    r#"{"id":"null_data","roomId":"R","orgId":"O","type":"CALL","timestamp":"AT","updatedAt":"AT","data":null}"#,
    r#"{"id":"list_data","roomId":"R","orgId":"O","type":"EMAIL","timestamp":"AT","updatedAt":"AT","data":["a",1,null]}"#,
    r#"{"id":"wrong_types","roomId":7,"orgId":null,"type":"MESSAGE","timestamp":"AT","updatedAt":"AT","data":{"direction":1,"content":"a text, not an object","isAiGenerated":"yes","deliveryChannel":["SMS"]}}"#,
    r#"{"id":4711,"roomId":"R","orgId":"O","type":"MESSAGE","timestamp":"AT","updatedAt":"AT","data":{"content":{"text":"a number for an id"}}}"#,
    r#"{"id":"no_time","roomId":"R","orgId":"O","type":"MESSAGE","updatedAt":"AT","data":{"content":{"text":"nobody knows when"}}}"#,
    r#"{"id":"bad_time","roomId":"R","orgId":"O","type":"MESSAGE","timestamp":"the day before yesterday","updatedAt":"AT","data":{"content":{"text":"a time that is none"}}}"#,
    r#"{"id":"no_zone","roomId":"R","orgId":"O","type":"MESSAGE","timestamp":"2026-05-14T15:00:00","updatedAt":"AT","data":{"content":{"text":"a time without a zone"}}}"#,
    r#"{"id":"far_future","roomId":"R","orgId":"O","type":"MESSAGE","timestamp":"2099-01-01T00:00:00.000Z","updatedAt":"AT","data":{"content":{"text":"written in 2099"}}}"#,
    r#"{"id":"no_type","roomId":"R","orgId":"O","timestamp":"AT","updatedAt":"AT","data":{"content":{"text":"no type at all"}}}"#,
    r#"{"id":"new_type","roomId":"R","orgId":"O","type":"HOLOGRAM","timestamp":"AT","updatedAt":"AT","data":{"shape":"sphere","content":{"text":"a type of the future"}}}"#,
    r#"{"id":"new_values","roomId":"R","orgId":"O","type":"MESSAGE","timestamp":"AT","updatedAt":"AT","data":{"direction":"SIDEWAYS","deliveryChannel":"PIGEON","content":{"text":"unknown direction and channel"}}}"#,
    r#""a text where an event should be""#,
    "null",
    r#"{"id":"good_2","roomId":"R","orgId":"O","type":"MESSAGE","timestamp":"AT","updatedAt":"AT","data":{"direction":"OUTBOUND","content":{"text":"good, after the broken ones"},"isAiGenerated":true,"deliveryChannel":"SMS"}}"#,
];

const LEADSAIL: [&str; 9] = [
    r#"{"interactionId":"int_good","leadId":"L","type":"sms","status":"incomplete","createdAt":"AT","updatedAt":"AT","sms":{"agentMode":true,"direction":"outbound"},"transcript":[{"timestamp":"AT","role":"agent","message":"good","source":"api"}]}"#,
    r#"{"interactionId":"int_odd_lines","leadId":"L","type":"sms","status":"a status of the future","createdAt":"AT","updatedAt":"AT","transcript":[{"timestamp":"yesterday","role":"oracle","message":"who knows","source":"tea leaves"},"a text",null,{"message":12},{"timestamp":"2026-05-14 15:00:00","role":"user","message":"no zone"}]}"#,
    r#"{"interactionId":"int_both","leadId":"L","type":"call","status":"completed","createdAt":"AT","updatedAt":"AT","call":{"direction":"inbound","duration":"61","recordingUrl":"javascript:alert(1)"},"sms":{"agentMode":true,"direction":"inbound"},"transcript":[]}"#,
    r#"{"interactionId":"int_future","leadId":"L","type":"fax","status":"completed","createdAt":"AT","updatedAt":"AT","fax":{"pages":3}}"#,
    r#"{"interactionId":"int_nulls","leadId":null,"type":"call","status":null,"createdAt":null,"updatedAt":null,"call":null,"sms":null,"transcript":null,"summary":null}"#,
    r#"{"leadId":"L","type":"sms","status":"completed","createdAt":"AT","updatedAt":"AT","summary":"no id"}"#,
    r#"{"interactionId":"int_half_emoji","leadId":"L","type":"call","status":"completed","createdAt":"AT","updatedAt":"AT","summary":"cut \udc4d here"}"#,
    "[]",
    r#"{"interactionId":"int_seconds","leadId":"L","type":"call","status":"completed","createdAt":1763600000,"updatedAt":"AT","call":{"direction":"outbound","duration":-5}}"#,
];

const NATURALEAD: [&str; 5] = [
    r#"{"_id":"h1","leadId":"LEAD","accountId":"a","agentConfigId":"c","channel":"whatsapp","leadPhone":"PHONE","status":"active","currentStageIndex":0,"messages":[{"role":"agent","content":"good","timestamp":"AT"}],"messageCount":1,"createdAt":"AT","updatedAt":"AT"}"#,
    r#"{"_id":"h2","leadId":LEAD,"accountId":"a","agentConfigId":"c","channel":"carrier pigeon","leadPhone":"PHONE","status":"lost at sea","currentStageIndex":"two","messages":[{"role":"pigeon","content":"coo","timestamp":"AT"},{"role":"user","content":null,"timestamp":null},{"content":"no role, no time"},17],"messageCount":99,"createdAt":"AT","updatedAt":"AT"}"#,
    r#"{"_id":"h3","leadId":"LEAD","accountId":"a","agentConfigId":"c","channel":"email","leadPhone":"PHONE","status":"completed","currentStageIndex":1,"messages":[],"messageCount":12,"createdAt":"AT","updatedAt":"AT","qualificationResult":{"qualified":"maybe","reason":null}}"#,
    r#"{"_id":"h4","leadId":"LEAD","channel":"telegram","leadPhone":"PHONE","messages":"none"}"#,
    r#"{"_id":"h5","leadId":"LEAD","accountId":"a","agentConfigId":"c","channel":"whatsapp","leadPhone":"PHONE","status":"active","currentStageIndex":0,"messages":[{"role":"user","content":"same twice","timestamp":"AT"},{"role":"user","content":"same twice","timestamp":"AT"}],"messageCount":2,"createdAt":"AT","updatedAt":"AT"}"#,
];

const ATTENDEE: [&str; 6] = [
    r#"{"id":"msg_good","text":"good","timestamp_ms":SECONDS000,"timestamp":SECONDS,"to":"everyone","sender_name":"Dana Reyes","sender_uuid":"u1","sender_user_uuid":null,"additional_data":{}}"#,
    r#"{"id":"msg_odd","text":"odd","timestamp_ms":"SECONDS000","timestamp":"SECONDS","to":"specific_user","sender_name":null,"sender_uuid":"u1","sender_user_uuid":{},"additional_data":null}"#,
    r#"{"id":"msg_name","text":"who am I","timestamp_ms":SECONDS000,"timestamp":SECONDS,"to":"everyone","sender_name":"<svg onload=alert(1)>","sender_uuid":"","sender_user_uuid":"u","additional_data":{"nested":{"deep":[1,2,{"er":true}]}}}"#,
    r#"{"id":"msg_half_emoji","text":"\ud83d","timestamp_ms":SECONDS000,"timestamp":SECONDS,"to":"everyone","sender_name":"D","sender_uuid":"u1","sender_user_uuid":null,"additional_data":{}}"#,
    r#"{"id":"msg_no_time","text":"when?","to":"everyone","sender_name":"D","sender_uuid":"u1"}"#,
    "{}",
];

/// Puts them behind the handles.
pub(crate) fn load(data: &mut Data, handles: &Handles, now: OffsetDateTime) {
    let person = handles.naturalead.clone().unwrap_or_default();
    let text = |raw: &str, index: usize| {
        let at = moment(now, index);
        raw.replace("\"AT\"", &format!("\"{}\"", instant::iso(at)))
            .replace("SECONDS", &at.unix_timestamp().to_string())
            .replace("PHONE", &person.phone)
            .replace("LEAD", &person.lead_id)
    };
    if let Some(room) = &handles.apten {
        let deep = format!(
            r#"{{"id":"deep","roomId":"R","orgId":"O","type":"CUSTOM","timestamp":"AT","updatedAt":"AT","data":{}1{}}}"#,
            "[".repeat(200),
            "]".repeat(200)
        );
        let records = APTEN.iter().copied().chain([deep.as_str()]).enumerate();
        let events = records.map(|(index, raw)| StoredEvent::raw(&text(raw, index), moment(now, index)));
        data.apten.rooms.insert(room.clone(), Room::new(events.collect()));
    }
    if let Some(lead) = &handles.leadsail {
        let records = LEADSAIL.iter().enumerate();
        let kept = records.map(|(index, raw)| StoredInteraction::raw(&text(raw, index), moment(now, index)));
        data.leadsail.add(lead, kept.collect());
    }
    if handles.naturalead.is_some() {
        let records = NATURALEAD.iter().enumerate();
        data.naturalead
            .add(records.map(|(index, raw)| StoredConversation::raw(&person.lead_id, &text(raw, index))));
    }
    for bot in &handles.attendee {
        for (index, raw) in ATTENDEE.iter().enumerate() {
            data.attendee.put(bot, &text(raw, index), moment(now, index));
        }
    }
}

fn moment(now: OffsetDateTime, index: usize) -> OffsetDateTime {
    now - Duration::hours(30) + Duration::minutes(i64::try_from(index).unwrap_or_default())
}

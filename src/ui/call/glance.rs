//! The plain facts of a call, in one list.

use crate::{
    model::{Call, CallProgress, Direction, EndedBy, Fact, FactValue, Length, Open, When},
    timeline::{direction_name, length_note, length_words},
};

use super::flags;

/// Who ended a call, in words; the vendor's word when it is none this viewer knows.
pub fn ended_by_words(ended_by: &Open<EndedBy>) -> String {
    match ended_by {
        Open::Known(EndedBy::Lead) => "Ended by the lead".into(),
        Open::Known(EndedBy::Agent) => "Ended by the agent".into(),
        Open::Known(EndedBy::System) => "Ended by the phone system".into(),
        Open::Known(EndedBy::Unknown) => "Who ended it is not known to the vendor".into(),
        Open::Other(word) => format!("Ended by “{word}”"),
    }
}

fn length_fact(length: &Length) -> String {
    let words = length_words(length);
    length_note(length).map_or_else(|| words.clone(), |note| format!("{words} ({note})"))
}

/// Everything the vendor stated of a call beside its texts: how, when, how long, by whom, on which numbers, yes and no,
/// and what has no place of its own.
pub fn glance(call: &Call) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |label: &'static str, value: Option<String>| {
        facts.extend(value.map(|value| Fact::text(label, &value)));
    };
    add("Direction", (call.direction != Direction::Unstated).then(|| direction_name(&call.direction).into()));
    add(
        "Status",
        call.status.as_ref().map(|status| match call.progress {
            CallProgress::Running => format!("{status} (still running)"),
            CallProgress::Ended | CallProgress::Unknown => status.to_string(),
        }),
    );
    add("Length", call.length.as_ref().map(length_fact));
    add("How it ended", call.ended_by.as_ref().map(ended_by_words));
    add("Why it ended", call.end_reason.as_ref().map(ToString::to_string));
    let failure = call.failure.as_ref();
    add("Failure code", failure.and_then(|failure| failure.code.as_ref()).map(ToString::to_string));
    add("Failure message", failure.and_then(|failure| failure.message.as_ref()).map(ToString::to_string));
    facts.extend(call.numbers.iter().cloned());
    let mut moment = |label: &'static str, when: &When| {
        if *when != When::Missing {
            facts.push(Fact::new(label, FactValue::Moment(when.clone())));
        }
    };
    moment("Began", &call.started);
    moment("Record last changed", &call.changed);
    facts.extend(flags(call).into_iter().map(|(label, value)| Fact::new(label, FactValue::Flag(value))));
    facts.extend(call.facts.iter().cloned());
    facts
}

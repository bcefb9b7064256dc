//! One try to hand a call over, in words. Says what the fields say, and when two fields disagree, both.

use crate::model::{Answer, AnsweredBy, Leg, Open};

/// How a try ended, as far as the vendor says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LegEnd<'a> {
    /// A person answered.
    Person,
    /// A machine picked up, which one in words.
    Machine(&'static str),
    /// It was answered, by a word this viewer does not know.
    AnsweredBy(&'a str),
    /// It was answered; the vendor says that it cannot tell by whom.
    AnsweredByUnknown,
    /// It was answered; by whom is not stated.
    Answered,
    /// Nobody answered.
    Nobody,
    /// Not known yet.
    Pending,
    /// A word this viewer does not know, and by whom it was answered, when that is stated.
    Word(&'a str, Option<&'a Open<AnsweredBy>>),
    /// The vendor says it was not answered, or not yet, and also by whom it was.
    Contradictory(Answer, &'a Open<AnsweredBy>),
    /// Nothing is stated.
    Unstated,
}

impl<'a> LegEnd<'a> {
    pub(super) fn of(leg: &'a Leg) -> Self {
        let by = leg.answered_by.as_ref();
        // `unknown` is what is said of a try that nothing picked up, so it contradicts nothing.
        let stated_by = by.filter(|by| **by != Open::Known(AnsweredBy::Unknown));
        match (&leg.answer, stated_by) {
            (Some(Open::Other(word)), _) => Self::Word(word, by),
            (Some(Open::Known(answer @ (Answer::NoAnswer | Answer::Pending))), Some(by)) => {
                Self::Contradictory(*answer, by)
            }
            (Some(Open::Known(Answer::NoAnswer)), None) => Self::Nobody,
            (Some(Open::Known(Answer::Pending)), None) => Self::Pending,
            (Some(Open::Known(Answer::Answered)), None) if by.is_some() => Self::AnsweredByUnknown,
            (Some(Open::Known(Answer::Answered)), None) => Self::Answered,
            (None, None) => Self::Unstated,
            (Some(Open::Known(Answer::Answered)) | None, Some(Open::Known(AnsweredBy::Human))) => {
                Self::Person
            }
            (Some(Open::Known(Answer::Answered)) | None, Some(Open::Other(word))) => Self::AnsweredBy(word),
            (Some(Open::Known(Answer::Answered)) | None, Some(Open::Known(machine))) => {
                Self::Machine(moment(*machine))
            }
        }
    }

    /// A sentence for this try alone.
    pub(super) fn sentence(self) -> String {
        match self {
            Self::Person => "Answered by a person.".into(),
            Self::Machine(moment) => format!("Picked up by an answering machine{moment}, not a person."),
            Self::AnsweredBy(word) => format!("Answered by “{word}”."),
            Self::AnsweredByUnknown => "Answered; the vendor cannot tell by whom.".into(),
            Self::Answered => "Answered; by whom is not stated.".into(),
            Self::Nobody => "Nobody answered.".into(),
            Self::Pending => "Not known yet whether it was answered.".into(),
            Self::Word(word, None) => format!("Answer: “{word}”."),
            Self::Word(word, Some(by)) => format!("Answer: “{word}”, by {}.", answerer(by)),
            Self::Contradictory(answer, by) => {
                let not = match answer {
                    Answer::NoAnswer => "that nobody answered",
                    Answer::Pending | Answer::Answered => "that it is not known yet whether it was answered",
                };
                format!("The vendor says both {not} and that it was answered by {}.", answerer(by))
            }
            Self::Unstated => "Whether it was answered is not stated.".into(),
        }
    }

    /// How the sentence of the first try goes on with the second.
    pub(super) fn clause(self) -> String {
        match self {
            Self::Person => "a person answered the fallback number".into(),
            Self::Machine(_) => "the fallback number was picked up by an answering machine".into(),
            Self::AnsweredBy(word) => format!("the fallback number was answered by “{word}”"),
            Self::AnsweredByUnknown => {
                "the fallback number was answered, the vendor cannot tell by whom".into()
            }
            Self::Answered => "the fallback number was answered, by whom is not stated".into(),
            Self::Nobody => "nobody answered the fallback number".into(),
            Self::Pending => "whether the fallback number was answered is not known yet".into(),
            Self::Word(..) | Self::Contradictory(..) => {
                let sentence = self.sentence();
                format!("of the fallback number: {}", sentence.trim_end_matches('.'))
            }
            Self::Unstated => "whether the fallback number was answered is not stated".into(),
        }
    }
}

fn moment(machine: AnsweredBy) -> &'static str {
    match machine {
        AnsweredBy::MachineEndBeep => " (after its beep)",
        AnsweredBy::MachineEndSilence => " (after its greeting fell silent)",
        AnsweredBy::MachineEndOther => " (after its greeting ended)",
        AnsweredBy::MachineStart => " (as it began to speak)",
        AnsweredBy::Human | AnsweredBy::Unknown => "",
    }
}

fn answerer(by: &Open<AnsweredBy>) -> String {
    match by {
        Open::Known(AnsweredBy::Human) => "a person".into(),
        Open::Known(AnsweredBy::Unknown) => "somebody or something the vendor cannot tell".into(),
        Open::Known(machine) => format!("an answering machine{}", moment(*machine)),
        Open::Other(word) => format!("“{word}”"),
    }
}

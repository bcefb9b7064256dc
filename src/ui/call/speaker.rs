//! Who speaks in a transcript.

use crate::{
    model::{Party, Role, Turn},
    timeline::role_name,
};

/// Somebody who speaks in a transcript, and how much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// Who it is.
    pub party: Party,
    /// What to call them: a name with the part they play, or the part alone.
    pub label: String,
    /// How many turns they have.
    pub turns: usize,
    /// The CSS class that carries their colour.
    pub class: &'static str,
}

/// The speakers of a transcript in the order in which they first speak.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Speakers {
    /// Each speaker once.
    pub all: Vec<Speaker>,
    /// For each turn, who speaks: a position in `all`.
    pub of_turn: Vec<usize>,
}

impl Speakers {
    /// Collects them.
    pub fn of(turns: &[Turn]) -> Self {
        let mut speakers = Self::default();
        for turn in turns {
            let known = speakers.all.iter().position(|speaker| speaker.party == turn.speaker);
            let index = known.unwrap_or(speakers.all.len());
            match speakers.all.get_mut(index) {
                Some(speaker) => speaker.turns += 1,
                None => speakers.all.push(Speaker {
                    party: turn.speaker.clone(),
                    label: party_label(&turn.speaker),
                    turns: 1,
                    class: voice_class(index),
                }),
            }
            speakers.of_turn.push(index);
        }
        speakers
    }

    /// Who speaks a turn.
    pub fn at(&self, turn: usize) -> Option<&Speaker> {
        self.all.get(*self.of_turn.get(turn)?)
    }
}

/// What to call somebody: `AI`, `Lead`, `Dana (Lead)`, or the vendor's word.
pub fn party_label(party: &Party) -> String {
    let name = party.name.as_deref().filter(|name| !name.trim().is_empty());
    match (name, &party.role) {
        (Some(name), Role::Participant) => name.into(),
        (Some(name), role) => format!("{name} ({})", role_name(role)),
        (None, role) => role_name(role).into(),
    }
}

/// The CSS class that colours the speaker or sender at a position.
pub const fn voice_class(position: usize) -> &'static str {
    match position % 4 {
        0 => "voice-1",
        1 => "voice-2",
        2 => "voice-3",
        _ => "voice-4",
    }
}

//! A transcript with everything its view asks of it.

use crate::{
    model::{Call, Party, Turn},
    timeline::Talk,
};

use super::{Clockwork, Speaker, Speakers};

/// The turns of a call, who speaks them and when.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TranscriptModel {
    /// The turns as they came.
    pub turns: Vec<Turn>,
    /// Who speaks.
    pub speakers: Speakers,
    /// When.
    pub clockwork: Clockwork,
    /// How it went; `None` when no turn has both its times.
    pub talk: Option<Talk>,
}

impl TranscriptModel {
    /// Reads the transcript of a call; without turns when it has none.
    pub fn of(call: &Call) -> Self {
        let turns = call.transcript.clone().unwrap_or_default();
        Self { speakers: Speakers::of(&turns), clockwork: Clockwork::of(&turns), talk: Talk::of(call), turns }
    }

    /// The CSS class that carries a speaker's colour.
    pub fn voice_of(&self, party: &Party) -> &'static str {
        let same =
            |speaker: &&Speaker| (&speaker.party.role, &speaker.party.name) == (&party.role, &party.name);
        self.speakers.all.iter().find(same).map_or("", |speaker| speaker.class)
    }
}

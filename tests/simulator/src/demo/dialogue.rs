//! Who says what on a call, and when: times follow from the length of what is said.

use time::{Duration, OffsetDateTime};

use crate::apten::Turn;
use crate::instant;

/// A spoken dialogue that grows turn by turn.
#[derive(Clone, Debug)]
pub(crate) struct Dialogue {
    start: OffsetDateTime,
    /// Milliseconds since the start.
    elapsed: i64,
    turns: Vec<(String, String, i64, i64)>,
}

impl Dialogue {
    /// A call that is answered at `start`.
    pub(crate) fn new(start: OffsetDateTime) -> Self {
        Self { start, elapsed: 900, turns: Vec::new() }
    }

    /// Somebody speaks: about fifteen letters a second.
    #[must_use]
    pub(crate) fn say(mut self, role: &str, words: &str) -> Self {
        let length = i64::try_from(words.chars().count()).unwrap_or_default();
        let end = self.elapsed + 600 + length * 66;
        self.turns.push((role.to_owned(), words.to_owned(), self.elapsed, end));
        // Nobody answers at once; the longer the sentence, the longer the breath.
        self.elapsed = end + 350 + length * 7 % 900;
        self
    }

    /// Nobody speaks.
    #[must_use]
    pub(crate) fn pause(mut self, milliseconds: i64) -> Self {
        self.elapsed += milliseconds;
        self
    }

    /// The last speaker is cut off by the next one, who begins so much earlier.
    #[must_use]
    pub(crate) fn interrupt(mut self, milliseconds: i64) -> Self {
        self.elapsed = (self.elapsed - milliseconds).max(0);
        self
    }

    /// The length so far in whole seconds.
    pub(crate) fn seconds(&self) -> i64 {
        self.elapsed / 1000 + 1
    }

    /// When it ends.
    pub(crate) fn end(&self) -> OffsetDateTime {
        self.start + Duration::seconds(self.seconds())
    }

    /// Apten's transcript.
    pub(crate) fn apten(&self) -> Vec<Turn> {
        let at = |millis| instant::iso(self.start + Duration::milliseconds(millis));
        let turn = |(role, content, from, to): &(String, String, i64, i64)| Turn {
            role: role.clone(),
            content: content.clone(),
            start_time: at(*from),
            end_time: at(*to),
        };
        self.turns.iter().map(turn).collect()
    }

    /// Speaker, words and milliseconds since the start.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (&str, &str, i64)> {
        self.turns.iter().map(|(role, words, from, _)| (role.as_str(), words.as_str(), *from))
    }

    /// When a turn that begins so late was said.
    pub(crate) fn moment(&self, millis: i64) -> OffsetDateTime {
        self.start + Duration::milliseconds(millis)
    }
}

//! When each turn of a transcript was spoken, counted from where the transcript begins.

use crate::model::{Timestamp, Turn, When};

/// The times of a transcript's turns, relative to its beginning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clockwork {
    /// When the earliest dated turn began; `None` when no turn has a readable time.
    pub began: Option<Timestamp>,
    /// For each turn, how long after that it began, in milliseconds.
    offsets: Vec<Option<i64>>,
    /// Whether some time had no zone and was read as UTC.
    pub zone_assumed: bool,
}

impl Clockwork {
    /// Reads the times.
    pub fn of(turns: &[Turn]) -> Self {
        let began = turns.iter().filter_map(|turn| turn.start.at()).min();
        let offset = |turn: &Turn| Some(turn.start.at()?.millis() - began?.millis());
        Self {
            began,
            offsets: turns.iter().map(offset).collect(),
            zone_assumed: turns.iter().any(|turn| matches!(turn.start, When::AssumedUtc { .. })),
        }
    }

    /// How long after the beginning a turn began, in milliseconds.
    pub fn offset(&self, turn: usize) -> Option<i64> {
        self.offsets.get(turn).copied().flatten()
    }

    /// The last turn that had begun by then; the earliest when none had.
    pub fn turn_at(&self, millis: i64) -> Option<usize> {
        let dated = || self.offsets.iter().enumerate().filter_map(|(turn, offset)| Some((turn, (*offset)?)));
        // Of turns that begin together the first is meant, as it is the one a reader sees first.
        let begun = dated().filter(|(_, offset)| *offset <= millis);
        let latest = begun.reduce(|best, next| if next.1 > best.1 { next } else { best });
        let earliest = || dated().min_by_key(|(_, offset)| *offset);
        latest.or_else(earliest).map(|(turn, _)| turn)
    }
}

/// A span counted from the beginning: `0:05`, `12:03`, `1:02:05`. Parts of a second are dropped.
pub fn offset_words(millis: i64) -> String {
    let secs = millis.max(0) / 1000;
    let (hours, minutes, secs) = (secs / 3600, secs / 60 % 60, secs % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{secs:02}") } else { format!("{minutes}:{secs:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Party, Role};

    fn turn(start: &str) -> Turn {
        let party = Party::of(Role::Lead);
        Turn { speaker: party, text: "".into(), start: When::parse(start), end: When::Missing, source: None }
    }

    #[test]
    fn offsets_count_from_the_earliest_turn() {
        let turns = [turn("2026-05-14T15:00:05Z"), turn("oops"), turn("2026-05-14T15:00:01.500Z")];
        let clockwork = Clockwork::of(&turns);
        assert_eq!([0, 1, 2].map(|turn| clockwork.offset(turn)), [Some(3500), None, Some(0)]);
        assert_eq!(clockwork.turn_at(3499), Some(2));
        assert_eq!(clockwork.turn_at(9999), Some(0));
        assert!(!clockwork.zone_assumed);
        assert_eq!(Clockwork::of(&[turn("oops")]).turn_at(0), None);
    }

    #[test]
    fn spans_in_words() {
        assert_eq!([0, 5_999, 723_000, 3_725_000].map(offset_words), ["0:00", "0:05", "12:03", "1:02:05"]);
    }
}

//! A transcript as plain text, for the clipboard.

use crate::model::{Calendar, Turn, When};

use super::{Clockwork, Speakers, offset_words};

/// What goes into the copied text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyTimes {
    /// Speakers and words only.
    Without,
    /// The clock and the time since the beginning before each turn, and the zone on the first line.
    With,
}

/// The turns of the speakers that `is_shown` as lines of text: `15:30:01 +0:00 AI: Hi, this is …`.
pub fn transcript_text(
    turns: &[Turn],
    speakers: &Speakers,
    is_shown: impl Fn(usize) -> bool,
    times: CopyTimes,
    calendar: &dyn Calendar,
) -> String {
    let clockwork = Clockwork::of(turns);
    let mut text = String::new();
    if let (CopyTimes::With, Some(began)) = (times, clockwork.began) {
        let day = calendar.long_day(calendar.day(began));
        text.extend([&day, " · times in ", &calendar.zone_offset(began), "\n\n"]);
    }
    for (index, turn) in turns.iter().enumerate() {
        if !is_shown(speakers.of_turn.get(index).copied().unwrap_or_default()) {
            continue;
        }
        if times == CopyTimes::With {
            text.push_str(&clock_words(&turn.start, clockwork.offset(index), calendar));
        }
        text.push_str(speakers.at(index).map_or("", |speaker| &speaker.label));
        text.push_str(": ");
        text.push_str(&turn.text);
        text.push('\n');
    }
    text
}

fn clock_words(start: &When, offset: Option<i64>, calendar: &dyn Calendar) -> String {
    match (start, offset) {
        (When::Unreadable(text), _) => format!("[{text}] "),
        (When::At(at) | When::AssumedUtc { at, .. }, Some(offset)) => {
            format!("{} +{} ", calendar.clock_seconds(*at), offset_words(offset))
        }
        (When::At(_) | When::AssumedUtc { .. }, None) | (When::Missing, _) => String::new(),
    }
}

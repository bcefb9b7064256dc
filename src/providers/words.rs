//! Words that several vendors use alike: directions, channels, and entries of open lists.

use crate::model::{Channel, Direction, Open};

/// A direction in any letter case; other words are kept as they came.
pub(crate) fn direction(word: Option<&str>) -> Direction {
    match word.map(str::trim) {
        None | Some("") => Direction::Unstated,
        Some(word) if word.eq_ignore_ascii_case("inbound") => Direction::Inbound,
        Some(word) if word.eq_ignore_ascii_case("outbound") => Direction::Outbound,
        Some(word) => Direction::Other(word.into()),
    }
}

/// A channel in any letter case; other words are kept as they came.
pub(crate) fn channel(word: Option<&str>) -> Channel {
    let Some(word) = word.map(str::trim).filter(|word| !word.is_empty()) else { return Channel::Unstated };
    match word.to_ascii_lowercase().as_str() {
        "sms" => Channel::Sms,
        "whatsapp" => Channel::WhatsApp,
        "telegram" => Channel::Telegram,
        "email" => Channel::Email,
        "call" => Channel::Call,
        "webchat" => Channel::Webchat,
        _ => Channel::Other(word.into()),
    }
}

/// A word of an open list; letter case does not matter, and unknown words are kept as they came.
pub(crate) fn open<T: Copy>(word: Option<Box<str>>, known: &[(&str, T)]) -> Option<Open<T>> {
    let word = word?;
    let found = known.iter().find(|(name, _)| word.trim().eq_ignore_ascii_case(name));
    Some(found.map_or(Open::Other(word), |(_, value)| Open::Known(*value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_words_are_kept_as_they_came() {
        assert_eq!(direction(Some("INBOUND")), Direction::Inbound);
        assert_eq!(direction(Some("Sideways")), Direction::Other("Sideways".into()));
        assert_eq!(channel(Some("WhatsApp")), Channel::WhatsApp);
        assert_eq!(channel(Some("Pigeon")), Channel::Other("Pigeon".into()));
        assert_eq!(open(Some("YES".into()), &[("yes", 1)]), Some(Open::Known(1)));
        assert_eq!(open(Some("maybe".into()), &[("yes", 1)]), Some(Open::Other("maybe".into())));
    }
}

//! Words for values, one place for all of them. Floats are never formatted: that alone costs 10 kB of wasm.

use crate::model::{Channel, Direction, Role};

/// A channel's name on a chip or tag: `SMS`, `Calls`; an unknown one as it came.
pub fn channel_name(channel: &Channel) -> &str {
    match channel {
        Channel::Sms => "SMS",
        Channel::WhatsApp => "WhatsApp",
        Channel::Telegram => "Telegram",
        Channel::Email => "Email",
        Channel::Call => "Calls",
        Channel::Webchat => "Web chat",
        Channel::Meeting => "Meeting chat",
        Channel::Tool => "Tools",
        Channel::Custom => "Custom",
        Channel::Other(word) => word,
        Channel::Unstated => "No channel stated",
    }
}

/// So many entries of a channel: `1 tool call`, `2 emails`.
pub fn channel_count(channel: &Channel, count: usize) -> String {
    let (one, many) = match channel {
        Channel::Sms => ("SMS message", "SMS messages"),
        Channel::WhatsApp => ("WhatsApp message", "WhatsApp messages"),
        Channel::Telegram => ("Telegram message", "Telegram messages"),
        Channel::Email => ("email", "emails"),
        Channel::Call => ("call", "calls"),
        Channel::Webchat => ("web chat message", "web chat messages"),
        Channel::Meeting => ("meeting chat message", "meeting chat messages"),
        Channel::Tool => ("tool call", "tool calls"),
        Channel::Custom => ("custom event", "custom events"),
        Channel::Other(word) => {
            return format!("{count} “{word}” {}", if count == 1 { "entry" } else { "entries" });
        }
        Channel::Unstated => ("entry without a channel", "entries without a channel"),
    };
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A direction's name: `Inbound`; an unknown one as it came.
pub fn direction_name(direction: &Direction) -> &str {
    match direction {
        Direction::Inbound => "Inbound",
        Direction::Outbound => "Outbound",
        Direction::Internal => "Internal",
        Direction::Other(word) => word,
        Direction::Unstated => "No direction stated",
    }
}

/// A role's name: `Lead`; an unknown one as it came.
pub fn role_name(role: &Role) -> &str {
    match role {
        Role::Lead => "Lead",
        Role::Ai => "AI",
        Role::Person => "Person",
        Role::Company => "Company",
        Role::System => "System",
        Role::Participant => "Participant",
        Role::Other(word) if &**word == "agent" => "Agent",
        Role::Other(word) => word,
        Role::Unstated => "Unknown speaker",
    }
}

/// Texts as a list in a sentence: `a, b and c`.
pub fn joined<T: AsRef<str>>(parts: &[T]) -> String {
    let texts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
    match texts.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

/// Seconds as whole milliseconds; `None` when they are no number, negative, or more than a year.
pub fn milliseconds(secs: f64) -> Option<u64> {
    let year = 366.0 * 86_400.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked, and fractions of a millisecond are rounded away on purpose"
    )]
    (0.0..=year).contains(&secs).then(|| (secs * 1000.0).round() as u64)
}

/// A span of time for reading: `0.4 s`, `12 s`, `2 m 25 s`, `1 h 2 m`. Below ten seconds with tenths, when there are
/// any.
pub fn duration(millis: u64) -> String {
    let tenths = (millis + 50) / 100;
    if tenths < 100 {
        return match (tenths / 10, tenths % 10) {
            (0, 0) if millis > 0 => "under 0.1 s".into(),
            (secs, 0) => format!("{secs} s"),
            (secs, tenth) => format!("{secs}.{tenth} s"),
        };
    }
    let secs = (millis + 500) / 1000;
    match (secs / 3600, secs / 60 % 60, secs % 60) {
        (0, 0, secs) => format!("{secs} s"),
        (0, minutes, 0) => format!("{minutes} m"),
        (0, minutes, secs) => format!("{minutes} m {secs} s"),
        (hours, 0, _) => format!("{hours} h"),
        (hours, minutes, _) => format!("{hours} h {minutes} m"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_short_and_exact_enough() {
        let cases = [
            (0, "0 s"),
            (20, "under 0.1 s"),
            (400, "0.4 s"),
            (1000, "1 s"),
            (4100, "4.1 s"),
            (9940, "9.9 s"),
            (9960, "10 s"),
            (12_400, "12 s"),
            (60_000, "1 m"),
            (145_000, "2 m 25 s"),
            (3_600_000, "1 h"),
            (3_725_000, "1 h 2 m"),
        ];
        for (millis, words) in cases {
            assert_eq!(duration(millis), words, "{millis}");
        }
    }

    #[test]
    fn seconds_that_are_no_span_of_time_are_refused() {
        assert_eq!(milliseconds(145.0), Some(145_000));
        assert_eq!(milliseconds(0.0004), Some(0));
        for secs in [f64::NAN, f64::INFINITY, -1.0, 1e300] {
            assert_eq!(milliseconds(secs), None);
        }
    }

    #[test]
    fn lists_read_as_sentences() {
        assert_eq!(joined::<&str>(&[]), "");
        assert_eq!(joined(&["a"]), "a");
        assert_eq!(joined(&["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn counts_have_a_number() {
        assert_eq!(channel_count(&Channel::Tool, 1), "1 tool call");
        assert_eq!(channel_count(&Channel::Other("fax".into()), 2), "2 “fax” entries");
    }
}

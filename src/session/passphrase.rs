//! The words that open what is remembered on this device.

use std::fmt;

use serde::{Serialize, Serializer};
use thiserror::Error;

/// The fewest characters of a new passphrase.
const SHORTEST: usize = 12;
/// The fewest different characters of a new passphrase.
const FEWEST: usize = 6;

/// A passphrase as typed. Prints as `Passphrase(…)`.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(Box<str>);

/// Why a passphrase is not taken, in words for who typed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PassphraseError {
    /// Nothing was typed.
    #[error("Type the passphrase.")]
    Empty,
    /// A new one was to be typed, and nothing was.
    #[error(
        "Choose a passphrase of at least {SHORTEST} characters. Four random words are easy to type and hard to guess."
    )]
    NotChosen,
    /// It is too short.
    #[error(
        "This is too short: {missing} more {}, please. Four random words are easy to type and hard to guess.",
        if *missing == 1 { "character" } else { "characters" }
    )]
    TooShort {
        /// How many characters it lacks.
        missing: usize,
    },
    /// It repeats itself, or counts up or down.
    #[error("This is easy to guess, because it follows a pattern. Four random words are better.")]
    TooPlain,
}

impl Passphrase {
    /// One that was chosen before.
    ///
    /// # Errors
    /// When nothing was typed.
    pub fn known(typed: &str) -> Result<Self, PassphraseError> {
        if typed.is_empty() { Err(PassphraseError::Empty) } else { Ok(Self(typed.into())) }
    }

    /// A new one, which has to be hard to guess: whoever copies the disk may try as often as they like.
    ///
    /// # Errors
    /// A sentence for the reader, when there is none or it is too easy.
    pub fn new(typed: &str) -> Result<Self, PassphraseError> {
        if typed.is_empty() {
            return Err(PassphraseError::NotChosen);
        }
        let letters: Vec<char> = typed.trim().chars().collect();
        if letters.len() < SHORTEST {
            return Err(PassphraseError::TooShort { missing: SHORTEST - letters.len() });
        }
        let is_new =
            |(at, letter): &(usize, &char)| !letters.iter().take(*at).any(|before| before == *letter);
        let different = letters.iter().enumerate().filter(is_new).count();
        let steps = letters.windows(2).filter(|pair| is_step(pair)).count();
        let is_plain = different < FEWEST || steps * 2 >= letters.len() || repeats_itself(&letters);
        if is_plain { Err(PassphraseError::TooPlain) } else { Ok(Self(typed.into())) }
    }
}

/// Whether one letter follows the other in the alphabet or among the digits, or is the same.
fn is_step(pair: &[char]) -> bool {
    matches!(pair, [one, next] if u32::from(*one).abs_diff(u32::from(*next)) <= 1)
}

/// Whether it is one part twice or more.
fn repeats_itself(letters: &[char]) -> bool {
    (1..=letters.len() / 2)
        .any(|len| letters.iter().zip(letters.iter().skip(len)).all(|(one, later)| one == later))
}

/// For the one that opens what is remembered, and for nothing else.
impl Serialize for Passphrase {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_easy_to_guess_is_refused_with_words() {
        assert_eq!(Passphrase::new(""), Err(PassphraseError::NotChosen));
        assert_eq!(Passphrase::new("correct"), Err(PassphraseError::TooShort { missing: 5 }));
        assert_eq!(Passphrase::new("  häuschen!  "), Err(PassphraseError::TooShort { missing: 3 }));
        assert!(Passphrase::new("elevenchars").unwrap_err().to_string().contains("1 more character,"));
        for plain in [
            "aaaaaaaaaaaaaaa",
            "abababababab",
            "1234567890123",
            "fedcba987654",
            "passwordpassword",
            "abc123abc123abc",
        ] {
            assert_eq!(Passphrase::new(plain), Err(PassphraseError::TooPlain), "{plain}");
        }
        for good in ["correct horse battery", "four random words", "Tr0ub4dor&3xyz", "häuschen am see"] {
            assert!(Passphrase::new(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn one_that_was_chosen_before_is_taken_as_it_is() {
        assert_eq!(Passphrase::known(" a "), Ok(Passphrase(" a ".into())));
        assert_eq!(Passphrase::known(""), Err(PassphraseError::Empty));
        assert_eq!(format!("{:?}", Passphrase::known("secret")), "Ok(Passphrase(…))");
    }
}

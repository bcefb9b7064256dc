//! What the tabs of one origin tell each other.

/// A word from one tab to the others. It says that something happened, and holds nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TabWord {
    /// The reader wants every key forgotten, wherever it is.
    Forget,
    /// What is remembered on this device is another than before.
    Changed,
    /// What is remembered on this device is to be closed: its keys are not to be known until the passphrase is typed again.
    Lock,
}

impl TabWord {
    /// The word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Forget => "forget",
            Self::Changed => "changed",
            Self::Lock => "lock",
        }
    }

    /// Reads a word; everything else that comes from another tab is nothing.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Forget, Self::Changed, Self::Lock].into_iter().find(|one| one.as_str() == word)
    }
}

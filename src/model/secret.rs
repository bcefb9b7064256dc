//! The key to a vendor's API.

use std::fmt;

/// A vendor's API key. Prints as `ApiKey(…)`, cannot be serialised, and is read in one place only.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(Box<str>);

impl ApiKey {
    /// Takes a key as typed: trimmed. `None` when nothing is left, or when it holds characters that cannot be
    /// sent in a header (anything but visible ASCII and inner spaces).
    pub fn new(typed: &str) -> Option<Self> {
        let key = typed.trim();
        let sendable = key.bytes().all(|byte| (0x20..0x7f).contains(&byte));
        (!key.is_empty() && sendable).then(|| Self(key.into()))
    }

    /// The last four characters, for recognising it; nothing when the key has fewer than twelve.
    pub fn hint(&self) -> &str {
        self.0
            .len()
            .checked_sub(4)
            .filter(|_| self.0.len() >= 12)
            .and_then(|from| self.0.get(from..))
            .unwrap_or("")
    }

    /// The key itself: to be put into a header, and nowhere else.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_does_not_print_itself() {
        let key = ApiKey::new(" nl_test_0123456789abcdef ").unwrap();
        assert_eq!(format!("{key:?}"), "ApiKey(…)");
        assert_eq!(key.hint(), "cdef");
        assert_eq!(ApiKey::new("short").unwrap().hint(), "");
        assert_eq!(ApiKey::new("a\nb"), None);
    }
}

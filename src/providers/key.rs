//! A key as it was pasted.

/// The key without what was copied with it: quotes around it, a header's name, a scheme word (`Token`, `Bearer`),
/// in any letter case. A text that is nothing else is left as it is.
pub(crate) fn without_words<'a>(typed: &'a str, words: &[&str]) -> &'a str {
    let around = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`');
    let mut key = typed.trim_matches(around);
    while let Some(rest) = words.iter().find_map(|word| after(key, word)) {
        key = rest.trim_matches(around);
    }
    key
}

/// What follows a word and a colon or blank, if anything does.
fn after<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(word.len())?;
    let rest = rest.strip_prefix(':').or_else(|| rest.strip_prefix(char::is_whitespace))?.trim_start();
    (start.eq_ignore_ascii_case(word) && !rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_copied_with_a_key_is_taken_off() {
        let words = ["Authorization", "Token"];
        for typed in [
            " abc ",
            "Token abc",
            "token\tabc\n",
            "Authorization: Token abc",
            "authorization:abc",
            "\"Token abc\"",
            "Token Token abc",
        ] {
            assert_eq!(without_words(typed, &words), "abc", "{typed}");
        }
        for own in ["Token", "Tokenabc", "Bearer abc", "é", ""] {
            assert_eq!(without_words(own, &words), own);
        }
    }
}

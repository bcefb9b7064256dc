//! Finding the members of an object that is no JSON any more: an answer that was cut off, or a broken record. Looks at brackets, quotes and commas only; whether a part is JSON is for the reader of that part.

/// The members of an object, names with their quotes, as far as they are whole.
pub(crate) fn members(text: &str) -> Vec<(&str, &str)> {
    let mut members = Vec::new();
    let Some(mut at) = opened(text, b'{') else { return members };
    while let Some((name, after)) = value(text, at).filter(|(name, _)| name.starts_with('"')) {
        let Some(colon) = byte(text, after, b':') else { break };
        let Some((value, after)) = value(text, colon) else { break };
        members.push((name, value));
        match byte(text, after, b',') {
            Some(next) => at = next,
            None => break,
        }
    }
    members
}

/// The rest of the text from the value of a member on, that value possibly cut off.
pub(crate) fn rest<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut at = opened(text, b'{')?;
    loop {
        let (known, after) = value(text, at)?;
        let colon = byte(text, after, b':')?;
        if known.trim_matches('"') == name {
            return text.get(colon..);
        }
        let (_, after) = value(text, colon)?;
        at = byte(text, after, b',')?;
    }
}

/// The position after the bracket that the text begins with.
pub(crate) fn opened(text: &str, bracket: u8) -> Option<usize> {
    byte(text, 0, bracket)
}

/// The position after this byte, when it is the next one that is no white space.
pub(crate) fn byte(text: &str, at: usize, wanted: u8) -> Option<usize> {
    let at = skip_space(text, at);
    (text.as_bytes().get(at) == Some(&wanted)).then_some(at + 1)
}

/// The next position with a byte that is no white space.
pub(crate) fn skip_space(text: &str, at: usize) -> usize {
    skip(text, at, b" \t\r\n")
}

/// The next position with a byte that is none of these.
pub(crate) fn skip(text: &str, at: usize, passed: &[u8]) -> usize {
    let rest = text.as_bytes().iter().skip(at);
    at + rest.take_while(|byte| passed.contains(byte)).count()
}

/// The next value and the position after it; `None` when it is empty or does not end. A bracket that closes an outer
/// one closes those within it too.
pub(crate) fn value(text: &str, at: usize) -> Option<(&str, usize)> {
    let start = skip_space(text, at);
    let mut open = Open::default();
    let mut in_string = false;
    let mut escaped = false;
    for (offset, &byte) in text.as_bytes().iter().enumerate().skip(start) {
        let mut end = None;
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => {
                    in_string = false;
                    end = open.is_empty().then_some(offset + 1);
                }
                _ => {}
            }
        } else {
            match byte {
                b'"' => in_string = true,
                b'{' | b'[' => open.push(byte),
                b',' | b':' | b'}' | b']' if open.is_empty() => end = Some(offset),
                b'}' | b']' if !open.close(byte) => end = Some(offset),
                b'}' | b']' => end = open.is_empty().then_some(offset + 1),
                _ => {}
            }
        }
        if let Some(end) = end {
            let found = text.get(start..end)?.trim_end();
            return (!found.is_empty()).then_some((found, end));
        }
    }
    None
}

/// The brackets that are open, `{` and `[`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Open {
    stack: Vec<u8>,
    /// How many of them are `{`; without it, each closer that nothing opened would be looked for in all of them.
    braces: usize,
}

impl Open {
    /// Whether none is.
    pub(crate) const fn is_empty(&self) -> bool {
        self.stack.is_empty()
    }

    /// The innermost one.
    pub(crate) fn last(&self) -> Option<u8> {
        self.stack.last().copied()
    }

    /// Opens one.
    pub(crate) fn push(&mut self, opener: u8) {
        self.stack.push(opener);
        self.braces += usize::from(opener == b'{');
    }

    /// Closes the innermost bracket of this kind, and those within it; whether there is one.
    pub(crate) fn close(&mut self, closer: u8) -> bool {
        let opener = if closer == b'}' { b'{' } else { b'[' };
        let number = if opener == b'{' { self.braces } else { self.stack.len() - self.braces };
        while number > 0
            && let Some(inner) = self.stack.pop()
        {
            self.braces -= usize::from(inner == b'{');
            if inner == opener {
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_found_around_what_is_broken() {
        let answer = r#"{"list":[{"id":1, oops],"next":"x"}"#;
        assert_eq!(members(answer), [("\"list\"", r#"[{"id":1, oops]"#), ("\"next\"", "\"x\"")]);
        assert_eq!(members(r#"{"id":"x","v":NaN,"t":[1"#), [("\"id\"", "\"x\""), ("\"v\"", "NaN")]);
        assert_eq!(rest(r#"{"a":[{"b":1}],"data":{"x":[1,"#, "data"), Some(r#"{"x":[1,"#));
        assert_eq!(rest(r#"{"a":1}"#, "data"), None);
    }
}

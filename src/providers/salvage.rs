//! Finding the parts of a text that is no JSON any more: an answer that was cut off, or one with a broken record
//! in it. Looks at brackets, quotes and commas only; whether a part is JSON is for the reader of that part.

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

/// The items of a list as far as they are whole.
pub(crate) fn items(text: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let Some(mut at) = opened(text, b'[') else { return items };
    while let Some(span) = span(text, at) {
        // A record whose end is missing takes those behind it with it. They begin as it does.
        let next = if span.is_closed { None } else { next_alike(span.text) };
        items.push(next.map_or(span.text, |next| &span.text[..next]).trim_end());
        let after = next.map_or(span.end, |next| span.start + next);
        match byte(text, after, b',') {
            Some(next) => at = next,
            None => break,
        }
    }
    items
}

/// The position of the first comma in an object behind which another one begins with the same name.
fn next_alike(object: &str) -> Option<usize> {
    let name = value(object, opened(object, b'{')?)?.0;
    let is_alike = |comma: usize| {
        let inner = byte(object, comma + 1, b'{')?;
        object.get(skip_space(object, inner)..)?.starts_with(name).then_some(comma)
    };
    object.match_indices(',').find_map(|(comma, _)| is_alike(comma))
}

/// Whether every bracket and quote is closed again; else the text was cut off.
pub(crate) fn is_closed(text: &str) -> bool {
    value(text, 0).is_some()
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

fn opened(text: &str, bracket: u8) -> Option<usize> {
    byte(text, 0, bracket)
}

/// The position after this byte, when it is the next one that is no white space.
fn byte(text: &str, at: usize, wanted: u8) -> Option<usize> {
    let at = skip_space(text, at);
    (text.as_bytes().get(at) == Some(&wanted)).then_some(at + 1)
}

fn skip_space(text: &str, at: usize) -> usize {
    let blank = text.as_bytes().iter().skip(at).take_while(|byte| byte.is_ascii_whitespace()).count();
    at + blank
}

/// The next value and the position after it; `None` when it is empty or does not end.
fn value(text: &str, at: usize) -> Option<(&str, usize)> {
    span(text, at).map(|span| (span.text, span.end))
}

struct Span<'a> {
    text: &'a str,
    start: usize,
    /// The position after it.
    end: usize,
    /// Whether its last bracket is its own; else that of what surrounds it ended it.
    is_closed: bool,
}

/// The next value. A bracket that closes an outer one closes those within it too.
fn span(text: &str, at: usize) -> Option<Span<'_>> {
    let start = skip_space(text, at);
    let mut open = Vec::new();
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
                b'}' | b']' => {
                    let opener = if byte == b'}' { b'{' } else { b'[' };
                    match open.iter().rposition(|one| *one == opener) {
                        Some(depth) => {
                            open.truncate(depth);
                            end = open.is_empty().then_some(offset + 1);
                        }
                        None => end = Some(offset),
                    }
                }
                _ => {}
            }
        }
        if let Some(end) = end {
            let found = text.get(start..end)?.trim_end();
            return (!found.is_empty()).then_some(Span {
                text: found,
                start,
                end,
                is_closed: open.is_empty(),
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_list_keeps_its_whole_items() {
        let text = r#" [ {"a":"]},\" x"}, [1,2] ,"s", NaN, {"b":1 "#;
        assert_eq!(items(text), [r#"{"a":"]},\" x"}"#, "[1,2]", "\"s\"", "NaN"]);
        assert_eq!(items("[1,2"), ["1"]);
        assert_eq!(items("[1,]"), ["1"]);
        for none in ["[ ]", "{}", "", "["] {
            assert!(items(none).is_empty(), "{none}");
        }
        assert!(!is_closed(text) && !is_closed("") && !is_closed("[\"]") && is_closed("[NaN,{]"));
    }

    #[test]
    fn a_record_without_its_end_takes_no_other_with_it() {
        assert_eq!(items(r#"[{"id":1, oops],"next":null}"#), [r#"{"id":1, oops"#]);
        assert_eq!(
            items(r#"[{"id":1},{"id":2,"x":{"y":oops , { "id":3},{"id":4}],"next":"x"}"#),
            [r#"{"id":1}"#, r#"{"id":2,"x":{"y":oops"#, r#"{ "id":3}"#, r#"{"id":4}"#]
        );
        assert_eq!(items(r#"[{"id":1,"x":[2},{"id":3}]"#), [r#"{"id":1,"x":[2}"#, r#"{"id":3}"#]);
        let answer = r#"{"list":[{"id":1, oops],"next":"x"}"#;
        assert!(is_closed(answer));
        assert_eq!(members(answer), [("\"list\"", r#"[{"id":1, oops]"#), ("\"next\"", "\"x\"")]);
    }

    #[test]
    fn members_are_found_around_what_is_broken() {
        assert_eq!(members(r#"{"id":"x","v":NaN,"t":[1"#), [("\"id\"", "\"x\""), ("\"v\"", "NaN")]);
        assert_eq!(rest(r#"{"a":[{"b":1}],"data":{"x":[1,"#, "data"), Some(r#"{"x":[1,"#));
        assert_eq!(rest(r#"{"a":1}"#, "data"), None);
    }
}

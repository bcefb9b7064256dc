//! The records of a list that is no JSON: cut off, or with a broken record in it.
//!
//! Records are read one after the other. Behind a broken one reading goes on where its own brackets are closed, or
//! where a record begins at a place at which nothing inside it could.

use serde_json::value::RawValue;

use crate::providers::salvage::{Open, byte, opened, skip, skip_space, value};

/// How many different first names of records are told apart.
const NAMES: usize = 8;

/// How often it is looked whether a bracket ends the list: a look may go through the whole rest of the answer.
const CHECKS: usize = 32;

/// What could be read of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Listed<'a> {
    /// The verbatim texts of the items. One that is no JSON is an item as well.
    pub(crate) items: Vec<&'a str>,
    /// The members of the outermost object behind the list, names with their quotes.
    pub(crate) after: Vec<(&'a str, &'a str)>,
    /// Whether the text ended in the middle.
    pub(crate) is_cut: bool,
}

/// Reads a list which `depth` objects surround; `text` goes from its bracket to the end of the answer. `None` when
/// it is no list.
pub(crate) fn listed(text: &str, depth: usize) -> Option<Listed<'_>> {
    let mut listed = Listed::default();
    let mut names = Vec::new();
    let mut checks = CHECKS;
    let mut at = opened(text, b'[')?;
    loop {
        at = skip(text, at, b" \t\r\n,}");
        if let Some(closer) = byte(text, at, b']') {
            let next = skip(text, closer, b" \t\r\n,}]");
            if byte(text, next, b'{').is_some() {
                at = next;
                continue;
            }
            let tail = Tail::of(text, closer, depth);
            return Some(Listed { after: tail.members, is_cut: tail.end == End::Cut, ..listed });
        }
        names.extend(first_name(text, at).filter(|name| names.len() < NAMES && !names.contains(name)));
        let wrong = match whole(text, at) {
            // A name without an object around it: what is left of a record that was closed too early.
            Ok((_, after)) if byte(text, after, b':').is_some() => after,
            Ok((item, after)) => {
                listed.items.push(item);
                at = after;
                continue;
            }
            Err(Broken::At(wrong)) => wrong,
            Err(Broken::Cut) => return Some(Listed { is_cut: true, ..listed }),
        };
        let mut is_end = |closer: usize| {
            let is_left = checks > 0;
            checks = checks.saturating_sub(1);
            is_left && Tail::of(text, closer + 1, depth).end != End::Broken
        };
        let end = boundary(text, at..wrong, &names, &mut is_end).or_else(|| last_closer(text, at, depth));
        let Some(end) = end else { return Some(Listed { is_cut: true, ..listed }) };
        listed.items.push(text.get(at..end)?.trim_end().trim_end_matches(',').trim_end());
        at = end;
    }
}

/// Where a list ends whose last record took the end with it, as one without its last quote does.
fn last_closer(text: &str, from: usize, depth: usize) -> Option<usize> {
    let mut closers = text.get(from..)?.rmatch_indices(']').take(CHECKS);
    closers.find_map(|(closer, _)| {
        let closer = from + closer;
        (Tail::of(text, closer + 1, depth).end == End::Whole).then_some(closer)
    })
}

enum Broken {
    /// It goes on behind the end of the text.
    Cut,
    /// The position of the first byte that cannot be there.
    At(usize),
}

/// The JSON value that begins here, and the position after it.
fn whole(text: &str, at: usize) -> Result<(&str, usize), Broken> {
    let rest = text.get(at..).unwrap_or_default();
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
    match values.next() {
        Some(Ok(value)) => Ok((value.get(), at + values.byte_offset())),
        Some(Err(error)) if !error.is_eof() => {
            let lines = rest.split_inclusive('\n').take(error.line().saturating_sub(1));
            let line: usize = lines.map(str::len).sum();
            Err(Broken::At(at + line + error.column().saturating_sub(1)))
        }
        Some(Err(_)) | None => Err(Broken::Cut),
    }
}

/// The position at which a broken item ends; `item` goes from its beginning to its first wrong byte.
///
/// From that byte on the quotes are read both ways, because it may be a quote that is wrong. What is in a string one
/// way is outside of all strings the other way, so that each byte counts for one of the two.
fn boundary(
    text: &str,
    item: std::ops::Range<usize>,
    names: &[&str],
    is_end: &mut dyn FnMut(usize) -> bool,
) -> Option<usize> {
    let start = item.start;
    if let Some(swallowed) = swallowed(text, &item, names) {
        return Some(swallowed);
    }
    let is_bare = !matches!(text.as_bytes().get(start), Some(b'{' | b'[' | b'"'));
    let mut ways = [Open::default(), Open::default()];
    let mut in_string = false;
    let mut is_escaped = false;
    for (at, &byte) in text.as_bytes().iter().enumerate().skip(start) {
        if at == item.end {
            let [usual, flipped] = &mut ways;
            flipped.clone_from(usual);
        }
        if is_escaped || byte == b'\\' {
            is_escaped = !is_escaped;
            continue;
        }
        if byte == b'"' {
            in_string = !in_string;
            continue;
        }
        if in_string && at < item.end {
            continue;
        }
        let [outside, inside] = &mut ways;
        let open = if in_string { inside } else { outside };
        match byte {
            b',' | b']' if open.is_empty() && is_bare => return Some(at),
            b'{' if at > start && open.last() != Some(b'[') && begins(text, at, names, open.is_empty()) => {
                return Some(at);
            }
            b'{' | b'[' => open.push(byte),
            b'}' if open.close(byte) && open.is_empty() && is_followed(text, at + 1) => return Some(at + 1),
            b']' if !open.close(byte) && is_end(at) => return Some(at),
            _ => {}
        }
    }
    None
}

/// Where the next record begins when a text without its last quote went on up to that record's first quote.
fn swallowed(text: &str, item: &std::ops::Range<usize>, names: &[&str]) -> Option<usize> {
    let inside = text.get(item.clone())?.trim_end().strip_suffix('"')?.trim_end();
    let brace = item.start + inside.strip_suffix('{')?.len();
    let is_record = brace > item.start && begins(text, brace, names, false);
    (is_record && !matches!(whole(text, brace), Err(Broken::At(_)))).then_some(brace)
}

/// Whether a record begins here: like one that is known or, at a place where nothing is open, like any object.
fn begins(text: &str, brace: usize, names: &[&str], is_any: bool) -> bool {
    let before = text.as_bytes().get(..brace).unwrap_or_default().trim_ascii_end().last();
    let is_after_another = matches!(before, Some(b',' | b'}'));
    is_after_another && first_name(text, brace).is_some_and(|name| is_any || names.contains(&name))
}

/// The name of an object's first member, with its quotes.
fn first_name(text: &str, at: usize) -> Option<&str> {
    let inside = skip_space(text, byte(text, at, b'{')?);
    byte(text, inside, b'"')?;
    let (name, after) = value(text, inside)?;
    byte(text, after, b':').map(|_| name)
}

/// Whether behind a record comes another one or the end of the list.
fn is_followed(text: &str, at: usize) -> bool {
    let at = skip(text, at, b" \t\r\n,}");
    match text.as_bytes().get(at) {
        Some(b']') => true,
        Some(b'{') => first_name(text, at).is_some() || byte(text, at + 1, b'}').is_some(),
        // A text is no sign: read the wrong way, a quote stands before everything.
        Some(b'"' | b'[') | None => false,
        Some(_) => whole(text, at).is_ok(),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// Everything around the list is closed.
    Whole,
    /// The text ended before.
    Cut,
    /// Something else stands there.
    Broken,
}

/// What stands behind a list.
#[derive(Debug)]
struct Tail<'a> {
    members: Vec<(&'a str, &'a str)>,
    end: End,
}

impl<'a> Tail<'a> {
    /// Reads what stands behind a list's bracket, `depth` objects to be closed.
    fn of(text: &'a str, mut at: usize, depth: usize) -> Self {
        let mut members = Vec::new();
        for _ in 0..depth {
            members.clear();
            loop {
                if let Some(closed) = byte(text, at, b'}') {
                    at = closed;
                    break;
                }
                match member(text, at) {
                    Ok((name, value, after)) => {
                        members.push((name, value));
                        at = after;
                    }
                    Err(Broken::Cut) => return Self { members, end: End::Cut },
                    Err(Broken::At(_)) => return Self { members, end: End::Broken },
                }
            }
        }
        let is_over = skip_space(text, at) == text.len();
        Self { members, end: if is_over { End::Whole } else { End::Broken } }
    }
}

/// A comma and the member behind it; and the position after that.
fn member(text: &str, at: usize) -> Result<(&str, &str, usize), Broken> {
    let after = |at, wanted| {
        let is_cut = skip_space(text, at) == text.len();
        byte(text, at, wanted).ok_or(if is_cut { Broken::Cut } else { Broken::At(at) })
    };
    let begin = skip_space(text, after(at, b',')?);
    let (name, end) = whole(text, begin)?;
    if !name.starts_with('"') {
        return Err(Broken::At(begin));
    }
    let (value, end) = whole(text, after(end, b':')?)?;
    Ok((name, value, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str, depth: usize) -> (Vec<&str>, bool) {
        let listed = listed(text, depth).unwrap();
        (listed.items, listed.is_cut)
    }

    #[test]
    fn a_cut_list_keeps_its_whole_items() {
        let text = r#" [ {"a":"]},\" x"}, [1,2] ,"s", NaN, {"b":1 "#;
        assert_eq!(items(text, 0), (vec![r#"{"a":"]},\" x"}"#, "[1,2]", "\"s\"", "NaN"], true));
        assert_eq!(items("[", 0), (vec![], true));
        assert_eq!(items(r#"[{"a":1}],"next":"#, 1), (vec![r#"{"a":1}"#], true));
        assert_eq!(items(r#"[{"id":1},{"id":2,"x":[1,{"id":3},{"id":4}]"#, 0), (vec![r#"{"id":1}"#], true));
        for none in ["{}", ""] {
            assert_eq!(listed(none, 0), None, "{none}");
        }
    }

    #[test]
    fn a_record_without_its_end_takes_no_other_with_it() {
        assert_eq!(items(r#"[{"id":1, oops],"next":null}"#, 1), (vec![r#"{"id":1, oops"#], false));
        assert_eq!(
            items(r#"[{"id":1},{"id":2,"x":{"y":oops , { "id":3},{"id":4}],"next":"x"}"#, 1),
            (vec![r#"{"id":1}"#, r#"{"id":2,"x":{"y":oops"#, r#"{ "id":3}"#, r#"{"id":4}"#], false)
        );
        let broken = [r#"{"id":1,"x":[2}"#, r#"{"id":1,"r":[{"id":"x"},{"id":"y"}]"#];
        for broken in broken {
            let text = format!(r#"[{broken},{{"id":3}}]"#);
            assert_eq!(items(&text, 0), (vec![broken, r#"{"id":3}"#], false));
        }
    }

    #[test]
    fn a_quote_too_many_or_too_few_costs_its_record() {
        let broken = [
            r#"{"id":"1","text":"a 5" pipe"}"#,
            r#"{"id":"1","text":"a 5" pipe","r":[{"id":"x"},{"id":"y"},{"id":"z"}]}"#,
            r#"{"id":"1","text":"a 5" or 6" pipe"}"#,
            r#"{"id":"1","text":"pipe}"#,
            r#"{"id":"1","r":[{"t":"pipe},{"t":"x"}]}"#,
        ];
        for broken in broken {
            let text = format!(r#"[{{"id":"0"}},{broken},{{"id":"2"}},{{"id":"3"}}],"next":"n"}}"#);
            let listed = listed(&text, 1).unwrap();
            assert_eq!(listed.items, [r#"{"id":"0"}"#, broken, r#"{"id":"2"}"#, r#"{"id":"3"}"#]);
            assert_eq!((listed.after, listed.is_cut), (vec![("\"next\"", "\"n\"")], false), "{broken}");
            let text = format!(r#"[{{"id":"0"}},{broken}],"next":"n"}}"#);
            assert_eq!(items(&text, 1), (vec![r#"{"id":"0"}"#, broken], false));
        }
    }

    #[test]
    fn what_is_wrong_between_records_costs_none() {
        for between in [",,", " ", "},", "]},", "],", ",],", "}]}\n,"] {
            let text = format!(r#"{{"list":[{{"id":1}}{between}{{"id":2}}],"next":"n"}}"#);
            let listed = listed(&text[8..], 1).unwrap();
            assert_eq!(listed.items, [r#"{"id":1}"#, r#"{"id":2}"#], "{between}");
            assert_eq!((listed.after.len(), listed.is_cut), (1, false), "{between}");
        }
        assert_eq!(
            items(r#"[{"id":1},"x":5},{"id":2}]"#, 0),
            (vec![r#"{"id":1}"#, r#""x":5}"#, r#"{"id":2}"#], false)
        );
    }

    #[test]
    fn brackets_alone_are_read_in_one_go() {
        let start = std::time::Instant::now();
        for pair in ["[}", "{]", ",{", "}{", "[{", "][", ",{x{"] {
            let (one, other) = pair.split_at(1);
            for text in [pair.repeat(50_000), one.repeat(50_000) + &other.repeat(50_000)] {
                for start in ["[", "[{\"a\":1},{\"a\":x ", "[\"\"\""] {
                    drop(listed(&format!("{start}{text}"), 1));
                }
            }
        }
        assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
    }

    #[test]
    fn many_broken_records_are_read_in_one_go() {
        let broken = r#"{"id":"1","text":"some words of a message","r":{"a":[1,2,3]}"#;
        for broken in [broken, r#"{"id":"1","text":"a 5" pipe"}"#, r#"{"id":1]}"#, r#"{"id":1,"x":[2}"#] {
            let text = format!("[{}]", vec![broken; 5_000].join(","));
            let start = std::time::Instant::now();
            assert_eq!(items(&text, 0).0.len(), 5_000, "{broken}");
            assert!(start.elapsed().as_secs() < 5, "{broken}: {:?}", start.elapsed());
        }
    }
}

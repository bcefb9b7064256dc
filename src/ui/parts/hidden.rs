//! Characters that cannot be seen, or that turn the text around them: where they hide something, and how they are shown.

use leptos::prelude::*;

/// A stretch of a name: to be shown as it is, or a character that would not be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    /// Text as it came.
    Plain(String),
    /// A character without a shape, or one that turns the text around it.
    Hidden(char),
}

/// Takes a name apart into what can be seen and what cannot.
pub fn stretches(text: &str) -> Vec<Stretch> {
    let mut marks = Vec::new();
    let mut before = None;
    let mut rest = text.char_indices().peekable();
    while let Some((at, one)) = rest.next() {
        if is_hidden(one, before, rest.peek().map(|(_, after)| *after)) {
            marks.push(at);
        }
        before = Some(one);
    }
    cut(text, &marks)
}

/// Takes a text apart into what may be shown as it came and the characters that would mislead: those that turn letters
/// around, or the text behind them because nothing closes them, that close nothing, and those of which nothing is seen.
/// What honest writing needs stays: direction marks, closed isolates, joiners, flags made of tags.
pub fn text_stretches(text: &str) -> Vec<Stretch> {
    cut(text, &misleading(text))
}

fn cut(text: &str, marks: &[usize]) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut done = 0;
    let plain = |from: usize, to: usize| {
        text.get(from..to).filter(|plain| !plain.is_empty()).map(|plain| Stretch::Plain(plain.to_owned()))
    };
    for at in marks {
        let Some(one) = text.get(*at..).and_then(|rest| rest.chars().next()) else { continue };
        stretches.extend(plain(done, *at));
        stretches.push(Stretch::Hidden(one));
        done = at + one.len_utf8();
    }
    stretches.extend(plain(done, text.len()));
    stretches
}

/// Where in a text the characters stand that would mislead, in bytes, ascending.
pub(super) fn misleading(text: &str) -> Vec<usize> {
    // Most texts hold none, and letters of most scripts need no second look.
    if !text.chars().any(may_mislead) {
        return Vec::new();
    }
    let mut marks = Vec::new();
    // What is open in this paragraph: where, whether an isolate, and whether it turns letters around.
    let mut open: Vec<(usize, bool, bool)> = Vec::new();
    let mut in_flag = false;
    for (at, one) in text.char_indices() {
        let is_tag = matches!(one, '\u{e0000}'..='\u{e007f}');
        in_flag = one == '\u{1f3f4}' || (in_flag && is_tag);
        match one {
            '\u{202a}' | '\u{202b}' => open.push((at, false, false)),
            '\u{202d}' | '\u{202e}' => {
                marks.push(at);
                open.push((at, false, true));
            }
            '\u{2066}'..='\u{2068}' => open.push((at, true, false)),
            '\u{202c}' => match open.pop_if(|(_, is_isolate, _)| !*is_isolate) {
                Some((_, _, false)) => {}
                Some((_, _, true)) | None => marks.push(at),
            },
            '\u{2069}' => match open.iter().rposition(|(_, is_isolate, _)| *is_isolate) {
                Some(from) => marks.extend(open.drain(from..).skip(1).map(|(at, ..)| at)),
                None => marks.push(at),
            },
            '\n' | '\r' | '\u{85}' | '\u{2029}' => {
                marks.extend(open.drain(..).map(|(at, ..)| at));
            }
            _ if is_tag && !in_flag => marks.push(at),
            '\t' => {}
            _ if one.is_control() => marks.push(at),
            _ => {}
        }
    }
    marks.extend(open.into_iter().map(|(at, ..)| at));
    marks.sort_unstable();
    marks.dedup();
    marks
}

fn may_mislead(one: char) -> bool {
    match one {
        '\t' | '\n' | '\r' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}' => true,
        other => other.is_control(),
    }
}

pub(super) fn is_hidden(one: char, before: Option<char>, after: Option<char>) -> bool {
    match one {
        // Joiners are part of emoji and of Persian and Indic words, where letters stand on both sides.
        '\u{200c}' | '\u{200d}' => {
            let joins =
                |other: Option<char>| other.is_some_and(|c| !c.is_ascii() && !is_hidden(c, None, None));
            !(joins(before) && joins(after))
        }
        '\u{ad}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{2800}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => true,
        other => other.is_control(),
    }
}

fn meaning(hidden: char) -> &'static str {
    match hidden {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => {
            "turns the direction of the text"
        }
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => "breaks the line",
        _ => "has no shape of its own",
    }
}

/// A name as plain text, for places that hold no markup: what cannot be seen is written as its number.
pub fn revealed(text: &str) -> String {
    let words = stretches(text).into_iter().map(|stretch| match stretch {
        Stretch::Plain(text) => text,
        Stretch::Hidden(one) => format!("U+{:04X}", u32::from(one)),
    });
    words.collect()
}

/// A character that cannot be seen, by its number.
pub(super) fn mark(hidden: char) -> AnyView {
    let number = format!("U+{:04X}", u32::from(hidden));
    let title = format!("{number}: a character that {}", meaning(hidden));
    view! { <span class="hidden-character" title=title>{number}</span> }.into_any()
}

/// A text as it is drawn, with the characters that would mislead by their number.
pub fn shown(text: &str) -> Vec<AnyView> {
    drawn(text_stretches(text))
}

/// A part of a text as it is drawn, in the light of the whole: what is closed behind the part misleads nobody.
pub fn shown_part(text: &str, range: std::ops::Range<usize>) -> Vec<AnyView> {
    let marks = misleading(text).into_iter().filter(|at| range.contains(at)).map(|at| at - range.start);
    let marks: Vec<usize> = marks.collect();
    drawn(cut(text.get(range).unwrap_or_default(), &marks))
}

/// Stretches as they are drawn.
pub(super) fn drawn(stretches: Vec<Stretch>) -> Vec<AnyView> {
    let draw = |stretch| match stretch {
        Stretch::Plain(text) => text.into_any(),
        Stretch::Hidden(one) => mark(one),
    };
    stretches.into_iter().map(draw).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(text: &str) -> usize {
        stretches(text).iter().filter(|stretch| matches!(stretch, Stretch::Hidden(_))).count()
    }

    #[test]
    fn what_cannot_be_seen_is_found() {
        let found = stretches("Da\u{202e}na\0");
        let plain = |text: &str| Stretch::Plain(text.into());
        assert_eq!(found, [plain("Da"), Stretch::Hidden('\u{202e}'), plain("na"), Stretch::Hidden('\0')]);
        assert_eq!(hidden("ad\u{200b}min"), 1);
        assert_eq!(hidden("ad\u{200d}min"), 1);
        assert_eq!(hidden("admin\u{3164}"), 1);
    }

    #[test]
    fn in_a_text_only_what_would_mislead_is_found() {
        let found = |text: &str| misleading(text);
        for honest in [
            "plain\ttext\r\nin lines",
            "call \u{2068}دانا\u{2069} now",
            "\u{200f}שלום\u{200e} (x)",
            "\u{202b}שלום\u{202c}!",
            "👩\u{200d}💻 می\u{200c}خواهم",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "a\u{200b}b",
        ] {
            assert_eq!(found(honest), [0_usize; 0], "{honest}");
        }
        assert_eq!(found("a\u{202e}b\u{202c}c"), [1, 5], "letters are turned around");
        assert_eq!(found("a\u{202b}b"), [1], "nothing closes it");
        assert_eq!(found("a\u{2067}b\nc\u{2069}"), [1, 7], "a line closes nothing and ends all");
        assert_eq!(found("\u{2068}a\u{202a}b\u{2069}"), [4], "an isolate's end ends what is open in it");
        assert_eq!(found("\u{202c}a\0b\u{e0041}"), [0, 4, 6]);
    }

    #[test]
    fn nothing_is_lost_where_a_text_is_cut() {
        let text = "a\u{202e}b\u{2069}\u{7}";
        let joined: String = text_stretches(text)
            .into_iter()
            .map(|stretch| match stretch {
                Stretch::Plain(text) => text,
                Stretch::Hidden(one) => one.to_string(),
            })
            .collect();
        assert_eq!(joined, text);
    }

    #[test]
    fn what_belongs_to_a_word_stays() {
        for text in ["Zoë 👩‍💻", "می‌خواهم", "José", "❤️", "नी"] {
            assert_eq!(hidden(text), 0, "{text}");
        }
    }
}

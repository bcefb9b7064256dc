//! Names and ids in which nothing can hide.

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
    let mut stretches = Vec::new();
    let mut plain = String::new();
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(one) = rest.next() {
        if is_hidden(one, before, rest.peek().copied()) {
            if !plain.is_empty() {
                stretches.push(Stretch::Plain(std::mem::take(&mut plain)));
            }
            stretches.push(Stretch::Hidden(one));
        } else {
            plain.push(one);
        }
        before = Some(one);
    }
    if !plain.is_empty() {
        stretches.push(Stretch::Plain(plain));
    }
    stretches
}

fn is_hidden(one: char, before: Option<char>, after: Option<char>) -> bool {
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

/// A name, an address or a vendor's word, kept apart from the text around it. Characters that cannot be seen are
/// shown by their number.
#[component]
pub fn Name(
    /// The text as it came.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let is_plain = !text.chars().any(|one| is_hidden(one, None, None));
    if is_plain {
        return view! { <bdi>{text}</bdi> }.into_any();
    }
    let shown = stretches(&text).into_iter().map(|stretch| match stretch {
        Stretch::Plain(text) => text.into_any(),
        Stretch::Hidden(one) => {
            let number = format!("U+{:04X}", u32::from(one));
            let title = format!("{number}: a character that {}", meaning(one));
            view! { <span class="hidden-character" title=title>{number}</span> }.into_any()
        }
    });
    view! { <bdi>{shown.collect_view()}</bdi> }.into_any()
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
    fn what_belongs_to_a_word_stays() {
        for text in ["Zoë 👩‍💻", "می‌خواهم", "José", "❤️", "नी"] {
            assert_eq!(hidden(text), 0, "{text}");
        }
    }
}

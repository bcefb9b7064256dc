//! The part of an e-mail that repeats earlier ones.

/// An e-mail's text, cut where it begins to repeat earlier ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter<'t> {
    /// What is new.
    pub(super) own: &'t str,
    /// What is repeated; empty when nothing is.
    pub(super) quoted: &'t str,
}

impl<'t> Letter<'t> {
    /// Cuts a text. What stands below quoted lines is the writer's own again, so only a quote at the end is cut off.
    pub(super) fn new(text: &'t str) -> Self {
        let mut cut = None;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let plain = line.trim();
            if cut.is_none() && (is_introduction(plain) || plain.starts_with('>')) {
                cut = Some((at, is_final(plain)));
            } else if let Some((_, is_final)) = cut
                && !is_final
                && !plain.is_empty()
                && !plain.starts_with('>')
                && !is_introduction(plain)
            {
                cut = None;
            }
            at += line.len();
        }
        let at = cut.map_or(text.len(), |(at, _)| at);
        match (text.get(..at), text.get(at..)) {
            // A mail that is all quote has nothing else to show.
            (Some(own), Some(quoted)) if !own.trim().is_empty() => Self { own: own.trim_end(), quoted },
            _ => Self { own: text, quoted: "" },
        }
    }

    /// How many lines are repeated.
    pub(super) fn quoted_lines(&self) -> usize {
        self.quoted.lines().count()
    }
}

/// `On Tue, 12 May 2026 at 10:02, Dana wrote:` and the rulers that mail programs draw.
fn is_introduction(line: &str) -> bool {
    (line.starts_with("On ") && line.ends_with("wrote:")) || is_final(line)
}

/// After such a line everything is repeated, whether or not it is marked.
fn is_final(line: &str) -> bool {
    let bare = line.trim_matches(|one: char| matches!(one, '-' | '_' | ' '));
    line.starts_with("--") && matches!(bare, "Original Message" | "Forwarded message")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_at_the_end_is_cut_off() {
        let letter = Letter::new("Thanks!\n\nOn Tue, 12 May 2026, Dana wrote:\n> Hi\n>\n> Bye\n");
        assert_eq!((letter.own, letter.quoted_lines()), ("Thanks!", 4));
        let outlook = Letter::new("Yes.\n----- Original Message -----\nFrom: a\n\nHello");
        assert_eq!((outlook.own, outlook.quoted_lines()), ("Yes.", 4));
    }

    #[test]
    fn answers_between_quotes_stay() {
        for text in ["> When?\nTomorrow.\n> Where?\nHere.", "> all quote", "plain\ntext", ""] {
            assert_eq!(Letter::new(text), Letter { own: text, quoted: "" }, "{text}");
        }
    }
}

//! A text taken apart: where a search hits, where a link stands, what would mislead, where it is folded.

use linkify::{LinkFinder, LinkKind};

use super::{Safe, hidden::misleading};
use crate::timeline::Needle;

/// Texts with more characters than this are folded.
const FOLDED_FROM: usize = 1200;
/// How many characters of a folded text are shown.
const SHOWN: usize = 900;

/// A stretch of a text that looks alike throughout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text as it came.
    pub text: String,
    /// Whether the search hits it.
    pub is_hit: bool,
    /// Where it leads, when it is part of a link.
    pub link: Option<Safe>,
    /// Whether it is a character that would mislead, and is shown by its number.
    pub is_hidden: bool,
}

/// A text that can be long and hold links.
#[derive(Debug, Clone)]
pub struct Passage {
    text: String,
    links: Vec<(std::ops::Range<usize>, Safe)>,
    /// Where characters stand that would mislead.
    hidden: Vec<usize>,
    fold: Option<usize>,
}

impl Passage {
    /// Reads a text: finds its links, and where to fold it when it is long.
    pub fn new(text: &str) -> Self {
        Self { links: links(text), hidden: misleading(text), fold: fold(text), text: text.to_owned() }
    }

    /// How many characters it has.
    pub fn characters(&self) -> usize {
        self.text.chars().count()
    }

    /// Whether it is long enough to be folded.
    pub const fn is_long(&self) -> bool {
        self.fold.is_some()
    }

    /// Whether a search hits the part that is folded away.
    pub fn folds_away(&self, needle: &Needle) -> bool {
        self.fold.is_some_and(|fold| needle.ranges(&self.text).iter().any(|hit| hit.end > fold))
    }

    /// Whether there is anything to mark.
    pub fn has(&self, needle: &Needle) -> bool {
        !needle.is_empty() && needle.is_in(&self.text)
    }

    /// What is always shown, in pieces.
    pub fn head(&self, needle: &Needle) -> Vec<Piece> {
        self.pieces(0, self.fold.unwrap_or(self.text.len()), needle)
    }

    /// What is folded away, in pieces.
    pub fn rest(&self, needle: &Needle) -> Vec<Piece> {
        self.pieces(self.fold.unwrap_or(self.text.len()), self.text.len(), needle)
    }

    fn pieces(&self, from: usize, to: usize, needle: &Needle) -> Vec<Piece> {
        let hits = needle.ranges(&self.text);
        let mut cuts: Vec<usize> = vec![from, to];
        cuts.extend(
            hits.iter().chain(self.links.iter().map(|(range, _)| range)).flat_map(|r| [r.start, r.end]),
        );
        let length =
            |at: usize| self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        cuts.extend(self.hidden.iter().flat_map(|at| [*at, at + length(*at)]));
        cuts.retain(|cut| (from..=to).contains(cut));
        cuts.sort_unstable();
        cuts.dedup();
        let piece = |pair: &[usize]| {
            let &[start, end] = pair else { return None };
            Some(Piece {
                text: self.text.get(start..end)?.to_owned(),
                is_hit: hits.iter().any(|hit| hit.contains(&start)),
                link: self
                    .links
                    .iter()
                    .find(|(range, _)| range.contains(&start))
                    .map(|(_, link)| link.clone()),
                is_hidden: self.hidden.binary_search(&start).is_ok(),
            })
        };
        cuts.windows(2).filter_map(piece).collect()
    }
}

fn links(text: &str) -> Vec<(std::ops::Range<usize>, Safe)> {
    if !text.contains("://") && !text.contains('@') {
        return Vec::new();
    }
    let found = LinkFinder::new().links(text).collect::<Vec<_>>();
    let safe = found.into_iter().filter_map(|link| {
        let is_email = *link.kind() == LinkKind::Email;
        let address = if is_email { format!("mailto:{}", link.as_str()) } else { link.as_str().to_owned() };
        // A text that leads to another host than it says stays a text.
        let safe = Safe::parse(&address).filter(|safe| safe.host_to_show(link.as_str()).is_none())?;
        Some((link.start()..link.end(), safe))
    });
    safe.collect()
}

fn fold(text: &str) -> Option<usize> {
    // A text has at least as many bytes as characters, so most need not be counted.
    if text.len() <= FOLDED_FROM || text.chars().count() <= FOLDED_FROM {
        return None;
    }
    let end = text.char_indices().nth(SHOWN).map(|(at, _)| at)?;
    let head = text.get(..end)?;
    // At a blank, unless there is none near.
    Some(head.rfind(char::is_whitespace).filter(|at| *at > end / 2).unwrap_or(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str, typed: &str) -> Vec<String> {
        let pieces = Passage::new(text).head(&Needle::new(typed));
        let mark = |piece: Piece| match (piece.is_hit, piece.link.is_some()) {
            (false, false) => piece.text,
            (true, false) => format!("[{}]", piece.text),
            (false, true) => format!("<{}>", piece.text),
            (true, true) => format!("<[{}]>", piece.text),
        };
        pieces.into_iter().map(mark).collect()
    }

    #[test]
    fn hits_and_links_may_overlap() {
        assert_eq!(
            shape("See https://a.example/price, the price.", "price"),
            ["See ", "<https://a.example/>", "<[price]>", ", the ", "[price]", "."]
        );
        assert_eq!(shape("write to a@b.example", ""), ["write to ", "<a@b.example>"]);
        assert_eq!(shape("https://a.example@b.example/", ""), ["https://a.example@b.example/"]);
        assert_eq!(shape("http://0x7f.1/x", ""), ["http://0x7f.1/x"]);
        assert_eq!(shape("javascript://a.example/%0aalert(1)", ""), ["javascript://a.example/%0aalert(1)"]);
        assert_eq!(shape("", "x"), Vec::<String>::new());
    }

    #[test]
    fn what_would_mislead_is_a_piece_of_its_own() {
        let pieces = Passage::new("a\u{202e}bc").head(&Needle::new("bc"));
        let found: Vec<(&str, bool, bool)> =
            pieces.iter().map(|piece| (&*piece.text, piece.is_hidden, piece.is_hit)).collect();
        assert_eq!(found, [("a", false, false), ("\u{202e}", true, false), ("bc", false, true)]);
    }

    #[test]
    fn long_texts_fold_at_a_blank_and_lose_nothing() {
        let text = "añb ".repeat(400);
        let passage = Passage::new(&text);
        assert!(passage.is_long());
        let nothing = Needle::new("");
        let joined: String = passage
            .head(&nothing)
            .into_iter()
            .chain(passage.rest(&nothing))
            .map(|piece| piece.text)
            .collect();
        assert_eq!(joined, text);
        assert!(!Passage::new(&"x".repeat(1200)).is_long());
    }

    #[test]
    fn a_hit_below_the_fold_is_known() {
        let text = format!("{}needle", "hay ".repeat(400));
        assert!(Passage::new(&text).folds_away(&Needle::new("needle")));
        assert!(!Passage::new(&text).folds_away(&Needle::new("straw")));
    }
}

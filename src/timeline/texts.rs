//! Every entry's texts as the search reads them: folded, in one place.

use memchr::memmem::Finder;

use crate::model::Entry;

use super::{fold, slot::Number};

/// Stands between two texts of an entry, so that nothing is found across them.
const APART: char = '\0';

/// How much lies in one piece, in bytes: one that grows without end is copied again and again, and takes twice the
/// memory meanwhile.
const PIECE: usize = 1 << 20;

/// The folded texts of all entries.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts {
    pieces: Vec<String>,
    /// Where each entry's texts lie, by number.
    spans: Vec<Span>,
    /// How many bytes there are, and how many of them belong to no entry any more.
    size: usize,
    unused: usize,
    /// Where an entry's texts are folded.
    folded: String,
}

#[derive(Debug, Clone, Copy, Default)]
struct Span {
    piece: u32,
    from: u32,
    to: u32,
}

impl Span {
    fn of(self, pieces: &[String]) -> Option<&str> {
        pieces.get(self.piece as usize)?.get(self.from as usize..self.to as usize)
    }
}

impl Texts {
    /// Takes in what an entry says, in place of what it said before.
    pub(super) fn set(&mut self, number: Number, entry: &Entry) {
        self.folded.clear();
        for text in entry.texts() {
            fold::fold_into(&mut self.folded, text);
            self.folded.push(APART);
        }
        let span = append(&mut self.pieces, &self.folded);
        self.size += self.folded.len();
        self.put(number, span);
    }

    /// Forgets an entry.
    pub(super) fn remove(&mut self, number: Number) {
        self.put(number, Span::default());
    }

    /// Whether a folded text occurs in an entry.
    pub(super) fn contain(&self, number: Number, finder: &Finder<'_>) -> bool {
        let text = self.spans.get(number.index()).and_then(|span| span.of(&self.pieces));
        text.is_some_and(|text| finder.find(text.as_bytes()).is_some())
    }

    /// In which entries a folded text occurs, by number. As quick as the text is rare: what lies between two places where it
    /// occurs is passed at once.
    pub(super) fn all_with(&self, finder: &Finder<'_>) -> Vec<bool> {
        let length = finder.needle().len();
        // Of each piece the last place from which it was looked, and where the text occurs next.
        let mut looked: Vec<Option<(usize, usize)>> = vec![None; self.pieces.len()];
        let occurs = |span: &Span| {
            let (from, to) = (span.from as usize, span.to as usize);
            let piece = self.pieces.get(span.piece as usize).filter(|_| from < to);
            let Some((piece, looked)) = piece.zip(looked.get_mut(span.piece as usize)) else { return false };
            let next = match *looked {
                // What was taken in anew lies anywhere.
                Some((start, _)) if from < start => {
                    return span.of(&self.pieces).is_some_and(|text| finder.find(text.as_bytes()).is_some());
                }
                Some((_, next)) if from <= next => next,
                _ => {
                    let rest = piece.as_bytes().get(from..).unwrap_or_default();
                    let next = finder.find(rest).map_or(usize::MAX, |at| from + at);
                    *looked = Some((from, next));
                    next
                }
            };
            next.saturating_add(length) <= to
        };
        self.spans.iter().map(occurs).collect()
    }

    fn put(&mut self, number: Number, span: Span) {
        if self.spans.len() <= number.index() {
            self.spans.resize(number.index() + 1, Span::default());
        }
        if let Some(slot) = self.spans.get_mut(number.index()) {
            let old = std::mem::replace(slot, span);
            self.unused += (old.to - old.from) as usize;
        }
        if self.unused > self.size / 2 {
            self.compact();
        }
    }

    fn compact(&mut self) {
        let mut pieces = Vec::new();
        for span in &mut self.spans {
            *span = span.of(&self.pieces).map(|text| append(&mut pieces, text)).unwrap_or_default();
        }
        self.pieces = pieces;
        self.size -= self.unused;
        self.unused = 0;
    }
}

/// Puts a text behind the others.
fn append(pieces: &mut Vec<String>, text: &str) -> Span {
    if pieces.last().is_none_or(|last| last.len() + text.len() > PIECE) {
        pieces.push(String::with_capacity(PIECE.max(text.len())));
    }
    let piece = pieces.len() - 1;
    let Some(last) = pieces.last_mut() else { return Span::default() };
    let from = last.len();
    last.push_str(text);
    // A tab's memory ends before four gigabytes.
    let [piece, from, to] = [piece, from, last.len()].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
    Span { piece, from, to }
}

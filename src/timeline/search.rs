//! Finding a text: in entries, in a transcript, and where exactly.

use std::ops::Range;

use memchr::memmem::Finder;

use crate::model::Call;

use super::fold;

/// A text to look for, whatever its case and accents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needle(String);

impl Needle {
    /// From what the reader typed; blanks around it do not count.
    pub fn new(typed: &str) -> Self {
        Self(fold::folded(typed.trim()))
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it occurs only where the other one does, too.
    pub fn is_narrower_than(&self, other: &Self) -> bool {
        !other.is_empty() && self.0.contains(&other.0)
    }

    /// What finds it in folded texts; `None` when there is nothing to look for.
    pub(super) fn finder(&self) -> Option<Finder<'_>> {
        (!self.is_empty()).then(|| Finder::new(&self.0))
    }

    /// Whether it occurs in a text; an empty one occurs in none.
    pub fn is_in(&self, text: &str) -> bool {
        !self.is_empty() && fold::contains(text, &self.0)
    }

    /// The byte ranges of the text, as it came, in which it occurs: ascending, apart, on character boundaries.
    pub fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        if self.is_empty() { Vec::new() } else { fold::find(text, &self.0) }
    }

    /// The text in pieces, each with whether it is a hit. Joined they are the text.
    pub fn split<'t>(&self, text: &'t str) -> Vec<(&'t str, bool)> {
        let mut pieces = Vec::new();
        let mut push = |range: Range<usize>, is_hit: bool| {
            if let Some(piece) = text.get(range).filter(|piece| !piece.is_empty()) {
                pieces.push((piece, is_hit));
            }
        };
        let mut done = 0;
        for range in self.ranges(text) {
            push(done..range.start, false);
            push(range.clone(), true);
            done = range.end;
        }
        push(done..text.len(), false);
        pieces
    }
}

/// The turns of a call's transcript in which a text occurs, by position.
pub fn find_turns(call: &Call, needle: &Needle) -> Vec<usize> {
    let turns = call.transcript.iter().flatten().enumerate();
    turns.filter(|(_, turn)| needle.is_in(&turn.text)).map(|(index, _)| index).collect()
}

/// Hits, and the one the reader is at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits<T> {
    list: Vec<T>,
    at: Option<usize>,
}

impl<T> Default for Hits<T> {
    fn default() -> Self {
        Self { list: Vec::new(), at: None }
    }
}

impl<T: PartialEq> Hits<T> {
    /// Hits in order, none of them current.
    pub const fn new(list: Vec<T>) -> Self {
        Self { list, at: None }
    }

    /// Takes a new list; the current hit stays current when it is still in it.
    pub fn renew(&mut self, list: Vec<T>) {
        let at = self.current().and_then(|current| list.iter().position(|hit| hit == current));
        *self = Self { list, at };
    }

    /// Every hit, in order.
    pub fn all(&self) -> &[T] {
        &self.list
    }

    /// The current hit.
    pub fn current(&self) -> Option<&T> {
        self.list.get(self.at?)
    }

    /// Goes to the hit after the current one; after the last comes the first.
    pub fn go_next(&mut self) -> Option<&T> {
        let count = self.list.len();
        self.at = (count > 0).then(|| self.at.map_or(0, |at| (at + 1) % count));
        self.current()
    }

    /// Goes to the hit before the current one; before the first comes the last.
    pub fn go_previous(&mut self) -> Option<&T> {
        let count = self.list.len();
        self.at = (count > 0).then(|| self.at.unwrap_or(0).checked_sub(1).unwrap_or(count - 1));
        self.current()
    }

    /// Makes a hit the current one; nothing happens when it is none.
    pub fn go_to(&mut self, hit: &T) {
        self.at = self.list.iter().position(|other| other == hit).or(self.at);
    }

    /// `3/17`; `–/17` when none is current.
    pub fn position(&self) -> String {
        match self.at {
            Some(at) => format!("{}/{}", at + 1, self.list.len()),
            None => format!("–/{}", self.list.len()),
        }
    }
}

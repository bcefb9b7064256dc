//! Every entry's texts as the search reads them: folded, in one place.

use memchr::memmem::Finder;

use crate::model::Entry;

use super::{fold, slot::Number};

/// Stands between two texts of an entry, so that nothing is found across them.
const APART: char = '\0';

/// The folded texts of all entries.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts {
    all: String,
    /// Where each entry's texts begin and end, by number.
    spans: Vec<(u32, u32)>,
    /// How many bytes belong to no entry any more.
    unused: usize,
}

impl Texts {
    /// Takes in what an entry says, in place of what it said before.
    pub(super) fn set(&mut self, number: Number, entry: &Entry) {
        let from = self.all.len();
        for text in entry.texts() {
            fold::fold_into(&mut self.all, text);
            self.all.push(APART);
        }
        self.put(number, (from, self.all.len()));
    }

    /// Forgets an entry.
    pub(super) fn remove(&mut self, number: Number) {
        self.put(number, (0, 0));
    }

    /// Whether a folded text occurs in an entry.
    pub(super) fn contain(&self, number: Number, finder: &Finder<'_>) -> bool {
        let Some(&(from, to)) = self.spans.get(number.index()) else { return false };
        let text = self.all.as_bytes().get(from as usize..to as usize);
        text.is_some_and(|text| finder.find(text).is_some())
    }

    fn put(&mut self, number: Number, (from, to): (usize, usize)) {
        // A tab's memory ends before four gigabytes.
        let span = (u32::try_from(from).unwrap_or(u32::MAX), u32::try_from(to).unwrap_or(u32::MAX));
        if self.spans.len() <= number.index() {
            self.spans.resize(number.index() + 1, (0, 0));
        }
        if let Some(slot) = self.spans.get_mut(number.index()) {
            let (old_from, old_to) = std::mem::replace(slot, span);
            self.unused += (old_to - old_from) as usize;
        }
        if self.unused > self.all.len() / 2 {
            self.compact();
        }
    }

    fn compact(&mut self) {
        let mut all = String::with_capacity(self.all.len() - self.unused);
        for (from, to) in &mut self.spans {
            let start = all.len();
            all.push_str(self.all.get(*from as usize..*to as usize).unwrap_or_default());
            *from = u32::try_from(start).unwrap_or(u32::MAX);
            *to = u32::try_from(all.len()).unwrap_or(u32::MAX);
        }
        self.all = all;
        self.unused = 0;
    }
}

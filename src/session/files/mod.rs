//! Answers that the reader gives as files: what each holds, whose it is, and how they are read.
//!
//! A file is an answer of a vendor's as it came, or a bundle of many ([`bundle`]). It goes through the same adapters as
//! what a vendor sends, and nothing of it leaves the page.

mod answer;
mod bundle;
mod file;
mod set;

pub use answer::Answer;
pub use file::{FILE_LIMIT, File};
pub use set::{FileSet, FilesId};

use std::sync::Arc;

use crate::{
    model::{Handle, Vendor},
    providers::provider,
};

/// What the reader gave, in the order in which it was given.
#[derive(Debug, Clone, Default)]
pub struct Files {
    files: Vec<Arc<File>>,
}

/// Everything in the files that belongs to one lead at one vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Whose it is; where the answers say of nobody, a name made from the file's.
    pub lead: Handle,
    /// What else the answers know the lead by, for people; else empty.
    pub known_by: Arc<str>,
    /// How many records it has; a call in full is one.
    pub records: usize,
    /// The names of the files it is from, without repeats.
    pub from: Vec<Arc<str>>,
}

impl Part {
    /// Whether the answers say whose it is; else it is named by its file, and is everything in it.
    pub fn is_named(&self) -> bool {
        self.from.iter().all(|from| from.as_ref() != self.lead.native())
    }
}

impl Files {
    /// Takes in a file; gives whether it is a new one. One of the same name and content that is here already counts
    /// once.
    pub fn add(&mut self, file: File) -> bool {
        let is_new = !self.files.iter().any(|known| known.name == file.name && known.print == file.print);
        if is_new {
            self.files.push(Arc::new(file));
        }
        is_new
    }

    /// Gives a file back, by its position.
    pub fn remove(&mut self, index: usize) {
        if index < self.files.len() {
            self.files.remove(index);
        }
    }

    /// The files, in the order in which they were given.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<File>> {
        self.files.iter()
    }

    /// Whether nothing was given.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether every file could be read, and says nothing that the reader should know first.
    pub fn is_plain(&self) -> bool {
        self.files.iter().all(|file| file.problem.is_none() && file.remarks.is_empty() && !file.is_cut())
    }

    /// What is in the files, lead by lead, in the vendors' order and the largest first; after those with a name of
    /// their own.
    pub fn parts(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for answer in &set::homed(self.files.iter().flat_map(|file| &file.answers).cloned()) {
            let part = match parts.iter_mut().find(|part| part.lead == answer.lead) {
                Some(part) => part,
                None => parts.push_mut(Part {
                    lead: answer.lead.clone(),
                    known_by: Arc::clone(&answer.known_by),
                    records: 0,
                    from: Vec::new(),
                }),
            };
            part.records += answer.records;
            if part.known_by.is_empty() {
                part.known_by = Arc::clone(&answer.known_by);
            }
            if !part.from.contains(&answer.from) {
                part.from.push(Arc::clone(&answer.from));
            }
        }
        parts.sort_by_key(|part| (part.lead.vendor, !part.is_named(), std::cmp::Reverse(part.records)));
        parts
    }

    /// The parts that belong together as far as that can be told: those of vendors with a single lead in the files, and
    /// all meetings.
    pub fn usual(&self) -> Vec<Handle> {
        let parts = self.parts();
        let is_alone = |vendor: Vendor| {
            provider(vendor).about().many_handles
                || parts.iter().filter(|part| part.lead.vendor == vendor).count() == 1
        };
        let chosen = parts.iter().filter(|part| is_alone(part.lead.vendor));
        chosen.map(|part| part.lead.clone()).collect()
    }

    /// Whether the reader has to say which of several leads to show.
    pub fn needs_choice(&self) -> bool {
        self.usual().len() < self.parts().len()
    }

    /// The answers that belong to these leads, to be shown; `None` when there are none.
    pub fn set(&self, leads: &[Handle]) -> Option<FileSet> {
        FileSet::new(self.files.iter().flat_map(|file| &file.answers).cloned(), leads)
    }
}

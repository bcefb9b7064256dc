//! A thread as a whole: an SMS or e-mail thread, a conversation, a meeting.

use std::sync::Arc;

use crate::model::{Content, Entry, Thread, ThreadId};

use super::Timeline;

/// A thread and everything in it.
#[derive(Debug, Clone, PartialEq)]
pub struct ThreadView {
    /// What is known of it as a whole; `None` when the vendor sends its messages alone.
    pub thread: Option<Arc<Thread>>,
    /// Its entries, in the timeline's order, the undated after the dated. The entry that says the thread was opened
    /// is among them.
    pub entries: Vec<Arc<Entry>>,
}

impl Timeline {
    /// A thread by its name; without entries when nothing of it has arrived.
    pub fn thread(&self, id: &ThreadId) -> ThreadView {
        let belongs = |entry: &&Arc<Entry>| entry.thread.as_ref() == Some(id);
        let entries: Vec<_> = self.entries().chain(self.undated()).filter(belongs).cloned().collect();
        let newest = entries
            .iter()
            .filter_map(|entry| {
                let Content::Thread(thread) = &entry.content else { return None };
                (thread.id == *id).then_some((entry.revision, thread))
            })
            .max_by_key(|(revision, _)| *revision)
            .map(|(_, thread)| thread.clone());
        ThreadView { thread: newest, entries }
    }
}

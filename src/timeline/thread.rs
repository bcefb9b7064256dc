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
        let wanted = self.values.threads.known(&Some(id.clone()));
        let slots = self.dated_slots().iter().chain(self.undated_slots());
        let belonging = slots.filter(|slot| Some(slot.thread) == wanted);
        let entries: Vec<_> = belonging.filter_map(|slot| self.entry(slot.number)).collect();
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

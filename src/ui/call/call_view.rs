//! What a call's page is given: the call as far as it is known, and how reading the rest of it goes.

use std::sync::Arc;

use crate::model::{Call, CallId, Timestamp};

/// How reading a call in full goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum CallLoad {
    /// Nobody asked for it yet.
    #[default]
    NotLoaded,
    /// It is on its way.
    Loading,
    /// All there is has come.
    Loaded,
    /// It could not be read. What was known before stays on the page.
    Failed {
        /// What happened, in a few words.
        title: String,
        /// What it means and what can be done, in a sentence or two.
        text: String,
    },
    /// A transcript or summary may still come: the call is asked for again.
    CheckingAgain {
        /// When.
        at: Timestamp,
    },
}

/// A call as its page shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct CallView {
    /// Which call.
    pub id: CallId,
    /// What is known of it; `None` when its page was opened from a link before anything of it arrived.
    pub call: Option<Arc<Call>>,
    /// How reading the rest goes.
    pub load: CallLoad,
}

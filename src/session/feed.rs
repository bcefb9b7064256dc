//! One handle's way onto the timeline: what was asked, what came, and how it stands.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use super::{Course, Coverage, Extent, LoadError, Plan, Range};
use crate::model::{Handle, Record, Timestamp};

/// How a feed stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum FeedState {
    /// Nothing has been asked.
    #[default]
    NotAsked,
    /// Asking.
    Loading,
    /// A try failed; the next one is due.
    Waiting {
        /// When it is due, by the reader's clock.
        until: Timestamp,
        /// Which try comes next: 2 is the second.
        attempt: u32,
        /// Why the last try failed.
        error: LoadError,
    },
    /// Everything that was asked for is here.
    Ready,
    /// It ended early. What had come is kept.
    Failed(LoadError),
    /// The reader stopped it. What had come is kept.
    Stopped,
}

impl FeedState {
    /// How many seconds are left until the next try, rounded up; `None` when none is due.
    pub fn secs_to_next_try(&self, now: Timestamp) -> Option<u64> {
        let Self::Waiting { until, .. } = self else { return None };
        Some(u64::try_from(until.millis() - now.millis()).unwrap_or_default().div_ceil(1000))
    }
}

/// What is missing of a feed that is read out of files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// The rest of a file that ends in the middle; with the file's name.
    End(Box<str>),
    /// Pages after those that were given.
    Pages,
}

/// News from a load, in the order in which they happen.
#[derive(Debug, Clone, PartialEq)]
pub enum Update {
    /// How the feed stands now.
    State(FeedState),
    /// An answer was read.
    Page {
        /// Its records, to be merged. Some may be here already: merging does not mind.
        records: Vec<Record>,
        /// How many records in it belong to other leads.
        others: usize,
    },
    /// Which part of the history is here without a gap.
    Coverage(Coverage),
    /// Something the reader should know, in a sentence.
    Remark(String),
    /// Something the reader should know of an answer of which only a part came. The next answer that can be read
    /// settles it.
    PartRemark(String),
    /// Where to go on, should the load end here.
    Position(Course),
}

/// One handle's way onto the timeline.
#[derive(Debug, Clone)]
pub struct Feed {
    /// What is opened.
    pub handle: Handle,
    /// The files it is from, in a few words; `None` when it is read from the vendor.
    pub from: Option<Box<str>>,
    /// What is missing in the files, as far as they tell.
    pub lack: Option<Lack>,
    /// How it stands.
    pub state: FeedState,
    /// How many pages were read.
    pub pages: usize,
    /// How many records in the answers belong to other leads and were passed over.
    pub others: usize,
    /// Which part of the history is here without a gap.
    pub coverage: Coverage,
    /// Which parts of the vendor's list are here.
    pub extent: Extent,
    /// What the reader should know, in sentences, without repeats.
    pub remarks: Vec<String>,
    /// How many entries each record gave, by a hash of its id: a million ids would be too much to keep twice.
    seen: HashMap<u64, usize>,
    entries: usize,
    /// Those of the remarks that are about a part of an answer.
    of_part: Vec<String>,
    position: Option<Course>,
}

impl Feed {
    /// A feed that has not been asked for.
    pub fn new(handle: Handle) -> Self {
        Self {
            handle,
            from: None,
            lack: None,
            state: FeedState::NotAsked,
            pages: 0,
            others: 0,
            coverage: Coverage::Unknown,
            extent: Extent::default(),
            remarks: Vec::new(),
            seen: HashMap::new(),
            entries: 0,
            of_part: Vec::new(),
            position: None,
        }
    }

    /// A feed that is being read out of files; with their names in a few words.
    pub fn of_files(handle: Handle, from: &str) -> Self {
        Self { from: Some(from.into()), state: FeedState::Loading, ..Self::new(handle) }
    }

    /// How many different records came.
    pub fn records(&self) -> usize {
        self.seen.len()
    }

    /// How many entries they give.
    pub const fn entries(&self) -> usize {
        self.entries
    }

    /// Takes in news.
    pub fn apply(&mut self, update: &Update) {
        match update {
            Update::State(state) => self.state = state.clone(),
            Update::Page { records, others } => {
                self.pages += 1;
                let settled = std::mem::take(&mut self.of_part);
                self.remarks.retain(|remark| !settled.contains(remark));
                self.others = self.others.max(*others);
                for record in records {
                    let mut hasher = DefaultHasher::new();
                    record.id.hash(&mut hasher);
                    let before = self.seen.insert(hasher.finish(), record.entries.len()).unwrap_or_default();
                    self.entries = self.entries - before + record.entries.len();
                }
            }
            Update::Coverage(coverage) => self.coverage = *coverage,
            Update::Remark(remark) => {
                if !self.remarks.contains(remark) {
                    self.remarks.push(remark.clone());
                }
            }
            Update::PartRemark(remark) => {
                if !self.remarks.contains(remark) {
                    self.remarks.push(remark.clone());
                    self.of_part.push(remark.clone());
                }
            }
            Update::Position(course) => {
                self.extent.merge(course.extent());
                self.position = Some(course.clone());
            }
        }
    }

    /// The parts that are still to be read, and whether reading them failed, as [`Course::ahead`] tells them.
    pub fn ahead(&self) -> impl Iterator<Item = (Timestamp, Option<Timestamp>, bool)> {
        self.position.iter().flat_map(Course::ahead)
    }

    /// The reader stopped waiting.
    pub fn stop(&mut self) {
        if self.is_busy() {
            self.state = FeedState::Stopped;
        }
    }

    /// Whether something is on its way.
    pub const fn is_busy(&self) -> bool {
        matches!(self.state, FeedState::Loading | FeedState::Waiting { .. })
    }

    /// What went wrong, while waiting for another try too.
    pub const fn error(&self) -> Option<&LoadError> {
        match &self.state {
            FeedState::Failed(error) | FeedState::Waiting { error, .. } => Some(error),
            FeedState::NotAsked | FeedState::Loading | FeedState::Ready | FeedState::Stopped => None,
        }
    }

    /// What to do next to have what the reader wants: go on where the last load ended early, else read the range.
    pub fn load_or_continue(&self, range: Range, now: Timestamp) -> Plan {
        match &self.position {
            Some(course) if !course.is_done() => Plan::Continue(course.clone()),
            Some(_) | None => Plan::Newest { since: range.since(now), now },
        }
    }

    /// How to get what is older than what is here; `None` when there is nothing older, or no way to ask for it.
    pub fn load_older(&self, now: Timestamp) -> Option<Plan> {
        let Coverage::Since { since, .. } = self.coverage else { return None };
        let frontier = self.position.as_ref().and_then(Course::frontier);
        Some(Plan::Older { until: since, now, frontier })
    }

    /// How to get what changed since the last load.
    pub fn refresh(&self, range: Range, now: Timestamp) -> Plan {
        match (self.coverage.complete_since(), self.position.as_ref()) {
            (Some(since), Some(course)) if course.is_done() => {
                Plan::Refresh { covered_since: since, frontier: course.frontier(), now }
            }
            _ => self.load_or_continue(range, now),
        }
    }
}

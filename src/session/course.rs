//! Which questions to ask one after the other: windows of a history, newest first.

use std::collections::VecDeque;

use super::Coverage;
use crate::{
    model::{Handle, IdError, Timestamp},
    providers::{Ask, Page, Provider, Request, Window},
};

const DAY_MILLIS: i64 = 86_400_000;
const OVERLAP_MILLIS: i64 = 120_000;
/// The first page is small, so that something is to be seen early.
const FIRST_PAGE: u32 = 100;
const PAGE: u32 = 1_000;

/// What a load is for.
#[derive(Debug, Clone, PartialEq)]
pub enum Plan {
    /// Everything since a moment, the newest first where the vendor can be asked so. Vendors that cannot limit
    /// their answers give all.
    Newest {
        /// From this moment.
        since: Timestamp,
        /// The reader's clock.
        now: Timestamp,
    },
    /// What is older than what is here: one more year, then all the rest.
    Older {
        /// From where on everything is here.
        until: Timestamp,
        /// The reader's clock.
        now: Timestamp,
        /// The latest change that was seen.
        frontier: Option<Timestamp>,
    },
    /// What changed since the last load.
    Refresh {
        /// From where on everything is here.
        covered_since: Timestamp,
        /// The latest change that was seen.
        frontier: Option<Timestamp>,
        /// The reader's clock.
        now: Timestamp,
    },
    /// The rest of a load that ended early.
    Continue(Course),
}

/// The questions that are still to be asked of one vendor about one handle. Pure: it sends nothing.
///
/// A vendor that only reads forwards, by the time of change, is asked for its newest window first and then for
/// older ones, each up to where the former began. What changes meanwhile moves to the end of the vendor's list, out
/// of a window not read yet and behind one that was; a last reading from the latest change seen catches it.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    handle: Handle,
    is_windowed: bool,
    reads: VecDeque<Read>,
    /// What can be said now.
    coverage: Coverage,
    /// What can be said once everything is read.
    goal: Coverage,
    /// The latest change seen by a reading that came to the end of the list.
    frontier: Option<Timestamp>,
    /// Whether the last reading stopped before the end of the list.
    must_catch_up: bool,
}

#[derive(Debug, Clone, PartialEq)]
struct Read {
    window: Window,
    page_size: Option<u32>,
    next: Option<Request>,
    /// The latest change seen so far.
    latest: Option<Timestamp>,
    /// What can be said once this is read to the end of the list.
    earns: Option<Coverage>,
}

impl Read {
    const fn new(since: Timestamp, until: Option<Timestamp>) -> Self {
        let window = Window { since, until };
        Self { window, page_size: Some(PAGE), next: None, latest: None, earns: None }
    }
}

impl Course {
    /// The way to fulfil a plan.
    pub fn new(handle: &Handle, is_windowed: bool, plan: Plan) -> Self {
        let mut course = Self {
            handle: handle.clone(),
            is_windowed,
            reads: VecDeque::new(),
            coverage: Coverage::Unknown,
            goal: Coverage::Unknown,
            frontier: None,
            must_catch_up: false,
        };
        match plan {
            Plan::Continue(rest) => return rest,
            Plan::Newest { now, .. } | Plan::Older { now, .. } | Plan::Refresh { now, .. }
                if !is_windowed =>
            {
                course.goal = Coverage::Whole { as_of: now };
                course.reads.push_back(Read::new(Timestamp::EPOCH, None));
            }
            Plan::Newest { since, now } => {
                course.goal = Coverage::from(since, now);
                let mut until = None;
                for from in rungs(since, now) {
                    course.reads.push_back(Read::new(from, until));
                    until = Some(from);
                }
                if let Some(newest) = course.reads.front_mut() {
                    newest.page_size = Some(FIRST_PAGE);
                    newest.earns = Some(Coverage::from(newest.window.since, now));
                }
            }
            Plan::Older { until, now, frontier } => {
                let since = older_since(until, now);
                course.goal = Coverage::from(since, now);
                course.frontier = frontier;
                course.reads.push_back(Read::new(since, Some(until)));
            }
            Plan::Refresh { covered_since, frontier, now } => {
                course.goal = Coverage::from(covered_since, now);
                course.frontier = frontier;
                course.reads.push_back(Read::new(frontier.map_or(covered_since, overlapped), None));
            }
        }
        course
    }

    /// Whether everything was asked.
    pub fn is_done(&self) -> bool {
        self.reads.is_empty()
    }

    /// The latest change seen by a reading that came to its end.
    pub const fn frontier(&self) -> Option<Timestamp> {
        self.frontier
    }

    /// Which part of the history is here without a gap, once the pages read so far are merged.
    pub const fn coverage(&self) -> Coverage {
        self.coverage
    }

    /// The next question; `None` when everything was asked.
    ///
    /// # Errors
    /// When the handle is not one of the vendor's.
    pub fn request(&self, provider: &dyn Provider) -> Result<Option<Request>, IdError> {
        let Some(read) = self.reads.front() else { return Ok(None) };
        if let Some(next) = &read.next {
            return Ok(Some(next.clone()));
        }
        let ask = Ask { handle: self.handle.clone(), window: read.window, page_size: read.page_size };
        provider.timeline(&ask).map(Some)
    }

    /// Takes in the answer to the question asked last. Gives whether the next question begins another reading.
    pub(super) fn advance(&mut self, page: &Page) -> bool {
        let Some(read) = self.reads.front_mut() else { return false };
        read.latest = read.latest.max(page.changed_up_to);
        let is_past =
            read.window.until.is_some_and(|until| read.latest.is_some_and(|latest| latest >= until));
        match &page.follow {
            // Past the window's end the list goes on, whether or not the adapter says where.
            _ if is_past => {
                let since = read.window.since;
                self.reads.pop_front();
                self.must_catch_up = true;
                self.catch_up_at_last(since);
            }
            // Only the very first page is small. What follows is asked for anew, from the change time reached.
            Some(_) if read.page_size == Some(FIRST_PAGE) && read.latest > Some(read.window.since) => {
                read.window.since = read.latest.unwrap_or(read.window.since);
                read.page_size = Some(PAGE);
            }
            Some(follow) => {
                read.next = Some(follow.clone());
                return false;
            }
            None => {
                self.frontier = self.frontier.max(read.latest);
                self.must_catch_up = false;
                self.coverage = read.earns.unwrap_or(self.coverage);
                self.reads.pop_front();
            }
        }
        if self.reads.is_empty() {
            self.coverage = self.goal;
        }
        true
    }

    /// Begins the current reading again, from the latest change seen: its cursor is not accepted any more.
    pub(super) fn restart(&mut self) {
        if let Some(read) = self.reads.front_mut() {
            read.next = None;
            if self.is_windowed {
                read.window.since = read.latest.unwrap_or(read.window.since);
            }
        }
    }

    fn catch_up_at_last(&mut self, read_from: Timestamp) {
        if self.reads.is_empty() && self.must_catch_up {
            // Without any change seen at the end of the list, only the whole of the last window is safe.
            self.reads.push_back(Read::new(self.frontier.map_or(read_from, overlapped), None));
        }
    }
}

/// Where the windows begin, newest first: after two days, two weeks, three months, a year, and at `since`.
fn rungs(since: Timestamp, now: Timestamp) -> Vec<Timestamp> {
    let steps = [2, 14, 90, 365].map(|days| now.plus_millis(-days * DAY_MILLIS));
    // A last window that adds little is not worth a request of its own.
    let worth = since.plus_millis((now.millis() - since.millis()) / 4);
    steps.into_iter().filter(|step| *step > worth).chain([since]).collect()
}

/// One year before what is here, when what is here begins within the last year; else everything.
fn older_since(until: Timestamp, now: Timestamp) -> Timestamp {
    let year = 365 * DAY_MILLIS;
    if now.millis() - until.millis() < year { until.plus_millis(-year) } else { Timestamp::EPOCH }
}

/// A little before: the index behind a list may lag behind what is written.
fn overlapped(latest: Timestamp) -> Timestamp {
    latest.plus_millis(-OVERLAP_MILLIS)
}

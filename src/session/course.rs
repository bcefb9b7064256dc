//! Which questions to ask: windows of a history, newest first, some of them side by side.

use super::{
    Coverage, Extent, Plan,
    extent::OVERLAP_MILLIS,
    reading::{Reading, Turn},
};
use crate::{
    model::{Handle, IdError, Timestamp},
    providers::{Ask, Page, Provider, Request},
};

const DAY_MILLIS: i64 = 86_400_000;

/// The questions that are still to be asked of one vendor about one handle. Pure: it sends nothing.
///
/// A vendor that only reads forwards, by the time of change, is asked for windows of its history, each up to where a
/// newer one begins, and several may be read at once. What changes meanwhile moves to the end of the vendor's list, out
/// of a window not read yet and behind one that was; a last reading from the latest change seen catches it.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    handle: Handle,
    is_windowed: bool,
    /// Newest first.
    readings: Vec<Reading>,
    /// How many readings there were.
    turns: u32,
    /// Where the oldest begins.
    from: Timestamp,
    /// The reader's clock when it began.
    now: Timestamp,
    /// Whether the first page was read: until then nothing else is asked.
    has_begun: bool,
    /// What can be said now.
    coverage: Coverage,
    /// What can be said once everything is read.
    goal: Coverage,
    extent: Extent,
    /// The latest change seen by a reading that came to the end of the list.
    frontier: Option<Timestamp>,
    /// Whether one reading has seen all of it, from where the oldest begins to the end of the list, or the last one was
    /// made: nothing can have slipped between two.
    is_settled: bool,
}

impl Course {
    /// The way to fulfil a plan.
    pub fn new(handle: &Handle, is_windowed: bool, plan: Plan) -> Self {
        let mut course = Self {
            handle: handle.clone(),
            is_windowed,
            readings: Vec::new(),
            turns: 0,
            from: Timestamp::EPOCH,
            now: Timestamp::EPOCH,
            has_begun: false,
            coverage: Coverage::Unknown,
            goal: Coverage::Unknown,
            extent: Extent::default(),
            frontier: None,
            is_settled: false,
        };
        match plan {
            Plan::Continue(mut rest) => {
                rest.readings.iter_mut().for_each(|reading| reading.has_failed = false);
                return rest;
            }
            Plan::Newest { now, .. } | Plan::Older { now, .. } | Plan::Refresh { now, .. }
                if !is_windowed =>
            {
                course.now = now;
                course.goal = Coverage::Whole { as_of: now };
                course.read(Timestamp::EPOCH, None);
            }
            Plan::Newest { since, now } => {
                course.now = now;
                course.goal = Coverage::from(since, now);
                let mut until = None;
                for from in rungs(since, now) {
                    course.read(from, until);
                    until = Some(from);
                }
                if let Some(newest) = course.readings.first_mut() {
                    newest.begin_small();
                    newest.is_newest = true;
                }
            }
            Plan::Older { until, now, frontier } => {
                let since = older_since(until, now);
                course.now = now;
                course.goal = Coverage::from(since, now);
                course.frontier = frontier;
                course.read(since, Some(until));
            }
            Plan::Refresh { covered_since, frontier, now } => {
                course.now = now;
                course.goal = Coverage::from(covered_since, now);
                course.frontier = frontier;
                course.read(frontier.map_or(covered_since, overlapped), None);
            }
        }
        course.from = course.readings.last().map_or(course.from, |oldest| oldest.began);
        course
    }

    /// Whether everything was asked.
    pub const fn is_done(&self) -> bool {
        self.readings.is_empty()
    }

    /// The latest change seen by a reading that came to its end.
    pub const fn frontier(&self) -> Option<Timestamp> {
        self.frontier
    }

    /// Which part of the history is here without a gap, once the pages read so far are merged.
    pub const fn coverage(&self) -> Coverage {
        self.coverage
    }

    /// Which parts of the vendor's list are here, once the pages read so far are merged.
    pub const fn extent(&self) -> &Extent {
        &self.extent
    }

    /// The parts that are still to be read, newest first, and whether reading them failed. The last one may have no
    /// other end than that of the list.
    pub fn ahead(&self) -> impl Iterator<Item = (Timestamp, Option<Timestamp>, bool)> {
        let readings = self.readings.iter().filter(|_| self.is_windowed);
        readings.map(|reading| (reading.so_far().until, reading.window.until, reading.has_failed))
    }

    /// Which reading is to be asked for next, beside those that are being asked for: the newest that is not, or else
    /// half of the longest. `None` when nothing more can be asked at once.
    pub(super) fn next(&mut self, asked: &[Turn]) -> Option<Turn> {
        if !self.has_begun && !asked.is_empty() {
            return None;
        }
        let waiting = self.readings.iter().find(|reading| !asked.contains(&reading.turn));
        waiting.map(|reading| reading.turn).or_else(|| self.share())
    }

    /// The next question of a reading.
    ///
    /// # Errors
    /// When the handle is not one of the vendor's.
    pub(super) fn request(&self, turn: Turn, provider: &dyn Provider) -> Result<Option<Request>, IdError> {
        let Some(reading) = self.readings.iter().find(|reading| reading.turn == turn) else {
            return Ok(None);
        };
        if let Some(next) = &reading.next {
            return Ok(Some(next.clone()));
        }
        let ask = Ask { handle: self.handle.clone(), window: reading.window, page_size: reading.page_size };
        provider.timeline(&ask).map(Some)
    }

    /// Takes in the answer to a reading's question. Gives whether its list ends here: it is read, or asked anew.
    pub(super) fn advance(&mut self, turn: Turn, page: &Page) -> bool {
        self.has_begun = true;
        let Some(at) = self.readings.iter().position(|reading| reading.turn == turn) else { return false };
        let Some(reading) = self.readings.get_mut(at) else { return false };
        let is_past = reading.note(page);
        if self.is_windowed {
            let mut span = reading.so_far();
            span.until = span.until.min(self.now);
            self.extent.add(span);
        }
        match &page.follow {
            // Past the window's end the list goes on, whether or not the adapter says where.
            _ if is_past => {}
            Some(follow) => return reading.go_on(follow),
            None => {
                // A time yet to come says nothing of what was read: whatever changes until then is still to be.
                self.frontier = self.frontier.max(reading.latest.map(|latest| latest.min(self.now)));
                self.is_settled |= reading.is_last || reading.began <= self.from;
                self.extent.add_tail(reading.began, self.now);
                if reading.is_newest {
                    self.coverage = Coverage::from(reading.began, self.now);
                }
            }
        }
        self.readings.remove(at);
        if self.readings.is_empty() {
            self.end();
        }
        true
    }

    /// Begins a reading again, from the latest change seen: its cursor is not accepted any more.
    pub(super) fn restart(&mut self, turn: Turn) {
        for reading in self.readings.iter_mut().filter(|reading| reading.turn == turn) {
            if self.is_windowed {
                reading.ask_anew();
            } else {
                reading.next = None;
            }
        }
    }

    /// Notes that a reading ended early.
    pub(super) fn fail(&mut self, turn: Turn) {
        for reading in self.readings.iter_mut().filter(|reading| reading.turn == turn) {
            reading.has_failed = true;
        }
    }

    fn read(&mut self, since: Timestamp, until: Option<Timestamp>) {
        let turn = self.turn();
        self.readings.push(Reading::new(turn, since, until));
    }

    const fn turn(&mut self) -> Turn {
        self.turns += 1;
        Turn(self.turns)
    }

    /// Cuts the reading with the most pages to go in two.
    fn share(&mut self) -> Option<Turn> {
        let shares = self.readings.iter().enumerate().filter(|_| self.is_windowed);
        let shares = shares.filter_map(|(at, reading)| Some((reading.share(self.now)?, at)));
        let ((_, middle), at) = shares.max()?;
        let turn = self.turn();
        let reading = self.readings.get_mut(at)?;
        let mut later = Reading::new(turn, middle, reading.window.until);
        later.is_newest = std::mem::take(&mut reading.is_newest);
        reading.window.until = Some(middle);
        self.readings.insert(at, later);
        Some(turn)
    }

    /// Everything was read: what changed between two readings is caught by a last one.
    fn end(&mut self) {
        if self.is_settled {
            self.coverage = self.goal;
            return;
        }
        // Without any change seen at the end of the list, only all of it is safe.
        self.read(self.frontier.map_or(self.from, overlapped), None);
        self.readings.iter_mut().for_each(|last| last.is_last = true);
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

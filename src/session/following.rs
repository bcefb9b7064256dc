//! When each feed is asked again while a lead is followed live. Pure: it has no clock and asks nobody.

use super::{Feed, FeedState, LoadError};
use crate::{
    model::{Handle, Timestamp, Vendor},
    providers::provider,
};

/// The shortest time between two questions to a vendor that tells only what changed, in milliseconds.
const SOON: i64 = 15_000;
/// The same for a vendor that answers with all it has each time.
const LATER: i64 = 60_000;
/// The longest time between two questions.
const SELDOM: i64 = 600_000;
/// After so many answers in a row without news the questions come less often.
const PATIENCE: u32 = 4;
/// An answer that takes long is asked for seldom: of its time a vendor is given so many times as much without questions.
const REST: i64 = 10;

/// How a question went.
#[derive(Debug, Clone, PartialEq)]
pub enum Tidings {
    /// Something is new or different.
    News,
    /// Everything is as it was.
    Nothing,
    /// There was no whole answer.
    Failed {
        /// Why.
        error: LoadError,
        /// The vendor is not to be asked before this moment.
        not_before: Option<Timestamp>,
    },
}

/// How following stands, for the reader.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Live {
    /// The reader does not follow.
    #[default]
    Off,
    /// Vendors are asked again and again.
    On {
        /// When one answered last, by the reader's clock.
        checked: Option<Timestamp>,
        /// Those that did not answer, why, and when they are asked again.
        troubles: Vec<(Vendor, LoadError, Timestamp)>,
    },
    /// Nobody is asked as long as the page is not seen.
    Hidden,
    /// Nobody is asked as long as there is no network.
    Offline,
    /// There is nobody who could be asked.
    Nobody,
}

/// The feeds that are followed, and when each is asked next.
#[derive(Debug, Clone)]
pub struct Following {
    turns: Vec<Turn>,
    /// When a question was answered last.
    answered: Option<Timestamp>,
}

#[derive(Debug, Clone)]
struct Turn {
    handle: Handle,
    asked: Timestamp,
    next: Next,
    /// How many answers in a row brought nothing new.
    quiet: u32,
    /// How many questions in a row were not answered, and why the last one was not.
    failures: u32,
    error: Option<LoadError>,
    not_before: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    At(Timestamp),
    /// It is being asked.
    Asked,
    /// When there is a network again.
    Online,
}

impl Turn {
    fn shortest(&self) -> i64 {
        if provider(self.handle.vendor).about().is_windowed { SOON } else { LATER }
    }

    /// The time until the next question, when the last one took so long.
    fn interval(&self, took: i64) -> i64 {
        let doublings = self.failures.max(self.quiet.saturating_sub(PATIENCE - 1)).min(16);
        let rest = took.saturating_mul(REST);
        (self.shortest() << doublings).max(rest).min(SELDOM)
    }

    /// As soon as the vendor may be asked again.
    fn hurry(&mut self, now: Timestamp) {
        self.quiet = 0;
        self.failures = 0;
        // The reader's clock may have been set back.
        let soonest = now.max(self.asked.min(now).plus_millis(self.shortest()));
        self.next = Next::At(self.not_before.map_or(soonest, |wait| soonest.max(wait)));
    }
}

impl Following {
    /// Begins to follow.
    pub fn new(feeds: &[Feed], now: Timestamp) -> Self {
        let turn = |feed: &Feed| {
            let mut turn = Turn {
                handle: feed.handle.clone(),
                asked: feed.coverage.as_of().map_or(now, |read| read.min(now)),
                next: Next::Asked,
                quiet: 0,
                failures: 0,
                error: None,
                not_before: None,
            };
            turn.hurry(now);
            turn
        };
        Self { turns: feeds.iter().map(turn).collect(), answered: None }
    }

    /// The turns of the feeds that may be asked.
    fn open<'a>(&'a self, feeds: &'a [Feed]) -> impl Iterator<Item = &'a Turn> {
        self.turns.iter().filter(|turn| is_open(&turn.handle, feeds))
    }

    /// When a feed is due next; `None` when there is nothing to wait for.
    pub fn next(&self, feeds: &[Feed]) -> Option<Timestamp> {
        let due = self.open(feeds).filter_map(|turn| match turn.next {
            Next::At(due) => Some(due),
            Next::Asked | Next::Online => None,
        });
        due.min()
    }

    /// How long to wait until a feed may be due, in milliseconds; `None` when there is nothing to wait for.
    pub fn wait(&self, feeds: &[Feed], now: Timestamp) -> Option<u64> {
        let wait = self.next(feeds)?.millis().saturating_sub(now.millis()).clamp(0, SELDOM);
        Some(wait.unsigned_abs())
    }

    /// The feeds that are due. They count as being asked until it is told how that went.
    pub fn take_due(&mut self, feeds: &[Feed], now: Timestamp) -> Vec<Handle> {
        // Further away than anything is put off: the reader's clock was set back.
        let is_due = |due: Timestamp| due <= now || due > now.plus_millis(SELDOM);
        let due = self
            .turns
            .iter_mut()
            .filter(|turn| matches!(turn.next, Next::At(due) if is_due(due)) && is_open(&turn.handle, feeds));
        due.map(|turn| {
            turn.next = Next::Asked;
            turn.asked = now;
            turn.handle.clone()
        })
        .collect()
    }

    /// Takes in how a question went.
    pub fn ended(&mut self, handle: &Handle, tidings: Tidings, now: Timestamp) {
        let Some(turn) = self.turns.iter_mut().find(|turn| turn.handle == *handle) else { return };
        turn.not_before = None;
        turn.error = None;
        match tidings {
            Tidings::News => (turn.quiet, turn.failures) = (0, 0),
            Tidings::Nothing => (turn.quiet, turn.failures) = (turn.quiet.saturating_add(1), 0),
            Tidings::Failed { error, .. } if error.is_offline() => {
                turn.next = Next::Online;
                turn.error = Some(error);
                return;
            }
            Tidings::Failed { error, not_before } => {
                turn.failures = turn.failures.saturating_add(1);
                turn.error = Some(error);
                turn.not_before = not_before;
            }
        }
        if turn.error.is_none() {
            self.answered = Some(now);
        }
        let took = now.millis().saturating_sub(turn.asked.millis()).max(0);
        let due = now.plus_millis(turn.interval(took));
        turn.next = Next::At(turn.not_before.map_or(due, |wait| due.max(wait)));
    }

    /// A feed was read for another reason.
    pub fn was_read(&mut self, handle: &Handle, now: Timestamp) {
        if let Some(turn) = self.turns.iter_mut().find(|turn| turn.handle == *handle) {
            (turn.asked, turn.error, turn.not_before) = (now, None, None);
            turn.hurry(now);
            self.answered = Some(now);
        }
    }

    /// A reading for another reason ended early. Should it have cut off a question, that one is asked again.
    pub fn was_not_read(&mut self, handle: &Handle, now: Timestamp) {
        let those = self.turns.iter_mut().filter(|turn| turn.handle == *handle && turn.next == Next::Asked);
        for turn in those {
            turn.failures = turn.failures.saturating_add(1);
            turn.next = Next::At(now.plus_millis(turn.interval(0)));
        }
    }

    /// The reader is back, or the network is: whatever was put off is asked for as soon as it may be.
    pub fn hurry(&mut self, now: Timestamp) {
        self.turns.iter_mut().filter(|turn| turn.next != Next::Asked).for_each(|turn| turn.hurry(now));
    }

    /// How it stands.
    pub fn told(&self, feeds: &[Feed], is_seen: bool) -> Live {
        let mut turns = self.open(feeds).peekable();
        if !is_seen {
            return Live::Hidden;
        }
        if turns.peek().is_none() {
            // What is on its way may be followed in a moment.
            let is_busy = feeds.iter().any(Feed::is_busy);
            return if is_busy { Live::On { checked: None, troubles: Vec::new() } } else { Live::Nobody };
        }
        let mut troubles: Vec<(Vendor, LoadError, Timestamp)> = Vec::new();
        let mut is_offline = true;
        for turn in turns {
            is_offline &= turn.next == Next::Online;
            let (Some(error), Next::At(due)) = (&turn.error, turn.next) else { continue };
            let vendor = turn.handle.vendor;
            if !troubles.iter().any(|(told, ..)| *told == vendor) {
                troubles.push((vendor, error.clone(), due));
            }
        }
        if is_offline { Live::Offline } else { Live::On { checked: self.answered, troubles } }
    }
}

/// Whether a feed may be asked: nothing is on its way for it, nobody stopped it, and what ended it last may pass by itself.
fn is_open(handle: &Handle, feeds: &[Feed]) -> bool {
    feeds.iter().find(|feed| feed.handle == *handle).is_some_and(|feed| match &feed.state {
        FeedState::Ready => feed.from.is_none(),
        FeedState::Failed(error) => error.may_pass() && !error.is_refused_by_browser(),
        FeedState::NotAsked | FeedState::Loading | FeedState::Waiting { .. } | FeedState::Stopped => false,
    })
}

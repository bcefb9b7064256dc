//! How a conversation went, computed from the times of its turns alone.

use crate::model::{Call, Party, Role, Timestamp, Turn};

/// Silence up to this long is part of talking.
const GAP_MILLIS: u64 = 2000;
/// The unit of [`Bar`]: the strip is this wide.
const WIDTH: u64 = 10_000;

/// One turn on the strip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// The turn's position in the transcript.
    pub turn: usize,
    /// Where it begins, in hundredths of a percent of the strip.
    pub start: u32,
    /// Where it ends, in hundredths of a percent of the strip.
    pub end: u32,
}

/// One speaker's turns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// Who.
    pub speaker: Party,
    /// The turns, ascending by their beginning.
    pub bars: Vec<Bar>,
    /// How long they are together, in milliseconds.
    pub millis: u64,
    /// How much of all talk that is, in percent. The shares of all lanes add up to 100, unless nobody spoke for long
    /// enough to be measured.
    pub share_percent: u32,
}

/// The longest stretch of one speaker without anyone else and without a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Monologue {
    /// Who.
    pub speaker: Party,
    /// The first turn of it, by position in the transcript.
    pub turn: usize,
    /// How long, in milliseconds.
    pub millis: u64,
}

/// A stretch in which nobody spoke, or two at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The turn that ends the silence or begins to overlap, by position in the transcript.
    pub turn: usize,
    /// When it began.
    pub at: Timestamp,
    /// How long, in milliseconds.
    pub millis: u64,
}

/// How long the company's side took to answer the lead, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Latency {
    /// Half of the replies were at most this long in coming.
    pub p50_millis: u64,
    /// Nine of ten replies were at most this long in coming.
    pub p90_millis: u64,
    /// How many replies there were.
    pub replies: usize,
}

/// How a conversation went. To be shown with [`Talk::BASIS`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Talk {
    /// When the first measured turn begins: the left end of the strip.
    pub from: Timestamp,
    /// When the last measured turn ends: the right end of the strip.
    pub to: Timestamp,
    /// The speakers, in the order in which they first speak.
    pub lanes: Vec<Lane>,
    /// The longest monologue.
    pub longest: Option<Monologue>,
    /// Silences of more than two seconds.
    pub gaps: Vec<Stretch>,
    /// Moments in which a speaker began before another had ended.
    pub overlaps: Vec<Stretch>,
    /// How fast the company's side answered the lead; `None` when it never did, as far as is known.
    pub latency: Option<Latency>,
    /// From the call's beginning, ringing included, to the first turn, in milliseconds.
    pub first_word_millis: Option<u64>,
    /// How many turns have both times and were measured.
    pub measured: usize,
    /// How many turns there are.
    pub turns: usize,
}

/// A turn with both times.
#[derive(Clone, Copy)]
struct Timed<'a> {
    index: usize,
    turn: &'a Turn,
    start: Timestamp,
    end: Timestamp,
}

impl Talk {
    /// What all of this is computed from.
    pub const BASIS: &'static str = "from turn times";

    /// Measures a call; `None` when no turn has both a beginning and a later or equal end.
    pub fn of(call: &Call) -> Option<Self> {
        let turns = call.transcript.as_deref()?;
        let mut timed: Vec<Timed<'_>> = turns.iter().enumerate().filter_map(Timed::new).collect();
        let mut is_measured = vec![false; turns.len()];
        for timed in &timed {
            if let Some(slot) = is_measured.get_mut(timed.index) {
                *slot = true;
            }
        }
        timed.sort_by_key(|timed| (timed.start, timed.end, timed.index));
        let from = timed.first()?.start;
        let to = timed.iter().map(|timed| timed.end).max()?;
        let mut talk = Self {
            from,
            to,
            lanes: lanes(&timed, from, to),
            longest: None,
            gaps: Vec::new(),
            overlaps: Vec::new(),
            latency: None,
            first_word_millis: None,
            measured: timed.len(),
            turns: turns.len(),
        };
        talk.walk(&timed, &is_measured);
        // A turn without times may be the true first one.
        let is_first_timed = is_measured.first() == Some(&true);
        let began = call.started.at().filter(|began| *began <= from && is_first_timed);
        talk.first_word_millis = began.map(|began| span(began, from));
        Some(talk)
    }

    fn walk(&mut self, timed: &[Timed<'_>], is_measured: &[bool]) {
        let mut replies: Vec<u64> = Vec::new();
        let mut last: Option<Timed<'_>> = None;
        let mut run: Option<(Timed<'_>, Timestamp)> = None;
        for &next in timed {
            let goes_on = last.is_some_and(|last| {
                same_speaker(last.turn, next.turn) && span(last.end, next.start) <= GAP_MILLIS
            });
            let (first, end) = match run {
                Some((first, end)) if goes_on => (first, end.max(next.end)),
                _ => (next, next.end),
            };
            self.keep_longest(first, end);
            run = Some((first, end));
            if let Some(last) = last {
                let between = last.index.min(next.index)..last.index.max(next.index);
                let all_known =
                    is_measured.get(between).is_some_and(|known| known.iter().all(|known| *known));
                self.compare(last, next, all_known, &mut replies);
            }
            // The one who speaks longest is who the next one interrupts.
            last = Some(last.filter(|last| last.end > next.end).unwrap_or(next));
        }
        self.latency = latency(replies);
    }

    fn keep_longest(&mut self, first: Timed<'_>, end: Timestamp) {
        let millis = span(first.start, end);
        if millis > 0 && self.longest.as_ref().is_none_or(|longest| millis > longest.millis) {
            self.longest = Some(Monologue { speaker: first.turn.speaker.clone(), turn: first.index, millis });
        }
    }

    fn compare(&mut self, last: Timed<'_>, next: Timed<'_>, all_known: bool, replies: &mut Vec<u64>) {
        let millis = span(next.start, last.end.min(next.end));
        if millis > 0 && !same_speaker(last.turn, next.turn) {
            self.overlaps.push(Stretch { turn: next.index, at: next.start, millis });
        }
        // A turn without times may fill what looks like silence.
        if !all_known {
            return;
        }
        let wait = span(last.end, next.start);
        if wait > GAP_MILLIS {
            self.gaps.push(Stretch { turn: next.index, at: last.end, millis: wait });
        }
        let answers = matches!(next.turn.speaker.role, Role::Ai | Role::Person | Role::Company);
        if last.turn.speaker.role == Role::Lead && answers {
            replies.push(wait);
        }
    }
}

impl<'a> Timed<'a> {
    fn new((index, turn): (usize, &'a Turn)) -> Option<Self> {
        let (start, end) = (turn.start.at()?, turn.end.at()?);
        (start <= end).then_some(Self { index, turn, start, end })
    }
}

/// From one moment to a later one, in milliseconds; zero when it is not later.
fn span(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.millis() - from.millis()).unwrap_or(0)
}

fn same_speaker(a: &Turn, b: &Turn) -> bool {
    (&a.speaker.role, &a.speaker.name) == (&b.speaker.role, &b.speaker.name)
}

fn lanes(timed: &[Timed<'_>], from: Timestamp, to: Timestamp) -> Vec<Lane> {
    let whole = span(from, to).max(1);
    let place = |at: Timestamp| u32::try_from(span(from, at) * WIDTH / whole).unwrap_or(u32::MAX);
    let mut lanes: Vec<Lane> = Vec::new();
    for timed in timed {
        let speaker = &timed.turn.speaker;
        let is_own = |lane: &Lane| (&lane.speaker.role, &lane.speaker.name) == (&speaker.role, &speaker.name);
        let index = lanes.iter().position(is_own).unwrap_or_else(|| {
            lanes.push(Lane { speaker: speaker.clone(), bars: Vec::new(), millis: 0, share_percent: 0 });
            lanes.len() - 1
        });
        if let Some(lane) = lanes.get_mut(index) {
            lane.bars.push(Bar { turn: timed.index, start: place(timed.start), end: place(timed.end) });
            lane.millis += span(timed.start, timed.end);
        }
    }
    let all: u64 = lanes.iter().map(|lane| lane.millis).sum();
    // Each share is the step between two rounded sums, so that the shares add up.
    let rounded =
        |millis: u64| u32::try_from((millis * 100 + all / 2).checked_div(all).unwrap_or(0)).unwrap_or(100);
    let mut sum = 0;
    for lane in &mut lanes {
        lane.share_percent = rounded(sum + lane.millis) - rounded(sum);
        sum += lane.millis;
    }
    lanes
}

fn latency(mut waits: Vec<u64>) -> Option<Latency> {
    waits.sort_unstable();
    let rank = |percent: usize| waits.get((waits.len() * percent).div_ceil(100).checked_sub(1)?).copied();
    Some(Latency { p50_millis: rank(50)?, p90_millis: rank(90)?, replies: waits.len() })
}

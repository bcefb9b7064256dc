//! What was asked of whom. Keys are never in it.

use std::collections::VecDeque;

use super::{Ledger, TransportError};
use crate::model::{Timestamp, Vendor};

/// One request that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// Whom it asked.
    pub vendor: Vendor,
    /// The method: always `GET`.
    pub method: &'static str,
    /// The host, with the port when it is not the usual one.
    pub host: String,
    /// Path and query, escaped.
    pub path: String,
    /// When it was made, by the reader's clock.
    pub started: Timestamp,
    /// How long it took, in milliseconds.
    pub millis: u32,
    /// The status, when an answer came.
    pub status: Option<u16>,
    /// The length of the answer's body, in bytes.
    pub bytes: usize,
    /// Why no whole answer came.
    pub cause: Option<TransportError>,
}

impl Logged {
    /// Whether it went out: not what the page's policy held back.
    pub fn was_sent(&self) -> bool {
        self.cause != Some(TransportError::Policy)
    }
}

/// The latest requests, the one that was made first at the front, at most [`RequestLog::LIMIT`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestLog {
    lines: VecDeque<(u64, Logged)>,
    total: u64,
    ledger: Ledger,
}

impl RequestLog {
    /// How many requests are kept.
    pub const LIMIT: usize = 1_000;

    /// Takes in a request that has ended.
    pub fn push(&mut self, logged: Logged) {
        if self.lines.len() == Self::LIMIT {
            self.lines.pop_front();
        }
        self.total += 1;
        self.ledger.push(&logged);
        // What took long ended after others that were made later.
        let at = self.lines.partition_point(|(_, line)| line.started <= logged.started);
        self.lines.insert(at, (self.total, logged));
    }

    /// The requests, oldest first, each with its number from 1 in the order in which they ended.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (u64, &Logged)> {
        self.lines.iter().map(|(number, logged)| (*number, logged))
    }

    /// What was asked host by host, also by requests that are not kept any more.
    pub const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// How many requests were made, also those that are not kept any more.
    pub const fn total(&self) -> u64 {
        self.total
    }
}

//! A request that is on its way, and its line in the log.

use std::rc::Rc;

use crate::{
    browser::BrowserRuntime,
    model::{Timestamp, Vendor},
    session::{Logged, Runtime, TransportError},
};

/// Writes its line into the log when it ends, however that is.
pub(super) struct Pending {
    log: Rc<dyn Fn(Logged)>,
    line: Option<Logged>,
    has_stopped: bool,
}

impl Pending {
    /// From now on a request is on its way.
    pub(super) fn new(log: Rc<dyn Fn(Logged)>, vendor: Vendor, host: &str, path: String) -> Self {
        let line = Logged {
            vendor,
            method: "GET",
            host: host.to_owned(),
            path,
            started: BrowserRuntime.now(),
            millis: 0,
            status: None,
            bytes: 0,
            cause: Some(TransportError::Aborted),
        };
        Self { log, line: Some(line), has_stopped: false }
    }

    /// An answer has begun.
    pub(super) fn answered(&mut self, status: u16) {
        if let Some(line) = &mut self.line {
            line.status = Some(status);
        }
    }

    /// There will be no answer; the reason is still to be found.
    pub(super) fn failed(&mut self) {
        self.stop();
    }

    /// The request has ended.
    pub(super) fn ended(mut self, bytes: usize, cause: Option<TransportError>) {
        if let Some(line) = &mut self.line {
            line.bytes = bytes;
            line.cause = cause;
        }
    }

    /// The clock stops once.
    fn stop(&mut self) {
        if let Some(line) = self.line.as_mut().filter(|_| !self.has_stopped) {
            line.millis = millis_since(line.started);
            self.has_stopped = true;
        }
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        self.stop();
        if let Some(line) = self.line.take() {
            (self.log)(line);
        }
    }
}

fn millis_since(started: Timestamp) -> u32 {
    u32::try_from(BrowserRuntime.now().millis() - started.millis()).unwrap_or_default()
}

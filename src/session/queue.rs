//! A vendor that asks to slow down is asked for one thing at a time, whoever asks.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
    time::Duration,
};

use futures_util::{
    future::LocalBoxFuture,
    lock::{Mutex, MutexGuard},
};

use super::{Runtime, Transport, TransportError, retry};
use crate::{
    model::{Timestamp, Vendor},
    providers::{Request, Response},
};

/// The status by which servers ask to slow down.
const TOO_MANY: u16 = 429;

/// A transport that everything of one lead is asked by: its feeds, its calls, and what follows it live.
///
/// Once a vendor has asked to slow down (status 429), nothing more is sent to it before the time that it named, and then
/// one question after the other, until one of these is answered otherwise. Other vendors do not wait.
pub struct Queue {
    transport: Rc<dyn Transport>,
    runtime: Rc<dyn Runtime>,
    lines: RefCell<BTreeMap<Vendor, Rc<Line>>>,
}

/// Whoever has a question for one vendor.
#[derive(Default)]
struct Line {
    /// Before when the vendor wants to be asked nothing; `None` while it takes what comes.
    rests_until: Cell<Option<Timestamp>>,
    turn: Mutex<()>,
}

impl Queue {
    /// In front of a transport.
    pub fn new(transport: Rc<dyn Transport>, runtime: Rc<dyn Runtime>) -> Self {
        Self { transport, runtime, lines: RefCell::default() }
    }

    /// The reader does not want to wait: who asks from now on is not put off by what the vendor said so far, and still stands
    /// in the line.
    pub fn hurry(&self, vendor: Vendor) {
        let line = self.line(vendor);
        if line.rests_until.get().is_some() {
            line.rests_until.set(Some(self.runtime.now()));
        }
    }

    fn line(&self, vendor: Vendor) -> Rc<Line> {
        self.lines.borrow_mut().entry(vendor).or_default().clone()
    }

    async fn ask(&self, request: &Request) -> Result<Response, TransportError> {
        let line = self.line(request.vendor);
        let turn = line.wait(self.runtime.as_ref()).await;
        let sent = self.transport.send(request).await;
        if let Ok(response) = &sent {
            line.learn(response, turn.is_some(), self.runtime.now());
        }
        sent
    }
}

impl Transport for Queue {
    fn send<'a>(&'a self, request: &'a Request) -> LocalBoxFuture<'a, Result<Response, TransportError>> {
        Box::pin(self.ask(request))
    }
}

impl Line {
    /// Waits until the vendor may be asked. What is given is to be held until it has answered.
    async fn wait(&self, runtime: &dyn Runtime) -> Option<MutexGuard<'_, ()>> {
        loop {
            // Without a turn: who is in a hurry passes by.
            while let Some(rest) = until(self.rests_until.get()?, runtime.now()) {
                runtime.sleep(rest).await;
            }
            let turn = self.turn.lock().await;
            // While this one stood in the line, an answer may have changed when it may ask, or whether it has to wait at all.
            if until(self.rests_until.get()?, runtime.now()).is_none() {
                return Some(turn);
            }
        }
    }

    /// Takes in an answer. What was sent before the vendor asked to slow down says nothing of how it is now.
    fn learn(&self, response: &Response, was_in_turn: bool, now: Timestamp) {
        if response.status == TOO_MANY {
            let rest = retry::rest_wanted(response.retry_after.as_deref(), now);
            let at = now.plus_millis(i64::try_from(rest.as_millis()).unwrap_or(i64::MAX));
            self.rests_until.set(self.rests_until.get().max(Some(at)));
        } else if was_in_turn {
            self.rests_until.set(None);
        }
    }
}

/// How long it is from one moment to a later one; `None` when it is not later.
fn until(later: Timestamp, now: Timestamp) -> Option<Duration> {
    let millis = u64::try_from(later.millis().checked_sub(now.millis())?).ok()?;
    (millis > 0).then(|| Duration::from_millis(millis))
}

//! The demo lead's recorded answers, with vendors that can fail or keep silent.

use std::{
    cell::{Cell, RefCell},
    future::pending,
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
    time::Duration,
};

use futures_util::future::{LocalBoxFuture, ready};
use leadwake::{
    data::{History, Lead, Wanted, read_history},
    model::{Timestamp, Vendor},
    providers::{Request, Response},
    session::{Cancel, Recorded, Runtime, Transport, TransportError},
};

/// The demo's recording.
pub(crate) fn recorded() -> Recorded {
    Recorded::parse(include_str!("../../src/demo/recording.json")).unwrap()
}

/// The demo lead, without any way to its vendors.
pub(crate) fn lead() -> Lead {
    Lead { dossier: recorded().dossier().clone(), ..Lead::default() }
}

/// The recording's answers, but for the vendors that refuse every key or never answer.
pub(crate) struct Vendors {
    pub(crate) recorded: Recorded,
    pub(crate) refuses: Option<Vendor>,
    pub(crate) is_silent: Option<Vendor>,
    /// A text that reads otherwise by now, and how.
    pub(crate) edit: Option<(String, String)>,
    /// How many requests are on their way.
    pub(crate) waiting: Rc<Cell<usize>>,
    pub(crate) asked: RefCell<Vec<String>>,
}

impl Vendors {
    pub(crate) fn new() -> Self {
        Self {
            recorded: recorded(),
            refuses: None,
            is_silent: None,
            edit: None,
            waiting: Rc::default(),
            asked: RefCell::default(),
        }
    }
}

struct Waiting(Rc<Cell<usize>>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

impl Transport for Vendors {
    fn send<'a>(&'a self, request: &'a Request) -> LocalBoxFuture<'a, Result<Response, TransportError>> {
        self.asked.borrow_mut().push(format!("{}{}", request.vendor, request.path()));
        if self.is_silent == Some(request.vendor) {
            self.waiting.set(self.waiting.get() + 1);
            let waiting = Waiting(Rc::clone(&self.waiting));
            return Box::pin(async move {
                pending::<()>().await;
                drop(waiting);
                Err(TransportError::Aborted)
            });
        }
        if self.refuses == Some(request.vendor) {
            let body = br#"{"message":"no such key"}"#.to_vec();
            return Box::pin(ready(Ok(Response { status: 401, body, ..Response::default() })));
        }
        let Some((from, to)) = &self.edit else { return self.recorded.send(request) };
        Box::pin(async move {
            let mut response = self.recorded.send(request).await?;
            response.body = String::from_utf8(response.body).unwrap().replace(from, to).into_bytes();
            response.arrived = response.arrived.map(|at| at.plus_millis(60_000));
            Ok(response)
        })
    }
}

/// A clock that stands at the time of the recording; waiting takes no time.
pub(crate) struct Clock;

impl Runtime for Clock {
    fn now(&self) -> Timestamp {
        recorded().recorded_at()
    }

    fn sleep(&self, _wait: Duration) -> LocalBoxFuture<'static, ()> {
        Box::pin(ready(()))
    }

    fn jitter(&self) -> f64 {
        0.5
    }
}

/// Polls a future once.
pub(crate) fn poll<T>(work: impl Future<Output = T>) -> Poll<T> {
    pin!(work).poll(&mut Context::from_waker(Waker::noop()))
}

/// Runs a future that never has to wait for anything real.
pub(crate) fn run<T>(work: impl Future<Output = T>) -> T {
    match poll(work) {
        Poll::Ready(done) => done,
        Poll::Pending => panic!("waits for something that never comes"),
    }
}

/// The whole history as these vendors tell it.
pub(crate) fn read(wanted: Wanted, vendors: &Vendors) -> History {
    let history = RefCell::new(History::new(lead(), wanted));
    run(read_history(&history, vendors, &Clock, &Cancel::new(), &|| {}));
    history.into_inner()
}

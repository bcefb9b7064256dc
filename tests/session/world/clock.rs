//! Virtual time, and a way to run a future in it.

use std::{
    cell::{Cell, RefCell},
    pin::pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use std::rc::Rc;

use futures_util::future::{LocalBoxFuture, pending, ready};
use leadwake::{model::Timestamp, session::Runtime};

use super::now;

/// A clock that moves only when somebody waits. Clones are the same clock.
#[derive(Clone)]
pub(crate) struct Clock {
    millis: Rc<Cell<i64>>,
    waits: Rc<RefCell<Vec<Duration>>>,
    is_stuck: bool,
}

impl Clock {
    pub(crate) fn new() -> Self {
        Self { millis: Rc::new(Cell::new(now().millis())), waits: Rc::default(), is_stuck: false }
    }

    /// A clock on which a wait never ends.
    pub(crate) fn stuck() -> Self {
        Self { is_stuck: true, ..Self::new() }
    }

    /// Every wait so far, in seconds.
    pub(crate) fn waited_secs(&self) -> Vec<f64> {
        self.waits.borrow().iter().map(Duration::as_secs_f64).collect()
    }
}

impl Runtime for Clock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.millis.get()).unwrap()
    }

    fn sleep(&self, wait: Duration) -> LocalBoxFuture<'static, ()> {
        self.waits.borrow_mut().push(wait);
        if self.is_stuck {
            return Box::pin(pending());
        }
        self.millis.set(self.millis.get() + i64::try_from(wait.as_millis()).unwrap());
        Box::pin(ready(()))
    }

    fn jitter(&self) -> f64 {
        0.5
    }
}

/// Runs a future that never has to wait for anything real.
pub(crate) fn run<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    match work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => panic!("waits for something that never comes"),
    }
}

//! Ending a load from outside.

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    pin::pin,
    rc::Rc,
    task::{Poll, Waker},
};

use futures_util::future::{Either, select};

/// Ends whatever was started with it. Clones are the same token.
#[derive(Debug, Clone, Default)]
pub struct Cancel {
    inner: Rc<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    is_cancelled: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

impl Cancel {
    /// A token that has not been used.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends everything that runs with this token: requests are aborted, waits end, nothing is reported any more.
    pub fn cancel(&self) {
        self.inner.is_cancelled.set(true);
        for waker in self.inner.waiting.take() {
            waker.wake();
        }
    }

    /// Whether the other is a clone of this one.
    pub fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.inner, &other.inner)
    }

    /// Whether it was used.
    pub fn is_cancelled(&self) -> bool {
        self.inner.is_cancelled.get()
    }

    /// Runs a future until it is done or this token is used; then the future is dropped and `None` given.
    pub async fn unless_cancelled<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let cancelled = poll_fn(|context| {
            if self.is_cancelled() {
                return Poll::Ready(());
            }
            let mut waiting = self.inner.waiting.borrow_mut();
            if !waiting.iter().any(|waker| waker.will_wake(context.waker())) {
                waiting.push(context.waker().clone());
            }
            Poll::Pending
        });
        match select(pin!(cancelled), pin!(work)).await {
            Either::Left(((), _)) => None,
            Either::Right((done, _)) => Some(done),
        }
    }
}

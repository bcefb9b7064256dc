//! Answers in whatever order a test wants.

use std::{cell::RefCell, future::poll_fn, rc::Rc, task::Poll};

use futures_util::future::LocalBoxFuture;
use leadwake::{
    providers::{Request, Response},
    session::{Transport, TransportError},
};

type Answer = Result<Response, TransportError>;

/// A question that was asked.
pub(crate) struct Asked {
    pub(crate) request: Request,
    answer: RefCell<Option<Answer>>,
}

impl Asked {
    /// Answers it; the load goes on when it is polled the next time.
    pub(crate) fn answer(&self, answer: Answer) {
        self.answer.replace(Some(answer));
    }

    fn is_answered(&self) -> bool {
        self.answer.borrow().is_some()
    }
}

/// Holds every question until it is answered by hand.
#[derive(Default)]
pub(crate) struct Gate {
    asked: RefCell<Vec<Rc<Asked>>>,
}

impl Gate {
    /// The questions without an answer, in the order in which they were asked. Those nobody waits for are not among
    /// them.
    pub(crate) fn waiting(&self) -> Vec<Rc<Asked>> {
        let mut asked = self.asked.borrow_mut();
        asked.retain(|one| Rc::strong_count(one) > 1 && !one.is_answered());
        asked.clone()
    }
}

impl Transport for Gate {
    fn send<'a>(&'a self, request: &'a Request) -> LocalBoxFuture<'a, Answer> {
        let asked = Rc::new(Asked { request: request.clone(), answer: RefCell::default() });
        self.asked.borrow_mut().push(asked.clone());
        Box::pin(poll_fn(move |_| match asked.answer.take() {
            Some(answer) => Poll::Ready(answer),
            None => Poll::Pending,
        }))
    }
}

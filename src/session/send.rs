//! One question until it is answered: with retries.

use std::time::Duration;

use super::{Asked, Cancel, Cause, LoadError, Runtime, Transport, TransportError, retry};
use crate::{
    model::Timestamp,
    providers::{Page, Provider, Request, Response},
};

/// How one question is asked.
pub(super) struct Sender<'a> {
    pub(super) provider: &'a dyn Provider,
    pub(super) transport: &'a dyn Transport,
    pub(super) runtime: &'a dyn Runtime,
    pub(super) cancel: &'a Cancel,
    pub(super) asked: Asked,
}

/// What happens between the question and its answer.
pub(super) enum Event {
    /// A try failed; the next is due.
    Waiting { until: Timestamp, attempt: u32, error: Box<LoadError> },
    /// The next try is made.
    Again,
    /// A part of an answer came, and the rest did not.
    Part(Box<Page>),
}

/// The reader went elsewhere.
pub(super) struct Cancelled;

impl Sender<'_> {
    /// Asks, and asks again where that makes sense.
    pub(super) async fn ask(
        &self,
        request: &Request,
        on: &mut dyn FnMut(Event),
    ) -> Result<Result<Page, LoadError>, Cancelled> {
        for tries in 1.. {
            let sent = self.unless_cancelled(self.transport.send(request)).await?;
            let (status, retry_after) = match &sent {
                Ok(response) => (Some(response.status), response.retry_after.clone()),
                Err(_) => (None, None),
            };
            let (part, cause) = match self.read(request, sent) {
                Ok(page) if !page.is_cut => return Ok(Ok(page)),
                Ok(page) => (Some(page), TransportError::CutOff { partial: None }.into()),
                Err(cause) => (None, cause),
            };
            if let Some(part) = part {
                on(Event::Part(Box::new(part)));
            }
            let now = self.runtime.now();
            let jitter = self.runtime.jitter();
            let wait = retry::wait_before_retry(&cause, status, retry_after.as_deref(), tries, now, jitter);
            let error =
                LoadError { asked: self.asked, cause, tries, request: Some(Box::new(request.clone())) };
            let Some(wait) = wait else { return Ok(Err(error)) };
            on(Event::Waiting { until: later(now, wait), attempt: tries + 1, error: Box::new(error) });
            self.unless_cancelled(self.runtime.sleep(wait)).await?;
            on(Event::Again);
        }
        Err(Cancelled)
    }

    /// Reads an answer, and of one that was cut off what had come: that may be all of it, or enough to go on from.
    fn read(&self, request: &Request, sent: Result<Response, TransportError>) -> Result<Page, Cause> {
        match sent {
            Ok(response) => Ok(self.provider.read(request, &response)?),
            Err(TransportError::CutOff { partial: Some(response) }) => self
                .provider
                .read(request, &response)
                .map_err(|_why| TransportError::CutOff { partial: None }.into()),
            Err(error) => Err(error.into()),
        }
    }

    async fn unless_cancelled<T>(&self, work: impl Future<Output = T>) -> Result<T, Cancelled> {
        self.cancel.unless_cancelled(work).await.ok_or(Cancelled)
    }
}

fn later(now: Timestamp, wait: Duration) -> Timestamp {
    now.plus_millis(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX))
}

//! One question until it is answered: with retries.

use std::time::Duration;

use super::{Asked, Cancel, Cause, LoadError, Runtime, Transport, TransportError, retry};
use crate::{
    model::Timestamp,
    providers::{Page, Provider, ProviderError, Request, Response},
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

/// Why there is no whole page.
pub(super) struct Unread {
    /// The part of it that came.
    pub(super) part: Option<Box<Page>>,
    pub(super) cause: Cause,
}

impl<E: Into<Cause>> From<E> for Unread {
    fn from(error: E) -> Self {
        Self { part: None, cause: error.into() }
    }
}

/// The answer, or the part of it that came and what kept the rest from coming.
pub(super) fn what_came(
    sent: Result<Response, TransportError>,
) -> Result<(Response, Option<TransportError>), TransportError> {
    match sent {
        Ok(response) => Ok((response, None)),
        Err(error) => match error.split() {
            (Some(partial), error) => Ok((*partial, Some(error))),
            (None, error) => Err(error),
        },
    }
}

/// Reads what came of an answer: that may be all of it, or enough to go on from.
pub(super) fn read(
    provider: &dyn Provider,
    request: &Request,
    response: &Response,
    cut: Option<TransportError>,
) -> Result<Page, Unread> {
    match (provider.read(request, response), cut) {
        (Ok(page), _) if !page.is_cut => Ok(page),
        (Ok(page), cut) => {
            let cause = cut.unwrap_or(TransportError::CutOff { partial: None }).into();
            Err(Unread { part: Some(Box::new(page)), cause })
        }
        // A refusal is one however little of its words came.
        (Err(error), None) | (Err(error @ ProviderError::Refused { .. }), Some(_)) => Err(error.into()),
        (Err(_), Some(cut)) => Err(cut.into()),
    }
}

impl Sender<'_> {
    /// Asks, and asks again where that makes sense.
    pub(super) async fn ask(
        &self,
        request: &Request,
        on: &mut dyn FnMut(Event),
    ) -> Result<Result<Page, LoadError>, Cancelled> {
        for tries in 1.. {
            let sent = self.unless_cancelled(self.transport.send(request)).await?;
            let (status, retry_after, read) = match what_came(sent) {
                Ok((response, cut)) => {
                    let read = read(self.provider, request, &response, cut);
                    (Some(response.status), response.retry_after, read)
                }
                Err(error) => (None, None, Err(Unread::from(error))),
            };
            let Unread { part, cause } = match read {
                Ok(page) => return Ok(Ok(page)),
                Err(unread) => unread,
            };
            if let Some(part) = part {
                on(Event::Part(part));
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

    async fn unless_cancelled<T>(&self, work: impl Future<Output = T>) -> Result<T, Cancelled> {
        self.cancel.unless_cancelled(work).await.ok_or(Cancelled)
    }
}

fn later(now: Timestamp, wait: Duration) -> Timestamp {
    now.plus_millis(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX))
}

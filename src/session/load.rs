//! The loop that fills a feed: ask, send, read, report, follow; several questions at once where that is possible.

use std::{cell::RefCell, future::poll_fn, task::Poll};

use futures_util::future::LocalBoxFuture;

use super::{
    Asked, Cancel, Cause, Course, Coverage, FeedState, LoadError, Plan, Runtime, Transport, Update,
    guard::Guard,
    pace::Pace,
    reading::Turn,
    send::{Cancelled, Event, Sender},
};
use crate::{
    model::Handle,
    providers::{Page, Provider, ProviderError, Refusal, Request},
};

/// Loads one handle's history and reports everything as it happens.
///
/// Ends with [`FeedState::Ready`] or [`FeedState::Failed`] as its last report. When it is cancelled it reports nothing
/// any more, and aborts the requests that are on their way; so does dropping the future. After a failure nothing more is
/// asked, and what is on its way is let in; what would have to wait for another try is asked for again when the load is
/// continued.
pub async fn load(
    provider: &dyn Provider,
    handle: &Handle,
    plan: Plan,
    transport: &dyn Transport,
    runtime: &dyn Runtime,
    cancel: &Cancel,
    sink: &mut dyn FnMut(Update),
) {
    if cancel.is_cancelled() {
        return;
    }
    let course = Course::new(handle, provider.about().is_windowed, plan);
    let sender = Sender { provider, transport, runtime, cancel, asked: Asked::History };
    let report = RefCell::new(Report { sink, pace: Pace::default(), waits: Vec::new() });
    report.borrow_mut().tell(Update::State(FeedState::Loading));
    let end = match read_all(provider, &sender, course, &report).await {
        Ok(()) => FeedState::Ready,
        Err(End::Failed(error)) => FeedState::Failed(*error),
        Err(End::Cancelled) => return,
    };
    report.borrow_mut().tell(Update::State(end));
}

/// Why a load ends before everything is read.
enum End {
    Failed(Box<LoadError>),
    Cancelled,
}

impl End {
    fn failed(cause: impl Into<Cause>, request: Option<Request>) -> Self {
        let request = request.map(Box::new);
        Self::Failed(Box::new(LoadError { asked: Asked::History, cause: cause.into(), tries: 1, request }))
    }
}

/// A question with its answer.
type Answered = (Request, Result<Result<Page, LoadError>, Cancelled>);

async fn read_all(
    provider: &dyn Provider,
    sender: &Sender<'_>,
    mut course: Course,
    report: &RefCell<Report<'_>>,
) -> Result<(), End> {
    let mut guard = Guard::default();
    let mut restarted: Vec<Turn> = Vec::new();
    let mut asking: Vec<(Turn, LocalBoxFuture<'_, Answered>)> = Vec::new();
    // The first failure.
    let mut failed: Option<End> = None;
    loop {
        while failed.is_none() && asking.len() < report.borrow().pace.width() {
            let asked: Vec<Turn> = asking.iter().map(|(turn, _)| *turn).collect();
            let Some(turn) = course.next(&asked) else { break };
            let request = course.request(turn, provider).map_err(|error| End::failed(error, None))?;
            let Some(request) = request else { break };
            if let Err(cause) = guard.before(turn, &request) {
                course.fail(turn);
                failed = Some(End::failed(cause, Some(request)));
                break;
            }
            let answered = async move {
                let answer = sender.ask(&request, &mut |event| report.borrow_mut().hear(turn, event)).await;
                (request, answer)
            };
            asking.push((turn, Box::pin(answered)));
        }
        let Some((turn, (request, answer))) = next_of(&mut asking, report, failed.is_some()).await else {
            let Some(end) = failed else { return Ok(()) };
            // Where it failed is told before why.
            report.borrow_mut().tell(Update::Position(course));
            return Err(end);
        };
        let page = match answer {
            Ok(Ok(page)) => page,
            Ok(Err(error)) if !restarted.contains(&turn) && is_stale_cursor(&error) => {
                restarted.push(turn);
                guard.end_list(turn);
                course.restart(turn);
                continue;
            }
            Ok(Err(error)) => {
                course.fail(turn);
                failed.get_or_insert(End::Failed(Box::new(error)));
                continue;
            }
            Err(Cancelled) => return Err(End::Cancelled),
        };
        let ends_list = course.advance(turn, &page);
        let watched = guard.after(turn, &page);
        if ends_list {
            guard.end_list(turn);
        }
        report.borrow_mut().page(page, &course);
        if let Err(cause) = watched {
            course.fail(turn);
            failed.get_or_insert(End::failed(cause, Some(request)));
        }
    }
}

/// Waits for the next of several answers; `None` when no more is to come. Once the load has failed, what waits for another
/// try is not waited for.
fn next_of(
    asking: &mut Vec<(Turn, LocalBoxFuture<'_, Answered>)>,
    report: &RefCell<Report<'_>>,
    has_failed: bool,
) -> impl Future<Output = Option<(Turn, Answered)>> {
    poll_fn(move |context| {
        let ready = asking.iter_mut().enumerate().find_map(|(at, (turn, answer))| {
            if let Poll::Ready(answered) = answer.as_mut().poll(context) {
                Some((at, *turn, answered))
            } else {
                None
            }
        });
        if let Some((at, turn, answered)) = ready {
            drop(asking.swap_remove(at));
            return Poll::Ready(Some((turn, answered)));
        }
        if has_failed {
            asking.retain(|(turn, _)| !report.borrow().is_waiting(*turn));
        }
        if asking.is_empty() { Poll::Ready(None) } else { Poll::Pending }
    })
}

/// What is told of a load while it goes on.
struct Report<'a> {
    sink: &'a mut dyn FnMut(Update),
    pace: Pace,
    /// What the questions that are to be asked again wait for.
    waits: Vec<(Turn, FeedState)>,
}

impl Report<'_> {
    fn tell(&mut self, update: Update) {
        (self.sink)(update);
    }

    fn hear(&mut self, turn: Turn, event: Event) {
        match event {
            Event::Waiting { until, attempt, error } => {
                self.pace.press();
                let state = FeedState::Waiting { until, attempt, error: *error };
                self.waits.push((turn, state.clone()));
                self.tell(Update::State(state));
            }
            Event::Again => {
                self.waits.retain(|(other, _)| *other != turn);
                // Another one may wait still.
                let state = self.waits.last().map_or(FeedState::Loading, |(_, state)| state.clone());
                self.tell(Update::State(state));
            }
            Event::Part(page) => self.records(*page, Update::PartRemark),
        }
    }

    /// Whether a question waits for another try.
    fn is_waiting(&self, turn: Turn) -> bool {
        self.waits.iter().any(|(waiting, _)| *waiting == turn)
    }

    fn page(&mut self, page: Page, course: &Course) {
        self.pace.ease();
        self.records(page, Update::Remark);
        // What an earlier load has covered stays covered while this one is under way.
        if course.coverage() != Coverage::Unknown {
            self.tell(Update::Coverage(course.coverage()));
        }
        self.tell(Update::Position(course.clone()));
    }

    fn records(&mut self, page: Page, remarked: fn(String) -> Update) {
        self.tell(Update::Page { records: page.records, others: page.others });
        for remark in page.remarks {
            self.tell(remarked(remark));
        }
    }
}

const fn is_stale_cursor(error: &LoadError) -> bool {
    matches!(error.cause, Cause::Provider(ProviderError::Refused { refusal: Refusal::Cursor, .. }))
}

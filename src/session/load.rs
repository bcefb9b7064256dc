//! The loop that fills a feed: ask, send, read, report, follow.

use super::{
    Asked, Cancel, Cause, Course, Coverage, FeedState, LoadError, Plan, Runtime, Transport, Update,
    guard::Guard,
    send::{Event, Sender},
};
use crate::{
    model::Handle,
    providers::{Page, Provider, ProviderError, Refusal},
};

/// Loads one handle's history and reports everything as it happens.
///
/// Ends with [`FeedState::Ready`] or [`FeedState::Failed`] as its last report. When it is cancelled it reports nothing
/// any more, and aborts the request that is on its way; so does dropping the future.
pub async fn load(
    provider: &dyn Provider,
    handle: &Handle,
    plan: Plan,
    transport: &dyn Transport,
    runtime: &dyn Runtime,
    cancel: &Cancel,
    sink: &mut dyn FnMut(Update),
) {
    let mut course = Course::new(handle, provider.about().is_windowed, plan);
    let sender = Sender { provider, transport, runtime, cancel, asked: Asked::History };
    let mut guard = Guard::default();
    let mut may_restart = true;
    if cancel.is_cancelled() {
        return;
    }
    sink(Update::State(FeedState::Loading));
    let failed = |cause: Cause| LoadError { asked: Asked::History, cause, tries: 1, request: None };
    let end = loop {
        let request = match course.request(provider) {
            Ok(Some(request)) => request,
            Ok(None) => break FeedState::Ready,
            Err(error) => break FeedState::Failed(failed(error.into())),
        };
        if let Err(cause) = guard.before(&request) {
            break FeedState::Failed(LoadError { request: Some(Box::new(request)), ..failed(cause) });
        }
        let Ok(answer) = sender.ask(&request, &mut |event| report(event, sink)).await else { return };
        let page = match answer {
            Ok(page) => page,
            Err(error) if may_restart && is_stale_cursor(&error) => {
                may_restart = false;
                guard.begin_list();
                course.restart();
                continue;
            }
            Err(error) => break FeedState::Failed(error),
        };
        let begins_another = course.advance(&page);
        let watched = guard.after(&page);
        if begins_another {
            guard.begin_list();
        }
        report_page(page, Update::Remark, sink);
        // What an earlier load has covered stays covered while this one is under way.
        if course.coverage() != Coverage::Unknown {
            sink(Update::Coverage(course.coverage()));
        }
        sink(Update::Position(course.clone()));
        if let Err(cause) = watched {
            break FeedState::Failed(LoadError { request: Some(Box::new(request)), ..failed(cause) });
        }
    };
    sink(Update::State(end));
}

fn report(event: Event, sink: &mut dyn FnMut(Update)) {
    match event {
        Event::Waiting { until, attempt, error } => {
            sink(Update::State(FeedState::Waiting { until, attempt, error: *error }));
        }
        Event::Again => sink(Update::State(FeedState::Loading)),
        Event::Part(page) => report_page(*page, Update::PartRemark, sink),
    }
}

fn report_page(page: Page, remarked: fn(String) -> Update, sink: &mut dyn FnMut(Update)) {
    sink(Update::Page { records: page.records, others: page.others });
    for remark in page.remarks {
        sink(remarked(remark));
    }
}

const fn is_stale_cursor(error: &LoadError) -> bool {
    matches!(error.cause, Cause::Provider(ProviderError::Refused { refusal: Refusal::Cursor, .. }))
}

//! What answers: a list that reads forwards by time of change, or a script.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use futures_util::future::{LocalBoxFuture, ready};
use leadwake::{
    model::{Timestamp, When},
    providers::{Request, Response},
    session::{Transport, TransportError},
};
use serde_json::json;

/// An answer with a status and a body.
#[expect(clippy::unnecessary_wraps, reason = "stands in a row with answers that failed")]
pub(crate) fn answer(status: u16, body: impl Into<Vec<u8>>) -> Result<Response, TransportError> {
    Ok(Response { status, body: body.into(), ..Response::default() })
}

/// A page of records `(id, changed)`, and the token of the next one.
pub(crate) fn page(records: &[(&str, &str)], next: Option<&str>) -> Result<Response, TransportError> {
    let events: Vec<_> = records.iter().map(|(id, changed)| json!({"id": id, "changed": changed})).collect();
    answer(200, json!({"events": events, "next": next}).to_string())
}

fn value<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.query.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
}

/// Prepared answers, one after the other; the last one for ever.
pub(crate) struct Script {
    answers: RefCell<VecDeque<Result<Response, TransportError>>>,
    pub(crate) asked: RefCell<Vec<String>>,
}

impl Script {
    pub(crate) fn new(answers: impl IntoIterator<Item = Result<Response, TransportError>>) -> Self {
        Self { answers: RefCell::new(answers.into_iter().collect()), asked: RefCell::default() }
    }
}

impl Transport for Script {
    fn send<'a>(&'a self, request: &'a Request) -> LocalBoxFuture<'a, Result<Response, TransportError>> {
        self.asked.borrow_mut().push(request.path_and_query());
        let mut answers = self.answers.borrow_mut();
        let next = if answers.len() > 1 { answers.pop_front() } else { answers.front().cloned() };
        Box::pin(ready(next.unwrap()))
    }
}

/// An event at the server.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) id: String,
    pub(crate) changed: Timestamp,
}

/// Happens before the answer to the so-manieth request, from 0.
type Meanwhile = Box<dyn FnMut(usize, &Server)>;

/// A list that is read forwards by time of change, with a cursor that says where to go on.
pub(crate) struct Server {
    pub(crate) events: RefCell<Vec<Event>>,
    pub(crate) most_per_page: usize,
    pub(crate) asked: RefCell<Vec<String>>,
    pub(crate) clock: Cell<Timestamp>,
    pub(crate) meanwhile: RefCell<Meanwhile>,
}

impl Server {
    pub(crate) fn new(events: Vec<Event>, most_per_page: usize, clock: Timestamp) -> Rc<Self> {
        Rc::new(Self {
            events: RefCell::new(events),
            most_per_page,
            asked: RefCell::default(),
            clock: Cell::new(clock),
            meanwhile: RefCell::new(Box::new(|_, _| {})),
        })
    }

    /// An event changes now: it moves to the end of the list.
    pub(crate) fn touch(&self, id: &str) {
        let now = self.clock.get().plus_millis(1_000);
        self.clock.set(now);
        for event in self.events.borrow_mut().iter_mut().filter(|event| event.id == id) {
            event.changed = now;
        }
    }

    /// What it says now.
    pub(crate) fn answer(&self, request: &Request) -> Response {
        let since = When::parse(value(request, "since").unwrap()).at().unwrap();
        let limit = value(request, "limit").unwrap().parse::<usize>().unwrap().min(self.most_per_page);
        let token = value(request, "token").map(|token| {
            let (millis, id) = token.split_once(' ').unwrap();
            (Timestamp::from_millis(millis.parse().unwrap()).unwrap(), id.to_owned())
        });
        let mut events = self.events.borrow().clone();
        events.retain(|event| event.changed >= since);
        events.sort_by(|a, b| (a.changed, &a.id).cmp(&(b.changed, &b.id)));
        events.retain(|event| token.as_ref().is_none_or(|after| (event.changed, event.id.clone()) > *after));
        let next = (events.len() > limit).then(|| {
            let last = &events[limit - 1];
            format!("{} {}", last.changed.millis(), last.id)
        });
        events.truncate(limit);
        let list: Vec<_> = events
            .iter()
            .map(|event| json!({"id": event.id, "changed": event.changed.to_rfc3339()}))
            .collect();
        let body = json!({"events": list, "next": next}).to_string();
        Response { status: 200, body: body.into_bytes(), ..Response::default() }
    }
}

impl Transport for Server {
    fn send<'a>(&'a self, request: &'a Request) -> LocalBoxFuture<'a, Result<Response, TransportError>> {
        let number = self.asked.borrow().len();
        self.asked.borrow_mut().push(request.path_and_query());
        (self.meanwhile.borrow_mut())(number, self);
        Box::pin(ready(Ok(self.answer(request))))
    }
}

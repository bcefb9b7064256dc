//! A vendor that asks to slow down, and everybody who has a question for it.

use std::{
    future::Future,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use leadwake::{
    model::Vendor,
    providers::{Request, Response, Step},
    session::{Queue, Runtime, Transport, TransportError},
};

use crate::world::{Clock, Gate, answer, now};

type Sent<'a> = Pin<Box<dyn Future<Output = Result<Response, TransportError>> + 'a>>;

/// Those who wait for an answer.
struct Askers<'a> {
    queue: &'a Queue,
    waiting: Vec<(&'a Request, Sent<'a>)>,
}

impl<'a> Askers<'a> {
    fn ask(&mut self, request: &'a Request) {
        self.waiting.push((request, self.queue.send(request)));
        self.go_on();
    }

    /// Everybody looks whether there is news; who has an answer leaves.
    fn go_on(&mut self) {
        // Who leaves makes room for the next.
        for _ in 0..=self.waiting.len() {
            let mut context = Context::from_waker(Waker::noop());
            self.waiting.retain_mut(|(_, sent)| sent.as_mut().poll(&mut context) == Poll::Pending);
        }
    }

    /// Who gave up.
    fn leave(&mut self, request: &Request) {
        self.waiting.retain(|(other, _)| !std::ptr::eq(*other, request));
        self.go_on();
    }
}

fn request(vendor: Vendor, id: &str) -> Request {
    Request {
        vendor,
        step: Step("leads"),
        handle: None,
        window: None,
        segments: vec!["leads".into(), id.to_owned().into()],
        query: Vec::new(),
    }
}

fn slow_down(retry_after: &str) -> Response {
    Response { status: 429, retry_after: Some(retry_after.into()), ..Response::default() }
}

/// What is on its way, by path.
fn on_its_way(gate: &Gate) -> Vec<String> {
    gate.waiting().iter().map(|one| one.request.path_and_query()).collect()
}

fn answer_to(gate: &Gate, path: &str, with: Result<Response, TransportError>) {
    gate.waiting().iter().find(|one| one.request.path_and_query() == path).unwrap().answer(with);
}

#[test]
fn who_does_not_want_to_wait_passes_those_who_do_and_stands_in_the_line_still() {
    let gate = Rc::new(Gate::default());
    let queue = Queue::new(gate.clone(), Rc::new(Clock::stuck()));
    let bots = ["a", "b", "c", "d"].map(|id| request(Vendor::Attendee, id));
    let [a, b, c, d] = &bots;
    let mut askers = Askers { queue: &queue, waiting: Vec::new() };
    askers.ask(a);
    answer_to(&gate, "/leads/a", Ok(slow_down("60")));
    askers.go_on();
    askers.ask(b);
    assert_eq!(on_its_way(&gate), [""; 0]);
    queue.hurry(Vendor::Attendee);
    for one in [c, d] {
        askers.ask(one);
    }
    assert_eq!(on_its_way(&gate), ["/leads/c"]);
    answer_to(&gate, "/leads/c", answer(200, "{}"));
    askers.go_on();
    assert_eq!(on_its_way(&gate), ["/leads/d"]);
}

#[test]
fn a_vendor_that_asks_to_slow_down_is_asked_for_one_thing_at_a_time_whoever_asks() {
    let (gate, clock) = (Rc::new(Gate::default()), Clock::new());
    let queue = Queue::new(gate.clone(), Rc::new(clock.clone()));
    let bots = ["a", "b", "c", "d", "e", "f", "g", "h"].map(|id| request(Vendor::Attendee, id));
    let [first, second, third, fourth, fifth, sixth, seventh, eighth] = &bots;
    let other = request(Vendor::Apten, "other");
    let mut askers = Askers { queue: &queue, waiting: Vec::new() };

    for one in [first, second, third] {
        askers.ask(one);
    }
    assert_eq!(on_its_way(&gate), ["/leads/a", "/leads/b", "/leads/c"], "nothing is held back before");
    answer_to(&gate, "/leads/a", Ok(slow_down("5")));
    askers.go_on();

    for one in [fourth, fifth, sixth] {
        askers.ask(one);
    }
    assert_eq!(
        on_its_way(&gate),
        ["/leads/b", "/leads/c", "/leads/d"],
        "one, and those that were sent before"
    );
    assert_eq!(clock.now(), now().plus_millis(5_000), "not before the time that the vendor named");
    askers.ask(&other);
    assert!(on_its_way(&gate).contains(&"/leads/other".to_owned()), "another vendor does not wait");
    answer_to(&gate, "/leads/other", answer(200, "{}"));

    answer_to(&gate, "/leads/b", answer(200, "{}"));
    askers.go_on();
    askers.ask(seventh);
    assert_eq!(
        on_its_way(&gate),
        ["/leads/c", "/leads/d"],
        "what was sent before says nothing of how it is now"
    );
    answer_to(&gate, "/leads/c", Ok(slow_down("7")));
    askers.go_on();
    askers.leave(fourth);
    assert_eq!(on_its_way(&gate), ["/leads/e"], "who gives up leaves the turn to the next");
    assert_eq!(clock.now(), now().plus_millis(12_000));
    answer_to(&gate, "/leads/e", answer(500, ""));
    askers.go_on();
    askers.ask(eighth);
    assert_eq!(on_its_way(&gate), ["/leads/f", "/leads/g", "/leads/h"], "it takes what comes again");
    for path in ["/leads/f", "/leads/g", "/leads/h"] {
        answer_to(&gate, path, answer(200, "{}"));
    }
    askers.go_on();
    assert!(askers.waiting.is_empty());
}

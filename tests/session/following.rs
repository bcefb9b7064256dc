//! When feeds are asked while a lead is followed, by a clock of the tests' own.

use leadwake::{
    model::{Handle, Timestamp, Vendor},
    providers::{ProviderError, Refusal},
    session::{Asked, Cause, Feed, FeedState, Following, Live, LoadError, Tidings, TransportError, Update},
};
use proptest::prelude::*;

use crate::world::now;

const MOST: i64 = 600_000;

fn shortest(vendor: Vendor) -> i64 {
    if vendor == Vendor::Apten { 15_000 } else { 60_000 }
}

fn error(cause: Cause) -> LoadError {
    LoadError { asked: Asked::History, cause, tries: 1, request: None }
}

fn refused(refusal: Refusal, status: u16) -> LoadError {
    error(Cause::Provider(ProviderError::Refused { refusal, status, code: None, message: None }))
}

fn ready(vendor: Vendor, native: &str) -> Feed {
    let mut feed = Feed::new(Handle::new(vendor, native).unwrap());
    feed.apply(&Update::State(FeedState::Ready));
    feed
}

/// How a question goes.
#[derive(Debug, Clone)]
enum Answer {
    News,
    Nothing,
    Trouble,
    /// The vendor asks to be left alone for so many milliseconds.
    SlowDown(i64),
    Offline,
}

/// What happens between two looks at the clock.
#[derive(Debug, Clone)]
enum Event {
    /// Time passes.
    Wait(i64),
    /// The reader, or the network, comes back.
    Back,
    /// The reader has a feed read, which takes so long.
    Read(usize, i64),
    /// A feed's key is refused; or it is read again with another key.
    Refuse(usize, bool),
}

fn answers() -> impl Strategy<Value = (Answer, i64)> {
    let answer = prop_oneof![
        2 => Just(Answer::News),
        6 => Just(Answer::Nothing),
        2 => Just(Answer::Trouble),
        1 => (1_000..300_000_i64).prop_map(Answer::SlowDown),
        1 => Just(Answer::Offline),
    ];
    (answer, 0..40_000_i64)
}

fn events() -> impl Strategy<Value = Event> {
    prop_oneof![
        6 => (0..400_000_i64).prop_map(Event::Wait),
        1 => Just(Event::Back),
        1 => (0..3_usize, 0..30_000_i64).prop_map(|(feed, took)| Event::Read(feed, took)),
        1 => (0..3_usize, any::<bool>()).prop_map(|(feed, is_refused)| Event::Refuse(feed, is_refused)),
    ]
}

/// A question as it was asked.
#[derive(Debug, Clone, Copy)]
struct Question {
    at: Timestamp,
    not_before: Option<Timestamp>,
    is_offline: bool,
}

/// Feeds that are followed, and everything that was asked of them.
struct World {
    feeds: Vec<Feed>,
    following: Following,
    now: Timestamp,
    asked: Vec<Option<Question>>,
    /// On its way: which feed, until when, and how it goes.
    running: Vec<(usize, Timestamp, Answer)>,
    answers: Vec<(Answer, i64)>,
    count: usize,
}

impl World {
    fn new(answers: Vec<(Answer, i64)>) -> Self {
        let feeds = vec![
            ready(Vendor::Apten, "room_1"),
            ready(Vendor::LeadSail, "lead_1"),
            ready(Vendor::Attendee, "bot_1"),
        ];
        let following = Following::new(&feeds, now());
        let asked = vec![None; feeds.len()];
        Self { feeds, following, now: now(), asked, running: Vec::new(), answers, count: 0 }
    }

    fn is_open(&self, index: usize) -> bool {
        self.feeds[index].state == FeedState::Ready
    }

    /// Ends what has run long enough, and asks what is due.
    fn look(&mut self) {
        for (index, until, answer) in std::mem::take(&mut self.running) {
            if until > self.now {
                self.running.push((index, until, answer));
                continue;
            }
            let question = self.asked[index].as_mut().unwrap();
            let tidings = match answer {
                Answer::News => Tidings::News,
                Answer::Nothing => Tidings::Nothing,
                Answer::Trouble => {
                    Tidings::Failed { error: refused(Refusal::Trouble, 503), not_before: None }
                }
                Answer::SlowDown(millis) => {
                    let not_before = Some(self.now.plus_millis(millis));
                    question.not_before = not_before;
                    Tidings::Failed { error: refused(Refusal::TooMany, 429), not_before }
                }
                Answer::Offline => {
                    question.is_offline = true;
                    let error = error(Cause::Transport(TransportError::Offline));
                    Tidings::Failed { error, not_before: None }
                }
            };
            let handle = self.feeds[index].handle.clone();
            self.following.ended(&handle, tidings, self.now);
        }
        for handle in self.following.take_due(&self.feeds, self.now) {
            let index = self.feeds.iter().position(|feed| feed.handle == handle).unwrap();
            assert!(self.is_open(index), "{handle:?} may not be asked");
            assert!(!self.running.iter().any(|(running, ..)| *running == index), "{handle:?} is being asked");
            if let Some(before) = self.asked[index] {
                let since = self.now.millis() - before.at.millis();
                assert!(since >= shortest(handle.vendor), "{handle:?} is asked again after {since} ms");
                assert!(before.not_before <= Some(self.now), "{handle:?} wanted to be left alone");
                assert!(!before.is_offline, "{handle:?} is asked without a network");
            }
            self.asked[index] = Some(Question { at: self.now, not_before: None, is_offline: false });
            let (answer, took) = self.answers[self.count % self.answers.len()].clone();
            self.count += 1;
            self.running.push((index, self.now.plus_millis(took), answer));
        }
    }

    /// Lets time pass, stopping whenever something is due or ends.
    fn wait(&mut self, millis: i64) {
        let end = self.now.plus_millis(millis);
        loop {
            self.look();
            let ends = self.running.iter().map(|(_, until, _)| *until);
            let next = ends.chain(self.following.next(&self.feeds)).filter(|at| *at > self.now).min();
            let Some(next) = next.filter(|next| *next <= end) else { break };
            self.now = next;
        }
        self.now = end;
        self.look();
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::Wait(millis) => self.wait(*millis),
            Event::Back => {
                self.following.hurry(self.now);
                self.asked.iter_mut().flatten().for_each(|question| question.is_offline = false);
            }
            Event::Read(index, took) => {
                self.running.retain(|(running, ..)| running != index);
                self.feeds[*index].apply(&Update::State(FeedState::Loading));
                self.wait(*took);
                self.feeds[*index].apply(&Update::State(FeedState::Ready));
                let handle = self.feeds[*index].handle.clone();
                self.following.was_read(&handle, self.now);
                self.asked[*index] = Some(Question { at: self.now, not_before: None, is_offline: false });
            }
            Event::Refuse(index, true) => {
                self.running.retain(|(running, ..)| running != index);
                self.feeds[*index].apply(&Update::State(FeedState::Failed(refused(Refusal::Key, 401))));
            }
            Event::Refuse(index, false) => self.happen(&Event::Read(*index, 500)),
        }
    }
}

proptest! {
    #[test]
    fn nobody_is_asked_too_often_or_when_they_may_not(
        answers in prop::collection::vec(answers(), 1..20),
        events in prop::collection::vec(events(), 1..40),
    ) {
        let mut world = World::new(answers);
        for event in &events {
            world.happen(event);
        }
    }

    #[test]
    fn nobody_is_forgotten(
        answers in prop::collection::vec(answers(), 1..20),
        events in prop::collection::vec(events(), 1..40),
    ) {
        let mut world = World::new(answers);
        for event in &events {
            world.happen(event);
        }
        for index in 0..world.feeds.len() {
            world.happen(&Event::Read(index, 1_000));
        }
        world.answers = vec![(Answer::Nothing, 100)];
        // What a vendor asked for last may still be waited for, at most five minutes.
        let before: Vec<_> = world.asked.iter().map(|asked| asked.unwrap().at).collect();
        world.wait(MOST + 301_000);
        for (index, before) in before.into_iter().enumerate() {
            prop_assert!(world.asked[index].unwrap().at > before, "{:?}", world.feeds[index].handle);
        }
    }

    #[test]
    fn without_news_the_questions_come_less_often_and_with_news_as_often_as_at_first(quiet in 1..40_usize) {
        let mut answers = vec![(Answer::Nothing, 100); quiet];
        answers.push((Answer::News, 100));
        let mut world = World::new(answers);
        world.feeds.truncate(1);
        let mut gaps = Vec::new();
        let mut last = None;
        for _ in 0..quiet + 2 {
            let due = world.following.next(&world.feeds).unwrap();
            world.now = due;
            world.look();
            gaps.extend(last.map(|last: Timestamp| due.millis() - last.millis()));
            last = Some(due);
            world.now = due.plus_millis(100);
            world.look();
        }
        let (until_news, after) = gaps.split_at(quiet);
        prop_assert!(until_news.windows(2).all(|pair| pair[0] <= pair[1]), "{gaps:?}");
        prop_assert!(until_news.iter().all(|gap| *gap <= MOST + 100), "{gaps:?}");
        prop_assert!(quiet < 12 || until_news.last() == Some(&(MOST + 100)), "{gaps:?}");
        prop_assert_eq!(after, &[15_100]);
    }
}

#[test]
fn an_answer_that_takes_long_is_asked_for_seldom() {
    let feeds = [ready(Vendor::Naturalead, "phone:+14155550142")];
    let mut following = Following::new(&feeds, now());
    let asked = following.next(&feeds).unwrap();
    assert_eq!(asked, now().plus_millis(60_000));
    assert_eq!(following.take_due(&feeds, asked), [feeds[0].handle.clone()]);
    let ended = asked.plus_millis(20_000);
    following.ended(&feeds[0].handle, Tidings::News, ended);
    assert_eq!(following.next(&feeds), Some(ended.plus_millis(200_000)));
}

#[test]
fn failures_double_the_wait_and_the_readers_return_ends_it_but_not_what_the_vendor_asked_for() {
    let feeds = [ready(Vendor::Apten, "room_1")];
    let handle = &feeds[0].handle;
    let mut following = Following::new(&feeds, now());
    let mut at = now();
    for wait in [15_000, 30_000, 60_000, 120_000, 240_000, 480_000, 600_000, 600_000] {
        let due = following.next(&feeds).unwrap();
        assert_eq!(due.millis() - at.millis(), wait);
        at = due;
        assert_eq!(following.take_due(&feeds, at), std::slice::from_ref(handle));
        assert_eq!(following.next(&feeds), None, "it is being asked");
        let error = refused(Refusal::Trouble, 503);
        following.ended(handle, Tidings::Failed { error, not_before: None }, at);
    }
    let Live::On { troubles, .. } = following.told(&feeds, true) else { panic!("it is followed") };
    assert_eq!(troubles.len(), 1);
    following.hurry(at.plus_millis(100_000));
    at = at.plus_millis(100_000);
    assert_eq!(following.next(&feeds), Some(at));
    following.take_due(&feeds, at);
    let not_before = Some(at.plus_millis(200_000));
    following.ended(handle, Tidings::Failed { error: refused(Refusal::TooMany, 429), not_before }, at);
    following.hurry(at.plus_millis(50_000));
    assert_eq!(following.next(&feeds), not_before);
}

#[test]
fn it_is_told_how_following_stands() {
    let mut feeds = vec![ready(Vendor::Apten, "room_1")];
    let handle = feeds[0].handle.clone();
    let mut following = Following::new(&feeds, now());
    assert_eq!(following.told(&feeds, true), Live::On { checked: None, troubles: Vec::new() });
    assert_eq!(following.told(&feeds, false), Live::Hidden);
    let at = following.next(&feeds).unwrap();
    following.take_due(&feeds, at);
    following.ended(&handle, Tidings::Nothing, at);
    assert_eq!(following.told(&feeds, true), Live::On { checked: Some(at), troubles: Vec::new() });
    following.take_due(&feeds, at.plus_millis(15_000));
    let offline =
        Tidings::Failed { error: error(Cause::Transport(TransportError::Offline)), not_before: None };
    following.ended(&handle, offline, at);
    assert_eq!(following.told(&feeds, true), Live::Offline);
    assert_eq!(following.next(&feeds), None, "nothing is due without a network");
    feeds[0].apply(&Update::State(FeedState::Failed(refused(Refusal::Key, 401))));
    assert_eq!(following.told(&feeds, true), Live::Nobody);
    feeds[0].apply(&Update::State(FeedState::Loading));
    assert_eq!(following.told(&feeds, true), Live::On { checked: None, troubles: Vec::new() });
}

#[test]
fn a_reading_that_cuts_off_a_question_and_fails_does_not_end_following() {
    let mut feeds = [ready(Vendor::Apten, "room_1")];
    let handle = feeds[0].handle.clone();
    let mut following = Following::new(&feeds, now());
    let at = following.next(&feeds).unwrap();
    following.take_due(&feeds, at);
    feeds[0].apply(&Update::State(FeedState::Failed(refused(Refusal::Trouble, 503))));
    following.was_not_read(&handle, at);
    assert_eq!(following.next(&feeds), Some(at.plus_millis(30_000)));
    // What is due already stays due.
    following.was_not_read(&handle, at.plus_millis(5_000));
    assert_eq!(following.next(&feeds), Some(at.plus_millis(30_000)));
}

#[test]
fn a_clock_that_is_set_back_does_not_put_off_the_next_question() {
    let feeds = [ready(Vendor::Apten, "room_1")];
    let mut following = Following::new(&feeds, now());
    assert_eq!(following.wait(&feeds, now()), Some(15_000));
    let back = now().plus_millis(-86_400_000);
    assert_eq!(following.wait(&feeds, back), Some(MOST.unsigned_abs()));
    following.hurry(back);
    assert_eq!(following.wait(&feeds, back), Some(15_000));
    assert_eq!(following.wait(&feeds, now()), Some(0));
}

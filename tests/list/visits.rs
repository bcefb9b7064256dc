//! What is new since the reader came.

use leadwake::timeline::{Away, Filter, Order, Rows, Timeline, Visit};
use proptest::prelude::*;

use crate::{
    UTC,
    support::{at, message, record},
};

/// When the reader came.
const CAME: i64 = 1_000_000;

fn add(timeline: &mut Timeline, names: &str, times: &[i64]) {
    let entries =
        times.iter().enumerate().map(|(index, secs)| message(&format!("apten:{names}{index}"), *secs, "x"));
    timeline.merge(entries.map(|entry| record(None, vec![entry])).collect());
}

fn rows(timeline: &Timeline, order: Order) -> Rows {
    Rows::new(timeline, &Filter::default(), order, &UTC)
}

/// The times of the entries on the new side of the border, and on the other.
fn sides(timeline: &Timeline, visit: Visit, order: Order) -> Option<(Vec<i64>, Vec<i64>)> {
    let rows = rows(timeline, order);
    let border = visit.border(&rows, order)?;
    let times = |rows: &Rows, range: std::ops::Range<usize>| -> Vec<i64> {
        range.filter_map(|row| Some((rows.first(row)?.1?.millis() - at(0).millis()) / 1000)).collect()
    };
    Some(match order {
        Order::NewestFirst => (times(&rows, 0..border + 1), times(&rows, border + 1..rows.len())),
        Order::OldestFirst => (times(&rows, border..rows.len()), times(&rows, 0..border)),
    })
}

#[test]
fn the_border_stands_between_what_is_new_and_what_was_there() {
    let mut timeline = Timeline::default();
    // One of them is yet to come.
    add(&mut timeline, "old", &[CAME - 900, CAME - 60, CAME + 86_400]);
    let visit = Visit::begin(&timeline, at(CAME));
    for order in [Order::NewestFirst, Order::OldestFirst] {
        assert_eq!(visit.border(&rows(&timeline, order), order), None, "nothing is new");
    }
    // A part of the history that is read late is not new; what a vendor's clock has a minute ago is.
    add(&mut timeline, "late", &[CAME - 5_000, CAME - 500]);
    assert_eq!(visit.border(&rows(&timeline, Order::NewestFirst), Order::NewestFirst), None);
    add(&mut timeline, "new", &[CAME + 500, CAME - 50]);
    let (new, known) = sides(&timeline, visit, Order::OldestFirst).unwrap();
    assert_eq!(new, [CAME - 50, CAME + 500, CAME + 86_400]);
    assert_eq!(known, [CAME - 5_000, CAME - 900, CAME - 500, CAME - 60]);
    let (mut new_above, _) = sides(&timeline, visit, Order::NewestFirst).unwrap();
    new_above.reverse();
    assert_eq!(new_above, new);
    // It stays while more comes.
    add(&mut timeline, "more", &[CAME + 1_000]);
    assert_eq!(sides(&timeline, visit, Order::OldestFirst).unwrap().1, known);
}

#[test]
fn a_history_that_is_read_only_now_is_not_new() {
    let mut timeline = Timeline::default();
    let visit = Visit::begin(&timeline, at(CAME));
    add(&mut timeline, "first", &[CAME - 900, CAME - 600]);
    assert_eq!(visit.border(&rows(&timeline, Order::NewestFirst), Order::NewestFirst), None);
    add(&mut timeline, "new", &[CAME + 10]);
    let (new, known) = sides(&timeline, visit, Order::NewestFirst).unwrap();
    assert_eq!((new, known), (vec![CAME + 10], vec![CAME - 600, CAME - 900]));
}

#[test]
fn what_comes_while_the_reader_is_away_is_new_when_they_are_back() {
    let mut timeline = Timeline::default();
    add(&mut timeline, "old", &[CAME - 900]);
    let away = Away::begin(Some(&timeline), at(CAME));
    add(&mut timeline, "away", &[CAME + 200]);
    assert_eq!(away.end(at(CAME + 299)), None, "they were away for a moment only");
    let visit = away.end(at(CAME + 300)).unwrap();
    add(&mut timeline, "back", &[CAME + 310]);
    let (new, known) = sides(&timeline, visit, Order::OldestFirst).unwrap();
    assert_eq!((new, known), (vec![CAME + 200, CAME + 310], vec![CAME - 900]));
    assert_eq!(away.emptied().end(at(CAME + 900)), None, "what was there is gone");
    assert_eq!(Away::begin(None, at(CAME)).end(at(CAME + 900)), None, "nothing was there yet");
}

proptest! {
    #[test]
    fn nothing_that_was_there_is_called_new(
        old in prop::collection::vec(-500_000..0_i64, 0..20),
        new in prop::collection::vec(-500_000..500_000_i64, 0..20),
    ) {
        let shifted = |times: &[i64]| times.iter().map(|time| CAME + time).collect::<Vec<_>>();
        let mut timeline = Timeline::default();
        add(&mut timeline, "old", &shifted(&old));
        let visit = Visit::begin(&timeline, at(CAME));
        add(&mut timeline, "new", &shifted(&new));
        for order in [Order::NewestFirst, Order::OldestFirst] {
            let Some((beyond, _)) = sides(&timeline, visit, order) else {
                prop_assert!(new.iter().all(|time| *time <= 0), "something new is not told of");
                continue;
            };
            let latest = old.iter().max().copied().unwrap_or(i64::MIN / 2);
            prop_assert!(beyond.iter().all(|time| time - CAME > latest && time - CAME >= -120));
            prop_assert!(new.iter().filter(|time| **time > 0).all(|time| beyond.contains(&(CAME + time))));
        }
    }
}

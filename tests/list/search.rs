//! Searching the list and a transcript.

use leadwake::{
    model::{EntryId, Role},
    timeline::{Filter, Hits, Needle, Order, Rows, find_turns},
};

use crate::{
    UTC, mixed,
    support::{call, turn},
};

#[test]
fn a_search_goes_round() {
    let list = mixed();
    let rows = Rows::new(&list, &Filter::default(), Order::NewestFirst, &UTC);
    let found = rows.find(&list, &Needle::new("Refund"));
    let found: Vec<EntryId> = found.iter().map(|number| list.entry(*number).unwrap().id.clone()).collect();
    let ids: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(ids, ["naturalead:e", "apten:a"], "in the list's order");
    let mut hits = Hits::new(found.clone());
    assert_eq!((hits.position().as_str(), hits.current()), ("–/2", None));
    assert_eq!(hits.go_next(), Some(&found[0]));
    assert_eq!(hits.go_next(), Some(&found[1]));
    assert_eq!(hits.position(), "2/2");
    hits.renew(vec!["apten:new".parse().unwrap(), found[0].clone(), found[1].clone()]);
    assert_eq!(hits.position(), "3/3", "new hits do not move the reader");
    assert_eq!(hits.go_next().unwrap().to_string(), "apten:new");
    assert_eq!(hits.go_previous(), Some(&found[1]));
    hits.go_to(&found[0]);
    assert_eq!(hits.position(), "2/3");
    hits.renew(Vec::new());
    assert_eq!(hits.go_next(), None);
    assert_eq!(hits.position(), "–/0");
    assert!(rows.find(&list, &Needle::new(" ")).is_empty());
}

#[test]
fn a_transcript_is_searched_by_turn() {
    let mut call = call("apten:c");
    assert!(find_turns(&call, &Needle::new("price")).is_empty());
    let said = |text| turn(Role::Lead, 0, 1, text);
    call.transcript = Some(vec![said("What is the Price?"), said("Ok"), said("price, price")]);
    assert_eq!(find_turns(&call, &Needle::new("price")), [0, 2]);
}

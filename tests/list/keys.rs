//! Keys say what is drawn anew, anchors what stays in its place.

use leadwake::timeline::{Filter, Item, Merged, Order, Timeline};

use crate::{
    UTC, items,
    support::{at, message, record, tool},
    timeline,
};

#[test]
fn keys_change_with_what_is_shown_and_anchors_do_not() {
    let mut list = timeline([message("apten:a", 0, "Hi"), message("apten:b", 10, "you")]);
    let shown = |list: &Timeline| items(list, &Filter::default(), Order::OldestFirst, &UTC);
    let before = shown(&list);
    list.merge(vec![record(9, vec![message("apten:b", 10, "you there")])]);
    let after = shown(&list);
    let keys = |rows: &[Item]| rows.iter().map(Item::key).collect::<Vec<_>>();
    let same: Vec<bool> = keys(&before).iter().zip(&keys(&after)).map(|(a, b)| a == b).collect();
    assert_eq!(same, [true, true, false], "only the changed row is drawn anew");
    let anchors = |rows: &[Item]| rows.iter().map(Item::anchor).collect::<Vec<_>>();
    assert_eq!(anchors(&before), anchors(&after));
    assert_eq!(anchors(&before), ["day-2026-05-14", "entry-apten:a", "entry-apten:b"]);

    list.merge(vec![record(None, vec![message("apten:c", 20, "third")])]);
    let grown = shown(&list);
    assert_ne!(grown[0].key(), after[0].key(), "the heading counts");
    assert_ne!(grown[2].key(), after[2].key(), "no longer the last of its group");
    assert_eq!(grown[1].key(), after[1].key());
}

#[test]
fn fetching_the_same_again_keeps_every_key() {
    let first = record(1, vec![message("apten:a", 0, "Hi")]);
    let mut again = first.clone();
    again.revision.fetched = Some(at(500));
    again.entries[0].revision = again.revision;
    let mut list = Timeline::default();
    list.merge(vec![first]);
    let key = |list: &Timeline| items(list, &Filter::default(), Order::OldestFirst, &UTC)[1].key();
    let before = key(&list);
    assert_eq!(list.merge(vec![again]), Merged::default());
    assert_eq!(key(&list), before);
}

#[test]
fn a_growing_fold_keeps_its_anchor() {
    let fold = |list: &Timeline, order| {
        let rows = items(list, &Filter::default(), order, &UTC);
        rows.iter().find(|item| matches!(item, Item::Tools { .. })).unwrap().anchor()
    };
    let two = timeline([tool("apten:a", 0), tool("apten:b", 1)]);
    let three = timeline([tool("apten:a", 0), tool("apten:b", 1), tool("apten:c", 2)]);
    for order in [Order::NewestFirst, Order::OldestFirst] {
        assert_eq!(fold(&two, order), "tools-apten:a");
        assert_eq!(fold(&three, order), "tools-apten:a");
    }
}

//! Rows: grouped, folded, under their day.

use std::sync::Arc;

use leadwake::{
    model::{Channel, Content, Direction, Email, Entry, Party, Role},
    timeline::{Filter, Item, Order, Timeline},
};

use crate::{
    HOUR, UTC, from_ai, items, over,
    support::{at, message, tool},
    timeline,
};

/// The rows in short: headings by day, entries by record with `(` for the first and `)` for the last of a group.
fn rows(timeline: &Timeline, filter: &Filter, order: Order) -> Vec<String> {
    let name = |entry: &Arc<Entry>| entry.id.record.native().to_owned();
    let row = |item: &Item| match item {
        Item::Day { day, count } => format!("{} {count}", day.iso()),
        Item::Undated { count } => format!("undated {count}"),
        Item::Entry { entry, leads_group, ends_group } => format!(
            "{}{}{}",
            if *leads_group { "(" } else { "" },
            name(entry),
            if *ends_group { ")" } else { "" }
        ),
        Item::Tools { entries } => format!("[{}]", entries.iter().map(name).collect::<Vec<_>>().join(" ")),
    };
    items(timeline, filter, order, &UTC).iter().map(row).collect()
}

/// What a test does to an entry.
type Change = fn(Entry) -> Entry;

fn story() -> Timeline {
    timeline([
        message("apten:a", 0, "Hi"),
        message("apten:b", 60, "Are you there?"),
        from_ai(message("apten:c", 90, "Yes")),
        tool("apten:d", 100),
        tool("apten:e", 101),
        tool("apten:f", 102),
        from_ai(message("apten:g", 110, "Done")),
        tool("apten:h", 24 * HOUR),
        message("apten:i", 24 * HOUR + 10, "Thanks"),
        message("apten:j", None, "When?"),
    ])
}

#[test]
fn rows_are_grouped_folded_and_under_their_day() {
    let oldest = [
        "undated 1",
        "(j)",
        "2026-05-14 7",
        "(a",
        "b)",
        "(c)",
        "[d e f]",
        "(g)",
        "2026-05-15 2",
        "(h)",
        "(i)",
    ];
    assert_eq!(rows(&story(), &Filter::default(), Order::OldestFirst), oldest);
    let newest = [
        "2026-05-15 2",
        "(i)",
        "(h)",
        "2026-05-14 7",
        "(g)",
        "[f e d]",
        "(c)",
        "(b",
        "a)",
        "undated 1",
        "(j)",
    ];
    assert_eq!(rows(&story(), &Filter::default(), Order::NewestFirst), newest);
}

#[test]
fn a_group_is_one_actor_one_channel_one_direction_one_thread_and_five_minutes() {
    let apart: [(&str, Change); 6] = [
        ("actor", |entry| Entry { actor: Party::of(Role::Person), ..entry }),
        ("channel", |entry| over(Channel::WhatsApp, entry)),
        ("direction", |entry| Entry { direction: Direction::Outbound, ..entry }),
        ("thread", |entry| Entry { thread: Some("apten:t".parse().unwrap()), ..entry }),
        ("time", |entry| Entry { place: Some(at(302)), ..entry }),
        ("kind", |entry| Entry { content: Content::Email(Email::default()), ..entry }),
    ];
    for (what, change) in apart {
        let second = change(message("apten:b", 300, ""));
        let list = timeline([message("apten:a", 1, ""), second]);
        let shown = rows(&list, &Filter::default(), Order::OldestFirst);
        assert_eq!(shown, ["2026-05-14 2", "(a)", "(b)"], "{what}");
    }
    let together = timeline([message("apten:a", 0, ""), message("apten:b", 300, "")]);
    assert_eq!(rows(&together, &Filter::default(), Order::OldestFirst), ["2026-05-14 2", "(a", "b)"]);
}

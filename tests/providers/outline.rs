//! What an adapter made of an answer, in a form that a person can review.

use std::{fmt::Write, sync::Arc};

use leadwake::{
    model::{Call, Content, Entry, Fact, Raw, Record, Revision, Timestamp},
    providers::{Page, ProviderError},
};

/// The widest line that a value is put on.
const WIDTH: usize = 120;

/// Records, calls, remarks and the next request, without raw texts and without what is empty.
pub(crate) fn outline(answer: &Result<Page, ProviderError>) -> String {
    let mut text = String::new();
    write(&mut text, answer).unwrap();
    text
}

fn write(text: &mut String, answer: &Result<Page, ProviderError>) -> std::fmt::Result {
    let page = match answer {
        Ok(page) => page,
        Err(error) => return writeln!(text, "{}\n“{error}”", compact(error)),
    };
    for record in &without_raw(page.clone()).records {
        writeln!(text, "{}", record.id)?;
        for entry in &record.entries {
            write_entry(text, entry)?;
        }
    }
    if let Some(call) = &page.call {
        writeln!(text, "call {}\n{}", call.id, compact(&blank_call(call)))?;
    }
    if page.is_cut {
        writeln!(text, "cut off")?;
    }
    if page.others > 0 {
        writeln!(text, "{} of others", page.others)?;
    }
    if let Some(changed) = page.changed_up_to {
        writeln!(text, "changed up to {}", changed.to_rfc3339())?;
    }
    if let Some(next) = &page.follow {
        writeln!(text, "next {}", next.path_and_query())?;
    }
    page.remarks.iter().try_for_each(|remark| writeln!(text, "remark {remark}"))
}

fn write_entry(text: &mut String, entry: &Entry) -> std::fmt::Result {
    let (part, pointer) = (&entry.id.part, &entry.raw.pointer);
    let place = entry.place.filter(|place| entry.when.at() != Some(*place));
    let place = place.map(|place| format!(", beside {}", place.to_rfc3339())).unwrap_or_default();
    writeln!(text, "  {} #{part} {pointer}", entry.order)?;
    writeln!(text, "    {}{place}", compact(&entry.when))?;
    let thread = entry.thread.as_ref().map(|thread| format!(" · in {thread}")).unwrap_or_default();
    let actor = compact(&entry.actor);
    writeln!(text, "    {:?} · {:?} · {actor}{thread}", entry.channel, entry.direction)?;
    writeln!(text, "{}", indented(&compact(&entry.content)))?;
    entry.facts.iter().try_for_each(|Fact { label, value }| writeln!(text, "    {label}: {}", compact(value)))
}

/// The typed part of a page: without raw texts, revisions and names made from content.
pub(crate) fn typed(page: &Page) -> String {
    let mut page = without_raw(page.clone());
    for entry in page.records.iter_mut().flat_map(|record| &mut record.entries) {
        entry.id.part = "".into();
    }
    format!("{page:?}")
}

fn without_raw(page: Page) -> Page {
    let records = page.records.into_iter().map(|record| {
        let entries = record.entries.into_iter().map(|mut entry| {
            if let Content::Call(call) = &entry.content {
                entry.content = Content::Call(Arc::new(blank_call(call)));
            }
            Entry { raw: blank(&entry.raw), revision: newest(), ..entry }
        });
        Record { revision: newest(), entries: entries.collect(), ..record }
    });
    Page { records: records.collect(), call: page.call.as_ref().map(blank_call), ..page }
}

fn blank_call(call: &Call) -> Call {
    Call { raw: blank(&call.raw), ..call.clone() }
}

/// The pointer stays: it is made by the adapter.
fn blank(raw: &Raw) -> Raw {
    Raw { text: "".into(), path: "".into(), fetched: None, pointer: raw.pointer.clone() }
}

const fn newest() -> Revision {
    Revision { changed: None, fetched: None, fingerprint: 0 }
}

/// A value as its `Debug` prints it, without what is empty, and as wide as it is readable.
fn compact(value: &impl std::fmt::Debug) -> String {
    let debug = format!("{value:#?}");
    let is_empty = |line: &&str| {
        let empty = ["None,", "Missing,", "[],", "Unstated,", "text: \"\",", "path: \"\",", "pointer: \"\","];
        !empty.iter().any(|end| line.trim().ends_with(&format!(": {end}")) || line.trim() == *end)
    };
    let mut lines: Vec<String> = Vec::new();
    for line in debug.lines().filter(is_empty).map(dated) {
        let closes = line.trim().starts_with([')', ']', '}']);
        lines.push(line);
        if closes {
            join(&mut lines);
        }
    }
    lines.retain(|line| !["raw: Raw {},", "Screening {},"].iter().any(|empty| line.trim().ends_with(empty)));
    lines.join("\n")
}

/// Puts the block that the last line closes on one line, when it is short enough.
fn join(lines: &mut Vec<String>) {
    let depth = |line: &str| line.len() - line.trim_start().len();
    let Some(closing) = lines.last().map(|line| depth(line)) else { return };
    let opening = lines.iter().rposition(|line| depth(line) == closing && line.ends_with(['(', '[', '{']));
    let Some(opening) = opening else { return };
    let inner: Vec<&str> = lines[opening + 1..lines.len() - 1].iter().map(|line| line.trim()).collect();
    let joined = format!(
        "{}{}{}",
        lines[opening],
        inner.join(" ").trim_end_matches(','),
        lines.last().unwrap().trim()
    );
    if joined.chars().count() <= WIDTH {
        lines.splice(opening.., [joined]);
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

fn dated(line: &str) -> String {
    let moment = line.trim().trim_end_matches(',').parse::<i64>().ok().and_then(Timestamp::from_millis);
    match moment.filter(|moment| moment.millis() > 100_000_000_000) {
        Some(moment) => line.replace(&moment.millis().to_string(), &moment.to_rfc3339()),
        None => line.to_owned(),
    }
}

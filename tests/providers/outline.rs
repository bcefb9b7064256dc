//! What an adapter made of an answer, in a form that a person can review.

use std::sync::Arc;

use leadwake::{
    model::{Call, Content, Entry, Raw, Record, Revision, Timestamp},
    providers::{Page, ProviderError},
};

/// Records, calls, remarks and the next request, without raw texts and without what is empty.
pub(crate) fn outline(answer: &Result<Page, ProviderError>) -> String {
    match answer {
        Ok(page) => {
            let follow = page.follow.as_ref().map(leadwake::providers::Request::path_and_query);
            let page = Page { follow: None, ..without_raw(page.clone()) };
            let follow = follow.map(|path| format!("follow: {path}\n")).unwrap_or_default();
            format!("{}\n{follow}", compact(&format!("{page:#?}")))
        }
        Err(error) => format!("{}\n“{error}”\n", compact(&format!("{error:#?}"))),
    }
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
        let entries = record.entries.into_iter().map(|entry| Entry {
            raw: blank(&entry.raw),
            revision: newest(),
            content: match entry.content {
                Content::Call(call) => Content::Call(Arc::new(blank_call(&call))),
                other => other,
            },
            ..entry
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

fn compact(debug: &str) -> String {
    let is_empty = |line: &str| {
        [": None,", ": Missing,", ": [],", ": Unstated,", "text: \"\",", "path: \"\",", "fingerprint: 0,"]
            .iter()
            .any(|end| line.ends_with(end))
    };
    let mut lines: Vec<String> = debug.lines().filter(|line| !is_empty(line)).map(dated).collect();
    // `Some(`, one line, `),` becomes one line, and so on outwards.
    let mut at = 0;
    while at + 2 < lines.len() {
        let [opening, inner, closing] = [at, at + 1, at + 2].map(|at| lines[at].trim().to_owned());
        let wraps = opening.ends_with(['(', '{']) && [")", "),", "}", "},"].contains(&closing.as_str());
        if wraps && !inner.ends_with(['(', '{', '[']) {
            let joined = format!("{}{}{closing}", lines[at], inner.trim_end_matches(','));
            lines.splice(at..at + 3, [joined]);
            at = at.saturating_sub(2);
        } else if opening.ends_with(['(', '{', '[']) && [")", "),", "}", "},"].contains(&inner.as_str()) {
            let joined = format!("{}{inner}", lines[at]);
            lines.splice(at..at + 2, [joined]);
            at = at.saturating_sub(2);
        } else {
            at += 1;
        }
    }
    lines.retain(|line| !["raw: Raw {},", "revision: Revision {},"].contains(&line.trim()));
    lines.join("\n")
}

fn dated(line: &str) -> String {
    let moment = line.trim().trim_end_matches(',').parse::<i64>().ok().and_then(Timestamp::from_millis);
    match moment.filter(|moment| moment.millis() > 1_000_000_000_000) {
        Some(moment) => line.replace(&moment.millis().to_string(), &moment.to_rfc3339()),
        None => line.to_owned(),
    }
}

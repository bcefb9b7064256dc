//! What `.github/SECURITY.md` promises is proved by tests that are there.

#![expect(clippy::unwrap_used, reason = "a page that cannot be read is a failed test")]

use std::{fs, path::Path};

const PAGE: &str = ".github/SECURITY.md";
/// The part in which promises stand, one in each item of a list.
const PROMISES: &str = "\n## What is promised\n";

fn page() -> String {
    fs::read_to_string(PAGE).unwrap()
}

/// The items of the lists in the part with the promises.
fn promises(page: &str) -> Vec<&str> {
    let (_, part) = page.split_once(PROMISES).unwrap();
    let part = part.split("\n## ").next().unwrap();
    part.split("\n- ").skip(1).map(|item| item.split("\n\n").next().unwrap()).collect()
}

/// The links in a text: their words, and where they lead.
fn links(text: &str) -> Vec<(&str, &str)> {
    let found = text.match_indices("](");
    let link = |(at, _)| {
        let words = &text[text[..at].rfind('[')? + 1..at];
        Some((words, text[at + 2..].split(')').next()?))
    };
    found.filter_map(link).collect()
}

/// Whether a file of tests holds a test of that name; of a JavaScript name that is made of parts, its last part counts.
fn has_test(path: &Path, name: &str) -> bool {
    let text = fs::read_to_string(path).unwrap();
    if path.extension().is_some_and(|extension| extension == "rs") {
        return is_rust_test(&text, name);
    }
    let lines = text.lines().map(str::trim_start);
    let mut calls =
        lines.filter_map(|line| line.strip_prefix("test(").or_else(|| line.strip_prefix("testKept(")));
    calls.any(|call| {
        let quote = call.chars().next().unwrap_or_default();
        let title = call[quote.len_utf8()..].split(quote).next().unwrap();
        title == name || (title.starts_with("${") && title.ends_with(name))
    })
}

/// Whether a function of that name is marked as a test, or stands in `proptest!` where each has its mark as well.
fn is_rust_test(text: &str, name: &str) -> bool {
    let function = format!("fn {name}(");
    let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
    lines.iter().enumerate().any(|(at, line)| {
        let marks = || lines[..at].iter().rev().take_while(|line| line.starts_with("#["));
        line.starts_with(&function) && marks().any(|mark| *mark == "#[test]")
    })
}

#[test]
fn every_promise_names_tests_that_are_there() {
    let page = page();
    let promises = promises(&page);
    assert!(promises.len() > 10, "{} promises", promises.len());
    for promise in promises {
        let links = links(promise);
        assert!(!links.is_empty(), "no test proves: {promise}");
        for (name, target) in links {
            let path = Path::new(".github").join(target);
            assert!(path.is_file(), "{PAGE} names {target}, which is no file");
            assert!(has_test(&path, name), "{target} has no test “{name}”");
        }
    }
}

#[test]
fn every_link_leads_somewhere() {
    for (words, target) in links(&page()) {
        let leads = target.starts_with("https://") || Path::new(".github").join(target).exists();
        assert!(leads, "“{words}” leads to {target}");
    }
}

#[test]
fn a_test_is_found_by_its_whole_name_only() {
    assert!(has_test(Path::new(file!()), "a_test_is_found_by_its_whole_name_only"));
    assert!(!has_test(Path::new(file!()), "a_test_is_found"));
    assert!(!has_test(Path::new(file!()), "has_test"), "what is no test proves nothing");
    let flows = Path::new("tests/browser/engines/flows.js");
    assert!(has_test(flows, "dark is dark, and readable"));
    assert!(!has_test(flows, "dark is dark"));
}

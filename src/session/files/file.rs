//! One file: what it holds, or why it cannot be read.

use std::{borrow::Cow, sync::Arc};

use super::{Answer, answer::ends_in_the_middle, bundle};
use crate::{
    model::{Vendor, fingerprint},
    providers::refusal_words,
};

/// The longest file that is read, in bytes.
pub const FILE_LIMIT: usize = 64 << 20;

/// A file that the reader gave.
#[derive(Debug, Clone)]
pub struct File {
    /// Its name.
    pub name: Arc<str>,
    /// The answers in it.
    pub answers: Vec<Answer>,
    /// Why nothing of it can be shown, in a sentence.
    pub problem: Option<String>,
    /// What the reader should know of it, in sentences.
    pub remarks: Vec<String>,
    pub(super) print: u64,
}

impl File {
    /// A file of which the browser gave nothing; with the reason, a sentence.
    pub fn unread(name: &str, problem: impl Into<String>) -> Self {
        let (name, problem) = (Arc::from(name), Some(problem.into()));
        Self { name, answers: Vec::new(), problem, remarks: Vec::new(), print: 0 }
    }

    /// Why a file of this length is not read.
    pub fn too_long(bytes: usize) -> Option<String> {
        (bytes > FILE_LIMIT).then(|| {
            format!(
                "It has {} MiB, and this page reads files of at most {} MiB. Ask the vendor for less, or split it.",
                bytes.div_ceil(1 << 20),
                FILE_LIMIT >> 20
            )
        })
    }

    /// Reads what is in a file.
    pub fn read(name: &str, bytes: &[u8]) -> Self {
        if let Some(problem) = Self::too_long(bytes.len()) {
            return Self::unread(name, problem);
        }
        let text = text(bytes);
        let text = body_of(text.trim());
        let mut file = Self { print: fingerprint(text), problem: None, ..Self::unread(name, "") };
        match bundle::read(text, &file.name) {
            Some(Ok(held)) => (file.answers, file.remarks) = (held.answers, held.remarks),
            Some(Err(problem)) => file.problem = Some(problem),
            None => match Answer::of(text, &Vendor::ALL, None, &file.name, None) {
                Some((answers, remark)) => {
                    file.answers = answers;
                    file.remarks.extend(remark);
                }
                None => file.problem = Some(problem(text)),
            },
        }
        file
    }

    /// Whether an answer in it ends in the middle.
    pub fn is_cut(&self) -> bool {
        self.answers.iter().any(|answer| answer.is_cut)
    }

    /// What is in it, in a few words: `Apten, 34 records`.
    pub fn words(&self) -> String {
        let vendors = Vendor::ALL.into_iter().filter_map(|vendor| {
            let of_vendor = || self.answers.iter().filter(|answer| answer.lead.vendor == vendor);
            of_vendor().next()?;
            let calls = of_vendor().filter(|answer| answer.call.is_some()).count();
            // An account's answer stands here once for each of its leads, and at last for all of them.
            let records = of_vendor().filter(|answer| answer.call.is_none()).fold((0, 0, 0), counted);
            let (whole, current, _) = records;
            let records = whole + current;
            let counts = [(records, "record", "records"), (calls, "call in full", "calls in full")];
            let counts = counts.into_iter().filter(|(count, ..)| *count > 0 || (records + calls) == 0);
            let words =
                counts.map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }));
            let words: Vec<String> = words.take(if records + calls == 0 { 1 } else { 2 }).collect();
            Some(format!("{}, {}", vendor.name(), words.join(" and ")))
        });
        vendors.collect::<Vec<_>>().join("; ")
    }
}

fn counted(so_far: (usize, usize, usize), answer: &Answer) -> (usize, usize, usize) {
    let (whole, most, body) = so_far;
    let this = Arc::as_ptr(&answer.response).addr();
    if this == body { (whole, most.max(answer.records), body) } else { (whole + most, answer.records, this) }
}

/// A file's text: UTF-16 when it says so, as some shells write it, else UTF-8 with U+FFFD for what is none.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
        Cow::Owned(char::decode_utf16(units).map(|one| one.unwrap_or('\u{fffd}')).collect())
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest),
        _ => String::from_utf8_lossy(bytes),
    }
}

/// The body of an answer that was saved with its headers, as `curl -i` does.
fn body_of(text: &str) -> &str {
    if !text.starts_with("HTTP/") {
        return text;
    }
    let end = ["\r\n\r\n", "\n\n"].into_iter().filter_map(|gap| Some(text.find(gap)? + gap.len())).min();
    end.and_then(|end| text.get(end..)).unwrap_or(text).trim()
}

fn problem(text: &str) -> String {
    const KNOWN: &str = "Leadwake knows Apten’s lead events and calls, LeadSail’s lead interactions, Naturalead’s \
                         conversations and Attendee’s chat messages, each as the vendor’s API answers.";
    if text.is_empty() {
        return "It is empty.".into();
    }
    if text.starts_with('<') {
        return "It is a web page, not data.".into();
    }
    if let Some(words) = refusal_words(text) {
        return format!("It is a refusal, not data: “{words}”.");
    }
    if !text.starts_with(['{', '[']) {
        return "It is no JSON (a picture, a document?).".into();
    }
    if ends_in_the_middle(text) {
        return "It ends in the middle, before anything that can be shown.".into();
    }
    match serde_json::from_str::<serde::de::IgnoredAny>(text) {
        Err(error) => format!("It cannot be read as JSON: {error}."),
        Ok(_) => format!("It is JSON, but not an answer that Leadwake knows. {KNOWN}"),
    }
}

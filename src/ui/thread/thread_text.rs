//! A thread as plain text, for the clipboard.

use std::sync::Arc;

use crate::{
    model::{Calendar, Content, Entry, When},
    ui::call::party_label,
};

/// The messages as lines of text, each with its time and who wrote it: `14 May 2026, 15:01 Lead: Hello`.
pub fn thread_text(entries: &[Arc<Entry>], calendar: &dyn Calendar) -> String {
    let line = |entry: &Arc<Entry>| {
        let words = match &entry.content {
            Content::Message(message) => message.text.to_string(),
            Content::Email(email) => {
                match email.subject.as_ref().filter(|subject| !subject.trim().is_empty()) {
                    Some(subject) => format!("[{subject}] {}", email.text),
                    None => email.text.to_string(),
                }
            }
            Content::Thread(_) => return None,
            Content::Unknown { text, .. } => text.to_string(),
            Content::Call(_)
            | Content::ToolCall(_)
            | Content::Event(_)
            | Content::Blocked(_)
            | Content::Unreadable { .. } => entry.texts().join(" "),
        };
        let time = match &entry.when {
            When::At(at) | When::AssumedUtc { at, .. } => {
                format!("{}, {} ", calendar.short_day(calendar.day(*at)), calendar.clock(*at))
            }
            When::Unreadable(text) => format!("[{text}] "),
            When::Missing => String::new(),
        };
        Some(format!("{time}{}: {words}\n", party_label(&entry.actor)))
    };
    entries.iter().filter_map(line).collect()
}

//! What the agent's tools did.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    Around, Target,
    around::Openness,
    data::Data,
    details::{Details, DetailsButton},
    head::TimeLink,
};
use crate::{
    model::{Content, Entry, ToolCall},
    timeline::{duration, milliseconds},
    ui::parts::{Glyph, Icon, Name, Text, VendorTag, revealed},
};

/// One tool call: its name, how it went, how long it took, what went in and what came out.
#[component]
pub fn ToolLine(
    /// The tool call.
    tool: ToolCall,
    /// What every row is given.
    around: Around,
) -> impl IntoView {
    let ToolCall { name, status, input, output, seconds } = tool;
    let look = look(status.as_deref());
    let name = name.unwrap_or_else(|| "unnamed tool".into());
    let query = around.query;
    let outcome = status.map(|status| {
        view! {
            <span class="delivery" data-tone=look.1>
                <Icon glyph=look.0 />
                <Name text=status />
            </span>
        }
        .into_any()
    });
    let time = seconds.map(|secs| view! { <span class="quiet num">{took(secs)}</span> }.into_any());
    let part = move |label: &'static str, text: Option<Box<str>>| {
        text.map(|text| {
            view! {
                <div class="tool-part">
                    <span class="tool-label">{label}</span>
                    <Data text=text around=around.clone() />
                </div>
            }
            .into_any()
        })
    };
    view! {
        <div class="tool">
            <div class="tool-line">
                <Icon glyph=Glyph::Tool />
                <span class="quiet">"Tool call"</span>
                <span class="mono"><Text text=name query=query /></span>
                {outcome}
                {time}
            </div>
            <div class="tool-parts">
                {part("In", input)}
                {part("Out", output)}
            </div>
        </div>
    }
}

/// Several tool calls in a row, in one line that unfolds.
#[component]
pub fn ToolRun(
    /// The tool calls, in the list's order.
    entries: Vec<Arc<Entry>>,
    /// Whether it is unfolded.
    openness: Openness,
    /// What every row is given.
    around: Around,
) -> impl IntoView {
    let brief = entries.iter().take(3).map(|entry| brief(entry)).collect_view();
    let count = entries.len();
    let more = (count > 3)
        .then(|| view! { <span class="quiet">{format!("and {} more", count - 3)}</span> }.into_any());
    let vendor = entries.first().map(|entry| view! { <VendorTag vendor=entry.vendor() /> }.into_any());
    let query = around.query;
    let has_hit = {
        let entries = entries.clone();
        Memo::new(move |_| {
            query.with(|needle| {
                entries.iter().any(|entry| entry.texts().iter().any(|text| needle.is_in(text)))
            })
        })
    };
    let is_open = move || openness.get() || has_hit.get();
    let unfolded = move || {
        is_open().then(|| {
            let row = |entry: &Arc<Entry>| {
                view! { <ToolRow entry=entry.clone() around=around.clone() /> }.into_any()
            };
            view! { <ol class="tool-run">{entries.iter().map(row).collect_view()}</ol> }.into_any()
        })
    };
    view! {
        <div class="tool-line">
            <button
                type="button"
                class="tool-fold"
                aria-expanded=move || is_open().to_string()
                on:click=move |_| openness.toggle()
            >
                <Icon glyph=Glyph::Right />
                {format!("{count} tool calls")}
            </button>
            {brief}
            {more}
            {vendor}
        </div>
        {unfolded}
    }
}

/// One tool call of an unfolded run.
#[component]
fn ToolRow(entry: Arc<Entry>, around: Around) -> impl IntoView {
    let openness = around.openness(format!("details-{}", entry.id));
    let tool = if let Content::ToolCall(tool) = &entry.content { tool.clone() } else { ToolCall::default() };
    let target = Target::Entry(entry.id.clone());
    let details = {
        let (entry, around) = (entry.clone(), around.clone());
        move || {
            openness.get().then(|| view! { <Details entry=entry.clone() around=around.clone() /> }.into_any())
        }
    };
    view! {
        <li class="tool-row">
            <ToolLine tool=tool around=around.clone() />
            <div class="entry-aside">
                <TimeLink when=entry.when.clone() target=target around=around />
                <DetailsButton openness=openness />
            </div>
            {details}
        </li>
    }
}

fn brief(entry: &Entry) -> Option<impl IntoView + use<>> {
    let Content::ToolCall(tool) = &entry.content else { return None };
    let (glyph, tone) = look(tool.status.as_deref());
    let name = tool.name.clone().unwrap_or_else(|| "unnamed tool".into());
    let status = tool.status.clone().map(|status| {
        view! {
            <span class="delivery" data-tone=tone title=revealed(&status)>
                <Icon glyph=glyph />
                <span class="visually-hidden">{revealed(&status)}</span>
            </span>
        }
        .into_any()
    });
    let time = tool.seconds.map(|secs| view! { <span class="quiet num">{took(secs)}</span> }.into_any());
    Some(view! {
        <span class="tool-brief">
            <span class="mono"><Name text=name /></span>
            {status}
            {time}
        </span>
    })
}

fn took(secs: f64) -> String {
    milliseconds(secs).map_or_else(|| serde_json::Value::from(secs).to_string(), duration)
}

fn look(status: Option<&str>) -> (Glyph, &'static str) {
    match status.map(str::to_ascii_lowercase).as_deref() {
        Some("success" | "succeeded" | "ok" | "completed" | "complete" | "done") => (Glyph::Check, "good"),
        Some("error" | "failed" | "failure" | "timeout") => (Glyph::Cross, "bad"),
        Some("pending" | "running" | "started") => (Glyph::Clock, "plain"),
        Some(_) | None => (Glyph::Info, "plain"),
    }
}

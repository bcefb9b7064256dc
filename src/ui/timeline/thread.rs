//! A thread, conversation or meeting as a whole.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Around, head::ThreadLink};
use crate::{
    model::{Stage, Thread, ThreadKind},
    timeline::channel_name,
    ui::parts::{Badge, Delivery, Glyph, Icon, Name, Text, Tone},
};

/// How far a conversation has come, whether the lead qualifies, and the way to its page.
#[component]
pub fn ThreadCard(
    /// The thread.
    thread: Arc<Thread>,
    /// What every row is given.
    around: Around,
) -> impl IntoView {
    let (glyph, title) = match thread.kind {
        ThreadKind::Sms => (Glyph::Sms, "SMS thread opened".to_owned()),
        ThreadKind::Email => (Glyph::Email, "Email thread opened".to_owned()),
        ThreadKind::Conversation => {
            (Glyph::Thread, format!("{} conversation opened", channel_name(&thread.channel)))
        }
        ThreadKind::Meeting => (Glyph::Meeting, "Meeting opened".to_owned()),
    };
    let query = around.query;
    let status = thread.status.clone().map(|status| {
        view! { <span class="line-part"><span class="quiet">"status"</span><strong><Name text=status /></strong></span> }.into_any()
    });
    let stage = thread.stage.as_ref().and_then(stage_words).map(|stage| {
        view! { <span class="line-part"><span class="quiet">"stage"</span><Text text=stage query=query /></span> }.into_any()
    });
    let qualification = thread.qualification.clone().map(|result| {
        let verdict = match result.qualified {
            Some(true) => view! { <Badge text="Qualified" tone=Tone::Good /> },
            Some(false) => view! { <Badge text="Not qualified" tone=Tone::Bad /> },
            None => view! { <Badge text="No verdict" /> },
        };
        let reason = result.reason.map(|reason| view! { <Text text=reason query=query /> }.into_any());
        view! { <div class="thread-verdict">{verdict}{reason}</div> }.into_any()
    });
    let summary = thread.summary.clone().map(|summary| {
        view! { <div class="call-summary" title="Summary, written by a machine"><Text text=summary query=query /></div> }.into_any()
    });
    let counted = count_words(&thread);
    let failure = thread.failure.clone().map(|failure| {
        let words = [failure.code, failure.message].into_iter().flatten().collect::<Vec<_>>().join(": ");
        view! { <div class="entry-state"><Delivery state=None error=Some(words.into()) /></div> }.into_any()
    });
    view! {
        <div class="card thread-card">
            <div class="call-line">
                <strong class="call-title"><Icon glyph=glyph /><Name text=title /></strong>
                {status}
                {stage}
                <span class="quiet num">{counted}</span>
            </div>
            {qualification}
            {summary}
            {failure}
            <div class="call-foot">
                <span class="spacer"></span>
                <ThreadLink thread=thread.id.clone() kind=thread.kind around=around />
            </div>
        </div>
    }
}

/// `Pricing (3rd)` would count from the wrong end: positions are shown as the vendor counts them, from zero.
fn stage_words(stage: &Stage) -> Option<String> {
    match (&stage.name, stage.index) {
        (Some(name), Some(index)) => Some(format!("{name} (index {index})")),
        (Some(name), None) => Some(name.to_string()),
        (None, Some(index)) => Some(format!("index {index}")),
        (None, None) => None,
    }
}

fn count_words(thread: &Thread) -> String {
    let sent = thread.sent_messages;
    let plain = format!("{sent} {}", if sent == 1 { "message" } else { "messages" });
    match thread.stated_messages {
        Some(stated) if thread.count_disagrees() => format!("{plain}; the vendor says {stated}"),
        Some(_) | None => plain,
    }
}

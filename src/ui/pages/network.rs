//! Whom this page has asked: host by host, and whether that is all.

use leptos::prelude::*;

use crate::{
    session::HostTotal,
    ui::{
        AppState,
        parts::{Notice, Show, Tone},
    },
};

/// The hosts that were asked, those that the page's policy kept it from asking, and what else the browser tells of.
#[component]
pub fn Network() -> impl IntoView {
    let state = expect_context::<AppState>();
    let hosts = move || {
        let calendar = state.calendar.get();
        state.log.with(|log| {
            log.ledger()
                .iter()
                .map(|(host, total)| row(host, total, &calendar.number(total.bytes)))
                .collect_view()
        })
    };
    let is_empty = Memo::new(move |_| state.log.with(|log| log.ledger().iter().next().is_none()));
    let refused = Memo::new(move |_| {
        state.witness.with(|witness| state.log.with(|log| witness.held_back(log.ledger()).join(", ")))
    });
    let elsewise = Memo::new(move |_| state.witness.with(|witness| witness.elsewise.clone()));
    let strangers = Memo::new(move |_| {
        state.witness.with(|witness| {
            let own = state.page_origin.read_value();
            state.log.with(|log| witness.unaccounted(log.ledger(), &own).join(", "))
        })
    });
    let before = Memo::new(move |_| {
        state.witness.with(|witness| {
            let own = state.page_origin.read_value();
            state.log.with(|log| witness.before(log.ledger(), &own).join(", "))
        })
    });
    let has_worker = Memo::new(move |_| state.witness.with(|witness| witness.has_worker));
    view! {
        <section class="network" aria-label="Hosts">
            <p>{move || if before.with(String::is_empty) {
                sentence(&state, is_empty.get(), strangers.with(String::is_empty))
            } else if is_empty.get() {
                "No vendor was asked since the restart."
            } else {
                "These hosts were asked by this viewer since the restart."
            }}</p>
            <Show when=move || !is_empty.get()>
                <ul class="network-hosts" aria-label="Hosts that were asked">{hosts}</ul>
            </Show>
            <Show when=move || !before.with(String::is_empty)>
                <p>"Asked before the restart: " <bdi>{move || before.get()}</bdi> ". What was asked there is not listed any more."</p>
            </Show>
            <Show when=move || !strangers.with(String::is_empty)>
                <Notice title="The browser tells of more" tone=Tone::Warn>
                    <p>
                        <bdi>{move || strangers.get()}</bdi>
                        " was asked too, and not by this viewer: an extension of the browser may have done so, or the site that serves this page."
                    </p>
                </Notice>
            </Show>
            <Show when=move || !refused.with(String::is_empty)>
                <Notice title="Held back by this page’s policy" tone=Tone::Warn>
                    <p>
                        <bdi>{move || refused.get()}</bdi>
                        " was not asked: the policy of this page names the hosts it may ask, and the browser refuses all others."
                    </p>
                </Notice>
            </Show>
            <Show when=move || !elsewise.with(Vec::is_empty)>
                <Notice title="Something on this page was forbidden by its policy" tone=Tone::Warn>
                    <p>
                        "The browser refused it: "
                        {move || elsewise.with(|elsewise| elsewise.join(", "))}
                        ". It may come from an extension of the browser."
                    </p>
                </Notice>
            </Show>
            <Show when=move || has_worker.get()>
                <Notice title="Something else on this site can change this page" tone=Tone::Bad>
                    <p>
                        "A service worker answers for this site. Leadwake has none, so it belongs to another page here, and it sees and can change what this page loads from its own site. Do not type keys unless you know it."
                    </p>
                </Notice>
            </Show>
        </section>
    }
}

/// Who was asked, in a sentence that claims no more than is known.
fn sentence(state: &AppState, is_empty: bool, is_all: bool) -> &'static str {
    let is_whole = state.witness.with(|witness| witness.is_whole);
    match (is_empty, is_all && is_whole) {
        (true, true) => "No vendor was asked yet, nor anybody else but the site this page comes from.",
        (true, false) => "No vendor was asked yet.",
        (false, true) => {
            "These hosts were asked, and nobody else but the site this page comes from, as far as the browser tells a page."
        }
        (false, false) => "These hosts were asked by this viewer.",
    }
}

fn row(host: &str, total: &HostTotal, bytes: &str) -> AnyView {
    let vendors = total.vendors.iter().map(|vendor| vendor.name()).collect::<Vec<_>>().join(", ");
    let requests =
        if total.requests == 1 { "1 request".to_owned() } else { format!("{} requests", total.requests) };
    view! {
        <li>
            <strong><bdi>{host.to_owned()}</bdi></strong>
            <span class="quiet">{format!("for {vendors}: {requests}, {bytes} bytes")}</span>
        </li>
    }
    .into_any()
}

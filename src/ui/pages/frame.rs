//! The frame around every page: the bar on top, and the page the reader is on.

use leptos::{ev, html, prelude::*, web_sys};

use super::{
    connections::ConnectionsPage,
    embed::EmbedPage,
    files::FilesPage,
    guest::{GuestBar, GuestHome},
    home::HomePage,
    keys::{KeyList, listen_for_keys},
    lead::LeadPage,
    lead_zone::LeadZone,
    not_found::NotFoundPage,
    requests::RequestsPage,
};
use crate::{
    place::{Place, Source},
    ui::{
        AppState, Intent,
        controls::{ThemeChoice, file_drop},
        parts::{Glyph, Icon, Show, focus_first, focused, follow, listen},
    },
};

/// Which page is drawn. What is open on a page is that page's own matter: the page stays when only that changes.
#[derive(Debug, Clone, PartialEq)]
enum Page {
    Home,
    Connections,
    Files { is_missing: bool },
    Requests,
    Embed,
    Lead(Source),
    NotFound(String),
}

/// The whole viewer.
#[component]
pub fn Viewer() -> impl IntoView {
    let state = expect_context::<AppState>();
    let page = Memo::new(move |_| {
        state.place.with(|place| match place {
            Ok(Place::Home) => Page::Home,
            Ok(Place::Connections) => Page::Connections,
            Ok(Place::Files) => Page::Files { is_missing: false },
            Ok(Place::Requests) => Page::Requests,
            Ok(Place::Embed) => Page::Embed,
            Ok(Place::Lead(lead)) => {
                let is_missing = matches!(&lead.source, Source::Files(id) if !state.has_files(*id));
                if is_missing { Page::Files { is_missing } } else { Page::Lead(lead.source.clone()) }
            }
            Err(error) => Page::NotFound(error.to_string()),
        })
    });
    follow(move || {
        page.track();
        // Whoever comes from elsewhere begins where the browser lets them begin.
        if state.arrivals.get_untracked() > 1 {
            // The page is there by then, and whatever on it takes the focus by itself has it.
            request_animation_frame(focus_page);
        }
    });
    let root = NodeRef::<html::Div>::new();
    follow(move || {
        if let Some(root) = root.get() {
            wear(&root, &state.look.get());
        }
    });
    // A file that is dropped must not be opened in this page's place, whatever is shown.
    let drags = RwSignal::new(false);
    let on_drag = move |event: ev::DragEvent| {
        if file_drop::drags_files(&event) {
            event.prevent_default();
            drags.set(true);
        }
    };
    let on_drop = move |event: ev::DragEvent| {
        drags.set(false);
        if file_drop::drags_files(&event) {
            event.prevent_default();
            state.ask(Intent::GiveFiles(file_drop::dropped(&event)));
        }
    };
    let on_paste = move |event: ev::ClipboardEvent| {
        let takes = page.with_untracked(|page| matches!(page, Page::Home | Page::Files { .. }));
        let (files, text) = if takes { file_drop::pasted(&event) } else { Default::default() };
        if !files.is_empty() {
            state.ask(Intent::GiveFiles(files));
        } else if let Some(text) = text {
            state.ask(Intent::GiveText(text));
        }
    };
    // Without a field in focus a paste goes to the document's body, which this is in.
    listen(ev::paste, on_paste);
    listen_for_keys(state);
    view! {
        <div
            class="viewer"
            node_ref=root
            data-theme=move || state.theme.get().name()
            data-embed=move || state.is_embedded().then_some("")
            data-drags=move || drags.get().then_some("files")
            on:dragover=on_drag
            on:dragleave=move |event: ev::DragEvent| {
                if event.related_target().is_none() {
                    drags.set(false);
                }
            }
            on:drop=on_drop
        >
            {move || if state.is_embedded() { view! { <GuestBar /> }.into_any() } else { view! { <TopBar /> }.into_any() }}
            <main class="page">
                {move || match page.get() {
                    Page::Home if state.is_embedded() => view! { <GuestHome /> }.into_any(),
                    Page::Home => view! { <HomePage /> }.into_any(),
                    Page::Connections => view! { <ConnectionsPage /> }.into_any(),
                    Page::Files { is_missing } => view! { <FilesPage is_missing /> }.into_any(),
                    Page::Requests => view! { <RequestsPage /> }.into_any(),
                    Page::Embed => view! { <EmbedPage /> }.into_any(),
                    Page::Lead(_) => view! { <LeadPage /> }.into_any(),
                    Page::NotFound(reason) => view! { <NotFoundPage reason /> }.into_any(),
                }}
            </main>
            <p class="drop-words" aria-hidden="true">"Drop to open: read here, sent nowhere"</p>
            <KeyList />
            <div class="toast" role="status" aria-live="polite">
                {move || state.word.get().map(|word| view! { <span class="toast-word">{word}</span> }.into_any())}
            </div>
        </div>
    }
}

/// Sets these custom properties in place of those that were set.
fn wear(root: &web_sys::HtmlElement, look: &[(String, String)]) {
    _ = root.remove_attribute("style");
    let style = root.style();
    for (name, value) in look {
        // What is no value of a property changes nothing.
        _ = style.set_property(name, value);
    }
}

/// Brings whoever went to another page to its beginning: what was pressed may be gone with the page before.
fn focus_page() {
    let is_there = focused().is_some_and(|one| one.closest("main").is_ok_and(|main| main.is_some()));
    if !is_there {
        focus_first("main h1");
    }
}

#[component]
fn TopBar() -> impl IntoView {
    let state = expect_context::<AppState>();
    let is_at = move |place: Place| state.place.with(|now| now.as_ref().is_ok_and(|now| *now == place));
    let current = move |place: Place| is_at(place).then_some("page");
    let has_lead = Memo::new(move |_| state.lead().is_some());
    view! {
        <header class="bar">
            <a class="brand" href=Place::Home.to_string() aria-current=move || current(Place::Home)>
                <Icon glyph=Glyph::Brand />
                <span>"Leadwake"</span>
            </a>
            <nav class="bar-links" aria-label="Pages">
                <a href=Place::Home.to_string() aria-current=move || current(Place::Home)>"Leads"</a>
                <a href=Place::Connections.to_string() aria-current=move || current(Place::Connections)>"Connections"</a>
                <a href=Place::Requests.to_string() aria-current=move || current(Place::Requests)>
                    "Requests"
                    {move || {
                        let total = state.log.with(crate::session::RequestLog::total);
                        (total > 0).then(|| view! { " " <span class="bar-count num">{total}</span> }.into_any())
                    }}
                </a>
            </nav>
            <span class="spacer"></span>
            <Show when=move || has_lead.get()><LeadZone /></Show>
            <button type="button" class="button-icon bar-keys" aria-label="Keys" title="Keys (?)" on:click=move |_| state.ask(Intent::ShowKeys)>
                <Icon glyph=Glyph::Unknown />
            </button>
            <ThemeChoice theme=state.theme on_choose=Callback::new(move |theme| state.ask(Intent::Theme(theme))) />
        </header>
    }
}

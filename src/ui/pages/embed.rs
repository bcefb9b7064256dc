//! How to show the timeline in a page of one's own: the lines for it, and a trial.

use leptos::{html, prelude::*};

use crate::{
    frame::{Asker, Snippet, Verdict, Way, origin_of},
    model::Dossier,
    ui::{
        AppState, Intent, Theme,
        parts::{CopyButton, Glyph, Icon, Notice, Show, Tone},
    },
};

const PART: &str = "Loads it here in a frame with sandbox, on a page with a strict policy and nothing else, and says what keeps it from working.";

/// The lines for each way, and what a trial of them shows.
#[component]
pub fn EmbedPage() -> impl IntoView {
    let state = expect_context::<AppState>();
    let handles =
        state.feeds.with_untracked(|feeds| feeds.iter().map(|feed| feed.handle.clone()).collect::<Vec<_>>());
    let dossier = if handles.is_empty() { state.last_lead.get_untracked() } else { Dossier::new(handles) };
    let lead =
        RwSignal::new(if dossier.is_empty() { "apten:room_1".to_owned() } else { dossier.to_string() });
    let (way, asker) = (RwSignal::new(Way::default()), RwSignal::new(Asker::default()));
    let (theme, grows) = (RwSignal::new(Theme::default()), RwSignal::new(false));
    let portal = RwSignal::new(String::new());
    let snippet = Memo::new(move |_| {
        Snippet {
            way: way.get(),
            asker: asker.get(),
            viewer: folder(&state.page_address.read_value()),
            lead: lead.get().trim().to_owned(),
            theme: theme.get().name().unwrap_or("system"),
            grows: grows.get(),
        }
        .text()
    });
    let wrong = Memo::new(move |_| lead.get().parse::<Dossier>().err().map(|error| error.to_string()));
    let heights = ["Fills the room it is given", "Grows with what is in it"];
    view! {
        <div class="sheet embed-page">
            <header>
                <h1 tabindex="-1">"Embed"</h1>
                <p>"Show this timeline beside your own record of a lead, by the lines below. What each of them can be, and what your server does, is in the package’s README.md."</p>
            </header>
            <section class="sheet-card" aria-label="The lines">
                <div class="embed-choices">
                    <Choice label="Way" names=Way::ALL.map(Way::name).to_vec() on_choose=Callback::new(move |at| way.set(Way::ALL.get(at).copied().unwrap_or_default())) />
                    {move || {
                        let askers = Asker::with(way.get());
                        let choose = move |at: usize| asker.set(askers.get(at).copied().unwrap_or_default());
                        choose(0);
                        view! { <Choice label="Who asks the vendors" names=askers.iter().map(|asker| asker.name()).collect() on_choose=Callback::new(choose) /> }.into_any()
                    }}
                    <div hidden=move || way.get() == Way::Data><Choice label="Colours" names=vec!["As the device", "Light", "Dark"] on_choose=Callback::new(move |at| theme.set(Theme::ALL.get(at).copied().unwrap_or_default())) /></div>
                    <div hidden=move || way.get() != Way::Frame><Choice label="Height of the frame" names=heights.to_vec() on_choose=Callback::new(move |at| grows.set(at == 1)) /></div>
                    <label class="field embed-lead">
                        <span class="field-label">"Lead"</span>
                        <input class="input" spellcheck="false" autocapitalize="off" autocomplete="off" prop:value=move || lead.get()
                            aria-invalid=move || wrong.with(Option::is_some).to_string()
                            on:input:target=move |event| lead.set(event.target().value()) />
                    </label>
                </div>
                {move || wrong.get().map(|words| view! { <p class="field-error" role="alert">{words}</p> }.into_any())}
                <pre class="embed-snippet" tabindex="0" aria-label="The lines to copy"><code>{snippet}</code></pre>
                <div class="row">
                    <CopyButton label="Copy" text=move || snippet.get_untracked() on_copy=Callback::new(move |text| state.ask(Intent::Copy { text, done: "Copied" })) />
                </div>
            </section>
            // Each way has a trial of its own, and nothing of another's.
            <For each=move || [way.get()] key=|way| *way children=move |way| view! { <TrialCard way lead theme portal /> }.into_any() />
        </div>
    }
}

/// The folder that a page's address is in.
fn folder(page: &str) -> String {
    let page = page.split('?').next().unwrap_or_default();
    page.rfind('/').and_then(|at| page.get(..=at)).unwrap_or_default().to_owned()
}

#[component]
fn Choice(label: &'static str, names: Vec<&'static str>, on_choose: Callback<usize>) -> impl IntoView {
    let options = names.into_iter().enumerate();
    view! {
        <label class="field">
            <span class="field-label">{label}</span>
            <select class="select" on:change:target=move |event| on_choose.run(event.target().value().parse().unwrap_or_default())>
                {options.map(|(at, name)| view! { <option value=at.to_string()>{name}</option> }.into_any()).collect_view()}
            </select>
        </label>
    }
}

/// Loads in a frame what other pages have, and says what came of it.
#[component]
fn TrialCard(
    way: Way,
    lead: RwSignal<String>,
    theme: RwSignal<Theme>,
    portal: RwSignal<String>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let place = NodeRef::<html::Div>::new();
    state.trial.set(None);
    let (what, button) = match way {
        Way::Frame | Way::Address => (
            "Loads the viewer here in a frame with sandbox, as a careful page elsewhere has it, and says what keeps it from working.",
            "Try the frame",
        ),
        Way::Element => (PART, "Try the element"),
        Way::Module => (PART, "Try the module"),
        Way::Data => (PART, "Try the program without a view"),
    };
    let begin = move |_| {
        if let Some(place) = place.get_untracked() {
            state.trial.set(None);
            let lead = lead.get_untracked();
            let theme = theme.get_untracked().name().unwrap_or("system");
            state.ask(Intent::TryFrame { place: place.into(), way, lead, theme });
        }
    };
    let findings = move || {
        let found = state.trial.with(|trial| {
            let origin = origin_of(&portal.get()).unwrap_or_default();
            let own = state.page_origin.read_value();
            trial.as_ref().map(|trial| trial.findings(&own, &origin, &state.frame_origins.read_value()))
        });
        let line = |finding: crate::frame::Finding| {
            let (glyph, tone, word) = match finding.verdict {
                Verdict::Good => (Glyph::Check, Tone::Good, "In order: "),
                Verdict::Note => (Glyph::Info, Tone::Plain, "To know: "),
                Verdict::Bad => (Glyph::Warning, Tone::Bad, "To change: "),
            };
            view! {
                <li class="finding" data-tone=tone.name()><Icon glyph /><span><span class="visually-hidden">{word}</span>{finding.text}</span></li>
            }
            .into_any()
        };
        found.map(|found| found.into_iter().map(line).collect_view())
    };
    view! {
        <section class="sheet-card" aria-label="Trial">
            <h2>"Try it"</h2>
            <p>{what}</p>
            <Show when=move || way.is_framed()>
                <label class="field">
                    <span class="field-label">"Origin of your page (optional)"</span>
                    <input class="input" inputmode="url" spellcheck="false" autocapitalize="off" autocomplete="off" placeholder="https://portal.example"
                        prop:value=move || portal.get() on:input:target=move |event| portal.set(event.target().value()) />
                    {move || portal.with(|portal| !portal.trim().is_empty() && origin_of(portal).is_none()).then(|| view! { <span class="quiet">"An origin begins with https:// and a host."</span> }.into_any())}
                </label>
            </Show>
            <div class="row"><button type="button" class="button-primary" disabled=move || lead.with(|lead| lead.parse::<Dossier>().is_err()) on:click=begin>{button}</button></div>
            <div role="status"><ul class="findings" aria-label="What the trial shows">{findings}</ul></div>
            <div class="embed-trial" node_ref=place></div>
            <Show when=move || state.is_embedded()>
                <Notice title="This page is in a frame itself" tone=Tone::Warn><p>"Try it in a tab of its own."</p></Notice>
            </Show>
        </section>
    }
}

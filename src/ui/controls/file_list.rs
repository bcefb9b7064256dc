//! The files that were given, and what of them belongs together.

use std::sync::Arc;

use leptos::{html, prelude::*, wasm_bindgen::JsCast as _, web_sys};

use crate::{
    model::Handle,
    session::{File, Part},
    ui::parts::{Glyph, Icon, Name, VendorTag, follow, revealed},
};

/// The files, each with what it holds or why it cannot be read.
#[component]
pub fn FileList(
    /// The files, in the order in which they were given.
    #[prop(into)]
    files: Signal<Vec<Arc<File>>>,
    /// The reader wants one to be forgotten, by its position.
    on_drop: Callback<usize>,
) -> impl IntoView {
    let list = NodeRef::<html::Ul>::new();
    let forget = Callback::new(move |index: usize| {
        on_drop.run(index);
        // The button that was pressed is gone with its line.
        request_animation_frame(move || focus_near(list.try_get_untracked().flatten(), index));
    });
    let lines = move || {
        let files = files.get().into_iter().enumerate();
        files.map(|(index, file)| view! { <FileLine index file on_drop=forget /> }.into_any()).collect_view()
    };
    view! { <ul class="files" aria-label="Files" node_ref=list>{lines}</ul> }
}

/// Puts the focus on the file that is at this position now, else on the last one, else on the way to give files.
fn focus_near(list: Option<web_sys::HtmlUListElement>, index: usize) {
    let find = |selector: &str| list.as_ref()?.query_selector(selector).ok()?;
    let next = find(&format!("li:nth-child({}) button", index + 1)).or_else(|| find("li:last-child button"));
    let target = next.or_else(|| document().query_selector(".file-choose input").ok()?);
    if let Some(target) = target.and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = target.focus();
    }
}

#[component]
fn FileLine(index: usize, file: Arc<File>, on_drop: Callback<usize>) -> impl IntoView {
    let name = file.name.to_string();
    let label = format!("Forget {}", revealed(&name));
    let (glyph, tone, words) = match &file.problem {
        Some(problem) => (Glyph::Warning, "bad", format!(" – {problem}")),
        None if file.is_cut() => {
            (Glyph::Warning, "warn", format!(" ends in the middle: {} could be read.", file.words()))
        }
        None => (Glyph::Check, "good", format!(" – {}.", file.words())),
    };
    let remarks =
        file.remarks.iter().map(|remark| view! { <p class="quiet"><Name text=remark.clone() /></p> });
    view! {
        <li class="file" data-tone=tone>
            <Icon glyph=glyph />
            <div>
                <p><strong><Name text=name /></strong><Name text=words /></p>
                {remarks.collect_view().into_any()}
            </div>
            <button type="button" class="button-icon" aria-label=label title="Forget this file" on:click=move |_| on_drop.run(index)>
                <Icon glyph=Glyph::Cross />
            </button>
        </li>
    }
}

/// What the files hold, lead by lead, and the choice of what to show as one lead.
#[component]
pub fn PartChoice(
    /// What the files hold.
    #[prop(into)]
    parts: Signal<Vec<Part>>,
    /// What is chosen at first.
    #[prop(into)]
    usual: Signal<Vec<Handle>>,
    /// The reader wants to see these.
    on_show: Callback<Vec<Handle>>,
) -> impl IntoView {
    let chosen = RwSignal::new(Vec::<Handle>::new());
    let is_empty = RwSignal::new(false);
    follow(move || chosen.set(usual.get()));
    let boxes = move || {
        let parts = parts.get().into_iter();
        parts
            .map(|part| {
                let (lead, from) = (part.lead.clone(), part.from.join(", "));
                let name = if part.is_named() {
                    lead.native().to_owned()
                } else {
                    "everything in the file".to_owned()
                };
                let noun = if part.records == 1 { "record" } else { "records" };
                let known_by =
                    if part.known_by.is_empty() { String::new() } else { format!("{}, ", part.known_by) };
                let about = format!("{known_by}{} {noun} from {from}", part.records);
                let (known, changed) = (lead.clone(), lead.clone());
                let is_chosen = move || chosen.with(|chosen| chosen.contains(&known));
                let change = move |_| {
                    is_empty.set(false);
                    chosen.update(|chosen| match chosen.iter().position(|one| *one == changed) {
                        Some(at) => drop(chosen.remove(at)),
                        None => chosen.push(changed.clone()),
                    });
                };
                view! {
                    <label class="choice">
                        <input type="checkbox" prop:checked=is_chosen on:change=change />
                        <span>
                            <VendorTag vendor=lead.vendor /> " " <strong><Name text=name /></strong>
                            " " <span class="quiet"><Name text=about /></span>
                        </span>
                    </label>
                }
                .into_any()
            })
            .collect_view()
    };
    let several = move || usual.with(Vec::len) < parts.with(Vec::len);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen = chosen.get_untracked();
        if chosen.is_empty() {
            is_empty.set(true);
        } else {
            on_show.run(chosen);
        }
    };
    view! {
        <form class="parts" on:submit=submit>
            <fieldset class="field">
                <legend class="field-label">"What belongs to the lead?"</legend>
                {move || several().then(|| view! {
                    <p class="field-hint">"The files hold several leads of one vendor. Choose those that are the same person: what you choose is shown as one history."</p>
                }.into_any())}
                <div class="part-list">{boxes}</div>
            </fieldset>
            <div class="row">
                <button type="submit" class="button-primary">"Show the timeline"</button>
                {move || is_empty.get().then(|| view! { <span class="field-error" role="alert">"Choose at least one."</span> }.into_any())}
            </div>
        </form>
    }
}

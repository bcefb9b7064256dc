//! Giving files: by a button, by a drop, or as a text.

use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys};

use crate::ui::parts::{Disclosure, Glyph, Icon};

/// A button that chooses files, and a field for a text. Files that are dropped on the page are the page's matter.
#[component]
pub fn FileDrop(
    /// Whether files are being read.
    #[prop(into)]
    is_busy: Signal<bool>,
    /// The reader gave files.
    on_files: Callback<Vec<web_sys::File>>,
    /// The reader gave a text.
    on_text: Callback<String>,
) -> impl IntoView {
    let choose = move |event: ev::Targeted<ev::Event, web_sys::HtmlInputElement>| {
        let input = event.target();
        let files = input.files().map(listed).unwrap_or_default();
        // Choosing the same file once more is news as well.
        input.set_value("");
        if !files.is_empty() {
            on_files.run(files);
        }
    };
    view! {
        <div class="file-drop">
            <label class="button file-choose">
                <input type="file" multiple class="visually-hidden" on:change:target=choose />
                <Icon glyph=Glyph::File />
                "Choose files"
            </label>
            <span class="quiet">
                {move || if is_busy.get() { "Reading …" } else { "or drop them anywhere on this page, or paste an answer." }}
            </span>
        </div>
        <Disclosure title="Type or paste an answer" body=move || view! { <TextField on_text /> } />
    }
}

#[component]
fn TextField(on_text: Callback<String>) -> impl IntoView {
    let field = NodeRef::<html::Textarea>::new();
    let read = move |_| {
        if let Some(field) = field.get_untracked()
            && !field.value().trim().is_empty()
        {
            on_text.run(field.value());
            field.set_value("");
        }
    };
    view! {
        <div class="field">
            <textarea
                class="textarea"
                rows="4"
                spellcheck="false"
                autocomplete="off"
                aria-label="A vendor’s answer, as text"
                node_ref=field
            ></textarea>
            <div class="row"><button type="button" class="button" on:click=read>"Read this text"</button></div>
        </div>
    }
}

fn listed(list: web_sys::FileList) -> Vec<web_sys::File> {
    (0..list.length()).filter_map(|index| list.item(index)).collect()
}

/// Whether something that is dragged over the page holds files.
pub fn drags_files(event: &ev::DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

/// The files of a drop.
pub fn dropped(event: &ev::DragEvent) -> Vec<web_sys::File> {
    event.data_transfer().and_then(|data| data.files()).map(listed).unwrap_or_default()
}

/// Whether a text begins as JSON does, or as an answer that was saved with its headers.
fn may_be_answer(text: &str) -> bool {
    let text = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    text.starts_with(['{', '[']) || text.starts_with("HTTP/")
}

/// What was pasted onto the page: files, or a text that may be an answer. Nothing when it goes into a field.
pub fn pasted(event: &ev::ClipboardEvent) -> (Vec<web_sys::File>, Option<String>) {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    if target.is_some_and(|element| element.matches("input, textarea, select").unwrap_or_default()) {
        return (Vec::new(), None);
    }
    let data = event.clipboard_data();
    let files = data.as_ref().and_then(web_sys::DataTransfer::files).map(listed).unwrap_or_default();
    let text = data.and_then(|data| data.get_data("text/plain").ok()).filter(|text| may_be_answer(text));
    (files, text)
}

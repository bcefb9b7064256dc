//! Where files are given, and what is in them.

use leptos::prelude::*;

use crate::{
    model::{Handle, Timestamp, Vendor},
    providers::{Ask, Window, provider},
    session::{Connection, Files},
    ui::{
        AppState, Intent,
        controls::{FileDrop, FileList, PartChoice},
        parts::{CopyButton, Disclosure, Notice, Show, Tone, VendorTag},
    },
};

/// The way in for files: a card of the home page and of the page of files.
#[component]
pub fn FileEntry() -> impl IntoView {
    let state = expect_context::<AppState>();
    view! {
        <FileDrop
            is_busy=state.reads_files
            on_files=Callback::new(move |files| state.ask(Intent::GiveFiles(files)))
            on_text=Callback::new(move |text| state.ask(Intent::GiveText(text)))
        />
    }
}

/// The files that were given, with what they hold.
#[component]
pub fn FilesPage(
    /// Whether the address shows files that this page does not have.
    is_missing: bool,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let files = Signal::derive(move || state.files.with(|files| files.iter().cloned().collect::<Vec<_>>()));
    let parts = Memo::new(move |_| state.files.with(Files::parts));
    let usual = Memo::new(move |_| state.files.with(Files::usual));
    let told = move || {
        let (good, all) =
            files.with(|files| (files.iter().filter(|file| file.problem.is_none()).count(), files.len()));
        (all > 0 && !state.reads_files.get()).then(|| match (good, all) {
            (_, 1) if good == 1 => "1 file can be shown.".to_owned(),
            (0, 1) => "The file cannot be shown.".to_owned(),
            (good, all) if good == all => format!("All {all} files can be shown."),
            (good, all) => format!("{good} of {all} files can be shown."),
        })
    };
    view! {
        <div class="sheet">
            <header>
                <h1 tabindex="-1">"Files"</h1>
                <p>
                    "An answer of a vendor’s API, saved as a file, is shown as if it had just come from the vendor. "
                    "Files are read here and sent nowhere; they are forgotten with this page."
                </p>
                {move || (is_missing && !state.reads_files.get()).then(|| view! {
                    <Notice title="The files must be given again" tone=Tone::Warn>
                        <p>"This address shows files, and files are never kept. Give the same ones again and you are back where you were."</p>
                    </Notice>
                }.into_any())}
            </header>
            <section class="sheet-card" aria-label="Give files">
                <FileEntry />
                <p class="quiet" role="status">{told}</p>
                <FileList files on_drop=Callback::new(move |index| state.ask(Intent::DropFile(index))) />
                <Show when=move || parts.with(|parts| !parts.is_empty())>
                    <PartChoice parts usual on_show=Callback::new(move |leads| state.ask(Intent::ShowFiles(leads))) />
                </Show>
                <Disclosure title="How to get such a file" body=|| view! { <Commands /> } />
            </section>
        </div>
    }
}

/// A command per vendor that saves an answer.
#[component]
fn Commands() -> impl IntoView {
    let state = expect_context::<AppState>();
    let on_copy = Callback::new(move |text| {
        state.ask(Intent::Copy { text, done: "Command copied; put your key in the place of $API_KEY" });
    });
    let lines = Vendor::ALL.into_iter().filter_map(|vendor| {
        let command = command(&state, vendor)?;
        let text = command.clone();
        Some(
            view! {
                <li>
                    <VendorTag vendor />
                    <code class="command">{command}</code>
                    <CopyButton label="Copy" text=move || text.clone() on_copy />
                </li>
            }
            .into_any(),
        )
    });
    view! {
        <p>"Run such a command where the key may be used, with the key in the variable API_KEY and the lead’s own id in the address:"</p>
        <ul class="commands">{lines.collect_view()}</ul>
    }
}

fn command(state: &AppState, vendor: Vendor) -> Option<String> {
    let speaker = provider(vendor);
    let connection = state
        .connections
        .with_untracked(|all| all.get(vendor).cloned())
        .or_else(|| Connection::usual(speaker).ok())?;
    let lead = Handle::new(vendor, speaker.about().handle_example).ok()?;
    let window = Window { since: Timestamp::EPOCH, until: None };
    let request = speaker.timeline(&Ask { handle: lead, window, page_size: None }).ok()?;
    let curl = connection.curl(speaker, &request).ok()?;
    Some(format!("{curl} -o {vendor}.json"))
}

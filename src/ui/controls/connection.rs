//! Connecting a vendor: its address, its key, and how long the key is kept.

use leptos::prelude::*;

use crate::{
    model::{ApiKey, Vendor},
    providers::{Provider, provider},
    session::{BaseUrl, Connection, Explanation},
    ui::{
        controls::{KeepChoice, Keeping},
        parts::{Link, Notice, Show, Tone, VendorTag},
    },
};

/// A form for one vendor. A key is bound to the address it was typed for; changing the address clears it.
#[component]
pub fn ConnectionForm(
    /// Which vendor.
    vendor: Vendor,
    /// Its connection, when there is one.
    #[prop(into)]
    connection: Signal<Option<Connection>>,
    /// Whether a test runs.
    #[prop(into)]
    is_checking: Signal<bool>,
    /// What the last test learned, and whether the key was accepted.
    #[prop(into)]
    learned: Signal<Option<(bool, Explanation)>>,
    /// The reader wants this connection.
    on_save: Callback<Connection>,
    /// The reader wants to know whether it works.
    on_check: Callback<Connection>,
) -> impl IntoView {
    let speaker = provider(vendor);
    let about = speaker.about();
    let address_now = move || {
        connection.with(|connection| {
            connection
                .as_ref()
                .map_or_else(|| about.default_base_url.to_owned(), |one| one.address().to_string())
        })
    };
    let address = RwSignal::new(untrack(address_now));
    let key = RwSignal::new(String::new());
    let keeping = Keeping::new(connection);
    let error = RwSignal::new(None::<String>);
    Effect::new(move |_| address.set(address_now()));
    let kept_hint = move || {
        connection.with(|connection| {
            connection.as_ref().filter(|one| one.has_key()).map(|one| one.key_hint().to_owned())
        })
    };
    let read = move || {
        read_form(
            speaker,
            connection.get_untracked(),
            &address.get_untracked(),
            &key.get_untracked(),
            keeping,
        )
    };
    let submit = move |then: Callback<Connection>| match read() {
        Ok(read) => {
            error.set(None);
            // The typed key leaves the document as soon as it is taken.
            key.set(String::new());
            on_save.run(read.clone());
            then.run(read);
        }
        Err(words) => error.set(Some(words)),
    };
    let nothing = Callback::new(|_| {});
    let moves_address = move || {
        let is_same = BaseUrl::parse(&address.get()).is_ok_and(|typed| typed.to_string() == address_now());
        kept_hint().is_some() && !is_same
    };
    view! {
           <section class="sheet-card connection" data-vendor=vendor.slug() aria-label=vendor.name()>
               <header class="row">
                   <h2><VendorTag vendor /></h2>
                   <span class="quiet">
                       {move || match kept_hint() {
                           Some(hint) if hint.is_empty() => "key set".to_owned(),
                           Some(hint) => format!("key ending …{hint}"),
                           None => "not connected".to_owned(),
                       }}
                   </span>
                   <span class="spacer"></span>
                   <Link address=about.docs_url text="Documentation" />
               </header>
               <form
                   class="fields"
                   novalidate
                   on:submit=move |event| {
                       event.prevent_default();
                       submit(nothing);
                   }
               >
                   <label class="field">
                       <span class="field-label">"Address of the API"</span>
                       <input
                           class="input"
    type="url"
                           spellcheck="false"
                           autocomplete="off"
                           prop:value=move || address.get()
                           on:input:target=move |event| address.set(event.target().value())
                       />
                       <span class="field-hint">
                           {move || if moves_address() { "The key was typed for the address before and will be forgotten." } else { "Change it for a server of your own, or a relay path on this site." }}
                       </span>
                   </label>
                   <label class="field">
                       <span class="field-label">"Key"</span>
                       <input
                           class="input"
    type="password"
                           spellcheck="false"
                           autocomplete="off"
                           placeholder=move || match kept_hint() {
                               Some(hint) if !moves_address() => format!("••••••••{hint}"),
                               Some(_) | None => String::new(),
                           }
                           prop:value=move || key.get()
                           on:input:target=move |event| key.set(event.target().value())
                       />
                       <span class="field-hint">{about.key_help} " " {about.key_form}</span>
                   </label>
                   <KeepChoice vendor keeping />
                   <Show when=move || error.with(Option::is_some)>
                       <p class="field-error" role="alert">{move || error.get()}</p>
                   </Show>
                   <div class="row">
                       <button type="submit" class="button-primary">"Save"</button>
                       <button
                           type="button"
                           class="button"
                           disabled=move || is_checking.get()
                           on:click=move |_| submit(on_check)
                       >
                           {move || if is_checking.get() { "Testing …" } else { "Test connection" }}
                       </button>
                       <Show when=move || kept_hint().is_some()>
                           <button
                               type="button"
                               class="button-quiet"
                               on:click=move |_| {
                                   if let Some(one) = connection.get_untracked() {
                                       on_save.run(one.without_key());
                                   }
                               }
                           >
                               "Forget this key"
                           </button>
                       </Show>
                   </div>
               </form>
               <div role="status">
                   {move || learned.get().map(|(is_accepted, explanation)| view! {
                       <Notice title=explanation.title tone=if is_accepted { Tone::Good } else { Tone::Bad }>
                           <p>{explanation.text}</p>
                           {explanation.words.map(|words| view! { <p class="vendor-words"><bdi>{words}</bdi></p> }.into_any())}
                       </Notice>
                   }.into_any())}
               </div>
           </section>
       }
}

/// The connection that the form describes, or a sentence about what is wrong.
fn read_form(
    speaker: &'static dyn Provider,
    former: Option<Connection>,
    address: &str,
    key: &str,
    keeping: Keeping,
) -> Result<Connection, String> {
    let about = speaker.about();
    let address = BaseUrl::parse(address).map_err(|error| error.to_string())?;
    let connection = match former {
        Some(former) => former.with_address(address),
        None => Connection::new(about.vendor, address),
    };
    let mut connection = match speaker.clean_key(key) {
        "" if connection.is_ready() => connection,
        "" => return Err(format!("Paste the {} key.", about.vendor.name())),
        cleaned => {
            let key =
                ApiKey::new(cleaned).ok_or("The key has characters that no key has; copy it once more.")?;
            connection.with_key(key)
        }
    };
    connection.keep = keeping.take()?;
    Ok(connection)
}

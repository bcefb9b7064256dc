//! The other ways to a vendor's data, when the browser refuses the direct one.

use leptos::prelude::*;

use crate::{
    model::Vendor,
    place::{Place, Source},
    ui::parts::Disclosure,
};

/// The ways beside the direct one, as equals. None of them leads over anybody else's server.
#[component]
pub fn OtherWays(
    /// Whose data.
    vendor: Vendor,
    /// The reader takes the path on this page's own site.
    on_relay: Callback<String>,
    /// The reader wants to try the key in a shell.
    on_curl: Callback<()>,
) -> impl IntoView {
    let name = vendor.name();
    let relay = format!("relay/{}", vendor.slug());
    let typed = relay.clone();
    view! {
        <section class="ways" aria-label=format!("Other ways to {name}’s data")>
            <h3>"Other ways"</h3>
            <ul>
                <li>
                    <p><strong>"A path of this site"</strong> {format!(" – whoever runs this site can let it pass questions on to {name}. Browsers always allow that, and the site may add the key itself.")}</p>
                    <button type="button" class="button" on:click=move |_| on_relay.run(typed.clone())>{format!("Use {relay}")}</button>
                    <Disclosure title="How a site does that" body=move || view! { <Recipe relay=relay.clone() /> } />
                </li>
                <li>
                    <p><strong>"Files"</strong> {format!(" – answers of {name}’s that were saved elsewhere, by a command or a colleague, are shown just the same.")}</p>
                    <a class="button" href=Place::Files.to_string()>"Open files"</a>
                </li>
                <li>
                    <p><strong>"A command"</strong> " – shows whether the key works where no browser is in between. The copy holds $API_KEY in the key’s place."</p>
                    <button type="button" class="button" on:click=move |_| on_curl.run(())>"Copy curl"</button>
                </li>
                <li>
                    <p><strong>"The demo"</strong> " – needs no vendor at all."</p>
                    <a class="button" href=Place::lead(Source::Demo).to_string()>"Look at the demo lead"</a>
                </li>
            </ul>
        </section>
    }
}

/// What whoever runs the site has to do.
#[component]
fn Recipe(relay: String) -> impl IntoView {
    let commands = ["nginx", "caddy"]
        .map(|server| view! { <li><code>{format!("cargo xtask relay {server}")}</code></li> }.into_any());
    view! {
        <p>{format!("The web server that serves this page passes what is asked below {relay} on to the vendor: reading only, the documented paths only, and with no key in its log. Leadwake’s source prints the configuration:")}</p>
        <ul class="commands">{commands.into_iter().collect_view()}</ul>
        <p>"A host that can only hand out files cannot do it. Relays of strangers see your key and everything you read: use none."</p>
    }
}

//! The other ways to a vendor's data, when one does not lead there.

use leptos::prelude::*;

use crate::{
    model::Vendor,
    place::{Place, Source},
    providers::provider,
    ui::parts::Disclosure,
};

/// What the other ways depend on. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Ways {
    /// Whose data.
    pub vendor: Vendor,
    /// Whether it was a path on this page's own site that was tried.
    pub is_relayed: Signal<bool>,
    /// The reader takes another address.
    pub on_address: Callback<String>,
    /// The reader wants to try the key in a shell.
    pub on_curl: Callback<()>,
}

/// The ways beside the one that was tried, as equals. None of them leads over anybody else's server.
#[component]
pub fn OtherWays(
    /// What they depend on.
    ways: Ways,
) -> impl IntoView {
    let Ways { vendor, is_relayed, on_address, on_curl } = ways;
    let name = vendor.name();
    let relay = format!("relay/{}", vendor.slug());
    let (address, way, words, recipe) = if is_relayed.get_untracked() {
        (
            provider(vendor).about().default_base_url.to_owned(),
            format!("Straight from {name}"),
            " – works where it lets web pages read what it answers.".to_owned(),
            "How a site passes questions on",
        )
    } else {
        (
            relay.clone(),
            "A path of this site".to_owned(),
            format!(
                " – whoever runs this site can let it pass questions on to {name}. Browsers always allow that, and \
                 the site may add the key itself."
            ),
            "How a site does that",
        )
    };
    let typed = address.clone();
    view! {
        <section class="ways" aria-label=format!("Other ways to {name}’s data")>
            <h3 tabindex="-1">"Other ways"</h3>
            <ul>
                <li>
                    <p><strong>{way}</strong>{words}</p>
                    <button type="button" class="button" on:click=move |_| on_address.run(typed.clone())>{format!("Use {address}")}</button>
                    <Disclosure title=recipe body=move || view! { <Recipe relay=relay.clone() /> } />
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

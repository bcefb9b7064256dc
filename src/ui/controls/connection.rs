//! Connecting a vendor: a card that says how it stands, and opens to the form.

pub mod access;
mod errand;
pub mod form;
pub mod head;
pub mod learned;
pub mod reopening;
pub mod typed;
pub mod ways;

pub use learned::Learned;

use leptos::{html, prelude::*};

use form::ConnectionForm;
use head::Head;
use learned::Lesson;
use ways::{OtherWays, Ways};

use crate::{
    model::Vendor,
    providers::provider,
    session::{Action, BaseUrl, Connection},
    ui::{
        controls::VaultDesk,
        parts::{Show, follow, put_focus},
    },
};

/// What a form of a connection has to know of the page it stands on. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Site {
    /// The address of the page, which paths are beside.
    pub page: StoredValue<String>,
    /// Whether the page's own policy lets it ask an origin.
    pub may_ask: Callback<String, bool>,
    /// The page is to be opened anew, allowed to ask the origin of this vendor's address, too.
    pub on_reopen: Callback<(Vendor, BaseUrl)>,
    /// Whether a key would be lost then.
    pub loses_keys: Signal<bool>,
    /// How often every key was forgotten. What is typed and not saved goes with them.
    pub forgets: Signal<u32>,
}

/// How one vendor is connected, and its form while the reader changes that.
#[component]
pub fn ConnectionCard(
    /// Which vendor.
    vendor: Vendor,
    /// Its connection, when there is one.
    #[prop(into)]
    connection: Signal<Option<Connection>>,
    /// Whether a test runs.
    #[prop(into)]
    is_checking: Signal<bool>,
    /// What the last test learned.
    #[prop(into)]
    learned: Signal<Option<Learned>>,
    /// The address for which the page was opened anew, and which it may ask now.
    allowed: Option<BaseUrl>,
    /// What the reader comes to the card for.
    errand: Option<Action>,
    /// The page it stands on.
    site: Site,
    /// What is remembered on this device.
    vault: VaultDesk,
    /// The reader wants this connection.
    on_save: Callback<Connection>,
    /// The reader wants to know whether it works.
    on_check: Callback<Connection>,
    /// The reader wants to try the key in a shell.
    on_curl: Callback<()>,
) -> impl IntoView {
    let is_ready = Memo::new(move |_| connection.with(|one| one.as_ref().is_some_and(Connection::is_ready)));
    let is_locked = Memo::new(move |_| !is_ready.get() && vault.state.with(|vault| vault.is_locked(vendor)));
    // The address changes only when another one counts, whatever else happens: the reader may be typing.
    let address_now = Memo::new(move |_| {
        let remembered =
            is_locked.get().then(|| vault.state.with(|vault| vault.address_of(vendor))).flatten();
        remembered
            .or_else(|| connection.with(|one| one.as_ref().map(|one| one.address().to_string())))
            .unwrap_or_else(|| provider(vendor).about().default_base_url.to_owned())
    });
    let allowed = RwSignal::new(allowed.map(|address| address.to_string()));
    // The other ways stand below the form, and do without it.
    let is_open = RwSignal::new(errand.is_some_and(|errand| errand != Action::OtherWays));
    let (differs, proposed) = (RwSignal::new(false), RwSignal::new(None));
    let card = NodeRef::<html::Section>::new();
    if let Some(errand) = errand {
        errand::begin(errand, card);
    }
    let focus_on = move |selector| {
        put_focus(
            card.try_get_untracked().flatten().and_then(|card| card.query_selector(selector).ok().flatten()),
        )
    };
    let toggle = Callback::new(move |()| {
        is_open.update(|is_open| *is_open = !*is_open);
        if is_open.get_untracked() {
            // The form is there by then. Whoever was quicker is not taken away from what they fill in.
            request_animation_frame(move || _ = is_filling_in() || focus_on("[type=password]"));
        }
    });
    let check = move || {
        if let Some(one) = connection.get_untracked().filter(|_| !is_checking.get_untracked()) {
            on_check.run(one);
        }
    };
    let on_again = Callback::new(move |()| {
        // The button goes with what it is about.
        focus_on("h2");
        check();
    });
    let ways = Ways {
        vendor,
        is_relayed: Signal::derive(move || {
            connection.with(|one| {
                one.as_ref().is_some_and(|one| site.page.with_value(|page| one.address().is_of(page)))
            })
        }),
        on_address: Callback::new(move |address| {
            proposed.set(Some(address));
            is_open.set(true);
        }),
        on_curl,
    };
    let is_barred = move || {
        is_ready.get()
            && connection.with(|one| {
                one.as_ref().is_some_and(|one| !site.may_ask.run(one.address().origin().to_owned()))
            })
    };
    let answer = NodeRef::<html::Div>::new();
    let mut was_checking = false;
    follow(move || {
        let is_over = std::mem::replace(&mut was_checking, is_checking.get()) && !was_checking;
        if is_over {
            // What was learned stands below the form, which may fill the page.
            request_animation_frame(move || {
                // The reader may have left meanwhile, or be busy with another vendor's card.
                let is_here = || {
                    card.try_get_untracked().flatten().is_some_and(|card| card.contains(focused().as_deref()))
                };
                let may_scroll = !is_filling_in() || is_here();
                if let Some(answer) = answer.try_get_untracked().flatten().filter(|_| may_scroll) {
                    let options = web_sys::ScrollIntoViewOptions::new();
                    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
                    answer.scroll_into_view_with_scroll_into_view_options(&options);
                }
            });
        }
    });
    view! {
        <section class="sheet-card connection" node_ref=card data-vendor=vendor.slug() aria-label=vendor.name()>
            <Head vendor connection vault is_locked is_open is_checking address_now toggle on_check=Callback::new(move |()| check()) on_save />
            <Show when=move || is_open.get()>
                <ConnectionForm vendor connection address_now is_checking allowed proposed differs site vault on_save on_check />
            </Show>
            <div role="status" class="learned" node_ref=answer>
                <Show when=move || !differs.get() && learned.with(Option::is_none) && is_barred()>
                    <OtherWays ways />
                </Show>
                {move || learned.get().filter(|_| !differs.get()).map(|learned| view! { <Lesson learned is_brief=!is_open.get() ways on_again /> }.into_any())}
                <Show when=move || proposed.with(Option::is_some) && differs.get()>
                    <p class="quiet">"Now see to its key and press “Save and test”."</p>
                </Show>
            </div>
        </section>
    }
}

/// What has the keyboard's focus.
fn focused() -> Option<web_sys::Element> {
    document().active_element()
}

/// Whether the reader is filling in a field.
fn is_filling_in() -> bool {
    focused().is_some_and(|one| one.matches("input, select, textarea").unwrap_or_default())
}

//! What every row is given beside its entry.

use std::{collections::HashSet, fmt, sync::Arc};

use leptos::prelude::*;

use crate::{
    model::{CallId, EntryId, ThreadId},
    timeline::Needle,
    ui::Cal,
};

/// Something of the timeline that has an address of its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// An entry, in the list.
    Entry(EntryId),
    /// A call's page.
    Call(CallId),
    /// A thread's, conversation's or meeting's page.
    Thread(ThreadId),
}

/// Makes the `href` of a target: what the browser shows, copies and opens in a new tab.
#[derive(Clone)]
pub struct Address(Arc<dyn Fn(&Target) -> String + Send + Sync>);

impl Address {
    /// From a function.
    pub fn new(make: impl Fn(&Target) -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(make))
    }

    /// The `href` of a target.
    pub fn of(&self, target: &Target) -> String {
        (self.0)(target)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}

/// What every row is given beside its entry.
#[derive(Clone)]
pub struct Around {
    /// The reader's zone.
    pub calendar: Cal,
    /// What the reader searches for.
    pub query: Signal<Needle>,
    /// Makes addresses.
    pub address: Address,
    /// The reader follows a link to a target in this tab.
    pub on_open: Callback<Target>,
    /// Puts a text on the clipboard.
    pub on_copy: Callback<String>,
    /// Puts a target's whole address on the clipboard.
    pub on_copy_link: Option<Callback<Target>>,
    /// The rows whose details are open, or whose tool calls are unfolded, by anchor: kept here, so that a row that
    /// is drawn anew stays open.
    opened: RwSignal<HashSet<String>>,
}

impl Around {
    /// Everything closed.
    pub fn new(
        calendar: Cal,
        query: Signal<Needle>,
        address: Address,
        on_open: Callback<Target>,
        on_copy: Callback<String>,
        on_copy_link: Option<Callback<Target>>,
    ) -> Self {
        let opened = RwSignal::new(HashSet::new());
        Self { calendar, query, address, on_open, on_copy, on_copy_link, opened }
    }

    /// The same in another zone and marked for something else, with the same rows open.
    #[must_use]
    pub fn in_day(&self, calendar: Cal, query: Signal<Needle>) -> Self {
        Self { calendar, query, ..self.clone() }
    }

    /// Whether something of a row is open, as a signal; and the way to change it.
    pub(super) fn openness(&self, name: String) -> Openness {
        let opened = self.opened;
        let is_open = RwSignal::new(opened.with_untracked(|opened| opened.contains(&name)));
        Openness { name: StoredValue::new(name), is_open, opened }
    }

    /// Opens something of a row that is not drawn yet.
    pub(super) fn open_ahead(&self, name: String) {
        self.opened.update_untracked(|opened| {
            opened.insert(name);
        });
    }
}

/// Whether something of a row is open.
#[derive(Clone, Copy)]
pub struct Openness {
    name: StoredValue<String>,
    is_open: RwSignal<bool>,
    opened: RwSignal<HashSet<String>>,
}

impl Openness {
    /// Whether it is open.
    pub(super) fn get(self) -> bool {
        self.is_open.get()
    }

    /// Opens or closes it.
    pub(super) fn toggle(self) {
        let open = !self.is_open.get_untracked();
        self.is_open.set(open);
        let name = self.name.get_value();
        // Nobody listens to the whole set: each row has its own signal.
        self.opened.update_untracked(|opened| if open { opened.insert(name) } else { opened.remove(&name) });
    }
}

/// A link to a target. In this tab it is followed by [`Around::on_open`]; with a modifier key, a middle click or
/// “copy link address” it is an ordinary link.
#[component]
pub fn TargetLink(
    /// Where it leads.
    target: Target,
    /// Makes the address, and follows it.
    around: Around,
    /// How it looks.
    #[prop(default = "")]
    class: &'static str,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let href = around.address.of(&target);
    let on_open = around.on_open;
    let follow = move |event: leptos::ev::MouseEvent| {
        let is_plain = event.button() == 0
            && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if is_plain && !event.default_prevented() {
            event.prevent_default();
            on_open.run(target.clone());
        }
    };
    view! { <a class=class href=href on:click=follow>{children()}</a> }
}

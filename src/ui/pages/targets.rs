//! What a link in the list or on a page leads to.

use leptos::prelude::{Callback, untrack};

use crate::{
    place::Open,
    ui::{
        AppState, Intent,
        timeline::{Address, Target},
    },
};

/// What is open once a link is followed.
pub(super) fn open_of(target: &Target) -> Open {
    match target {
        Target::Entry(entry) => Open::Entry(entry.clone()),
        Target::Call(call) => Open::Call { call: call.clone(), turn: None },
        Target::Thread(thread) => Open::Thread(thread.clone()),
    }
}

/// Makes the addresses of links: fragments of this page's address.
pub(super) fn address(state: &AppState) -> Address {
    let state = *state;
    Address::new(move |target| untrack(|| state.address_of(open_of(target))))
}

/// Copies the whole address of a target, where there is one.
pub(super) fn copy_link(state: &AppState) -> Option<Callback<Target>> {
    let state = *state;
    (!state.is_part).then(|| {
        Callback::new(move |target| {
            state.ask(Intent::Copy { text: state.link_to(open_of(&target)), done: "Link copied" });
        })
    })
}

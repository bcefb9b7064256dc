//! What a link in the list or on a page leads to.

use leptos::prelude::untrack;

use crate::{
    place::Open,
    ui::{
        AppState,
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

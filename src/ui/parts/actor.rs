//! Who acted.

use leptos::prelude::*;

use super::Name;
use crate::{
    model::{Party, Role},
    timeline::role_name,
};

/// Somebody's name and part. What a machine wrote carries the badge “AI”.
#[component]
pub fn Actor(
    /// Who.
    party: Party,
) -> impl IntoView {
    let role = role_name(&party.role).to_string();
    let is_ai = party.role == Role::Ai;
    let known = party.name.as_deref().or(party.address.as_deref()).map(str::to_owned);
    let part = if is_ai {
        view! { <span class="badge" data-tone="accent" title="Written by a machine">"AI"</span> }.into_any()
    } else if known.is_some() {
        view! { <span class="actor-role"><Name text=role /></span> }.into_any()
    } else {
        view! { <strong class="actor-name"><Name text=role /></strong> }.into_any()
    };
    view! {
        <span class="actor">
            {known.map(|name| view! { <strong class="actor-name"><Name text=name /></strong> }.into_any())}
            {part}
        </span>
    }
}

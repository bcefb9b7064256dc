//! Which end of the timeline comes first.

use leptos::prelude::*;

use crate::timeline::Order;

/// A choice between newest and oldest first.
#[component]
pub fn OrderChoice(
    /// What is chosen.
    #[prop(into)]
    order: Signal<Order>,
    /// The reader chose.
    on_choose: Callback<Order>,
) -> impl IntoView {
    let is_oldest = move || order.get() == Order::OldestFirst;
    view! {
        <label class="control order">
            <span class="control-name visually-hidden">"Order"</span>
            <select class="select"
                prop:value=move || if is_oldest() { "oldest" } else { "newest" }
                on:change:target=move |event| {
                    on_choose.run(if event.target().value() == "oldest" { Order::OldestFirst } else { Order::NewestFirst });
                }
            >
                <option value="newest" selected=move || !is_oldest()>"Newest first"</option>
                <option value="oldest" selected=is_oldest>"Oldest first"</option>
            </select>
        </label>
    }
}

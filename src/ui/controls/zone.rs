//! In which time zone times are told.

use leptos::prelude::*;

use crate::place::ZoneChoice;

const VIEWER: &str = "viewer";
const UTC: &str = "UTC";
/// After what the reader waits for.
const SOON: std::time::Duration = std::time::Duration::from_millis(400);

/// A choice of the device's zone, UTC, or any other. What is chosen is always in view.
#[component]
pub fn ZoneControl(
    /// What is chosen.
    #[prop(into)]
    choice: Signal<ZoneChoice>,
    /// The chosen zone's offset now, in words: `GMT+2`.
    #[prop(into)]
    offset: Signal<String>,
    /// The device's own zone.
    device: String,
    /// Gives all zones there are. They are hundreds, so they are asked for once the page is there.
    zones: Callback<(), Vec<String>>,
    /// The reader chose.
    on_choose: Callback<ZoneChoice>,
) -> impl IntoView {
    let value = Signal::derive(move || match choice.get() {
        ZoneChoice::Viewer => VIEWER.to_owned(),
        ZoneChoice::Utc => UTC.to_owned(),
        ZoneChoice::Named(name) => name,
    });
    let listed = RwSignal::new(Vec::new());
    Effect::new(move |_| set_timeout(move || listed.set(zones.run(())), SOON));
    // A zone from a link that this browser's list leaves out must still be seen as chosen.
    let unlisted = move || match choice.get() {
        ZoneChoice::Named(name) if listed.with(|listed: &Vec<String>| !listed.contains(&name)) => Some(name),
        ZoneChoice::Named(_) | ZoneChoice::Viewer | ZoneChoice::Utc => None,
    };
    let chosen = move |value: String| match value.as_str() {
        VIEWER => ZoneChoice::Viewer,
        UTC => ZoneChoice::Utc,
        _ => ZoneChoice::Named(value),
    };
    let option = move |name: String| {
        let label = name.replace('_', " ");
        // What is chosen later, the element itself is told.
        let is_chosen = value.get_untracked() == name;
        view! { <option value=name selected=is_chosen>{label}</option> }.into_any()
    };
    let named = move || listed.get().into_iter().filter(|name| name != UTC).map(option).collect_view();
    view! {
        <label class="control zone">
            <span class="control-name">"Times in"</span>
            <select class="select"
                prop:value=move || value.get()
                on:change:target=move |event| on_choose.run(chosen(event.target().value()))
            >
                <option value=VIEWER selected=move || value.get() == VIEWER>
                    {format!("{} (this device)", device.replace('_', " "))}
                </option>
                <option value=UTC selected=move || value.get() == UTC>"UTC"</option>
                {move || unlisted().map(|name| view! { <option value=name.clone() selected=true>{name.clone()}</option> }.into_any())}
                <optgroup label="All zones">{named}</optgroup>
            </select>
            <span class="zone-offset num">{move || offset.get()}</span>
        </label>
    }
}

//! Light or dark.

use leptos::prelude::*;

use crate::ui::Theme;

/// A choice between the device's colours, light and dark.
#[component]
pub fn ThemeChoice(
    /// What is chosen.
    #[prop(into)]
    theme: Signal<Theme>,
    /// The reader chose.
    on_choose: Callback<Theme>,
) -> impl IntoView {
    let name = |theme: Theme| match theme {
        Theme::System => "Device colours",
        Theme::Light => "Light",
        Theme::Dark => "Dark",
    };
    let options = Theme::ALL.map(|choice| {
        view! { <option value=name(choice) selected=move || theme.get() == choice>{name(choice)}</option> }
    });
    view! {
        <label class="control theme">
            <span class="control-name visually-hidden">"Colours"</span>
            <select class="select" on:change:target=move |event| {
                let value = event.target().value();
                on_choose.run(Theme::ALL.into_iter().find(|choice| name(*choice) == value).unwrap_or_default());
            }>{options.into_iter().collect_view()}</select>
        </label>
    }
}

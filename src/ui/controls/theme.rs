//! Light or dark.

use leptos::prelude::*;

use crate::ui::{
    Theme,
    parts::{Glyph, Icon},
};

/// A button that goes from the device's colours to light, to dark, and back.
#[component]
pub fn ThemeChoice(
    /// What is chosen.
    #[prop(into)]
    theme: Signal<Theme>,
    /// The reader chose.
    on_choose: Callback<Theme>,
) -> impl IntoView {
    let name = move || match theme.get() {
        Theme::System => "Colours: as the device",
        Theme::Light => "Colours: light",
        Theme::Dark => "Colours: dark",
    };
    let glyph = move || match theme.get() {
        Theme::System => Glyph::Contrast,
        Theme::Light => Glyph::Sun,
        Theme::Dark => Glyph::Moon,
    };
    view! {
        <button
            type="button"
            class="button-icon"
            aria-label=name
            title=name
            on:click=move |_| on_choose.run(theme.get_untracked().next())
        >
            {move || view! { <Icon glyph=glyph() /> }.into_any()}
        </button>
    }
}

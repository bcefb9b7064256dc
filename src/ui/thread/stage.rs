//! How far a conversation has come.

use leptos::prelude::*;

use crate::{
    model::Stage,
    timeline::Needle,
    ui::{detail::Section, parts::Text},
};

/// More stages than this are told and not drawn.
const DRAWN: i64 = 12;

/// A conversation's stage: its name as it came, its position, and as many marks as stages were reached. How many
/// there are in all is not known, so the line stays open.
#[component]
pub fn StageSection(
    /// The stage.
    stage: Stage,
    /// What is searched for.
    query: Signal<Needle>,
) -> impl IntoView {
    let steps = stage.index.filter(|index| (0..DRAWN).contains(index)).map(|index| {
        let marks = (0..=index)
            .map(|at| view! { <i class="stage-mark" data-now=(at == index).then_some("")></i> }.into_any());
        view! { <span class="stage-line" aria-hidden="true">{marks.collect_view()}</span> }.into_any()
    });
    let name =
        stage.name.map(|name| view! { <div class="stage-name"><Text text=name query /></div> }.into_any());
    let index = stage.index.map(|index| format!("index {index}"));
    view! {
        <Section title="Stage">
            <div class="stage">
                {steps}
                <div class="stage-words">
                    {name}
                    <span class="quiet num">{index}</span>
                </div>
            </div>
        </Section>
    }
}

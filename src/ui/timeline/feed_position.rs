//! Where rows stand among their neighbours, for assistive technology.

use leptos::{html::Div, prelude::*, wasm_bindgen::JsCast, web_sys::Element};

/// Where a row of a feed stands when it is drawn. From then on [`keep_positions`] tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedPosition {
    /// Its position, from zero.
    pub position: usize,
    /// How many rows there are; `None` while that is not known.
    pub size: Option<usize>,
}

impl FeedPosition {
    /// The values of `aria-posinset` and `aria-setsize`.
    pub(super) fn words(self) -> [String; 2] {
        [(self.position + 1).to_string(), self.size.map_or_else(|| "-1".into(), |size| size.to_string())]
    }
}

/// Tells the rows of a feed where they stand, one effect for all of them: an effect of each row's own would have to be made
/// and taken down with every row. `has_changed` reads what the positions depend on, and says whether rows that were drawn
/// before may stand elsewhere. `positions`, those of all rows on the page, has to live as long as the feed.
pub fn keep_positions(
    feed: NodeRef<Div>,
    mut has_changed: impl FnMut() -> bool + 'static,
    positions: impl Fn() -> Vec<FeedPosition> + Clone + 'static,
) {
    Effect::new(move |_| {
        if !has_changed() {
            return;
        }
        let positions = positions.clone();
        // The rows of now are on the page by then.
        request_animation_frame(move || {
            if let Some(feed) = feed.try_get_untracked().flatten() {
                tell(&feed, &untrack(positions));
            }
        });
    });
}

fn tell(feed: &Element, positions: &[FeedPosition]) {
    let Ok(rows) = feed.query_selector_all("[data-anchor]") else { return };
    for (index, position) in (0..).zip(positions) {
        let Some(row) = rows.item(index).and_then(|row| row.dyn_into::<Element>().ok()) else { return };
        for (name, value) in ["aria-posinset", "aria-setsize"].into_iter().zip(position.words()) {
            if row.get_attribute(name).as_ref() != Some(&value) {
                // These names are attributes' names, which is all that could fail.
                let _ = row.set_attribute(name, &value);
            }
        }
    }
}

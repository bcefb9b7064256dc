//! What a reader comes to a connection for, from where it was offered.

use leptos::{html, prelude::*};

use crate::{
    session::Action,
    ui::parts::{follow, put_focus},
};

/// Brings the reader to the card, once it is there, and the focus to where this is done.
pub(super) fn begin(errand: Action, card: NodeRef<html::Section>) {
    let place = if errand == Action::OtherWays {
        ".ways h3"
    } else if errand == Action::ChangeAddress {
        "[inputmode=url]"
    } else {
        "[type=password]"
    };
    follow(move || {
        if let Some(card) = card.get() {
            card.scroll_into_view();
            let find = |selector| card.query_selector(selector).ok().flatten();
            let _ = put_focus(find(place)) || put_focus(find("h2"));
        }
    });
}

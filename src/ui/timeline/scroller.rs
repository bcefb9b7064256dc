//! Measuring and moving the list in the browser.

use std::ops::RangeInclusive;

use leptos::{
    html::Div,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{DomRect, Element, FocusOptions, HtmlElement, Node, NodeList},
};

use super::{
    hold::{Held, Hold},
    plan::Plan,
};
use crate::timeline::Order;

/// How many rows below the view are remembered too: when those in view vanish, one of them takes their place.
const SPARE_ROWS: usize = 20;
/// This close to an end counts as being there.
const NEAR: f64 = 2.0;
/// Where a row lands that is jumped to, as a part of the height.
const LANDING: f64 = 0.2;

/// What is at the top of the view.
#[derive(Debug)]
pub(super) enum Sight {
    /// A row, by its position on the page, and its upper edge below the list's, in pixels.
    Row { index: usize, offset: f64 },
    /// Room, by its position on the page, and which part of it is above the view: 0.5 is half.
    Room { index: usize, part: f64 },
    /// Neither: the list is empty, or something else is in view.
    Nothing,
}

/// The rows on the page, once they are found: browsers look through all that is inside them, each time they are asked.
#[derive(Clone, Copy)]
pub(super) struct Found(StoredValue<Option<Known>, LocalStorage>);

/// What is known of the rows on the page.
#[derive(Default)]
struct Known(Option<NodeList>);

impl Found {
    /// Nothing is found, and rows may change.
    pub(super) fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    /// The rows change from now on, or not any more.
    pub(super) fn set_settled(self, is_settled: bool) {
        self.0.update_value(|known| {
            if known.is_some() != is_settled {
                *known = is_settled.then(Known::default);
            }
        });
    }

    /// The rows in a list.
    fn rows(self, list: &Element) -> Rows {
        let look = || list.query_selector_all("[data-anchor]").ok();
        let rows = self.0.try_update_value(|known| match known {
            Some(Known(rows)) => rows.take().or_else(look).inspect(|found| *rows = Some(found.clone())),
            None => look(),
        });
        Rows(rows.flatten())
    }
}

/// The element that scrolls, with rows that carry `data-anchor`.
pub(super) struct Scroller {
    list: Element,
    found: Found,
}

impl Scroller {
    /// The element, once it is on the page.
    pub(super) fn of(node: NodeRef<Div>, found: Found) -> Option<Self> {
        // What was put off may come when the list is gone.
        let list: Element = node.try_get_untracked()??.into();
        list.is_connected().then_some(Self { list, found })
    }

    /// How far it is scrolled, in pixels.
    pub(super) fn scrolled(&self) -> i32 {
        self.list.scroll_top()
    }

    /// Moves the focus to the list itself.
    pub(super) fn focus(&self) {
        focus(&self.list);
    }

    fn rows(&self) -> Rows {
        self.found.rows(&self.list)
    }

    /// The row of that name.
    pub(super) fn row(&self, anchor: &str) -> Option<Element> {
        // In a CSS string every character may be written as its number.
        let escaped: String = anchor
            .chars()
            .map(|one| match one {
                '"' | '\\' => format!("\\{one}"),
                one if one.is_control() => format!("\\{:x} ", u32::from(one)),
                one => one.to_string(),
            })
            .collect();
        self.list.query_selector(&format!("[data-anchor=\"{escaped}\"]")).ok().flatten()
    }

    /// The section of a day.
    pub(super) fn section(&self, anchor: &str) -> Option<Element> {
        // Headings' names are made here, of digits and letters.
        self.list.query_selector(&format!("[data-day=\"{anchor}\"]")).ok().flatten()
    }

    /// Moves the focus to the line before or after the list.
    pub(super) fn leave(&self, forward: bool) -> bool {
        let edge = if forward { "[data-edge=end]" } else { "[data-edge=start]" };
        let outer = self.list.parent_element();
        let line = outer.and_then(|outer| outer.query_selector(edge).ok().flatten());
        line.as_ref().map(focus).is_some()
    }

    fn top(&self) -> f64 {
        self.list.get_bounding_client_rect().top()
    }

    fn offset(&self, row: &Element) -> f64 {
        row.get_bounding_client_rect().top() - self.top()
    }

    /// How tall it is, in pixels.
    pub(super) fn height(&self) -> f64 {
        f64::from(self.list.client_height())
    }

    /// How much of the top a stuck heading covers.
    pub(super) fn covered(&self) -> f64 {
        let heading = self.list.query_selector("[data-heading]").ok().flatten();
        heading.map_or(0.0, |heading| heading.get_bounding_client_rect().height())
    }

    /// The rows in view, by position.
    pub(super) fn in_view(&self) -> RangeInclusive<usize> {
        self.range(&self.rows())
    }

    fn range(&self, rows: &Rows) -> RangeInclusive<usize> {
        let top = self.top();
        let (from, to) = (top + self.covered(), top + self.height());
        let first =
            rows.partition_point(|row| Self::is_above(row, from + 1.0, |rect| rect.bottom() <= from + 1.0));
        let end = rows.partition_point(|row| Self::is_above(row, to - 1.0, |rect| rect.top() < to - 1.0));
        first..=end.saturating_sub(1).max(first)
    }

    /// Whether a row, or room, stands above a line; where the line goes through its day, `tells` says it by the row's own
    /// place. Rows of other days are not measured: the browser would have to lay out a day that nobody sees.
    fn is_above(row: &Element, line: f64, tells: impl Fn(&DomRect) -> bool) -> bool {
        let day = row.closest("[data-day]").ok().flatten().map(|day| day.get_bounding_client_rect());
        match day {
            Some(day) if day.bottom() <= line => true,
            Some(day) if day.top() >= line => false,
            Some(_) | None => tells(&row.get_bounding_client_rect()),
        }
    }

    /// What is at the top of the view.
    pub(super) fn sight(&self) -> Sight {
        let rows = self.rows();
        let range = self.range(&rows);
        let bottom = self.top() + self.height();
        let first = rows.get(*range.start());
        let seen = first.filter(|row| row.get_bounding_client_rect().top() < bottom);
        let top = self.top() + self.covered();
        // Room above a row that is in view has to be filled as well.
        let rooms = Rows(self.list.query_selector_all("[data-room]").ok());
        let index = rooms.partition_point(|room| Self::is_above(room, top, |rect| rect.bottom() <= top));
        let room =
            rooms.get(index).map(|room| room.get_bounding_client_rect()).filter(|room| room.top() < bottom);
        match (seen, room) {
            (Some(row), _) => Sight::Row { index: *range.start(), offset: self.offset(&row) },
            (None, Some(room)) if room.height() > 0.0 => {
                Sight::Room { index, part: ((top - room.top()) / room.height()).clamp(0.0, 1.0) }
            }
            (None, _) => Sight::Nothing,
        }
    }

    /// How tall the rows in view are, by position.
    pub(super) fn heights(&self) -> Vec<(usize, f64)> {
        let rows = self.rows();
        let height = |index| Some((index, rows.get(index)?.get_bounding_client_rect().height()));
        self.range(&rows).filter_map(height).collect()
    }

    /// Remembers what is in view.
    pub(super) fn hold(&self, plan: &Plan, order: Order, is_lasting: bool) -> Hold {
        let rows = self.rows();
        let range = self.range(&rows);
        let last = range.end() + SPARE_ROWS;
        let near = plan.shown(*range.start()..=last);
        let held = near.filter_map(|(index, number, place)| {
            let row = rows.get(index)?;
            Some(Held { anchor: row.get_attribute("data-anchor")?, number, place, offset: self.offset(&row) })
        });
        Hold {
            rows: held.collect(),
            is_at_newest: self.is_at_newest(order, 0.0),
            scrolled: self.scrolled(),
            focused: self.focused_row(),
            is_lasting,
        }
    }

    /// Whether it was scrolled since something was held, although no event has told so yet: by a script in a frame of its own.
    /// It also moves by itself, to its foot, when rows that it had been scrolled to went away.
    pub(super) fn was_scrolled_since(&self, hold: &Hold) -> bool {
        let now = self.scrolled();
        let is_at_foot = || self.is_at_newest(Order::OldestFirst, 0.0);
        now > hold.scrolled || (now < hold.scrolled && !is_at_foot())
    }

    /// Puts back what was in view, and the focus when its row was drawn anew. Gives the row that kept its place;
    /// none when the reader stays at the newest entry, or when no row is left.
    pub(super) fn restore(&self, hold: &Hold, order: Order) -> Option<Held> {
        let kept = if hold.is_at_newest {
            self.go_to_newest(order);
            None
        } else {
            let kept = hold.rows.iter().find(|row| self.row(&row.anchor).is_some()).cloned();
            if let Some(row) = &kept {
                self.put_back(row);
            }
            kept
        };
        let lost_focus = hold.focused.as_deref().filter(|_| self.focused().is_none());
        if let Some(row) = lost_focus.and_then(|row| self.row(row)) {
            focus(&row);
        }
        kept
    }

    /// Brings a row to where it stood.
    pub(super) fn put_back(&self, row: &Held) {
        if let Some(element) = self.row(&row.anchor) {
            self.move_by(self.offset(&element) - row.offset);
        }
    }

    /// Hands the care for the position to the browser, or takes it away while rows change.
    pub(super) fn set_holding(&self, is_holding: bool) {
        // A missing attribute cannot fail to be removed.
        let _ = if is_holding {
            self.list.set_attribute("data-holding", "")
        } else {
            self.list.remove_attribute("data-holding")
        };
    }

    fn focused(&self) -> Option<Element> {
        // Looking through thousands of rows takes a while, and most of the time there is nothing to be found.
        if !self.list.matches(":focus-within").unwrap_or(true) {
            return None;
        }
        // Unlike the document's active element this also works inside a shadow root.
        self.list.query_selector(":focus").ok().flatten()
    }

    /// The name of the row that has the focus or holds it.
    pub(super) fn focused_row(&self) -> Option<String> {
        self.focused()?.closest("[data-anchor]").ok().flatten()?.get_attribute("data-anchor")
    }

    /// Whether the reader is at the end with the newest entry, or so many pixels away from it.
    pub(super) fn is_at_newest(&self, order: Order, away: f64) -> bool {
        let above = f64::from(self.list.scroll_top());
        match order {
            Order::NewestFirst => above <= NEAR,
            Order::OldestFirst => f64::from(self.list.scroll_height()) - self.height() - above <= NEAR + away,
        }
    }

    /// Goes to the end with the newest entry.
    pub(super) fn go_to_newest(&self, order: Order) {
        self.list.set_scroll_top(match order {
            Order::NewestFirst => 0,
            Order::OldestFirst => self.list.scroll_height(),
        });
    }

    fn move_by(&self, pixels: f64) {
        if pixels.abs() >= 0.5 {
            self.list.scroll_by_with_x_and_y(0.0, pixels);
        }
    }

    /// Brings a row near the top.
    pub(super) fn land(&self, row: &Element) {
        let target = self.covered() + self.height() * LANDING;
        let room = self.height() - target - row.get_bounding_client_rect().height();
        // A tall row begins right below the heading.
        let target = if room < 0.0 { self.covered() + 8.0 } else { target };
        self.move_by(self.offset(row) - target);
    }

    /// Whether the whole of a row is in view.
    pub(super) fn shows(&self, row: &Element) -> bool {
        let top = self.offset(row);
        top >= self.covered() && top + row.get_bounding_client_rect().height() <= self.height()
    }

    /// Brings a section's heading to the top.
    pub(super) fn land_section(&self, section: &Element) {
        self.move_by(self.offset(section));
    }

    /// The position of the row that an element is in.
    pub(super) fn row_around(&self, inner: &Element) -> Option<usize> {
        let wanted = inner.closest("[data-anchor]").ok().flatten()?;
        let is_before =
            |row: &Element| row.compare_document_position(&wanted) & Node::DOCUMENT_POSITION_FOLLOWING != 0;
        Some(self.rows().partition_point(is_before))
    }

    /// The position of the row that has the focus or holds it.
    pub(super) fn focused_index(&self) -> Option<usize> {
        self.row_around(&self.focused()?)
    }

    /// Moves the focus to the first row in view. False when there is none.
    pub(super) fn focus_first(&self) -> bool {
        self.focus_row(*self.in_view().start())
    }

    /// Moves the focus to a row, and brings it into view. False when there is none.
    pub(super) fn focus_row(&self, index: usize) -> bool {
        let Some(row) = &self.rows().get(index) else { return false };
        focus(row);
        let (top, bottom) = (self.offset(row), self.offset(row) + row.get_bounding_client_rect().height());
        if top < self.covered() + 4.0 {
            self.move_by(top - self.covered() - 4.0);
        } else if bottom > self.height() - 4.0 {
            self.move_by((bottom - self.height() + 4.0).min(top - self.covered() - 4.0));
        }
        true
    }

    /// Marks one row and no other with an attribute.
    pub(super) fn mark(&self, attribute: &str, value: &str, anchor: Option<&str>) {
        for marked in
            self.list.query_selector_all(&format!("[{attribute}]")).map(elements).unwrap_or_default()
        {
            let _ = marked.remove_attribute(attribute);
        }
        if let Some(row) = anchor.and_then(|anchor| self.row(anchor)) {
            let _ = row.set_attribute(attribute, value);
        }
    }
}

/// The rows of the list, from the top. They stand one below the other, so few of them need measuring.
struct Rows(Option<NodeList>);

impl Rows {
    fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |list| usize::try_from(list.length()).unwrap_or_default())
    }

    fn get(&self, index: usize) -> Option<Element> {
        self.0.as_ref()?.item(u32::try_from(index).ok()?)?.dyn_into().ok()
    }

    /// How many rows at the top something holds for.
    fn partition_point(&self, holds: impl Fn(&Element) -> bool) -> usize {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            if self.get(middle).is_some_and(|row| holds(&row)) { from = middle + 1 } else { to = middle }
        }
        from
    }
}

fn elements(list: NodeList) -> Vec<Element> {
    (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect()
}

/// Focuses a row without letting the browser scroll.
pub(super) fn focus(row: &Element) {
    if let Some(row) = row.dyn_ref::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = row.focus_with_options(&options);
    }
}

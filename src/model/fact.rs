//! A labelled value that has no place of its own in the layout.

use std::borrow::Cow;

use super::When;

/// One line of a plain list: a label and what the vendor said.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(feature = "types", serde(rename_all = "camelCase"), tsify(missing_as_null))]
pub struct Fact {
    /// What it is, in the viewer's words, sentence case: `Campaign`.
    pub label: Cow<'static, str>,
    /// What the vendor said.
    pub value: FactValue,
}

/// The value of a [`Fact`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "types", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(
    feature = "types",
    serde(tag = "kind", content = "value", rename_all = "kebab-case"),
    tsify(missing_as_null)
)]
pub enum FactValue {
    /// A text, an id or a word of an open list, as it came.
    Text(Box<str>),
    /// Yes or no.
    Flag(bool),
    /// A count or an index.
    Number(i64),
    /// A span of time in seconds.
    Seconds(f64),
    /// A moment.
    Moment(When),
    /// An address that may be opened, as it came; shown as a link only when its scheme is harmless.
    Link(Box<str>),
}

impl Fact {
    /// A text under a fixed label.
    pub fn text(label: &'static str, value: &str) -> Self {
        Self { label: Cow::Borrowed(label), value: FactValue::Text(value.into()) }
    }

    /// Any value under a fixed label.
    pub const fn new(label: &'static str, value: FactValue) -> Self {
        Self { label: Cow::Borrowed(label), value }
    }
}

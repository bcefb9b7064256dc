//! A JSON object whose members are read one by one, so that a bad member costs itself and never its record.
//!
//! A derived `Deserialize` would refuse a whole record for one duplicate key, one lone surrogate or one wrong
//! type; here every member stays a slice of the text until somebody asks for it.

use std::borrow::Cow;

use crate::{
    model::{
        When,
        verbatim::{self, items, name_of, string},
    },
    providers::salvage,
};

/// A JSON object: names and the verbatim texts of their values, in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Object<'a> {
    members: Vec<(Cow<'a, str>, &'a str)>,
}

impl<'a> Object<'a> {
    /// Splits an object into its members. Unknown, duplicate and deeply nested members and lone surrogates do no
    /// harm.
    ///
    /// # Errors
    /// What the parser says when the text is no JSON object.
    pub(crate) fn parse(text: &'a str) -> Result<Self, String> {
        Ok(Self { members: verbatim::members(text)? })
    }

    /// An object of these members.
    pub(crate) const fn with(members: Vec<(Cow<'a, str>, &'a str)>) -> Self {
        Self { members }
    }

    /// The members that can be told apart in a text that is no JSON.
    pub(crate) fn salvage(text: &'a str) -> Self {
        Self::of(salvage::members(text))
    }

    /// An object of these members, names with their quotes.
    pub(crate) fn of(members: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self { members: members.into_iter().map(|(name, value)| (name_of(name), value)).collect() }
    }

    /// The verbatim text of a value; of the last one when a name occurs twice, as in JavaScript. `None` when it is
    /// absent or `null`.
    pub(crate) fn raw(&self, name: &str) -> Option<&'a str> {
        let (_, value) = self.members.iter().rfind(|(known, _)| known == name)?;
        (*value != "null").then_some(*value)
    }

    /// Whether a name occurs, be it with `null`.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.members.iter().any(|(known, _)| known == name)
    }

    /// Names and verbatim values, in the order of the text.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&str, &'a str)> {
        self.members.iter().map(|(name, value)| (name.as_ref(), *value))
    }

    /// A text. A number, a flag or a nested value is given in its JSON spelling; `{}` and `[]`, which stand for
    /// “nothing” in some reference pages, are `None`.
    pub(crate) fn text(&self, name: &str) -> Option<Box<str>> {
        self.raw(name).and_then(text_of)
    }

    /// A text that is not empty.
    pub(crate) fn word(&self, name: &str) -> Option<Box<str>> {
        self.text(name).filter(|text| !text.trim().is_empty())
    }

    /// Yes or no; `"true"` and `"false"` count.
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        match self.raw(name)? {
            "true" | "\"true\"" => Some(true),
            "false" | "\"false\"" => Some(false),
            _ => None,
        }
    }

    /// A finite number, or one written as a text.
    pub(crate) fn number(&self, name: &str) -> Option<f64> {
        // Not by `parse`, whose tables nothing else in the program needs; this refuses what is not finite.
        serde_json::from_str(unquoted(self.raw(name)?)).ok()
    }

    /// A whole number, or one written as a text.
    pub(crate) fn integer(&self, name: &str) -> Option<i64> {
        unquoted(self.raw(name)?).parse().ok()
    }

    /// A time written as a text; anything else that is there is [`When::Unreadable`].
    pub(crate) fn when(&self, name: &str) -> When {
        When::parse_option(self.raw(name).and_then(spelt).as_deref())
    }

    /// An object inside this one.
    pub(crate) fn object(&self, name: &str) -> Option<Object<'a>> {
        Object::parse(self.raw(name)?).ok()
    }

    /// The verbatim texts of a list's items; `None` when there is no list.
    pub(crate) fn list(&self, name: &str) -> Option<Vec<&'a str>> {
        items(self.raw(name)?).ok()
    }
}

/// A value as text, as [`Object::text`] gives it.
pub(crate) fn text_of(value: &str) -> Option<Box<str>> {
    spelt(value).map(Into::into)
}

fn spelt(value: &str) -> Option<Cow<'_, str>> {
    match value.as_bytes().first()? {
        b'"' => string(value),
        b'{' | b'[' if value.get(1..value.len() - 1).is_none_or(|inner| inner.trim().is_empty()) => None,
        _ => (value != "null").then_some(Cow::Borrowed(value)),
    }
}

fn unquoted(value: &str) -> &str {
    value.trim_matches('"').trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bad_member_costs_itself() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let text = format!(
            r#"{{"a":"x\ud83d!","b":1e400,"id":"1","deep":{deep},"id":"2","n\ud83dm":1,"ok":"\ud83d\ude00 \\ud83d"}}"#
        );
        let object = Object::parse(&text).unwrap();
        assert_eq!(object.text("a").unwrap().as_ref(), "x\u{fffd}!");
        assert_eq!(object.number("b"), None);
        assert_eq!(object.text("b").unwrap().as_ref(), "1e400");
        assert_eq!(object.text("id").unwrap().as_ref(), "2");
        assert_eq!(object.raw("deep").unwrap().len(), deep.len());
        assert_eq!(object.integer("n\u{fffd}m"), Some(1));
        assert_eq!(object.text("ok").unwrap().as_ref(), "😀 \\ud83d");
    }

    #[test]
    fn other_types_are_read_where_that_is_harmless() {
        let text =
            r#"{"s":5,"f":"true","n":"1.5","i":"-3","none":null,"e":{},"l":[ ],"o":{"a":1},"w":5,"t":"5"}"#;
        let object = Object::parse(text).unwrap();
        assert_eq!(object.text("s").unwrap().as_ref(), "5");
        assert_eq!(object.flag("f"), Some(true));
        assert_eq!((object.number("n"), object.integer("i")), (Some(1.5), Some(-3)));
        for nothing in ["none", "e", "l", "absent"] {
            assert_eq!(object.text(nothing), None, "{nothing}");
        }
        assert_eq!(object.text("o").unwrap().as_ref(), r#"{"a":1}"#);
        assert_eq!(object.when("w"), When::Unreadable("5".into()));
        assert_eq!(object.when("none"), When::Missing);
        assert!(object.has("none") && !object.has("absent"));
    }

    #[test]
    fn what_is_no_object_is_an_error() {
        for text in ["[]", "null", "5", "{\"a\":NaN}", "{\"a\":1", ""] {
            Object::parse(text).unwrap_err();
        }
    }
}

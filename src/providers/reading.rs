//! Reading an object so that nothing of it is lost: each member becomes a typed value, or a fact.

use std::borrow::Cow;

use crate::{
    model::{Fact, FactValue, When},
    providers::object::{Object, text_of},
};

/// An object that is being read. A member is *taken* when a typed value could be made of it; what is not taken in
/// the end becomes a fact under the vendor's own name for it, so that new fields and odd types stay visible.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reading<'a> {
    object: Object<'a>,
    taken: Vec<&'static str>,
    facts: Vec<Fact>,
}

impl<'a> Reading<'a> {
    /// Begins to read an object.
    pub(crate) fn of(object: Object<'a>) -> Self {
        Self { object, taken: Vec::new(), facts: Vec::new() }
    }

    /// A text, number or flag as text, from the first of these members that holds one that is not blank.
    pub(crate) fn word(&mut self, names: &[&'static str]) -> Option<Box<str>> {
        names.iter().find_map(|name| {
            let word = self.object.word(name);
            self.took(name, word)
        })
    }

    /// Yes or no.
    pub(crate) fn flag(&mut self, name: &'static str) -> Option<bool> {
        let flag = self.object.flag(name);
        self.took(name, flag)
    }

    /// A finite number.
    pub(crate) fn number(&mut self, name: &'static str) -> Option<f64> {
        let number = self.object.number(name);
        self.took(name, number)
    }

    /// A whole number.
    pub(crate) fn integer(&mut self, name: &'static str) -> Option<i64> {
        let integer = self.object.integer(name);
        self.took(name, integer)
    }

    /// A time written as a text.
    pub(crate) fn when(&mut self, name: &'static str) -> When {
        let when = self.object.when(name);
        self.took(name, (when != When::Missing).then_some(when)).unwrap_or(When::Missing)
    }

    /// An object inside this one.
    pub(crate) fn inner(&mut self, name: &'static str) -> Option<Reading<'a>> {
        let inner = self.object.object(name).map(Reading::of);
        self.took(name, inner)
    }

    /// The verbatim texts of a list's items.
    pub(crate) fn list(&mut self, name: &'static str) -> Option<Vec<&'a str>> {
        let list = self.object.list(name);
        self.took(name, list)
    }

    /// The verbatim text of a member.
    pub(crate) fn raw(&mut self, name: &'static str) -> Option<&'a str> {
        let raw = self.object.raw(name);
        self.took(name, raw)
    }

    /// Whether the object has this member, be it `null`.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.object.has(name)
    }

    /// Makes a fact of a member, when it holds anything.
    pub(crate) fn fact(&mut self, label: &'static str, name: &'static str) {
        let value = self.object.raw(name).and_then(fact_value);
        if let Some(value) = self.took(name, value) {
            self.facts.push(Fact::new(label, value));
        }
    }

    /// Adds a fact that is made elsewhere.
    pub(crate) fn add(&mut self, label: &'static str, value: Option<FactValue>) {
        self.facts.extend(value.map(|value| Fact::new(label, value)));
    }

    /// Takes over the facts of an object inside this one; what was left in it is named with the prefix.
    pub(crate) fn absorb(&mut self, inner: Option<Reading<'_>>, prefix: &str) {
        self.facts.extend(inner.into_iter().flat_map(|inner| inner.facts_after(prefix)));
    }

    /// All facts, those of members that nobody took among them.
    pub(crate) fn into_facts(self) -> Vec<Fact> {
        self.facts_after("")
    }

    fn facts_after(self, prefix: &str) -> Vec<Fact> {
        let Self { object, taken, mut facts } = self;
        let left = object.members().filter(|(name, _)| !taken.contains(name));
        facts.extend(left.filter_map(|(name, value)| {
            Some(Fact { label: Cow::Owned([prefix, name].concat()), value: fact_value(value)? })
        }));
        facts
    }

    fn took<T>(&mut self, name: &'static str, value: Option<T>) -> Option<T> {
        if value.is_some() {
            self.taken.push(name);
        }
        value
    }
}

/// A value as a fact; `None` for `null`, a blank text and an empty list or object.
fn fact_value(value: &str) -> Option<FactValue> {
    match value {
        "true" => Some(FactValue::Flag(true)),
        "false" => Some(FactValue::Flag(false)),
        _ => value.parse().map(FactValue::Number).ok().or_else(|| {
            let text = text_of(value)?;
            (!text.trim().is_empty()).then_some(FactValue::Text(text))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(facts: &[Fact]) -> Vec<String> {
        facts.iter().map(|fact| format!("{} {:?}", fact.label, fact.value)).collect()
    }

    #[test]
    fn every_member_becomes_a_value_or_a_fact() {
        let text = r#"{"id":"1","new":{"d":[2]},"flag":"perhaps","in":{"a":"x","b":7},"none":null,"blank":" ","n":3}"#;
        let mut reading = Reading::of(Object::parse(text).unwrap());
        assert_eq!(reading.word(&["name", "id"]).unwrap().as_ref(), "1");
        assert_eq!(reading.flag("flag"), None);
        let mut inner = reading.inner("in");
        assert_eq!(inner.as_mut().and_then(|inner| inner.word(&["a"])).unwrap().as_ref(), "x");
        reading.absorb(inner, "in.");
        reading.fact("Count", "n");
        assert_eq!(
            lines(&reading.into_facts()),
            ["in.b Number(7)", "Count Number(3)", r#"new Text("{\"d\":[2]}")"#, r#"flag Text("perhaps")"#,]
        );
    }
}

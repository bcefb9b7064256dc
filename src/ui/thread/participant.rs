//! Who wrote in a meeting's chat, derived from the messages.

use std::{collections::HashMap, sync::Arc};

use crate::{
    model::{Entry, EntryId, Fact, FactValue, Party, Timestamp},
    ui::call::{party_label, voice_class},
};

/// Somebody who wrote in a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// Who.
    pub party: Party,
    /// What the vendor calls them beside their name: ids.
    pub ids: Vec<Box<str>>,
    /// What to call them: their name, or that they have none.
    pub label: String,
    /// One or two letters to recognise them by; numbered where several names would have the same.
    pub mark: String,
    /// The CSS class that carries their colour.
    pub class: &'static str,
    /// How many messages they wrote.
    pub messages: usize,
    /// The earliest time among their messages.
    pub first: Option<Timestamp>,
    /// The latest time among their messages.
    pub last: Option<Timestamp>,
}

/// Everyone who wrote in a chat, in the order of their first message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Participants {
    /// Each connection once: those of one name stay apart when their ids differ.
    pub all: Vec<Participant>,
    of_entry: HashMap<EntryId, usize>,
}

impl Participants {
    /// Collects them.
    pub fn of(entries: &[Arc<Entry>]) -> Self {
        let mut people = Self::default();
        for entry in entries {
            let (party, ids) = (&entry.actor, sender_ids(entry));
            let known = people.all.iter().position(|person| person.party == *party && person.ids == ids);
            let index = known.unwrap_or(people.all.len());
            if known.is_none() {
                people.all.push(Participant {
                    party: party.clone(),
                    ids,
                    label: party_label(party),
                    mark: initials(party.name.as_deref().unwrap_or_default()),
                    class: "",
                    messages: 0,
                    first: None,
                    last: None,
                });
            }
            if let Some(person) = people.all.get_mut(index) {
                let at = entry.when.at();
                person.messages += 1;
                person.first = person.first.into_iter().chain(at).min();
                person.last = person.last.into_iter().chain(at).max();
            }
            people.of_entry.insert(entry.id.clone(), index);
        }
        people.tell_apart();
        people
    }

    fn tell_apart(&mut self) {
        let groups = self.groups();
        let plain: Vec<String> =
            groups.iter().filter_map(|group| Some(self.all.get(*group.first()?)?.mark.clone())).collect();
        for (index, (group, plain_mark)) in groups.iter().zip(&plain).enumerate() {
            let mut mark = plain_mark.clone();
            if plain.iter().filter(|other| *other == plain_mark).count() > 1 {
                let number = plain.iter().take(index + 1).filter(|other| *other == plain_mark).count();
                mark.push_str(&number.to_string());
            }
            for member in group {
                if let Some(person) = self.all.get_mut(*member) {
                    person.mark.clone_from(&mark);
                    person.class = voice_class(index);
                }
            }
        }
    }

    /// The positions of those who go by one name, together; whoever has no name stands alone.
    fn groups(&self) -> Vec<Vec<usize>> {
        let mut groups: Vec<(Option<&str>, Vec<usize>)> = Vec::new();
        for (index, person) in self.all.iter().enumerate() {
            let name = person.party.name.as_deref();
            match groups.iter_mut().find(|(known, _)| known.is_some() && *known == name) {
                Some((_, members)) => members.push(index),
                None => groups.push((name, vec![index])),
            }
        }
        groups.into_iter().map(|(_, members)| members).collect()
    }

    /// Those who wrote by name, each with the connections that go by it: somebody who joins anew, or from a second
    /// device, has a new one.
    pub fn people(&self) -> Vec<Vec<&Participant>> {
        let members = |group: Vec<usize>| group.into_iter().filter_map(|index| self.all.get(index)).collect();
        self.groups().into_iter().map(members).collect()
    }

    /// Who wrote a message.
    pub fn who(&self, entry: &EntryId) -> Option<&Participant> {
        self.all.get(*self.of_entry.get(entry)?)
    }
}

/// A name is not unique in a meeting; the ids an adapter keeps of a sender are, and their labels say so.
fn sender_ids(entry: &Entry) -> Vec<Box<str>> {
    let id = |fact: &Fact| match &fact.value {
        FactValue::Text(text) if fact.label.starts_with("Sender") => Some(text.clone()),
        FactValue::Text(_)
        | FactValue::Flag(_)
        | FactValue::Number(_)
        | FactValue::Seconds(_)
        | FactValue::Moment(_)
        | FactValue::Link(_) => None,
    };
    entry.facts.iter().filter_map(id).collect()
}

/// One or two letters for somebody's mark: `DR` for “Dana Reyes”, `?` without a name.
pub fn initials(name: &str) -> String {
    let letter = |word: &str| word.chars().find(|letter| letter.is_alphanumeric());
    let mut letters = name.split_whitespace().filter_map(letter);
    let first = letters.next();
    let mark: String = first.into_iter().chain(letters.next_back()).flat_map(char::to_uppercase).collect();
    if mark.is_empty() { "?".into() } else { mark }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_made_from_names() {
        let names = ["Dana Reyes", "sam", "Ana de la Cruz", "  ", "(guest) 7"];
        assert_eq!(names.map(initials), ["DR", "S", "AC", "?", "G7"]);
    }
}

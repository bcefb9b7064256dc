//! What entries say of who the lead is.

use crate::model::{Content, Entry, Role};

use super::Timeline;

/// What an entry says of who the lead is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Known {
    /// The lead's name, as it came.
    pub name: Option<Box<str>>,
    /// Phone numbers and e-mail addresses, as they came.
    pub addresses: Vec<Box<str>>,
}

impl Known {
    pub(super) fn from(entry: &Entry) -> Self {
        let mut known = Self::default();
        if entry.actor.role == Role::Lead {
            known.name.clone_from(&entry.actor.name);
            known.addresses.extend(entry.actor.address.clone());
        }
        if let Content::Thread(thread) = &entry.content {
            known.addresses.extend([&thread.phone, &thread.email].into_iter().flatten().cloned());
        }
        known
    }
}

impl Timeline {
    /// What entries say of who the lead is, without repeats, in their order. Entries need not be read for it.
    pub fn known(&self) -> Vec<&Known> {
        let mut is_told = vec![false; self.values.known.values().len()];
        let is_new = |index: &u32| {
            let told = is_told.get_mut(*index as usize);
            told.is_some_and(|told| !std::mem::replace(told, true))
        };
        let indices = self.slots().map(|slot| slot.known).filter(is_new);
        indices.filter_map(|index| self.values.known.values().get(index as usize)).collect()
    }
}

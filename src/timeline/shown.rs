//! What a filter shows, as a plain list: for whoever draws it elsewhere.

use super::{Filter, Number, Order, Timeline, slot::Slot};

impl Timeline {
    /// The numbers of the entries that a filter shows, in the order of the list: the undated stand at its old end.
    pub fn shown(&self, filter: &Filter, order: Order) -> Vec<Number> {
        let sieve = filter.sieve(self);
        let shown = self.slots().filter(|slot| sieve.lets_pass(slot)).map(|slot: &Slot| slot.number);
        match order {
            Order::NewestFirst => shown.rev().collect(),
            Order::OldestFirst => shown.collect(),
        }
    }
}

//! An ordered run of entries that others are merged into without sorting it again.

use super::{
    book::Book,
    hash::QuickSet,
    slot::{Number, Slot},
};

/// Entries in the order of the [`Book`].
#[derive(Debug, Clone, Default)]
pub(super) struct Run(Vec<Slot>);

impl Run {
    /// The entries, ascending.
    pub(super) fn slots(&self) -> &[Slot] {
        &self.0
    }

    /// Takes some entries out and puts others in, which are not among those that stay.
    pub(super) fn replace(&mut self, out: &QuickSet<Number>, mut fresh: Vec<Slot>, book: &Book) {
        // A call that was read changes one entry of a hundred thousand: looking each of them up takes longer than the rest.
        if let (Some(first), Some(last)) = (out.iter().min(), out.iter().max()) {
            let range = *first..=*last;
            self.0.retain(|slot| !range.contains(&slot.number) || !out.contains(&slot.number));
        }
        fresh.sort_unstable_by(|one, other| book.compare(one, other));
        let Some(first) = fresh.first() else { return };
        if self.0.last().is_none_or(|end| book.compare(end, first).is_lt()) {
            self.0.append(&mut fresh);
            return;
        }
        // In place, from the end: a second list beside this one would double the memory of a long history.
        let mut end = self.0.len();
        self.0.extend_from_slice(&fresh);
        for (others, slot) in fresh.iter().enumerate().rev() {
            let left = others + 1;
            let before = count_before(self.0.get(..end).unwrap_or_default(), slot, book);
            self.0.copy_within(before..end, before + left);
            if let Some(place) = self.0.get_mut(before + left - 1) {
                *place = *slot;
            }
            end = before;
        }
    }
}

/// How many entries of an ordered slice come before one. Looks near the end first, because pages arrive in order and most
/// of them land as a block.
fn count_before(slots: &[Slot], one: &Slot, book: &Book) -> usize {
    let is_before = |slot: &Slot| book.compare(slot, one).is_lt();
    let mut reach = 1;
    while slots.len().checked_sub(reach).and_then(|at| slots.get(at)).is_some_and(|slot| !is_before(slot)) {
        reach *= 2;
    }
    let from = slots.len().saturating_sub(reach);
    let to = slots.len() - reach / 2;
    from + slots.get(from..to).unwrap_or_default().partition_point(is_before)
}

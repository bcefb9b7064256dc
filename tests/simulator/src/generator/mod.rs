//! Made-up entries in any number, the same for the same seed.

mod events;
mod random;
mod threads;
mod words;

use time::{Duration, OffsetDateTime};

use crate::data::Data;
use crate::dataset::Generated;
use crate::lead::Handles;
use random::Random;

/// Moments spread over the time before the end: in bursts, as people write, and never after it.
struct Spread {
    now: OffsetDateTime,
    /// Milliseconds from one entry to the next, on average.
    step: i64,
    count: i64,
}

impl Spread {
    fn new(wish: &Generated, now: OffsetDateTime) -> Self {
        let count = i64::try_from(wish.count).unwrap_or(i64::MAX).max(1);
        Self { now, step: i64::from(wish.days) * 86_400_000 / count, count }
    }

    /// The moment of the entry at `index`. Entries come in groups of twelve that share the first third of their time.
    fn at(&self, index: usize) -> OffsetDateTime {
        let index = i64::try_from(index).unwrap_or_default();
        let (group, inside) = (index / 12 * 12, index % 12);
        let before = (self.count - group) * self.step - inside * self.step / 3;
        self.now - Duration::milliseconds(before.max(0))
    }
}

/// Puts them behind the handles.
pub(crate) fn load(data: &mut Data, handles: &Handles, wish: &Generated, now: OffsetDateTime) {
    let spread = Spread::new(wish, now);
    let mut random = Random::new(wish.seed);
    if let Some(room) = &handles.apten {
        events::apten(data, room, wish.count, &spread, &mut random);
    }
    if let Some(lead) = &handles.leadsail {
        data.leadsail.add(lead, threads::leadsail(lead, wish.count, &spread, &mut random));
    }
    if let Some(person) = &handles.naturalead {
        data.naturalead.add(threads::naturalead(person, wish.count, &spread, &mut random));
    }
    for bot in &handles.attendee {
        data.attendee.add(bot, events::attendee(bot, wish.count, &spread, &mut random));
    }
}

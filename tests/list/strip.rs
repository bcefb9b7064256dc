//! The strip above the list.

use leadwake::timeline::{Density, Filter};

use crate::{
    HOUR,
    support::{at, message},
    timeline,
};

#[test]
fn the_strip_has_about_a_hundred_pieces() {
    let day = 24 * HOUR;
    let list = timeline([
        message("apten:a", 0, ""),
        message("leadsail:b", 42 * day, ""),
        message("leadsail:c", 42 * day, ""),
        message("leadsail:d", None, ""),
    ]);
    let strip = Density::of(&list, &Filter::default()).unwrap();
    assert!((60..=120).contains(&strip.buckets.len()), "{}", strip.buckets.len());
    assert_eq!((strip.buckets[0].counts, strip.peak()), ([1, 0, 0, 0], 2));
    assert_eq!(strip.buckets.last().unwrap().counts, [0, 2, 0, 0]);
    let moments = list.entries().filter_map(|entry| Some((entry.place?, entry.vendor())));
    let point = Density::new(moments, (at(0), at(0)));
    assert_eq!((point.buckets.len(), point.peak()), (1, 1));
}

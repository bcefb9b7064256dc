//! Numbers that look random and are the same for the same seed.

/// `SplitMix64`: small, fast, and well enough spread for made-up data.
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    /// A sequence of its own for each seed.
    pub(super) fn new(seed: u64) -> Self {
        Self(seed ^ 0x5eed_1ead_0000_0001)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// At least 0 and less than `end`.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.next() % end).unwrap_or_default()
    }

    /// The same as a signed number, for durations.
    pub(super) fn signed(&mut self, end: usize) -> i64 {
        i64::try_from(self.below(end)).unwrap_or_default()
    }

    /// Twelve digits, as vendors' ids have: nothing that compresses well.
    pub(super) fn tail(&mut self) -> String {
        format!("{:012x}", self.next() >> 16)
    }

    /// True so often in a hundred.
    pub(super) fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    /// One of several.
    pub(super) fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

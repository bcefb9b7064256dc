//! Hashing for what is looked up at every entry that arrives.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasherDefault, Hasher},
};

/// A map whose keys are hashed quickly.
pub(crate) type QuickMap<K, V> = HashMap<K, V, Quickly>;
/// A set whose keys are hashed quickly.
pub(super) type QuickSet<K> = HashSet<K, Quickly>;
/// Makes the hash.
pub(crate) type Quickly = BuildHasherDefault<Quick>;

const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

/// Eight bytes at a time, a tenth of the work of the standard library's hash. That one has no secret in a browser either:
/// who wants to make up keys that collide can do so with both.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Quick(u64);

impl Quick {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(26) ^ word).wrapping_mul(ODD);
    }
}

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        // Maps take the lowest and the uppermost bits; only the uppermost know all of what came.
        let folded = (self.0 ^ (self.0 >> 32)).wrapping_mul(ODD);
        folded ^ (folded >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks();
        for eight in eights {
            self.mix(u64::from_le_bytes(*eight));
        }
        let mut last = [0; 8];
        // Shorter than eight bytes, as it is a rest.
        last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        self.mix(u64::from_le_bytes(last) ^ (bytes.len() as u64) << 56);
    }

    fn write_u8(&mut self, value: u8) {
        self.mix(value.into());
    }

    fn write_u32(&mut self, value: u32) {
        self.mix(value.into());
    }

    fn write_u64(&mut self, value: u64) {
        self.mix(value);
    }

    fn write_usize(&mut self, value: usize) {
        self.mix(value as u64);
    }
}

#[cfg(test)]
mod tests {
    use std::hash::BuildHasher as _;

    use super::*;

    #[test]
    fn names_that_differ_little_spread_widely() {
        let names: Vec<String> = (0..100_000).map(|number| format!("MESSAGE:msg_{number:08x}")).collect();
        let hash = |name: &String| Quickly::default().hash_one(name);
        let places =
            |shift: u32| names.iter().map(|name| hash(name) >> shift & 0xffff).collect::<HashSet<_>>();
        // Of 65,536 places a hundred thousand that fall by chance take 51,000.
        for shift in [0, 16, 48] {
            assert!(places(shift).len() > 50_000, "{shift}: {}", places(shift).len());
        }
        assert_eq!(names.iter().map(hash).collect::<HashSet<_>>().len(), names.len());
    }
}

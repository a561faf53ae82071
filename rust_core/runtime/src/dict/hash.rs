//! Hashes of native keys.  Nothing can see them: native dicts keep insertion order, and of native
//! sets only what does not depend on order is offered.
//!
//! They are seeded anew in each process, so that nobody can send keys that all collide.

use crate::exit::Result;
use crate::key::Key;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};

/// Folds words into the state with wide multiplications.
struct Folding(u64);

const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

#[inline(always)]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

/// Eight bytes at a place that is known to have them.
#[inline(always)]
fn word(bytes: &[u8], at: usize) -> u64 {
    bytes[at..].first_chunk().map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

#[inline(always)]
fn half(bytes: &[u8], at: usize) -> u64 {
    bytes[at..].first_chunk().map_or(0, |chunk| u64::from(u32::from_le_bytes(*chunk)))
}

impl Hasher for Folding {
    /// Sixteen bytes a step; of the last step the words may overlap, so that no byte is copied.
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let (mut state, mut at, len) = (self.0 ^ bytes.len() as u64, 0, bytes.len());
        while len - at > 16 {
            state = fold(word(bytes, at) ^ ODD, word(bytes, at + 8) ^ state);
            at += 16;
        }
        let (first, last) = match len {
            0 => (0, 0),
            1..=3 => (u64::from(bytes[0]) << 8 | u64::from(bytes[len / 2]), u64::from(bytes[len - 1])),
            4..=7 => (half(bytes, 0), half(bytes, len - 4)),
            8..=15 => (word(bytes, 0), word(bytes, len - 8)),
            _ => (word(bytes, len - 16), word(bytes, len - 8)),
        };
        self.0 = fold(first ^ ODD, last ^ state);
    }

    #[inline(always)]
    fn write_u64(&mut self, word: u64) {
        self.0 = fold(self.0 ^ word, ODD);
    }

    #[inline(always)]
    fn write_i64(&mut self, word: i64) {
        self.write_u64(word as u64);
    }

    #[inline(always)]
    fn write_u32(&mut self, word: u32) {
        self.write_u64(u64::from(word));
    }

    #[inline(always)]
    fn write_u8(&mut self, word: u8) {
        self.write_u64(u64::from(word));
    }

    #[inline(always)]
    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }

    #[inline(always)]
    fn finish(&self) -> u64 {
        self.0
    }
}

/// The seed of this process, never 0 once it is set.
static SEED: AtomicU64 = AtomicU64::new(0);

#[inline(always)]
fn seed() -> u64 {
    match SEED.load(Ordering::Relaxed) {
        0 => new_seed(),
        seed => seed,
    }
}

#[cold]
fn new_seed() -> u64 {
    let seed = RandomState::new().build_hasher().finish() | 1;
    SEED.store(seed, Ordering::Relaxed);
    seed
}

/// The hash of a key, the same in all native dicts and sets of this process; deopts where the key
/// has none.
#[inline(always)]
pub(crate) fn hash_of<K: Key>(key: &K) -> Result<u64> {
    key.check()?;
    let mut state = Folding(seed());
    key.py_hash_key(&mut state);
    Ok(state.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> u64 {
        let mut state = Folding(1);
        state.write(bytes);
        state.finish()
    }

    /// Every byte counts, and so does the length.
    #[test]
    fn near_misses_differ() {
        for len in 0..40 {
            let zeros = vec![0; len];
            assert_ne!(of(&zeros), of(&vec![0; len + 1]));
            for at in 0..len {
                let mut other = zeros.clone();
                other[at] = 1;
                assert_ne!(of(&zeros), of(&other), "byte {at} of {len}");
            }
        }
    }
}

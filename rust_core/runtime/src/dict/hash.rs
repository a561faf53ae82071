//! Hashes of native keys.  Nothing can see them: native dicts keep insertion order, and of native
//! sets only what does not depend on order is offered.

use crate::exit::Result;
use crate::key::Key;
use std::hash::Hasher;

/// Folds each word into the state with one wide multiplication.
struct Folding(u64);

const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
const START: u64 = 0x2545_f491_4f6c_dd1d;

impl Hasher for Folding {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let mut words = bytes.chunks_exact(8);
        for word in &mut words {
            self.write_u64(word.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)));
        }
        let rest = words.remainder().iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte));
        self.write_u64(rest ^ (bytes.len() as u64) << 56);
    }

    #[inline(always)]
    fn write_u64(&mut self, word: u64) {
        let product = u128::from(self.0 ^ word) * u128::from(ODD);
        self.0 = product as u64 ^ (product >> 64) as u64;
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

/// The hash of a key, the same in all native dicts and sets of this process; deopts where the key
/// has none.
#[inline(always)]
pub(crate) fn hash_of<K: Key>(key: &K) -> Result<u64> {
    key.check()?;
    let mut state = Folding(START);
    key.py_hash_key(&mut state);
    Ok(state.finish())
}

//! What can be a key of a dict or a member of a set.

use crate::exit::{deopt, Result};
use crate::ops::PyHash;
use crate::value::Value;

/// A value whose equality and hash run no foreign code.
pub trait Key: Value + PyHash {
    /// Deopts where the value cannot be read to its depth (a tuple from Python is read lazily), or
    /// is not equal to itself (NaN).
    #[inline(always)]
    fn check(&self) -> Result<()> {
        Ok(())
    }
}

macro_rules! plain_keys {
    ($($type:ty),*) => {$( impl Key for $type {} )*};
}
plain_keys!((), i64, bool, crate::text::Text, crate::text::Char, crate::bytes::Bytes);

impl Key for f64 {
    #[inline]
    fn check(&self) -> Result<()> {
        if self.is_nan() { deopt() } else { Ok(()) }
    }
}

impl PyHash for f64 {
    #[inline]
    fn py_hash_key<H: std::hash::Hasher>(&self, state: &mut H) {
        // -0.0 and 0.0 are one key.
        state.write_u64((self + 0.0).to_bits());
    }
}

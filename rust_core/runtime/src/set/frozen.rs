//! `frozenset`

use super::members::Each;
use super::mutable::set_operations;
use super::{Members, Set};
use crate::dict::hash::hash_of;
use crate::exit::Result;
use crate::key::Key;
use crate::ops::PyHash;
use std::hash::Hasher;

/// `frozenset[K]`
#[derive(Debug)]
pub struct FrozenSet<K>(pub(super) Members<K>);

impl<K> Clone for FrozenSet<K> {
    #[inline]
    fn clone(&self) -> FrozenSet<K> {
        FrozenSet(self.0.clone())
    }
}

set_operations!(FrozenSet);

impl<K: Key> FrozenSet<K> {
    /// The members as a set to compare or combine with one; nobody can change it.
    pub fn as_set(&self) -> Set<K> {
        Set(self.0.clone())
    }
}

impl<K: Key> PyHash for FrozenSet<K> {
    fn py_hash_key<H: Hasher>(&self, state: &mut H) {
        // Sums do not depend on the order; `check` has seen that all members can be read.
        let hashes = self.unordered_iter().filter_map(|key| hash_of(&key.ok()?).ok());
        state.write_u64(hashes.fold(0, u64::wrapping_add));
    }
}

impl<K: Key> Key for FrozenSet<K> {
    fn check(&self) -> Result<()> {
        self.unordered_iter().try_for_each(|key| key?.check())
    }
}

impl<K: Key> Set<K> {
    /// The members as a frozenset to compare or combine with one; not a copy, and not kept.
    pub fn as_frozen(&self) -> FrozenSet<K> {
        FrozenSet(self.0.clone())
    }
}

//! Making sets from other things.

use super::members::insert;
use super::{FrozenSet, Members, Set};
use crate::compare::{max, max_or, min, min_or, Total};
use crate::dict::table::Table;
use crate::exit::Result;
use crate::key::Key;

pub(super) fn members<K: Key>(items: impl Iterator<Item = Result<K>>) -> Result<Members<K>> {
    let mut table = Table::default();
    for item in items {
        insert(&mut table, item?)?;
    }
    Ok(Members::with(table, None))
}

impl<K: Key> Set<K> {
    /// `set(items)`
    #[inline]
    pub fn of(items: impl Iterator<Item = Result<K>>) -> Result<Set<K>> {
        members(items).map(Set)
    }

    /// `{a, b, c}`
    pub fn from_items<const N: usize>(items: [K; N]) -> Result<Set<K>> {
        Set::of(items.into_iter().map(Ok))
    }
}

impl<K: Key> FrozenSet<K> {
    /// `frozenset(items)`
    #[inline]
    pub fn of(items: impl Iterator<Item = Result<K>>) -> Result<FrozenSet<K>> {
        members(items).map(FrozenSet)
    }

    /// `frozenset()`
    pub fn new() -> FrozenSet<K> {
        FrozenSet(Members::with(Table::default(), None))
    }
}

impl<K: Key> Default for FrozenSet<K> {
    fn default() -> FrozenSet<K> {
        FrozenSet::new()
    }
}

/// `min(s)` of a set.  Members are pairwise unequal, so that in a total order one is the smallest.
pub fn unordered_min<T: Total>(members: impl Iterator<Item = Result<T>>) -> Result<T> {
    min(settled(members))
}

/// `max(s)` of a set.
pub fn unordered_max<T: Total>(members: impl Iterator<Item = Result<T>>) -> Result<T> {
    max(settled(members))
}

/// `min(s, default=default)` of a set.
pub fn unordered_min_or<T: Total>(members: impl Iterator<Item = Result<T>>, default: T) -> Result<T> {
    min_or(settled(members), default)
}

/// `max(s, default=default)` of a set.
pub fn unordered_max_or<T: Total>(members: impl Iterator<Item = Result<T>>, default: T) -> Result<T> {
    max_or(settled(members), default)
}

/// Deopts at a member outside of the total order.
fn settled<T: Total>(members: impl Iterator<Item = Result<T>>) -> impl Iterator<Item = Result<T>> {
    members.map(|member| member.and_then(|member| member.settle().map(|()| member)))
}

//! `set`

use super::members::{insert, Each};
use super::Members;
use crate::dict::hash::hash_of;
use crate::dict::table::Table;
use crate::exit::{Implicit, Result};
use crate::key::Key;

/// `set[K]`: a handle, so that a clone is an alias.
#[derive(Debug)]
pub struct Set<K>(pub(super) Members<K>);

impl<K> Clone for Set<K> {
    #[inline]
    fn clone(&self) -> Set<K> {
        Set(self.0.clone())
    }
}

impl<K> Default for Set<K> {
    fn default() -> Set<K> {
        Set::new()
    }
}

impl<K> Set<K> {
    /// `set()`
    pub fn new() -> Set<K> {
        Set(Members::with(Table::default(), None))
    }

    /// `a is b`
    pub fn is(&self, other: &Set<K>) -> bool {
        self.0.is(&other.0)
    }
}

impl<K: Key> Set<K> {
    /// `s.add(key)`
    #[inline]
    pub fn add(&self, key: K) -> Result<()> {
        self.0.change(|table| insert(table, key))?.map(drop)
    }

    /// `s.discard(key)`
    #[inline]
    pub fn discard(&self, key: &K) -> Result<()> {
        self.take(key).map(drop)
    }

    /// `s.remove(key)`
    pub fn remove(&self, key: &K) -> Result<()> {
        match self.take(key)? {
            Some(_) => Ok(()),
            None => Implicit::KeyError.exit(),
        }
    }

    fn take(&self, key: &K) -> Result<Option<(K, ())>> {
        let hash = hash_of(key)?;
        self.0.change(|table| Ok(table.find(hash, key)?.and_then(|at| table.take(at))))?
    }

    /// `s.clear()`
    pub fn clear(&self) -> Result<()> {
        self.0.change(std::mem::take).map(drop)
    }

    /// `s.update(items)`: where an item raises, those before it stay.
    pub fn update(&self, items: impl Iterator<Item = Result<K>>) -> Result<()> {
        for item in items {
            self.add(item?)?;
        }
        Ok(())
    }

    /// `s |= other`, which may be this set.
    pub fn union_update(&self, other: &Set<K>) -> Result<()> {
        if self.is(other) { Ok(()) } else { self.update(other.unordered_iter()) }
    }

    /// `s &= other`
    pub fn intersection_update(&self, other: &Set<K>) -> Result<()> {
        self.assign(self.0.filtered(|key| other.contains(key))?)
    }

    /// `s -= other`
    pub fn difference_update(&self, other: &Set<K>) -> Result<()> {
        self.assign(self.0.filtered(|key| Ok(!other.contains(key)?))?)
    }

    /// `s ^= other`
    pub fn symmetric_difference_update(&self, other: &Set<K>) -> Result<()> {
        self.assign(self.0.symmetric(&other.0)?.filtered(|_| Ok(true))?)
    }

    fn assign(&self, new: Table<K, ()>) -> Result<()> {
        self.0.change(|table| std::mem::replace(table, new)).map(drop)
    }

    /// `s.copy()`
    pub fn copy(&self) -> Result<Set<K>> {
        Ok(Set(Members::with(self.0.filtered(|_| Ok(true))?, None)))
    }
}

/// What sets and frozen sets offer alike.
macro_rules! set_operations {
    ($set:ident) => {
        impl<K: Key> $set<K> {
            /// `len(s)`
            #[inline]
            pub fn len(&self) -> i64 {
                self.0.size() as i64
            }

            /// `bool(s)`
            #[inline]
            pub fn truth(&self) -> bool {
                self.0.size() != 0
            }

            /// `key in s`
            #[inline]
            pub fn contains(&self, key: &K) -> Result<bool> {
                self.0.contains(key)
            }

            /// The members in an order that means nothing: only for consumers that give the same
            /// for every order.
            pub fn unordered_iter(&self) -> Each<K> {
                self.0.each()
            }

            /// `a | b`
            pub fn union(&self, other: &Self) -> Result<Self> {
                self.0.union(other.unordered_iter()).map($set)
            }

            /// `a.union(items)`
            pub fn union_iter(&self, items: impl Iterator<Item = Result<K>>) -> Result<Self> {
                self.0.union(items).map($set)
            }

            /// `a & b`
            pub fn intersection(&self, other: &Self) -> Result<Self> {
                self.0.intersection(&other.0).map($set)
            }

            /// `a.intersection(items)`
            pub fn intersection_iter(&self, items: impl Iterator<Item = Result<K>>) -> Result<Self> {
                self.0.intersection_iter(items).map($set)
            }

            /// `a.difference(items)`
            pub fn difference_iter(&self, items: impl Iterator<Item = Result<K>>) -> Result<Self> {
                self.0.difference(&super::build::members(items)?).map($set)
            }

            /// `a - b`
            pub fn difference(&self, other: &Self) -> Result<Self> {
                self.0.difference(&other.0).map($set)
            }

            /// `a ^ b`
            pub fn symmetric_difference(&self, other: &Self) -> Result<Self> {
                self.0.symmetric(&other.0).map($set)
            }

            /// `a <= b`
            pub fn is_subset(&self, other: &Self) -> Result<bool> {
                self.0.is_subset(&other.0)
            }

            /// `a < b`
            pub fn is_proper_subset(&self, other: &Self) -> Result<bool> {
                Ok(self.0.size() < other.0.size() && self.0.is_subset(&other.0)?)
            }

            /// `a.isdisjoint(b)`
            pub fn is_disjoint(&self, other: &Self) -> Result<bool> {
                self.0.all(|key| Ok(!other.contains(key)?))
            }
        }

        impl<K: Key> crate::ops::Truth for $set<K> {
            #[inline]
            fn truth(&self) -> bool {
                $set::truth(self)
            }
        }

        impl<K: Key> crate::ops::PyEq for $set<K> {
            fn py_eq(&self, other: &Self) -> Result<bool> {
                self.0.equal(&other.0)
            }
        }
    };
}
pub(super) use set_operations;

set_operations!(Set);

//! Dicts: what changes them.

use super::hash::hash_of;
use super::Dict;
use crate::exit::{Implicit, Result};
use crate::key::Key;
use crate::value::Value;

impl<K: Key, V: Value> Dict<K, V> {
    /// `d[key] = value`
    #[inline]
    pub fn set(&self, key: K, value: V) -> Result<()> {
        let hash = hash_of(&key)?;
        let old = self.change(|table| match table.find(hash, &key)? {
            Some(at) => Ok(table.value_mut(at).map(|slot| (std::mem::replace(slot, value), Some(key)))),
            None => table.push(hash, key, value).map(|()| None),
        })??;
        drop(old);
        Ok(())
    }

    /// `del d[key]`
    pub fn del(&self, key: &K) -> Result<()> {
        self.pop(key).map(drop)
    }

    fn take(&self, key: &K) -> Result<Option<(K, V)>> {
        let hash = hash_of(key)?;
        self.change(|table| Ok(table.find(hash, key)?.and_then(|at| table.take(at))))?
    }

    /// `d.pop(key)`
    pub fn pop(&self, key: &K) -> Result<V> {
        match self.take(key)? {
            Some((_, value)) => Ok(value),
            None => Implicit::KeyError.exit(),
        }
    }

    /// `d.pop(key, default)`
    pub fn pop_or(&self, key: &K, default: V) -> Result<V> {
        Ok(self.take(key)?.map_or(default, |(_, value)| value))
    }

    /// `d.pop(key, None)`
    pub fn pop_opt(&self, key: &K) -> Result<Option<V>> {
        Ok(self.take(key)?.map(|(_, value)| value))
    }

    /// `d.popitem()`: the last one.
    pub fn popitem(&self) -> Result<(K, V)> {
        let item = self.change(|table| table.end().checked_sub(1).and_then(|last| table.take(last)))?;
        item.map_or_else(|| Implicit::KeyError.exit(), Ok)
    }

    /// `d.setdefault(key, default)`
    #[inline]
    pub fn setdefault(&self, key: K, default: V) -> Result<V> {
        if let Some(value) = self.lookup(&key)? {
            // Also a dict that cannot be written is only read here.
            return Ok(value);
        }
        self.set(key, default.clone())?;
        Ok(default)
    }

    /// `d.update(other)`, `d |= other`
    pub fn update(&self, other: &Dict<K, V>) -> Result<()> {
        if self.is(other) {
            return Ok(());
        }
        self.extend(other.items())
    }

    /// `d.update(pairs)`, pair by pair: where one raises, those before it stay.
    pub fn extend(&self, pairs: impl Iterator<Item = Result<(K, V)>>) -> Result<()> {
        for pair in pairs {
            let (key, value) = pair?;
            self.set(key, value)?;
        }
        Ok(())
    }

    /// `d.clear()`
    pub fn clear(&self) -> Result<()> {
        self.change(std::mem::take).map(drop)
    }

    /// `d.copy()`, `dict(d)`
    pub fn copy(&self) -> Result<Dict<K, V>> {
        let new = Dict::new();
        new.extend(self.items())?;
        Ok(new)
    }

    /// `a | b`
    pub fn union(&self, other: &Dict<K, V>) -> Result<Dict<K, V>> {
        let new = self.copy()?;
        new.update(other)?;
        Ok(new)
    }
}

impl<K: Key, V: Value> Dict<K, Option<V>> {
    /// `d.pop(key, None)` where values may be None: a missing key and a None are the same.
    pub fn pop_flat(&self, key: &K) -> Result<Option<V>> {
        Ok(self.pop_opt(key)?.flatten())
    }
}

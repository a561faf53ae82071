//! Dicts: iterating over keys, values and items.

use super::view::{self, Entry};
use super::{Dict, Repr};
use crate::exit::{deopt, Implicit, Result};
use crate::key::Key;
use crate::value::Value;

/// A walk over the entries of a dict.  It starts at its first step, not where it is made: between
/// the two Python only evaluates other arguments, before it calls `iter`.
#[derive(Debug)]
struct Walk<K, V> {
    dict: Dict<K, V>,
    place: usize,
    /// Size and shape at the first step.
    started: Option<(usize, u64)>,
}

impl<K: Key, V: Value> Walk<K, V> {
    /// Leaves as Python does where keys came or went since the first step.
    #[inline]
    fn check(&mut self) -> Result<()> {
        let (size, shape) = (self.dict.size(), self.dict.shape());
        let started = *self.started.get_or_insert((size, shape));
        if size != started.0 {
            return Implicit::RuntimeError.exit();
        }
        // As many keys, but not the same: what comes next depends on when CPython last made its
        // table anew.
        if shape == started.1 { Ok(()) } else { deopt() }
    }

    /// The next entry: as `own` clones it, or as `read` reads it from Python's dict.
    #[inline]
    fn step<R>(&mut self, own: impl Fn(&K, &V) -> R, read: impl Fn(Entry) -> Result<R>) -> Option<Result<R>> {
        if let Err(exit) = self.check() {
            return Some(Err(exit));
        }
        match &self.dict.0 {
            Repr::View(object) => view::next(object, &mut self.place).map(read),
            Repr::Owned(cells) => {
                // SAFETY: the borrow ends with this call, in which `own` clones and no more.
                let (entry, next) = unsafe { (*cells.table.get()).next(self.place)? };
                self.place = next;
                Some(Ok(own(&entry.key, &entry.value)))
            }
        }
    }
}

impl<K: Key, V: Value> Dict<K, V> {
    #[inline]
    fn shape(&self) -> u64 {
        match &self.0 {
            Repr::View(_) => 0,
            // SAFETY: the borrow ends here, see `Cells`.
            Repr::Owned(cells) => unsafe { (*cells.table.get()).shape() },
        }
    }

    #[inline]
    fn walk(&self) -> Walk<K, V> {
        Walk { dict: self.clone(), place: 0, started: None }
    }

    /// `iter(d)`, `d.keys()`
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = Result<K>> {
        let mut walk = self.walk();
        std::iter::from_fn(move || walk.step(|key, _| key.clone(), |entry| entry.key()))
    }

    /// `d.values()`
    #[inline]
    pub fn values(&self) -> impl Iterator<Item = Result<V>> {
        let mut walk = self.walk();
        std::iter::from_fn(move || walk.step(|_, value| value.clone(), |entry| entry.value()))
    }

    /// `d.items()`
    #[inline]
    pub fn items(&self) -> impl Iterator<Item = Result<(K, V)>> {
        let mut walk = self.walk();
        std::iter::from_fn(move || {
            walk.step(|key, value| (key.clone(), value.clone()), |entry| Ok((entry.key()?, entry.value()?)))
        })
    }

    /// `reversed(d)`
    pub fn reversed(&self) -> impl Iterator<Item = Result<K>> {
        self.backwards(Dict::iter)
    }

    /// `reversed(d.values())`
    pub fn reversed_values(&self) -> impl Iterator<Item = Result<V>> {
        self.backwards(Dict::values)
    }

    /// `reversed(d.items())`
    pub fn reversed_items(&self) -> impl Iterator<Item = Result<(K, V)>> {
        self.backwards(Dict::items)
    }

    /// Reads all at the first step, and still sees keys come and go.
    fn backwards<R, I: Iterator<Item = Result<R>>>(
        &self,
        read: impl Fn(&Dict<K, V>) -> I,
    ) -> impl Iterator<Item = Result<R>> {
        let mut walk = self.walk();
        let mut left: Option<Vec<Result<R>>> = None;
        std::iter::from_fn(move || match walk.check() {
            Ok(()) => left.get_or_insert_with(|| read(&walk.dict).collect()).pop(),
            Err(exit) => Some(Err(exit)),
        })
    }

    /// `dict(pairs)`
    #[inline]
    pub fn of(pairs: impl Iterator<Item = Result<(K, V)>>) -> Result<Dict<K, V>> {
        let new = Dict::new();
        new.extend(pairs)?;
        Ok(new)
    }

    /// `{a: b, c: d}`
    pub fn from_pairs<const N: usize>(pairs: [(K, V); N]) -> Result<Dict<K, V>> {
        Dict::of(pairs.into_iter().map(Ok))
    }

    /// `dict.fromkeys(keys, value)`
    pub fn fromkeys(keys: impl Iterator<Item = Result<K>>, value: V) -> Result<Dict<K, V>> {
        let new = Dict::new();
        for key in keys {
            new.set(key?, value.clone())?;
        }
        Ok(new)
    }
}

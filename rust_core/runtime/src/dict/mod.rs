//! `dict`: a handle of a dict from Python, which is only read, or of one made here.
//!
//! A Python dict keeps the first of equal keys.  So do native ones; as all keys are of one exact
//! type, equal keys differ in identity only, which nothing here can see.  (`True`, `1` and `1.0`
//! never meet: the exact check of each key refuses the mixture.)

mod convert;
mod edit;
pub(crate) mod hash;
mod iterate;
mod keys;
mod relate;
pub(crate) mod table;
mod view;

use crate::exit::{deopt, Implicit, Result};
use crate::handle::PyRef;
use crate::key::Key;
use crate::memo::Memo;
use crate::value::Value;
use hash::hash_of;
use std::cell::UnsafeCell;
use std::rc::Rc;
use table::Table;

/// `dict[K, V]`
#[derive(Debug)]
pub struct Dict<K, V>(Repr<K, V>);

#[derive(Debug)]
enum Repr<K, V> {
    /// An exact dict whose keys are all exactly of type `K`.  Values are read, and checked, where
    /// they are used.  A write deopts.
    View(PyRef),
    Owned(Rc<Cells<K, V>>),
}

#[derive(Debug)]
struct Cells<K, V> {
    /// Borrowed only within one call of this module, in which no key or value is dropped or
    /// converted while it is mutably borrowed.
    table: UnsafeCell<Table<K, V>>,
    /// The Python dict that this one is a copy of and that `write_back` writes to.
    origin: Option<PyRef>,
    memo: Memo,
}

impl<K, V> Clone for Dict<K, V> {
    #[inline]
    fn clone(&self) -> Dict<K, V> {
        Dict(match &self.0 {
            Repr::View(object) => Repr::View(object.clone()),
            Repr::Owned(cells) => Repr::Owned(Rc::clone(cells)),
        })
    }
}

impl<K, V> Default for Dict<K, V> {
    fn default() -> Dict<K, V> {
        Dict::new()
    }
}

impl<K, V> Dict<K, V> {
    /// `{}`
    #[inline]
    pub fn new() -> Dict<K, V> {
        Dict::with(Table::default(), None)
    }

    #[inline]
    fn with(table: Table<K, V>, origin: Option<PyRef>) -> Dict<K, V> {
        Dict(Repr::Owned(Rc::new(Cells { table: UnsafeCell::new(table), origin, memo: Memo::default() })))
    }

    /// `a is b`
    #[inline]
    pub fn is(&self, other: &Dict<K, V>) -> bool {
        match (&self.0, &other.0) {
            (Repr::View(a), Repr::View(b)) => a.ptr() == b.ptr(),
            (Repr::Owned(a), Repr::Owned(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }

    /// Runs a change of the table; a dict that Python can see deopts.
    ///
    /// `change` moves entries and compares keys.  What it takes out it returns, so that it is
    /// dropped here, after the borrow has ended: dropping may run code.
    #[inline(always)]
    fn change<R>(&self, change: impl FnOnce(&mut Table<K, V>) -> R) -> Result<R> {
        match &self.0 {
            Repr::Owned(cells) if !cells.memo.is_made() => {
                // SAFETY: no other borrow is alive: they end within the calls of this module, and
                // `change` calls none of them.
                Ok(change(unsafe { &mut *cells.table.get() }))
            }
            _ => deopt(),
        }
    }
}

impl<K: Key, V: Value> Dict<K, V> {
    /// `len(d)`
    #[inline]
    pub fn len(&self) -> i64 {
        self.size() as i64
    }

    /// `bool(d)`
    #[inline]
    pub fn truth(&self) -> bool {
        self.size() != 0
    }

    #[inline]
    fn size(&self) -> usize {
        match &self.0 {
            Repr::View(object) => view::size(object),
            // SAFETY: the borrow ends here, see `Cells`.
            Repr::Owned(cells) => unsafe { (*cells.table.get()).len() },
        }
    }

    #[inline]
    fn lookup(&self, key: &K) -> Result<Option<V>> {
        match &self.0 {
            Repr::View(object) => view::lookup(object, key),
            Repr::Owned(cells) => {
                // SAFETY: the borrow ends with this block: comparing keys and cloning a value run
                // no foreign code, see `Cells`.
                let table = unsafe { &*cells.table.get() };
                let place = table.find(hash_of(key)?, key)?;
                Ok(place.and_then(|at| table.entry(at)).map(|entry| entry.value.clone()))
            }
        }
    }

    /// `d[key]`
    #[inline]
    pub fn get(&self, key: &K) -> Result<V> {
        match self.lookup(key)? {
            Some(value) => Ok(value),
            None => Implicit::KeyError.exit(),
        }
    }

    /// `d.get(key)`
    #[inline]
    pub fn get_opt(&self, key: &K) -> Result<Option<V>> {
        self.lookup(key)
    }

    /// `d.get(key, default)`
    #[inline]
    pub fn get_or(&self, key: &K, default: V) -> Result<V> {
        Ok(self.lookup(key)?.unwrap_or(default))
    }

    /// `key in d`
    #[inline]
    pub fn contains(&self, key: &K) -> Result<bool> {
        match &self.0 {
            Repr::View(object) => view::contains(object, key),
            // SAFETY: the borrow ends here: comparing keys runs no foreign code, see `Cells`.
            Repr::Owned(cells) => unsafe { Ok((*cells.table.get()).find(hash_of(key)?, key)?.is_some()) },
        }
    }
}

impl<K: Key, V: Value> Dict<K, Option<V>> {
    /// `d.get(key)` where values may be None: a missing key and a None are the same.
    #[inline]
    pub fn get_flat(&self, key: &K) -> Result<Option<V>> {
        Ok(self.lookup(key)?.flatten())
    }
}

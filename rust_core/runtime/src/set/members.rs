//! What sets and frozen sets have in common.

use super::view;
use crate::dict::hash::hash_of;
use crate::dict::table::Table;
use crate::exit::{deopt, Implicit, Result};
use crate::handle::PyRef;
use crate::key::Key;
use crate::memo::Memo;
use std::cell::UnsafeCell;
use std::rc::Rc;

/// The members of a set that came from Python and is only read, or of one made here.
#[derive(Debug)]
pub enum Members<K> {
    /// An exact set or frozenset.  Members are read, and checked, where they are used.
    #[doc(hidden)]
    View(View),
    #[doc(hidden)]
    Owned(Rc<Cells<K>>),
}

/// A set from Python.
#[derive(Clone, Debug)]
pub struct View(pub(super) PyRef);

#[derive(Debug)]
pub struct Cells<K> {
    /// Borrowed only within one call of this module, in which no member is dropped or converted
    /// while it is mutably borrowed.
    table: UnsafeCell<Table<K, ()>>,
    pub(super) origin: Option<PyRef>,
    pub(super) memo: Memo,
}

impl<K> Clone for Members<K> {
    #[inline]
    fn clone(&self) -> Members<K> {
        match self {
            Members::View(view) => Members::View(view.clone()),
            Members::Owned(cells) => Members::Owned(Rc::clone(cells)),
        }
    }
}

impl<K> Members<K> {
    pub(super) fn with(table: Table<K, ()>, origin: Option<PyRef>) -> Members<K> {
        Members::Owned(Rc::new(Cells { table: UnsafeCell::new(table), origin, memo: Memo::default() }))
    }

    pub(super) fn is(&self, other: &Members<K>) -> bool {
        match (self, other) {
            (Members::View(a), Members::View(b)) => a.0.ptr() == b.0.ptr(),
            (Members::Owned(a), Members::Owned(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }

    /// Runs a change of the table; a set that Python can see deopts.
    ///
    /// `change` moves and compares members.  What it takes out it returns, so that it is dropped
    /// here, after the borrow has ended: dropping may run code.
    #[inline(always)]
    pub(super) fn change<R>(&self, change: impl FnOnce(&mut Table<K, ()>) -> R) -> Result<R> {
        match self {
            Members::Owned(cells) if !cells.memo.is_made() => {
                // SAFETY: no other borrow is alive: they end within the calls of this module, and
                // `change` calls none of them.
                Ok(change(unsafe { &mut *cells.table.get() }))
            }
            _ => deopt(),
        }
    }

    #[inline]
    pub(super) fn size(&self) -> usize {
        match self {
            Members::View(view) => view::size(&view.0),
            // SAFETY: the borrow ends here, see `Cells`.
            Members::Owned(cells) => unsafe { (*cells.table.get()).len() },
        }
    }

    /// Changes with the members of a native set.
    fn shape(&self) -> u64 {
        match self {
            Members::View(_) => 0,
            // SAFETY: the borrow ends here, see `Cells`.
            Members::Owned(cells) => unsafe { (*cells.table.get()).shape() },
        }
    }
}

impl<K: Key> Members<K> {
    #[inline]
    pub(super) fn contains(&self, key: &K) -> Result<bool> {
        match self {
            Members::View(view) => view::contains(&view.0, key),
            Members::Owned(cells) => {
                let hash = hash_of(key)?;
                // SAFETY: the borrow ends here: comparing keys runs no foreign code, see `Cells`.
                Ok(unsafe { (*cells.table.get()).find(hash, key)? }.is_some())
            }
        }
    }

    /// The members, in no order that means anything.
    pub(super) fn each(&self) -> Each<K> {
        Each { members: self.clone(), place: 0, started: None }
    }

    /// A table of the members for which `keep` holds.
    pub(super) fn filtered(&self, keep: impl Fn(&K) -> Result<bool>) -> Result<Table<K, ()>> {
        let mut table = Table::default();
        for key in self.each() {
            let key = key?;
            if keep(&key)? {
                table.push(hash_of(&key)?, key, ())?;
            }
        }
        Ok(table)
    }

    pub(super) fn is_subset(&self, other: &Members<K>) -> Result<bool> {
        if self.size() > other.size() {
            return Ok(false);
        }
        self.all(|key| other.contains(key))
    }

    pub(super) fn equal(&self, other: &Members<K>) -> Result<bool> {
        Ok(self.size() == other.size() && self.is_subset(other)?)
    }

    pub(super) fn all(&self, holds: impl Fn(&K) -> Result<bool>) -> Result<bool> {
        for key in self.each() {
            if !holds(&key?)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    pub(super) fn union(&self, other: impl Iterator<Item = Result<K>>) -> Result<Members<K>> {
        let mut table = self.filtered(|_| Ok(true))?;
        for key in other {
            insert(&mut table, key?)?;
        }
        Ok(Members::with(table, None))
    }

    /// Of equal members, the result has that of the smaller set, as in Python (-0.0 and 0.0).
    pub(super) fn intersection(&self, other: &Members<K>) -> Result<Members<K>> {
        let (small, large) = if other.size() > self.size() { (self, other) } else { (other, self) };
        Ok(Members::with(small.filtered(|key| large.contains(key))?, None))
    }

    pub(super) fn intersection_iter(&self, other: impl Iterator<Item = Result<K>>) -> Result<Members<K>> {
        let mut table = Table::default();
        for key in other {
            let key = key?;
            if self.contains(&key)? {
                insert(&mut table, key)?;
            }
        }
        Ok(Members::with(table, None))
    }

    pub(super) fn difference(&self, other: &Members<K>) -> Result<Members<K>> {
        Ok(Members::with(self.filtered(|key| Ok(!other.contains(key)?))?, None))
    }

    pub(super) fn symmetric(&self, other: &Members<K>) -> Result<Members<K>> {
        let mut table = self.filtered(|key| Ok(!other.contains(key)?))?;
        for key in other.each() {
            let key = key?;
            if !self.contains(&key)? {
                table.push(hash_of(&key)?, key, ())?;
            }
        }
        Ok(Members::with(table, None))
    }
}

/// Adds a key where it is missing; a key that was there stays, and the new one is given back.
pub(super) fn insert<K: Key>(table: &mut Table<K, ()>, key: K) -> Result<Option<K>> {
    let hash = hash_of(&key)?;
    match table.find(hash, &key)? {
        Some(_) => Ok(Some(key)),
        None => table.push(hash, key, ()).map(|()| None),
    }
}

/// The members one by one.
#[derive(Debug)]
pub struct Each<K> {
    members: Members<K>,
    place: usize,
    /// Size and shape at the first step.
    started: Option<(usize, u64)>,
}

impl<K: Key> Iterator for Each<K> {
    type Item = Result<K>;

    #[inline]
    fn next(&mut self) -> Option<Result<K>> {
        let (size, shape) = (self.members.size(), self.members.shape());
        let started = *self.started.get_or_insert((size, shape));
        if size != started.0 {
            return Some(Implicit::RuntimeError.exit());
        }
        if shape != started.1 {
            return Some(deopt());
        }
        match &self.members {
            Members::View(view) => view::next(&view.0, &mut self.place),
            Members::Owned(cells) => {
                // SAFETY: the borrow ends with the clone, which counts references and no more.
                let (entry, next) = unsafe { (*cells.table.get()).next(self.place)? };
                self.place = next;
                Some(Ok(entry.key.clone()))
            }
        }
    }
}

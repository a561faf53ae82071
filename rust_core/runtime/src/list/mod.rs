//! `list`: a handle, so that a clone is an alias, as a second name is in Python.

mod convert;
mod edit;
mod order;
mod read;

use crate::exit::{deopt, Result};
use crate::handle::PyRef;
use crate::memo::Memo;
use crate::seq::Seq;
use crate::value::Value;
use pyo3::ffi;
use std::cell::UnsafeCell;
use std::rc::Rc;

/// `list[T]`: a list that came from Python and is only read, or one made here.
#[derive(Debug)]
pub struct List<T>(Repr<T>);

#[derive(Debug)]
enum Repr<T> {
    /// An exact list.  Nothing is copied: items are read, and checked, where they are used.
    /// A write deopts.
    View(PyRef),
    Owned(Rc<Cells<T>>),
}

#[derive(Debug)]
struct Cells<T> {
    /// Borrowed only within one call of this module, in which no item is dropped, converted or
    /// compared while it is mutably borrowed.
    items: UnsafeCell<Vec<T>>,
    /// The Python list that this one is a copy of and that `write_back` writes to.
    origin: Option<PyRef>,
    memo: Memo,
}

impl<T> Clone for List<T> {
    #[inline]
    fn clone(&self) -> List<T> {
        List(match &self.0 {
            Repr::View(object) => Repr::View(object.clone()),
            Repr::Owned(cells) => Repr::Owned(Rc::clone(cells)),
        })
    }
}

impl<T> Default for List<T> {
    fn default() -> List<T> {
        List::new()
    }
}

impl<T> From<Vec<T>> for List<T> {
    #[inline]
    fn from(items: Vec<T>) -> List<T> {
        List::from_vec(items)
    }
}

impl<T> List<T> {
    /// `[]`
    #[inline]
    pub fn new() -> List<T> {
        List::from(Vec::new())
    }

    /// `[]`, with room for as many items.
    #[inline]
    pub fn with_capacity(room: usize) -> List<T> {
        List::from(Vec::with_capacity(room))
    }

    /// `[a, b, c]`
    #[inline]
    pub fn from_vec(items: Vec<T>) -> List<T> {
        List::with(items, None)
    }

    #[inline]
    fn with(items: Vec<T>, origin: Option<PyRef>) -> List<T> {
        List(Repr::Owned(Rc::new(Cells { items: UnsafeCell::new(items), origin, memo: Memo::default() })))
    }

    /// `a is b`
    #[inline]
    pub fn is(&self, other: &List<T>) -> bool {
        match (&self.0, &other.0) {
            (Repr::View(a), Repr::View(b)) => a.ptr() == b.ptr(),
            (Repr::Owned(a), Repr::Owned(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }

    /// Runs a change of the items; a list that Python can see deopts.
    ///
    /// `change` moves items only.  What it takes out it returns, so that it is dropped here, after
    /// the borrow has ended: dropping may run code.
    #[inline(always)]
    fn change<R>(&self, change: impl FnOnce(&mut Vec<T>) -> R) -> Result<R> {
        match &self.0 {
            Repr::Owned(cells) if !cells.memo.is_made() => {
                // SAFETY: no other borrow is alive: they end within the calls of this module, and
                // `change` calls none of them.
                Ok(change(unsafe { &mut *cells.items.get() }))
            }
            _ => deopt(),
        }
    }
}

impl<T: Value> Seq for List<T> {
    type Item = T;

    #[inline(always)]
    fn size(&self) -> usize {
        match &self.0 {
            // SAFETY: the handle keeps the list alive, and its type was checked.
            Repr::View(object) => unsafe { ffi::PyList_GET_SIZE(object.ptr()) as usize },
            // SAFETY: the borrow ends here, see `Cells`.
            Repr::Owned(cells) => unsafe { (*cells.items.get()).len() },
        }
    }

    #[inline(always)]
    fn at(&self, place: usize) -> Option<Result<T>> {
        match &self.0 {
            Repr::View(object) => (place < self.size()).then(|| {
                // SAFETY: below the size; the list keeps the item alive until it has been read.
                unsafe { T::from_py(ffi::PyList_GET_ITEM(object.ptr(), place as isize)) }
            }),
            // SAFETY: the borrow ends with the clone, which counts references and no more.
            Repr::Owned(cells) => unsafe { &*cells.items.get() }.get(place).cloned().map(Ok),
        }
    }
}

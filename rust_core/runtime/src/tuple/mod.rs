//! Tuples: of fixed length as Rust tuples (`fixed`), of any length as `Tup`.

mod fixed;
mod join;
mod relate;
mod uniform;

pub use fixed::EmptyTuple;
pub use join::Join;
pub use uniform::Uniform;

use crate::convert::{FromPy, ToPy};
use crate::exit::{deopt, Implicit, Result};
use crate::handle::{returned, PyRef};
use crate::index::{place, span};
use crate::memo::Memo;
use crate::ops::PyEq;
use crate::seq::{self, Backward, Forward, Seq};
use crate::value::Value;
use pyo3::ffi;
use std::rc::Rc;

/// `tuple[T, ...]`: a tuple that came from Python, or one made here.
#[derive(Debug)]
pub struct Tup<T>(Repr<T>);

#[derive(Debug)]
enum Repr<T> {
    /// An exact tuple; its items are read, and checked, where they are used.
    View(PyRef),
    Owned(Rc<Cells<T>>),
}

#[derive(Debug)]
struct Cells<T> {
    items: Box<[T]>,
    memo: Memo,
}

impl<T> Tup<T> {
    /// `a is b`
    pub fn is(&self, other: &Tup<T>) -> bool {
        match (&self.0, &other.0) {
            (Repr::View(a), Repr::View(b)) => a.ptr() == b.ptr(),
            (Repr::Owned(a), Repr::Owned(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}

impl<T> Clone for Tup<T> {
    #[inline]
    fn clone(&self) -> Tup<T> {
        Tup(match &self.0 {
            Repr::View(object) => Repr::View(object.clone()),
            Repr::Owned(cells) => Repr::Owned(Rc::clone(cells)),
        })
    }
}

impl<T> From<Vec<T>> for Tup<T> {
    fn from(items: Vec<T>) -> Tup<T> {
        Tup(Repr::Owned(Rc::new(Cells { items: items.into(), memo: Memo::default() })))
    }
}

impl<T, const N: usize> From<[T; N]> for Tup<T> {
    fn from(items: [T; N]) -> Tup<T> {
        Tup::from(Vec::from(items))
    }
}

impl<T: Value> Seq for Tup<T> {
    type Item = T;

    #[inline(always)]
    fn size(&self) -> usize {
        match &self.0 {
            // SAFETY: the handle keeps the tuple alive, and its type was checked.
            Repr::View(object) => unsafe { ffi::PyTuple_GET_SIZE(object.ptr()) as usize },
            Repr::Owned(cells) => cells.items.len(),
        }
    }

    #[inline(always)]
    fn at(&self, place: usize) -> Option<Result<T>> {
        match &self.0 {
            Repr::View(object) => (place < self.size()).then(|| {
                // SAFETY: below the size; the tuple keeps its items alive.
                unsafe { T::from_py(ffi::PyTuple_GET_ITEM(object.ptr(), place as isize)) }
            }),
            Repr::Owned(cells) => cells.items.get(place).cloned().map(Ok),
        }
    }
}

impl<T: Value> Tup<T> {
    /// `tuple(items)`
    #[inline]
    pub fn of(items: impl Iterator<Item = Result<T>>) -> Result<Tup<T>> {
        Ok(Tup::from(items.collect::<Result<Vec<T>>>()?))
    }

    /// `len(t)`
    #[inline]
    pub fn len(&self) -> i64 {
        self.size() as i64
    }

    /// `t == ()`
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.size() == 0
    }

    /// `bool(t)`
    #[inline]
    pub fn truth(&self) -> bool {
        self.size() != 0
    }

    /// `t[index]`
    #[inline]
    pub fn get(&self, index: i64) -> Result<T> {
        match place(index, self.size()).and_then(|at| self.at(at)) {
            Some(item) => item,
            None => Implicit::IndexError.exit(),
        }
    }

    /// `iter(t)`
    #[inline]
    pub fn iter(&self) -> Forward<Tup<T>> {
        Forward::over(self.clone())
    }

    /// `reversed(t)`
    #[inline]
    pub fn reversed(&self) -> Backward<Tup<T>> {
        Backward::over(self.clone())
    }

    /// `t[start:stop]`; all of it is the tuple itself.
    pub fn slice(&self, start: Option<i64>, stop: Option<i64>) -> Result<Tup<T>> {
        if span(start, stop, self.size()) == (0, self.size()) {
            return Ok(self.clone());
        }
        Ok(Tup::from(seq::slice(self, start, stop)?))
    }

    /// `t[start:stop:step]`
    pub fn slice_step(&self, start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> Result<Tup<T>> {
        match step.unwrap_or(1) {
            1 => self.slice(start, stop),
            step => Ok(Tup::from(seq::slice_step(self, start, stop, Some(step))?)),
        }
    }

    /// `a + b`; adding nothing gives the other tuple itself.
    pub fn concat(&self, other: &Tup<T>) -> Result<Tup<T>> {
        if self.size() == 0 {
            return Ok(other.clone());
        }
        if other.size() == 0 {
            return Ok(self.clone());
        }
        let items: Result<Vec<T>> = self.iter().chain(other.iter()).collect();
        Ok(Tup::from(items?))
    }

    /// `t * times`; once, or nothing repeated, is the tuple itself.
    pub fn repeat(&self, times: i64) -> Result<Tup<T>> {
        if self.size() == 0 || times == 1 {
            return Ok(self.clone());
        }
        Ok(Tup::from(repeated(&self.items()?, times)?))
    }

    /// All items, read now.
    pub fn items(&self) -> Result<Vec<T>> {
        self.iter().collect()
    }
}

/// The items over and over; deopts where there is no room, so that Python raises its MemoryError.
pub(crate) fn repeated<T: Clone>(items: &[T], times: i64) -> Result<Vec<T>> {
    let times = times.max(0) as usize;
    let mut all = Vec::new();
    let room = items.len().checked_mul(times);
    if room.is_none_or(|room| all.try_reserve_exact(room).is_err()) {
        return deopt();
    }
    if let [item] = items {
        all.resize(times, item.clone());
    } else {
        (0..times).for_each(|_| all.extend_from_slice(items));
    }
    Ok(all)
}

impl<T: Value + PyEq> Tup<T> {
    /// `item in t`
    #[inline]
    pub fn contains(&self, item: &T) -> Result<bool> {
        seq::contains(self, item)
    }

    /// `t.index(item)`
    pub fn index(&self, item: &T) -> Result<i64> {
        seq::index(self, item, 0, i64::MAX)
    }

    /// `t.index(item, start, stop)`
    pub fn index_within(&self, item: &T, start: i64, stop: i64) -> Result<i64> {
        seq::index(self, item, start, stop)
    }

    /// `t.count(item)`
    pub fn count(&self, item: &T) -> Result<i64> {
        seq::count(self, item)
    }
}

impl<T: Value> FromPy for Tup<T> {
    #[inline]
    unsafe fn from_py(object: *mut ffi::PyObject) -> Result<Tup<T>> {
        // SAFETY: valid by the caller's promise.
        unsafe {
            if ffi::Py_TYPE(object) != &raw mut ffi::PyTuple_Type {
                return deopt();
            }
            Ok(Tup(Repr::View(PyRef::borrowed(object))))
        }
    }
}

impl<T: Value> ToPy for Tup<T> {
    fn to_py(&self) -> Result<*mut ffi::PyObject> {
        match &self.0 {
            Repr::View(object) => Ok(object.new_reference()),
            Repr::Owned(cells) => cells.memo.get_or_make(|| new_tuple(cells.items.iter())),
        }
    }
}

/// A new Python tuple of these items.
pub(crate) fn new_tuple<'a, T: ToPy + 'a>(items: impl ExactSizeIterator<Item = &'a T>) -> Result<PyRef> {
    // SAFETY: the lock is held; the new tuple has one empty slot for each item, and each is
    // filled once, with an owned reference.
    unsafe {
        let tuple = returned(ffi::PyTuple_New(items.len() as isize))?;
        for (place, item) in items.enumerate() {
            ffi::PyTuple_SET_ITEM(tuple.ptr(), place as isize, item.to_py()?);
        }
        Ok(tuple)
    }
}

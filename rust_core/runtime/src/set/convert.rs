//! Sets at the boundary.

use super::members::View;
use super::{FrozenSet, Members, Set};
use crate::convert::{FromPy, ToPy};
use crate::exit::{deopt, Result};
use crate::handle::{returned, PyRef};
use crate::key::Key;
use pyo3::ffi;

impl<K: Key> FromPy for Set<K> {
    unsafe fn from_py(object: *mut ffi::PyObject) -> Result<Set<K>> {
        // SAFETY: valid by the caller's promise.
        unsafe {
            if ffi::Py_TYPE(object) != &raw mut ffi::PySet_Type {
                return deopt();
            }
            Ok(Set(Members::View(View(PyRef::borrowed(object)))))
        }
    }
}

impl<K: Key> FromPy for FrozenSet<K> {
    unsafe fn from_py(object: *mut ffi::PyObject) -> Result<FrozenSet<K>> {
        // SAFETY: valid by the caller's promise.
        unsafe {
            if ffi::Py_TYPE(object) != &raw mut ffi::PyFrozenSet_Type {
                return deopt();
            }
            Ok(FrozenSet(Members::View(View(PyRef::borrowed(object)))))
        }
    }
}

impl<K: Key> ToPy for Set<K> {
    fn to_py(&self) -> Result<*mut ffi::PyObject> {
        // SAFETY: null makes an empty set.
        self.0.to_py(|| unsafe { ffi::PySet_New(std::ptr::null_mut()) })
    }
}

impl<K: Key> ToPy for FrozenSet<K> {
    fn to_py(&self) -> Result<*mut ffi::PyObject> {
        // SAFETY: null makes an empty frozenset.
        self.0.to_py(|| unsafe { ffi::PyFrozenSet_New(std::ptr::null_mut()) })
    }
}

impl<K: Key> Members<K> {
    fn to_py(&self, empty: impl FnOnce() -> *mut ffi::PyObject) -> Result<*mut ffi::PyObject> {
        match self {
            Members::View(view) => Ok(view.0.new_reference()),
            Members::Owned(cells) => cells.memo.get_or_make(|| {
                // SAFETY: a new set, or null with an exception set.
                let set = unsafe { returned(empty())? };
                self.fill(&set)?;
                Ok(set)
            }),
        }
    }

    /// Adds the members to a Python set, in the order in which they came.
    fn fill(&self, set: &PyRef) -> Result<()> {
        for key in self.each() {
            // SAFETY: keys have exact built-in types, so nothing foreign runs; the set is new, so
            // that a frozenset may still be filled.
            let status = unsafe {
                let key = returned(key?.to_py()?)?;
                ffi::PySet_Add(set.ptr(), key.ptr())
            };
            if status < 0 {
                return Err(crate::exc::pending());
            }
        }
        Ok(())
    }
}

impl<K: Key> Set<K> {
    /// A native copy of a set from Python that remembers where it came from: the copy is changed,
    /// and `write_back` brings the changes home.
    pub fn copied(set: &Set<K>) -> Result<Set<K>> {
        match &set.0 {
            Members::View(view) => Ok(Set(Members::with(set.0.filtered(|_| Ok(true))?, Some(view.0.clone())))),
            Members::Owned(_) => Ok(set.clone()),
        }
    }

    /// Puts the members into the set that this one is a copy of.
    pub fn write_back(&self) -> Result<()> {
        let Members::Owned(cells) = &self.0 else { return Ok(()) };
        let Some(origin) = &cells.origin else { return Ok(()) };
        // Everything is converted before anything is changed.
        let new = Set(Members::with(self.0.filtered(|_| Ok(true))?, None)).to_py()?;
        // SAFETY: an owned set and an exact one, whose members have exact built-in types; `|=` of
        // such a set gives the set itself.
        unsafe {
            let new = returned(new)?;
            ffi::PySet_Clear(origin.ptr());
            returned(ffi::PyNumber_InPlaceOr(origin.ptr(), new.ptr()))?;
        }
        Ok(())
    }
}

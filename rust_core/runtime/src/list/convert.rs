//! Lists at the boundary.

use super::{List, Repr};
use crate::convert::{FromPy, ToPy};
use crate::exit::{deopt, Result};
use crate::handle::{returned, PyRef};
use crate::seq::Seq;
use crate::value::Value;
use pyo3::ffi;

impl<T: Value> FromPy for List<T> {
    #[inline]
    unsafe fn from_py(object: *mut ffi::PyObject) -> Result<List<T>> {
        // SAFETY: valid by the caller's promise.
        unsafe {
            if ffi::Py_TYPE(object) != &raw mut ffi::PyList_Type {
                return deopt();
            }
            Ok(List(Repr::View(PyRef::borrowed(object))))
        }
    }
}

impl<T: Value> ToPy for List<T> {
    fn to_py(&self) -> Result<*mut ffi::PyObject> {
        match &self.0 {
            Repr::View(object) => Ok(object.new_reference()),
            Repr::Owned(cells) => cells.memo.get_or_make(|| self.new_list()),
        }
    }
}

impl<T: Value> List<T> {
    fn new_list(&self) -> Result<PyRef> {
        let size = self.size();
        // SAFETY: the lock is held; the new list has one empty slot for each item, and each is
        // filled once, with an owned reference.
        unsafe {
            let list = returned(ffi::PyList_New(size as isize))?;
            for place in 0..size {
                // `at` clones: no borrow is alive while the item is converted.
                let Some(item) = self.at(place) else { return deopt() };
                ffi::PyList_SET_ITEM(list.ptr(), place as isize, item?.to_py()?);
            }
            Ok(list)
        }
    }

    /// A native copy of a list from Python that remembers where it came from: the copy is changed,
    /// and `write_back` brings the changes home.
    pub fn copied(view: &List<T>) -> Result<List<T>> {
        match &view.0 {
            Repr::View(object) => Ok(List::with(view.items()?, Some(object.clone()))),
            Repr::Owned(_) => Ok(view.clone()),
        }
    }

    /// Puts the items into the list that this one is a copy of.
    pub fn write_back(&self) -> Result<()> {
        let Repr::Owned(cells) = &self.0 else { return Ok(()) };
        let Some(origin) = &cells.origin else { return Ok(()) };
        let new = self.new_list()?;
        // SAFETY: both are lists; the slice assignment replaces all items at once and drops the
        // old ones only after that.
        let status = unsafe { ffi::PyList_SetSlice(origin.ptr(), 0, isize::MAX, new.ptr()) };
        if status < 0 {
            return Err(crate::exc::pending());
        }
        Ok(())
    }
}

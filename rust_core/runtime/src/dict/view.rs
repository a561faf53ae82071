//! Reading a dict that came from Python.

use crate::convert::FromPy;
use crate::exit::{deopt, Result};
use crate::handle::{returned, PyRef};
use crate::key::Key;
use pyo3::ffi;

/// One entry, borrowed from the dict; read at once.
pub(super) struct Entry {
    key: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
}

impl Entry {
    #[inline]
    pub(super) fn key<K: FromPy>(&self) -> Result<K> {
        // SAFETY: the dict keeps its key alive, and nothing has run since `next`.
        unsafe { K::from_py(self.key) }
    }

    #[inline]
    pub(super) fn value<V: FromPy>(&self) -> Result<V> {
        // SAFETY: the dict keeps its value alive, and nothing has run since `next`.
        unsafe { V::from_py(self.value) }
    }
}

#[inline]
pub(super) fn size(dict: &PyRef) -> usize {
    // SAFETY: an exact dict, kept alive by the handle.
    unsafe { ffi::PyDict_Size(dict.ptr()) as usize }
}

/// The entry at or after a place, in insertion order.
#[inline]
pub(super) fn next(dict: &PyRef, place: &mut usize) -> Option<Entry> {
    let (mut at, mut key, mut value) = (*place as isize, std::ptr::null_mut(), std::ptr::null_mut());
    // SAFETY: an exact dict, kept alive by the handle.
    let found = unsafe { ffi::PyDict_Next(dict.ptr(), &mut at, &mut key, &mut value) };
    *place = at as usize;
    (found != 0).then_some(Entry { key, value })
}

/// The value of a key, borrowed, or null.  All keys have exact built-in types, so the lookup runs
/// no foreign `__eq__` or `__hash__`.
#[inline]
fn find<K: Key>(dict: &PyRef, key: &K) -> Result<*mut ffi::PyObject> {
    key.check()?;
    // SAFETY: the key is a new reference; the dict is exact and alive.
    unsafe {
        let key = returned(key.to_py()?)?;
        let value = ffi::PyDict_GetItemWithError(dict.ptr(), key.ptr());
        if value.is_null() && !ffi::PyErr_Occurred().is_null() {
            return Err(crate::exc::pending());
        }
        Ok(value)
    }
}

#[inline]
pub(super) fn lookup<K: Key, V: FromPy>(dict: &PyRef, key: &K) -> Result<Option<V>> {
    let value = find(dict, key)?;
    if value.is_null() {
        return Ok(None);
    }
    // SAFETY: the dict keeps its value alive, and nothing has run since.
    unsafe { V::from_py(value) }.map(Some)
}

#[inline]
pub(super) fn contains<K: Key>(dict: &PyRef, key: &K) -> Result<bool> {
    Ok(!find(dict, key)?.is_null())
}

/// Whether an object is exactly a dict.
///
/// # Safety
/// See [`FromPy`].
pub(super) unsafe fn exact(object: *mut ffi::PyObject) -> Result<PyRef> {
    // SAFETY: valid by the caller's promise.
    unsafe {
        if ffi::Py_TYPE(object) != &raw mut ffi::PyDict_Type {
            return deopt();
        }
        Ok(PyRef::borrowed(object))
    }
}

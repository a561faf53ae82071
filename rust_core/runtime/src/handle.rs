//! A counted reference to a Python object, for the handles that stand for one.

use crate::exit::Result;
use pyo3::ffi;
use std::ptr::NonNull;

/// An owned reference.  Cloning and dropping count; nothing else happens to the object.
#[derive(Debug)]
pub(crate) struct PyRef(NonNull<ffi::PyObject>);

impl PyRef {
    /// Takes a new reference to a borrowed object.
    ///
    /// # Safety
    /// `object` is valid and the interpreter lock is held, now and whenever the result is used.
    #[inline]
    pub(crate) unsafe fn borrowed(object: *mut ffi::PyObject) -> PyRef {
        // SAFETY: valid by the caller's promise, hence not null.
        unsafe {
            ffi::Py_INCREF(object);
            PyRef(NonNull::new_unchecked(object))
        }
    }

    /// Takes over a reference that the caller owns.
    ///
    /// # Safety
    /// As `borrowed`, and the caller gives its reference away.
    #[inline]
    pub(crate) unsafe fn owned(object: *mut ffi::PyObject) -> PyRef {
        // SAFETY: valid by the caller's promise, hence not null.
        unsafe { PyRef(NonNull::new_unchecked(object)) }
    }

    /// The object, borrowed.
    #[inline(always)]
    pub(crate) fn ptr(&self) -> *mut ffi::PyObject {
        self.0.as_ptr()
    }

    /// A reference of its own for somebody else.
    #[inline]
    pub(crate) fn new_reference(&self) -> *mut ffi::PyObject {
        // SAFETY: the object is alive, since this handle owns a reference to it.
        unsafe { ffi::Py_INCREF(self.ptr()) };
        self.ptr()
    }

    /// Gives the reference away.
    #[inline]
    pub(crate) fn release(self) -> *mut ffi::PyObject {
        let object = self.ptr();
        std::mem::forget(self);
        object
    }
}

impl Clone for PyRef {
    #[inline]
    fn clone(&self) -> PyRef {
        // SAFETY: the object is alive, since this handle owns a reference to it.
        unsafe { PyRef::borrowed(self.ptr()) }
    }
}

impl Drop for PyRef {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the reference is owned by this handle, which is gone after this.
        unsafe { ffi::Py_DECREF(self.ptr()) }
    }
}

/// Takes over what a C function returned: an owned reference, or null with an exception set.
///
/// # Safety
/// `object` was just returned by such a function; the interpreter lock is held.
#[inline]
pub(crate) unsafe fn returned(object: *mut ffi::PyObject) -> Result<PyRef> {
    if object.is_null() {
        return Err(crate::exc::pending());
    }
    // SAFETY: an owned reference, by the caller's promise.
    Ok(unsafe { PyRef::owned(object) })
}

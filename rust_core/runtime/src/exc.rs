//! Exceptions: raising, matching in `except` clauses, chaining, and the way back to Python.
//!
//! An exception that exists as an object travels as `Exit::Raise`.  While a native handler runs,
//! the exception that it handles stands where the interpreter keeps it (`sys.exc_info()`), so that
//! chaining is done by the interpreter itself, for exceptions of Python code called from there too.

mod classes;
mod handling;

pub use classes::builtin;
pub use handling::{in_handler, matches, Handling};

use crate::convert::ToPy;
use crate::exit::{deopt, Exit, Raised, Result};
use crate::handle::{returned, PyRef};
use crate::object::Obj;
use pyo3::ffi;
use std::ptr::{null_mut, NonNull};

/// Takes the exception that a C function of the interpreter has just set.
#[cold]
pub(crate) fn pending() -> Exit {
    if handling::of_implicit() {
        // Its context has to be an exception that native code never made.
        // SAFETY: the lock is held.
        unsafe { ffi::PyErr_Clear() };
        return Exit::Deopt;
    }
    // SAFETY: the lock is held.
    match unsafe { take() } {
        Some(value) => Exit::Raise(Box::new(Raised { value })),
        // A function that failed without an exception: nothing exact can be said about it.
        None => Exit::Deopt,
    }
}

#[cfg(not(Py_3_12))]
unsafe fn take() -> Option<NonNull<ffi::PyObject>> {
    let (mut kind, mut value, mut traceback) = (null_mut(), null_mut(), null_mut());
    // SAFETY: the lock is held; the three out-parameters are ours, and owned afterwards.
    unsafe {
        ffi::PyErr_Fetch(&raw mut kind, &raw mut value, &raw mut traceback);
        if kind.is_null() {
            return None;
        }
        ffi::PyErr_NormalizeException(&raw mut kind, &raw mut value, &raw mut traceback);
        if !traceback.is_null() {
            ffi::PyException_SetTraceback(value, traceback);
            ffi::Py_DECREF(traceback);
        }
        ffi::Py_DECREF(kind);
    }
    NonNull::new(value)
}

#[cfg(Py_3_12)]
unsafe fn take() -> Option<NonNull<ffi::PyObject>> {
    // SAFETY: the lock is held; gives an owned reference or null.
    NonNull::new(unsafe { ffi::PyErr_GetRaisedException() })
}

impl Exit {
    /// The exception object, for a handler that looks at it; deopts where native code made none.
    pub fn object(&self) -> Result<Obj> {
        match self {
            // SAFETY: alive as long as the exit is.
            Exit::Raise(raised) => Ok(Obj::of(unsafe { PyRef::borrowed(raised.value.as_ptr()) })),
            Exit::Implicit(_) | Exit::Deopt => deopt(),
        }
    }
}

impl Raised {
    /// Sets it as the exception that Python sees when the native call returns.
    pub(crate) fn restore(self) {
        let value = self.value.as_ptr();
        std::mem::forget(self);
        // SAFETY: the lock is held; the owned reference is given away.  Chaining was done when the
        // exception was raised, so that it is set as it is.
        unsafe {
            #[cfg(Py_3_12)]
            ffi::PyErr_SetRaisedException(value);
            #[cfg(not(Py_3_12))]
            {
                let kind = ffi::Py_TYPE(value).cast();
                ffi::Py_INCREF(kind);
                ffi::PyErr_Restore(kind, value, ffi::PyException_GetTraceback(value));
            }
        }
    }
}

impl Drop for Raised {
    fn drop(&mut self) {
        // SAFETY: the reference is owned.
        unsafe { ffi::Py_DECREF(self.value.as_ptr()) }
    }
}

/// `raise class(*args)`
#[cold]
pub fn raise<T>(class: &Obj, args: &[&dyn ToPy]) -> Result<T> {
    raise_object(instance(class, args)?)
}

/// `raise class(*args) from cause`; without a cause, `from None`.
#[cold]
pub fn raise_from<T>(class: &Obj, args: &[&dyn ToPy], cause: Option<&Obj>) -> Result<T> {
    let value = instance(class, args)?;
    let cause = cause.map_or(null_mut(), Obj::new_reference);
    // SAFETY: `value` is an exception; the function takes over the owned cause.
    unsafe { ffi::PyException_SetCause(value.ptr(), cause) };
    raise_object(value)
}

/// `raise` in a handler: the caught exception goes on.
#[cold]
pub fn reraise<T>(caught: Exit) -> Result<T> {
    Err(caught)
}

/// `raise value`
#[cold]
pub fn raise_value<T>(value: &Obj) -> Result<T> {
    if !is_exception(value.ptr()) {
        return type_error(c"exceptions must derive from BaseException");
    }
    raise_object(value.to_ref())
}

/// What `class(*args)` makes, which has to be an exception.
fn instance(class: &Obj, args: &[&dyn ToPy]) -> Result<PyRef> {
    let value = class.call(args)?;
    if !is_exception(value.ptr()) {
        return type_error(c"exceptions must derive from BaseException");
    }
    Ok(value.to_ref())
}

fn is_exception(object: *mut ffi::PyObject) -> bool {
    // SAFETY: alive.
    unsafe { ffi::PyExceptionInstance_Check(object) != 0 }
}

fn raise_object<T>(value: PyRef) -> Result<T> {
    // SAFETY: an exception instance; this is the function behind the `raise` statement, which
    // chains it to the exception that is being handled.
    unsafe { ffi::PyErr_SetObject(ffi::Py_TYPE(value.ptr()).cast(), value.ptr()) };
    Err(pending())
}

/// Raises a built-in exception that Python itself would raise here, with its message.
#[cold]
fn type_error<T>(message: &std::ffi::CStr) -> Result<T> {
    // SAFETY: the lock is held; the class lives as long as the interpreter.
    unsafe { ffi::PyErr_SetString(ffi::PyExc_TypeError, message.as_ptr()) };
    Err(pending())
}

/// An owned reference, or the exception that says why there is none.
///
/// # Safety
/// As for [`returned`].
pub(crate) unsafe fn object_or_pending(object: *mut ffi::PyObject) -> Result<Obj> {
    // SAFETY: the caller's promise.
    Ok(Obj::of(unsafe { returned(object)? }))
}

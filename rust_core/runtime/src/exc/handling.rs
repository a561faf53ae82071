//! What an `except` clause does: match, and stand as the exception that is being handled.

use crate::exit::Exit;
use crate::object::Obj;
use pyo3::ffi;
use std::cell::Cell;
use std::marker::PhantomData;
use std::ptr::null_mut;

thread_local! {
    /// How many handlers of exceptions without an object run now.
    static IMPLICIT: Cell<usize> = const { Cell::new(0) };
}

/// Whether an exception that is made now would have to be chained to one that has no object.
pub(super) fn of_implicit() -> bool {
    IMPLICIT.get() != 0
}

/// `except classes:`: whether the exception is an instance of one of them.  A deopt never is.
pub fn matches(exit: &Exit, classes: &[Obj]) -> bool {
    let Some(class) = exit.class() else {
        return false;
    };
    classes.iter().any(|wanted| {
        // SAFETY: both are alive.  This is the test of the `except` statement itself: along the
        // real bases, without `__subclasscheck__`.
        unsafe { ffi::PyErr_GivenExceptionMatches(class, wanted.ptr()) != 0 }
    })
}

/// The time in which a native handler runs: from `in_handler` until this is dropped.
#[derive(Debug)]
pub struct Handling {
    /// What was handled before, owned; nothing where the caught exception has no object.
    before: Option<*mut ffi::PyObject>,
    /// Stays on its thread.
    here: PhantomData<*mut ()>,
}

/// Begins a handler: what it raises is chained to the caught exception, as in Python.
///
/// Where the caught exception has no object (`Exit::Implicit`), raising deopts instead.
#[must_use]
pub fn in_handler(caught: &Exit) -> Handling {
    let before = match caught {
        Exit::Raise(raised) => {
            // SAFETY: the lock is held; the function takes a reference of its own.
            unsafe {
                let before = own_handled();
                ffi::PyErr_SetHandledException(raised.value.as_ptr());
                Some(before)
            }
        }
        Exit::Implicit(_) | Exit::Deopt => {
            IMPLICIT.set(IMPLICIT.get() + 1);
            None
        }
    };
    Handling {
        before,
        here: PhantomData,
    }
}

/// The handled exception of the innermost Python frame, owned, or null; it is taken away from there.
///
/// # Safety
/// The lock is held.
unsafe fn own_handled() -> *mut ffi::PyObject {
    // SAFETY: the lock is held; both reads give owned references or null.
    unsafe {
        let seen = ffi::PyErr_GetHandledException();
        ffi::PyErr_SetHandledException(null_mut());
        let outer = ffi::PyErr_GetHandledException();
        ffi::Py_XDECREF(outer);
        if seen == outer {
            // It belongs to a frame further out (the innermost one is a generator's).
            ffi::Py_XDECREF(seen);
            return null_mut();
        }
        seen
    }
}

impl Drop for Handling {
    fn drop(&mut self) {
        match self.before.take() {
            // SAFETY: the reference is owned, and given up after it was put back.
            Some(before) => unsafe {
                ffi::PyErr_SetHandledException(before);
                ffi::Py_XDECREF(before);
            },
            None => IMPLICIT.set(IMPLICIT.get() - 1),
        }
    }
}

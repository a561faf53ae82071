//! The Python object that a native container has become, so that it becomes only one.

use crate::exit::{deopt, Result};
use crate::handle::PyRef;
use pyo3::ffi;
use std::cell::Cell;

/// What is known of a container's Python twin.
#[derive(Default)]
pub(crate) struct Memo(Cell<State>);

#[derive(Default)]
enum State {
    #[default]
    Native,
    /// Its items are being converted now: meeting it again means that it contains itself.
    Converting,
    Made(PyRef),
}

impl Memo {
    /// The twin, made by `make` at the first call; two references stay one object in Python.
    pub(crate) fn get_or_make(&self, make: impl FnOnce() -> Result<PyRef>) -> Result<*mut ffi::PyObject> {
        match self.0.replace(State::Converting) {
            State::Converting => deopt(),
            State::Made(object) => Ok(self.remember(object)),
            State::Native => match make() {
                Ok(object) => Ok(self.remember(object)),
                Err(exit) => {
                    self.0.set(State::Native);
                    Err(exit)
                }
            },
        }
    }

    /// Whether Python has seen the container: from then on a native write would go unnoticed.
    #[inline(always)]
    pub(crate) fn is_made(&self) -> bool {
        // SAFETY: the reference ends within this expression, and nothing else runs meanwhile.
        !matches!(unsafe { &*self.0.as_ptr() }, State::Native)
    }

    fn remember(&self, object: PyRef) -> *mut ffi::PyObject {
        let given = object.new_reference();
        self.0.set(State::Made(object));
        given
    }
}

impl std::fmt::Debug for Memo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_made() { "made" } else { "native" })
    }
}

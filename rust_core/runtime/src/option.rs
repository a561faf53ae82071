//! `T | None`

use crate::convert::{FromPy, ToPy};
use crate::exit::{deopt, Result};
use crate::key::Key;
use crate::ops::{PyEq, PyHash, PyRepr, Truth};
use crate::text::TextBuf;
use pyo3::ffi;
use std::hash::Hasher;

/// Reading what may be None.
pub trait Known<T> {
    /// The value, which the types of the program say is there; a None deopts.
    fn known(&self) -> Result<T>;
}

impl<T: Clone> Known<T> for Option<T> {
    #[inline(always)]
    fn known(&self) -> Result<T> {
        self.clone().map_or_else(deopt, Ok)
    }
}

impl<T: FromPy> FromPy for Option<T> {
    #[inline]
    unsafe fn from_py(object: *mut ffi::PyObject) -> Result<Option<T>> {
        // SAFETY: valid by the caller's promise.
        unsafe {
            if object == ffi::Py_None() {
                return Ok(None);
            }
            T::from_py(object).map(Some)
        }
    }
}

impl<T: ToPy> ToPy for Option<T> {
    #[inline]
    fn to_py(&self) -> Result<*mut ffi::PyObject> {
        match self {
            Some(value) => value.to_py(),
            None => ().to_py(),
        }
    }
}

impl<T: PyEq> PyEq for Option<T> {
    #[inline]
    fn py_eq(&self, other: &Self) -> Result<bool> {
        match (self, other) {
            (Some(a), Some(b)) => a.py_eq(b),
            (None, None) => Ok(true),
            _ => Ok(false),
        }
    }

    #[inline]
    fn is_or_eq(&self, other: &Self) -> Result<bool> {
        match (self, other) {
            (Some(a), Some(b)) => a.is_or_eq(b),
            (None, None) => Ok(true),
            _ => Ok(false),
        }
    }
}

impl<T: PyHash> PyHash for Option<T> {
    #[inline]
    fn py_hash_key<H: Hasher>(&self, state: &mut H) {
        if let Some(value) = self {
            value.py_hash_key(state);
        }
    }
}

impl<T: Key> Key for Option<T> {
    #[inline]
    fn check(&self) -> Result<()> {
        self.as_ref().map_or(Ok(()), Key::check)
    }
}

impl<T: PyRepr> PyRepr for Option<T> {
    fn py_repr(&self, out: &mut TextBuf) -> Result<()> {
        match self {
            Some(value) => value.py_repr(out),
            None => ().py_repr(out),
        }
    }

    fn py_str(&self, out: &mut TextBuf) -> Result<()> {
        match self {
            Some(value) => value.py_str(out),
            None => ().py_str(out),
        }
    }
}

impl<T: Truth> Truth for Option<T> {
    #[inline]
    fn truth(&self) -> bool {
        self.as_ref().is_some_and(Truth::truth)
    }
}

//! `Obj`: any Python object, for values whose type stays open and for calls back into Python.
//!
//! Two families.  `attr`, `item`, `call` and `call_method` do what Python does, foreign code
//! included; the transpiler uses them where that is pure and counts them as observable.  The
//! operations of `checked` deopt unless all operands are exact built-in values, so that no
//! foreign code runs.

mod calls;
mod checked;
mod instance;
mod plain;

use crate::convert::{FromPy, ToPy};
use crate::exit::{deopt, Result};
use crate::handle::PyRef;
use pyo3::ffi::{self, PyObject};

/// An owned reference to any object.
#[derive(Clone, Debug)]
pub struct Obj(PyRef);

impl Obj {
    /// Wraps an owned reference.
    #[inline]
    pub(crate) fn of(object: PyRef) -> Obj {
        Obj(object)
    }

    /// The object, borrowed.
    #[inline(always)]
    pub(crate) fn ptr(&self) -> *mut PyObject {
        self.0.ptr()
    }

    #[inline]
    pub(crate) fn to_ref(&self) -> PyRef {
        self.0.clone()
    }

    #[inline]
    pub(crate) fn new_reference(&self) -> *mut PyObject {
        self.0.new_reference()
    }

    /// A native value as an object.
    pub(crate) fn from_value(value: &dyn ToPy) -> Result<Obj> {
        value.to_obj()
    }

    /// Its exact type, borrowed.
    #[inline(always)]
    pub(crate) fn kind(&self) -> *mut ffi::PyTypeObject {
        // SAFETY: alive, since this handle owns a reference.
        unsafe { ffi::Py_TYPE(self.ptr()) }
    }

    /// `None` as an object.
    pub fn none() -> Obj {
        // SAFETY: a static of the interpreter.
        Obj(unsafe { PyRef::borrowed(ffi::Py_None()) })
    }

    /// `x is None`
    #[inline]
    pub fn is_none(&self) -> bool {
        // SAFETY: a static of the interpreter.
        self.ptr() == unsafe { ffi::Py_None() }
    }

    /// `x is y`
    #[inline]
    pub fn is(&self, other: &Obj) -> bool {
        self.ptr() == other.ptr()
    }

    /// `type(x) is y`
    #[inline]
    pub fn type_is(&self, class: &Obj) -> bool {
        self.kind().cast() == class.ptr()
    }

    /// Reads the object as a native value; deopts unless it is exactly one.
    #[inline]
    pub fn read<T: FromPy>(&self) -> Result<T> {
        // SAFETY: alive, and the lock is held.
        unsafe { T::from_py(self.ptr()) }
    }
}

/// `T::from_obj(&object)`
pub trait FromObj: FromPy {
    /// Reads an object as this type; deopts unless it is exactly that.
    #[inline]
    fn from_obj(object: &Obj) -> Result<Self> {
        object.read()
    }
}

impl<T: FromPy> FromObj for T {}

/// `value.to_obj()?`
pub trait ToObj: ToPy {
    /// The value as an object.
    #[inline]
    fn to_obj(&self) -> Result<Obj> {
        // SAFETY: `to_py` gives an owned reference.
        Ok(Obj(unsafe { PyRef::owned(self.to_py()?) }))
    }
}

impl<T: ToPy + ?Sized> ToObj for T {}

impl FromPy for Obj {
    #[inline]
    unsafe fn from_py(object: *mut PyObject) -> Result<Obj> {
        // SAFETY: the caller's promise.
        Ok(Obj(unsafe { PyRef::borrowed(object) }))
    }
}

impl ToPy for Obj {
    #[inline]
    fn to_py(&self) -> Result<*mut PyObject> {
        Ok(self.new_reference())
    }
}

impl FromPy for () {
    #[inline]
    unsafe fn from_py(object: *mut PyObject) -> Result<()> {
        // SAFETY: a static of the interpreter.
        match object == unsafe { ffi::Py_None() } {
            true => Ok(()),
            false => deopt(),
        }
    }
}

impl ToPy for () {
    #[inline]
    fn to_py(&self) -> Result<*mut PyObject> {
        Obj::none().to_py()
    }
}

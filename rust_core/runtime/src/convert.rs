//! Values that cross the boundary: exact checks on the way in, fresh objects on the way out.

use crate::exit::Result;
use pyo3::ffi::PyObject;

/// A native type that a Python object can be read as.
///
/// # Safety
/// `object` is a valid borrowed reference and the interpreter lock is held.
pub trait FromPy: Sized {
    /// Reads `object`, or deopts unless its type is exactly the one this native type stands for:
    /// no subclasses, no `True` for an int, no int for a float.  Never runs Python code.
    ///
    /// # Safety
    /// See the trait.
    unsafe fn from_py(object: *mut PyObject) -> Result<Self>;
}

/// A native value that can be handed to Python.
pub trait ToPy {
    /// A new (owned) reference to the Python object that Python itself would have made here; a
    /// handle of an object that came from Python gives that very object back.
    ///
    /// # Errors
    /// `Exit::Raise` with MemoryError when the object cannot be allocated.
    fn to_py(&self) -> Result<*mut PyObject>;
}

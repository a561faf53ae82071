//! `isinstance` with built-in classes.

use super::Obj;
use crate::exit::{deopt, Result};
use pyo3::ffi::{self, PyObject, PyTypeObject};

/// One function from names to types out of one list.
macro_rules! types {
    ($($name:literal => $kind:ident),* $(,)?) => {
        fn type_named(name: &str) -> Option<*mut PyTypeObject> {
            match name {
                $($name => Some(&raw mut ffi::$kind),)*
                _ => None,
            }
        }
    };
}

types! {
    "bool" => PyBool_Type,
    "bytearray" => PyByteArray_Type,
    "bytes" => PyBytes_Type,
    "complex" => PyComplex_Type,
    "dict" => PyDict_Type,
    "float" => PyFloat_Type,
    "frozenset" => PyFrozenSet_Type,
    "int" => PyLong_Type,
    "list" => PyList_Type,
    "object" => PyBaseObject_Type,
    "range" => PyRange_Type,
    "set" => PySet_Type,
    "slice" => PySlice_Type,
    "str" => PyUnicode_Type,
    "tuple" => PyTuple_Type,
    "type" => PyType_Type,
}

unsafe extern "C" {
    /// Looks along the bases; exported by all versions that are supported.
    fn _PyType_Lookup(kind: *mut PyTypeObject, name: *mut PyObject) -> *mut PyObject;
}

impl Obj {
    /// `isinstance(x, name)` for a built-in class.
    #[inline]
    pub fn is_instance_of(&self, name: &'static str) -> Result<bool> {
        let class = match type_named(name) {
            Some(class) => class,
            None => exception_type(name)?,
        };
        // SAFETY: two types.
        if unsafe { ffi::PyType_IsSubtype(self.kind(), class) } != 0 {
            return Ok(true);
        }
        // Otherwise Python asks the object for its `__class__`, which a class of the target may
        // answer as it likes.
        // SAFETY: a type.
        if unsafe { (*self.kind()).tp_flags } & ffi::Py_TPFLAGS_HEAPTYPE == 0
            || self.has_plain_class()?
        {
            return Ok(false);
        }
        deopt()
    }

    /// Whether `x.__class__` is its type: nobody has redefined it, nor how attributes are found.
    #[cold]
    fn has_plain_class(&self) -> Result<bool> {
        let name = crate::text::interned_name("__class__")?;
        // SAFETY: types and a str; lookups along the bases run no code, and give borrowed references.
        unsafe {
            let base = &raw mut ffi::PyBaseObject_Type;
            let own = _PyType_Lookup(self.kind(), name.ptr());
            let getter = |kind: *mut PyTypeObject| (*kind).tp_getattro.map(|get| get as usize);
            let plain = getter(self.kind()) == getter(base);
            Ok(plain && own == _PyType_Lookup(base, name.ptr()))
        }
    }
}

/// Any other built-in class, an exception for example.
#[cold]
fn exception_type(name: &'static str) -> Result<*mut PyTypeObject> {
    let class = crate::exc::builtin(name);
    // SAFETY: alive; built-in classes live as long as the interpreter.
    match unsafe { ffi::PyType_Check(class.ptr()) } {
        0 => deopt(),
        _ => Ok(class.ptr().cast()),
    }
}

//! The built-in exception classes.

use crate::exit::{Exit, Implicit};
use crate::handle::PyRef;
use crate::object::Obj;
use pyo3::ffi::{self, PyObject};

/// One function from names to classes out of one list.
macro_rules! classes {
    ($($name:literal => $class:ident),* $(,)?) => {
        /// The class of a built-in exception; the names are those of the interpreter.
        fn class_named(name: &str) -> Option<*mut PyObject> {
            // SAFETY: statics of the interpreter, set before any extension is loaded.
            unsafe {
                match name {
                    $($name => Some(ffi::$class),)*
                    _ => None,
                }
            }
        }
    };
}

classes! {
    "ArithmeticError" => PyExc_ArithmeticError,
    "AssertionError" => PyExc_AssertionError,
    "AttributeError" => PyExc_AttributeError,
    "BaseException" => PyExc_BaseException,
    "BufferError" => PyExc_BufferError,
    "EOFError" => PyExc_EOFError,
    "EnvironmentError" => PyExc_OSError,
    "Exception" => PyExc_Exception,
    "FloatingPointError" => PyExc_FloatingPointError,
    "ImportError" => PyExc_ImportError,
    "IndexError" => PyExc_IndexError,
    "IOError" => PyExc_OSError,
    "KeyError" => PyExc_KeyError,
    "KeyboardInterrupt" => PyExc_KeyboardInterrupt,
    "LookupError" => PyExc_LookupError,
    "MemoryError" => PyExc_MemoryError,
    "ModuleNotFoundError" => PyExc_ModuleNotFoundError,
    "NameError" => PyExc_NameError,
    "NotImplementedError" => PyExc_NotImplementedError,
    "OSError" => PyExc_OSError,
    "OverflowError" => PyExc_OverflowError,
    "RecursionError" => PyExc_RecursionError,
    "RuntimeError" => PyExc_RuntimeError,
    "StopIteration" => PyExc_StopIteration,
    "SystemError" => PyExc_SystemError,
    "TypeError" => PyExc_TypeError,
    "UnboundLocalError" => PyExc_UnboundLocalError,
    "UnicodeDecodeError" => PyExc_UnicodeDecodeError,
    "UnicodeEncodeError" => PyExc_UnicodeEncodeError,
    "UnicodeError" => PyExc_UnicodeError,
    "ValueError" => PyExc_ValueError,
    "ZeroDivisionError" => PyExc_ZeroDivisionError,
}

impl Implicit {
    /// The class that Python raises.
    pub(super) fn class(self) -> *mut PyObject {
        // SAFETY: statics of the interpreter, set before any extension is loaded.
        unsafe {
            match self {
                Implicit::IndexError => ffi::PyExc_IndexError,
                Implicit::KeyError => ffi::PyExc_KeyError,
                Implicit::ValueError => ffi::PyExc_ValueError,
                Implicit::TypeError => ffi::PyExc_TypeError,
                Implicit::ZeroDivisionError => ffi::PyExc_ZeroDivisionError,
                Implicit::OverflowError => ffi::PyExc_OverflowError,
                Implicit::AttributeError => ffi::PyExc_AttributeError,
                Implicit::StopIteration => ffi::PyExc_StopIteration,
                Implicit::UnicodeEncodeError => ffi::PyExc_UnicodeEncodeError,
                Implicit::UnicodeDecodeError => ffi::PyExc_UnicodeDecodeError,
                Implicit::AssertionError => ffi::PyExc_AssertionError,
                Implicit::UnboundLocalError => ffi::PyExc_UnboundLocalError,
                Implicit::RuntimeError => ffi::PyExc_RuntimeError,
            }
        }
    }
}

impl Exit {
    /// The class of the exception that this exit stands for; none for a deopt.
    pub(super) fn class(&self) -> Option<*mut PyObject> {
        match self {
            Exit::Deopt => None,
            Exit::Implicit(kind) => Some(kind.class()),
            // SAFETY: alive as long as the exit is.
            Exit::Raise(raised) => Some(unsafe { ffi::Py_TYPE(raised.value.as_ptr()) }.cast()),
        }
    }
}

/// A name of the interpreter's own builtins: an exception class, or anything else that is there.
///
/// # Panics
/// If there is no such builtin; the entry point turns that into a deopt.
pub fn builtin(name: &'static str) -> Obj {
    if let Some(class) = class_named(name) {
        // SAFETY: classes of the interpreter live as long as it does.
        return Obj::of(unsafe { PyRef::borrowed(class) });
    }
    // SAFETY: the lock is held; both give owned references or null.
    let module =
        unsafe { crate::exc::object_or_pending(ffi::PyImport_ImportModule(c"builtins".as_ptr())) };
    module
        .and_then(|module| module.attr(name))
        .expect("a builtin of this name")
}

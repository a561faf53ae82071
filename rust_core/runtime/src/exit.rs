//! How a native call ends when it does not end with a value.

use pyo3::ffi;

/// The result of every native operation and of every generated function.
pub type Result<T> = std::result::Result<T, Exit>;

/// Why native code stops before it has a value.
#[derive(Debug)]
pub enum Exit {
    /// The values are outside of what the port represents exactly: the entry point hands the same
    /// call to the Python original.  Legal only before the first observable action; generated
    /// code never catches it.
    Deopt,
    /// An operation that Python defines to raise here (`xs[9]`, `d["missing"]`, `1 // 0`).
    /// Native handlers match it by class.  Uncaught, or where a handler looks at the exception
    /// object, it becomes a deopt: the original then raises with the interpreter's own message,
    /// arguments and traceback.
    Implicit(Implicit),
    /// An explicit `raise` of the ported function, or an exception that already exists as an object.
    Raise(Box<Raised>),
}

/// Built-in exception classes that operations raise by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Implicit {
    IndexError,
    KeyError,
    ValueError,
    TypeError,
    ZeroDivisionError,
    OverflowError,
    AttributeError,
    StopIteration,
    UnicodeEncodeError,
    UnicodeDecodeError,
    AssertionError,
    UnboundLocalError,
    RuntimeError,
}

/// An exception object that has been made, with `__cause__` and `__context__` already set.
#[derive(Debug)]
pub struct Raised {
    /// Owned reference to the exception instance.
    pub(crate) value: std::ptr::NonNull<ffi::PyObject>,
}

impl Implicit {
    /// Leaves with this exception: `return Implicit::KeyError.exit()`.
    #[inline]
    pub fn exit<T>(self) -> Result<T> {
        Err(Exit::Implicit(self))
    }
}

/// Leaves for the Python original: `return deopt()`.
#[cold]
pub fn deopt<T>() -> Result<T> {
    Err(Exit::Deopt)
}

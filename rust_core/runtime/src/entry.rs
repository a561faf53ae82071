//! Entry points: one static for each symbol that Python may call.

pub use crate::call::{Arguments, Body, Returned};

use crate::call::{enter, first_call};
use crate::convert::FromPy;
use crate::exit::{deopt, Result};
use crate::guard::Guards;
use crate::handle::PyRef;
use crate::{arguments, slot};
use pyo3::ffi::{vectorcallfunc, PyObject};
use std::cell::{Cell, UnsafeCell};
use std::ptr::null_mut;

/// One symbol that Python may call: `pkg.mod:clamp`.  Made by [`entry!`](crate::entry).
pub struct Entry {
    pub(crate) symbol: &'static str,
    pub(crate) arity: usize,
    pub(crate) needs: Needs,
    pub(crate) native: vectorcallfunc,
    pub(crate) armed: vectorcallfunc,
    /// The function object that runs natively now, with what was true when it was bound.
    bound: UnsafeCell<Binding>,
    /// What the first call asks.
    pub(crate) resolver: Resolver,
    pub(crate) counters: Counters,
    /// Calls that the original is answering now, inside of each other.
    pub(crate) nested: Cell<u32>,
    /// Whether one of them keeps the function plain.
    pub(crate) latched: Cell<bool>,
}

// SAFETY: everything inside is read and written under the interpreter lock only; free-threaded
// interpreters are refused at import.
unsafe impl Sync for Entry {}

/// What a port was proven with, besides the function itself; checked when it is bound, and
/// guarded afterwards.  A path such as `pkg.mod:Color.RED` starts at a name as the code of that
/// module sees it: its globals, then the builtins.
pub struct Needs {
    /// Where a function is found, and the symbol that it must be: all callees, transitively.
    pub functions: &'static [(&'static str, &'static str)],
    /// Immutable values that were compiled in, as exact text (`describe` in `_ported.py`).
    pub constants: &'static [(&'static str, &'static str)],
    /// Builtins, functions and modules of C that native code stands in for: where each is found,
    /// and what it must be, for example `("pkg.mod:sqrt", "math:sqrt")`.
    pub names: &'static [(&'static str, &'static str)],
    /// Objects that native code reads.
    pub objects: &'static [&'static Object],
}

impl Needs {
    pub const NOTHING: Needs = Needs {
        functions: &[],
        constants: &[],
        names: &[],
        objects: &[],
    };
}

/// A Python object that native code reads: a compiled regex, a table, a class.
pub struct Object {
    pub(crate) path: &'static str,
    value: UnsafeCell<Option<PyRef>>,
}

// SAFETY: as for `Entry`.
unsafe impl Sync for Object {}

impl Object {
    pub const fn new(path: &'static str) -> Object {
        Object {
            path,
            value: UnsafeCell::new(None),
        }
    }

    /// The object, read as a native value.
    ///
    /// # Errors
    /// Deopts when it is not of that type, or was never handed over.
    pub fn get<T: FromPy>(&self) -> Result<T> {
        // SAFETY: only `put` writes, under the same lock, and the slot owns its object.
        match unsafe { &*self.value.get() } {
            Some(object) => unsafe { T::from_py(object.ptr()) },
            None => deopt(),
        }
    }

    pub(crate) fn holds_other(&self, object: *mut PyObject) -> bool {
        // SAFETY: as in `get`.
        matches!(unsafe { &*self.value.get() }, Some(old) if old.ptr() != object)
    }

    pub(crate) fn put(&self, object: PyRef) {
        // SAFETY: as in `get`; the old object is dropped only after the slot has its new value.
        let old = unsafe { (*self.value.get()).replace(object) };
        drop(old);
    }

    pub(crate) fn clear(&self) {
        // SAFETY: as in `put`.
        let old = unsafe { (*self.value.get()).take() };
        drop(old);
    }
}

/// The callable of `_ported.py` that binds a function at its first call.
pub(crate) struct Resolver(UnsafeCell<Option<PyRef>>);

impl Resolver {
    fn get(&self) -> Option<PyRef> {
        // SAFETY: under the interpreter lock; cloning runs no code.
        unsafe { (*self.0.get()).clone() }
    }

    pub(crate) fn replace(&self, resolver: Option<PyRef>) {
        // SAFETY: as above; the old one is dropped only after the new one is in place.
        let old = unsafe { std::mem::replace(&mut *self.0.get(), resolver) };
        drop(old);
    }
}

/// How many calls went which way.
pub(crate) struct Counters {
    /// Completed natively, with a value or an exception.
    pub(crate) native: Cell<u64>,
    /// ... of these, with an exception.
    pub(crate) raised: Cell<u64>,
    /// Handed to the original by native code.
    pub(crate) deopts: Cell<u64>,
    /// Handed to the original because native code panicked.
    pub(crate) panics: Cell<u64>,
    /// Left to the original: a guard, a tracer, or a call that does not fit the signature.
    pub(crate) python: Cell<u64>,
}

/// What is known of the function object that is bound.
pub(crate) struct Binding {
    /// Not owned: when it goes, `gone` tells.
    pub(crate) function: Cell<*mut PyObject>,
    pub(crate) code: Option<PyRef>,
    pub(crate) signature: arguments::Signature,
    pub(crate) guards: Guards,
    pub(crate) gone: Option<PyRef>,
}

impl Binding {
    /// Nothing is bound.
    pub(crate) const fn none() -> Binding {
        Binding {
            function: Cell::new(null_mut()),
            code: None,
            signature: arguments::Signature::EMPTY,
            guards: Guards::EMPTY,
            gone: None,
        }
    }
}

impl Entry {
    pub const fn new<B: Body<N>, const N: usize>(symbol: &'static str, needs: Needs) -> Entry {
        Entry {
            symbol,
            arity: N,
            needs,
            native: enter::<B, N>,
            armed: first_call::<B, N>,
            bound: UnsafeCell::new(Binding::none()),
            resolver: Resolver(UnsafeCell::new(None)),
            counters: Counters::zero(),
            nested: Cell::new(0),
            latched: Cell::new(false),
        }
    }

    /// What is bound.  Not to be used any more once other code has run.
    ///
    /// # Safety
    /// The interpreter lock is held.
    #[inline(always)]
    pub(crate) unsafe fn binding(&self) -> &Binding {
        // SAFETY: the caller's promise; see `replace`.
        unsafe { &*self.bound.get() }
    }

    /// The function object that is bound, or null.
    pub(crate) fn function(&self) -> *mut PyObject {
        // SAFETY: under the interpreter lock; see `replace`.
        unsafe { (*self.bound.get()).function.get() }
    }

    /// Whether this is the reference that tells when the bound function is gone.
    pub(crate) fn watches_with(&self, reference: *mut PyObject) -> bool {
        // SAFETY: as in `function`.
        let gone = unsafe { &(*self.bound.get()).gone };
        gone.as_ref().map(PyRef::ptr) == Some(reference)
    }

    /// What the first call asks.
    pub(crate) fn resolver(&self) -> Option<PyRef> {
        self.resolver.get()
    }

    /// Puts another binding in place and gives the old one back, to be dropped by the caller when
    /// everything is consistent again (dropping it can run any code).
    pub(crate) fn replace(&self, binding: Binding) -> Binding {
        self.latched.set(false);
        // SAFETY: under the interpreter lock, and no reference into the binding is kept across
        // code that could get here.
        unsafe { std::mem::replace(&mut *self.bound.get(), binding) }
    }

    /// Makes native calls possible again, unless a call in progress keeps the function plain.
    pub(crate) unsafe fn open(&self) {
        if !self.latched.get() && !self.function().is_null() {
            // SAFETY: a bound function is alive.
            unsafe { slot::set(self.function(), self.native) }
        }
    }
}

impl Counters {
    const fn zero() -> Counters {
        Counters {
            native: Cell::new(0),
            raised: Cell::new(0),
            deopts: Cell::new(0),
            panics: Cell::new(0),
            python: Cell::new(0),
        }
    }

    pub(crate) fn all(&self) -> [(&'static str, u64); 5] {
        [
            ("native", self.native.get()),
            ("raised", self.raised.get()),
            ("deopts", self.deopts.get()),
            ("panics", self.panics.get()),
            ("python", self.python.get()),
        ]
    }
}

/// Declares an entry point:
///
/// ```ignore
/// runtime::entry!(CLAMP, "pkg.mod:clamp", clamp(x: f64, lo: f64, hi: f64));
/// runtime::entry!(LABEL, "pkg.mod:label", label(text: &Text), Needs {
///     constants: &[("pkg.mod:LIMIT", "80")],
///     ..Needs::NOTHING
/// });
/// ```
/// A parameter written `&T` is read as `T` and passed by reference.
#[macro_export]
macro_rules! entry {
    ($name:ident, $symbol:literal, $body:ident($($parameters:tt)*)) => {
        $crate::entry!($name, $symbol, $body($($parameters)*), $crate::entry::Needs::NOTHING);
    };
    ($name:ident, $symbol:literal, $body:ident($($parameters:tt)*), $needs:expr) => {
        pub static $name: $crate::entry::Entry = {
            const ARITY: usize = $crate::__arity!($($parameters)*);
            struct Native;
            impl $crate::entry::Body<ARITY> for Native {
                fn entry() -> &'static $crate::entry::Entry {
                    &$name
                }
                #[inline(always)]
                fn run(
                    mut arguments: $crate::entry::Arguments<'_, ARITY>,
                ) -> $crate::Result<$crate::entry::Returned> {
                    $crate::__call!(arguments $body () $($parameters)*)
                }
            }
            $crate::entry::Entry::new::<Native, ARITY>($symbol, $needs)
        };
    };
}

/// How many parameters a list such as `x: f64, text: &Text` has.
#[doc(hidden)]
#[macro_export]
macro_rules! __arity {
    ($($parameter:ident : $kind:ty),* $(,)?) => {
        <[&str]>::len(&[$(stringify!($parameter)),*])
    };
}

/// Reads the parameters one after the other and calls the body with them.
#[doc(hidden)]
#[macro_export]
macro_rules! __call {
    ($arguments:ident $body:ident ($($passed:tt)*)) => {{
        let result = $body($($passed)*)?;
        $arguments.give(result)
    }};
    ($arguments:ident $body:ident ($($passed:tt)*) $name:ident : & $kind:ty $(, $($rest:tt)*)?) => {{
        let $name = $arguments.read::<$kind>()?;
        $crate::__call!($arguments $body ($($passed)* &$name,) $($($rest)*)?)
    }};
    ($arguments:ident $body:ident ($($passed:tt)*) $name:ident : $kind:ty $(, $($rest:tt)*)?) => {{
        let $name = $arguments.read::<$kind>()?;
        $crate::__call!($arguments $body ($($passed)* $name,) $($($rest)*)?)
    }};
}

//! Entry points: what Python calls, and how a call becomes native or goes to the original.

use crate::convert::{FromPy, ToPy};
use crate::exit::{deopt, Exit, Result};
use crate::guard::{self, Guards};
use crate::handle::PyRef;
use crate::{arguments, slot};
use pyo3::ffi::{self, vectorcallfunc, PyFunctionObject, PyObject};
use std::any::Any;
use std::cell::{Cell, UnsafeCell};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::ptr::null_mut;

/// Calls of one symbol that may be in the hands of the original inside of each other; with one
/// more, the function becomes a plain one until that call returns, so that deep recursion costs
/// no more of the C stack than pure Python does.
const NESTED_ORIGINALS: u32 = 16;

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
    nested: Cell<u32>,
    latched: Cell<bool>,
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

/// The native body of an entry; implemented by [`entry!`](crate::entry) only.
pub trait Body<const N: usize> {
    fn entry() -> &'static Entry;

    /// # Errors
    /// See [`Exit`].
    fn run(arguments: Arguments<'_, N>) -> Result<Returned>;
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

#[inline(always)]
fn count(counter: &Cell<u64>) {
    counter.set(counter.get().wrapping_add(1));
}

/// The arguments of one call, one for each parameter.
pub struct Arguments<'call, const N: usize> {
    values: &'call [*mut PyObject; N],
    next: usize,
}

impl<const N: usize> Arguments<'_, N> {
    /// Reads the next argument.
    ///
    /// # Errors
    /// Deopts when it is not exactly of that type.
    #[inline(always)]
    pub fn read<T: FromPy>(&mut self) -> Result<T> {
        let value = self.values[self.next];
        self.next += 1;
        // SAFETY: arguments are alive during the call, and the interpreter lock is held.
        unsafe { T::from_py(value) }
    }

    /// The result for Python.  A number or text that is equal to an argument is that argument
    /// itself, as in `return x`.
    ///
    /// # Errors
    /// MemoryError.
    #[inline(always)]
    pub fn give<R: ToPy + 'static>(&self, result: R) -> Result<Returned> {
        // All of this is decided when it is compiled, by the type of the result.
        let any: &dyn Any = &result;
        // SAFETY: arguments are alive during the call.
        let same = unsafe {
            if let Some(float) = any.downcast_ref::<f64>() {
                arguments::same_float(self.values, *float)
            } else if let Some(int) = any.downcast_ref::<i64>() {
                arguments::same_int(self.values, *int)
            } else {
                None
            }
        };
        if let Some(same) = same {
            return Ok(Returned(same));
        }
        let object = result.to_py()?;
        if any.is::<f64>() || any.is::<i64>() || any.is::<bool>() {
            return Ok(Returned(object));
        }
        // SAFETY: `object` is owned, and arguments are alive during the call.
        Ok(Returned(unsafe { arguments::same_or(self.values, object) }))
    }
}

/// A result: an owned reference on its way to the caller.
pub struct Returned(*mut PyObject);

/// What the interpreter calls in place of the original.
unsafe extern "C" fn enter<B: Body<N>, const N: usize>(
    function: *mut PyObject,
    args: *const *mut PyObject,
    nargsf: usize,
    names: *mut PyObject,
) -> *mut PyObject {
    let call = Call {
        function,
        args,
        nargsf,
        names,
    };
    let entry = B::entry();
    // SAFETY: the interpreter lock is held, and the arguments are as vectorcall describes them.
    unsafe {
        let code = (*function.cast::<PyFunctionObject>()).func_code;
        // First, since on 3.12 and later it can run code, which could replace the binding.
        let observed = guard::observed(code);
        let bound = &*entry.bound.get();
        if observed
            || function != bound.function.get()
            || Some(code) != bound.code.as_ref().map(PyRef::ptr)
            || !bound.guards.intact()
        {
            return call.to_original(entry, &entry.counters.python);
        }
        if bound.signature.takes(N)
            && ffi::PyVectorcall_NARGS(nargsf) as usize == N
            && names.is_null()
            && (N > 0 || !args.is_null())
        {
            return call.run::<B, N>(entry, &*args.cast::<[*mut PyObject; N]>());
        }
        let mut values = [null_mut(); N];
        let signature = &bound.signature;
        if !arguments::assemble(signature, function, args, nargsf, names, &mut values) {
            return call.to_original(entry, &entry.counters.python);
        }
        let result = call.run::<B, N>(entry, &values);
        arguments::let_go(&values, nargsf);
        result
    }
}

/// What the interpreter calls the first time, before the module's names can be looked up.
unsafe extern "C" fn first_call<B: Body<N>, const N: usize>(
    function: *mut PyObject,
    args: *const *mut PyObject,
    nargsf: usize,
    names: *mut PyObject,
) -> *mut PyObject {
    let call = Call {
        function,
        args,
        nargsf,
        names,
    };
    let entry = B::entry();
    // SAFETY: as in `enter`.
    unsafe {
        let code = (*function.cast::<PyFunctionObject>()).func_code;
        if slot::suspended() || guard::observed(code) {
            return call.to_original(entry, &entry.counters.python);
        }
        match crate::bind::resolve(entry, function) {
            Ok(()) => slot::call(function, args, nargsf, names),
            Err(()) => null_mut(),
        }
    }
}

/// One call, as the interpreter made it.
struct Call {
    function: *mut PyObject,
    args: *const *mut PyObject,
    nargsf: usize,
    names: *mut PyObject,
}

impl Call {
    #[inline(always)]
    unsafe fn run<B: Body<N>, const N: usize>(
        &self,
        entry: &Entry,
        values: &[*mut PyObject; N],
    ) -> *mut PyObject {
        let arguments = Arguments { values, next: 0 };
        // Only a pointer leaves the closure when all is well: larger results cost a third of a
        // short call.
        let mut exit = None;
        // A panic is a defect of a port.  It is counted and the original answers; bodies have
        // done nothing observable when they can still fail this way, or they deopt before.
        let outcome = catch_unwind(AssertUnwindSafe(|| match B::run(arguments) {
            Ok(result) => result.0,
            Err(other) => {
                exit = Some(other);
                null_mut()
            }
        }));
        // SAFETY: as in `enter`.
        unsafe {
            match outcome {
                Ok(result) if !result.is_null() => {
                    count(&entry.counters.native);
                    result
                }
                Ok(_) => self.leave(entry, exit),
                Err(_) => self.to_original(entry, &entry.counters.panics),
            }
        }
    }

    /// Ends a call for which native code has no value.
    #[cold]
    #[inline(never)]
    unsafe fn leave(&self, entry: &Entry, exit: Option<Exit>) -> *mut PyObject {
        if let Some(Exit::Raise(raised)) = exit {
            count(&entry.counters.native);
            count(&entry.counters.raised);
            raised.restore();
            return null_mut();
        }
        // SAFETY: as in `enter`.
        unsafe { self.to_original(entry, &entry.counters.deopts) }
    }

    /// The same call, made to the Python original.
    #[cold]
    #[inline(never)]
    unsafe fn to_original(&self, entry: &Entry, counter: &Cell<u64>) -> *mut PyObject {
        count(counter);
        entry.nested.set(entry.nested.get() + 1);
        // SAFETY: the function is alive during its call, and has one of our slots or the plain one.
        unsafe {
            let latching = entry.nested.get() > NESTED_ORIGINALS && !entry.latched.get();
            let before = slot::get(self.function);
            if latching {
                entry.latched.set(true);
                slot::clear(self.function);
            }
            let result = slot::original(self.function, self.args, self.nargsf, self.names);
            entry.nested.set(entry.nested.get() - 1);
            if latching && entry.latched.replace(false) && slot::is_plain(self.function) {
                // A bound function that was suspended meanwhile is opened by whoever resumes.
                if !(slot::suspended() && self.function == entry.function()) {
                    slot::set(self.function, before);
                }
            }
            result
        }
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

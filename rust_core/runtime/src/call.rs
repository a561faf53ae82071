//! One call: native, or made to the original.

use crate::convert::{FromPy, ToPy};
use crate::entry::Entry;
use crate::exit::{Exit, Result};
use crate::handle::PyRef;
use crate::{arguments, guard, slot};
use pyo3::ffi::{self, PyFunctionObject, PyObject};
use std::any::Any;
use std::cell::Cell;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::ptr::null_mut;

/// Calls of one symbol that may be in the hands of the original inside of each other; with one
/// more, the function becomes a plain one until that call returns, so that deep recursion costs
/// no more of the C stack than pure Python does.
const NESTED_ORIGINALS: u32 = 16;

/// The native body of an entry; implemented by [`entry!`](crate::entry) only.
pub trait Body<const N: usize> {
    fn entry() -> &'static Entry;

    /// # Errors
    /// See [`Exit`].
    fn run(arguments: Arguments<'_, N>) -> Result<Returned>;
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
pub(crate) unsafe extern "C" fn enter<B: Body<N>, const N: usize>(
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
        let bound = entry.binding();
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
pub(crate) unsafe extern "C" fn first_call<B: Body<N>, const N: usize>(
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
        if guard::observed(code) {
            return call.to_original(entry, &entry.counters.python);
        }
        if crate::bind::resolve(entry, function).is_err() {
            return null_mut();
        }
        if slot::is_set(function, entry.armed) {
            // Asked again at the next call.
            return call.to_original(entry, &entry.counters.python);
        }
        slot::call(function, args, nargsf, names)
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

#[inline(always)]
fn count(counter: &Cell<u64>) {
    counter.set(counter.get().wrapping_add(1));
}

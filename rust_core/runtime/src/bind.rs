//! Binding and releasing function objects.  Nothing here is on the path of a call.

use crate::arguments::Signature;
use crate::entry::{Binding, Entry};
use crate::guard::{Guards, Name, Pinned};
use crate::handle::PyRef;
use crate::{register, slot};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple, PyType};
use pyo3::{ffi, wrap_pyfunction};
use std::cell::Cell;

/// Kinds of code that are never bound: `*args`, `**kwargs`, generators and coroutines.
const UNBOUND: u32 = 0x04 | 0x08 | 0x20 | 0x80 | 0x100 | 0x200;

/// What a bound function depends on, as `_ported.py` found it.
pub(crate) struct Dependencies<'py> {
    pub(crate) functions: Vec<Bound<'py, PyAny>>,
    /// Namespace (a dict or a class), name, and the object that it must mean, or `absent`.
    pub(crate) watches: Vec<(Bound<'py, PyAny>, Bound<'py, PyString>, Bound<'py, PyAny>)>,
    pub(crate) objects: Vec<Bound<'py, PyAny>>,
}

fn refuse<T>(reason: &str) -> PyResult<T> {
    Err(PyValueError::new_err(reason.to_owned()))
}

fn owned(object: &Bound<'_, PyAny>) -> PyRef {
    // SAFETY: valid, and the lock is held as long as `object` is.
    unsafe { PyRef::borrowed(object.as_ptr()) }
}

fn is_function(object: &Bound<'_, PyAny>) -> bool {
    // SAFETY: a static type.
    let kind =
        unsafe { PyType::from_borrowed_type_ptr(object.py(), &raw mut ffi::PyFunction_Type) };
    object.is_instance(&kind).unwrap_or(false)
}

/// Lets the first call of `function` ask `resolver` to bind it.
pub(crate) fn arm(
    entry: &'static Entry,
    function: &Bound<'_, PyAny>,
    resolver: &Bound<'_, PyAny>,
) -> PyResult<()> {
    // SAFETY: checked to be a function before anything else is asked of it.
    if !is_function(function) || !unsafe { slot::is_plain(function.as_ptr()) } {
        return refuse("not a plain function");
    }
    entry.resolver.replace(Some(owned(resolver)));
    // SAFETY: a plain function.
    unsafe { slot::set(function.as_ptr(), entry.armed) };
    Ok(())
}

/// The first call: the function is plain while the resolver runs, and bound, plain or still armed
/// afterwards.  An error is one that has nothing to do with the binding, such as Ctrl-C.
///
/// # Safety
/// `function` is armed, and the interpreter lock is held.
pub(crate) unsafe fn resolve(
    entry: &'static Entry,
    function: *mut ffi::PyObject,
) -> Result<(), ()> {
    Python::attach(|py| {
        // SAFETY: the function is alive during its call.
        let function = unsafe { Bound::from_borrowed_ptr(py, function) };
        let pointer = function.as_ptr();
        // SAFETY: as above.
        unsafe { slot::clear(pointer) };
        let Some(resolver) = entry.resolver() else {
            return Ok(());
        };
        // SAFETY: the handle owns a reference.
        let resolver = unsafe { Bound::from_borrowed_ptr(py, resolver.ptr()) };
        let answer = resolver.call1((&function, entry.symbol));
        let again = answer
            .as_ref()
            .map_or(true, |later| later.is_truthy().unwrap_or(false));
        // SAFETY: as above.
        unsafe {
            if again && slot::is_plain(pointer) && pointer != entry.function() {
                slot::set(pointer, entry.armed);
            }
        }
        answer.map(drop).map_err(|error| error.restore(py))
    })
}

/// Makes calls of `function` native.  The function of the same symbol that was bound before, if
/// another one, is a plain function from now on: the newest one counts, as after a reload.
pub(crate) fn bind(
    entry: &'static Entry,
    function: &Bound<'_, PyAny>,
    needed: Dependencies<'_>,
) -> PyResult<()> {
    let pointer = function.as_ptr();
    if !is_function(function) {
        return refuse("not a function");
    }
    // SAFETY: a function.
    let plain = unsafe { slot::is_plain(pointer) || slot::is_set(pointer, entry.armed) };
    if !plain && pointer != entry.function() {
        return refuse("something else has taken the function's vectorcall slot");
    }
    if needed.objects.len() != entry.needs.objects.len() {
        return refuse("not the objects that the port needs");
    }
    let signature = signature_of(entry, function)?;
    let guards = guards_of(&needed)?;
    let binding = Binding {
        function: Cell::new(pointer),
        code: Some(owned(&function.getattr("__code__")?)),
        signature,
        guards,
        gone: Some(watch_life(function)?),
    };
    release(entry);
    hand_over(entry, &needed.objects);
    drop(entry.replace(binding));
    if !slot::suspended() {
        // SAFETY: bound just now, and alive.
        unsafe { entry.open() };
    }
    Ok(())
}

fn signature_of(entry: &Entry, function: &Bound<'_, PyAny>) -> PyResult<Signature> {
    let code = function.getattr("__code__")?;
    let number = |name: &str| -> PyResult<usize> { code.getattr(name)?.extract() };
    let flags: u32 = code.getattr("co_flags")?.extract()?;
    if flags & UNBOUND != 0 {
        return refuse("takes *args or **kwargs, or is a generator or coroutine");
    }
    if !function.getattr("__closure__")?.is_none() {
        return refuse("has a closure");
    }
    let positional = number("co_argcount")?;
    let total = positional + number("co_kwonlyargcount")?;
    if total != entry.arity {
        return refuse("the port has another number of parameters");
    }
    let names = code.getattr("co_varnames")?;
    let names = names.cast::<PyTuple>()?.iter().take(total);
    Ok(Signature::new(
        names.map(|name| owned(&name)).collect(),
        number("co_posonlyargcount")?,
        positional,
    ))
}

fn guards_of(needed: &Dependencies<'_>) -> PyResult<Guards> {
    let mut guards = Guards::EMPTY;
    for callee in &needed.functions {
        if !is_function(callee) {
            return refuse("a callee is not a function");
        }
        // SAFETY: a function.
        guards.callees.push(unsafe { Pinned::new(callee.as_ptr()) });
    }
    for (holder, name, expected) in &needed.watches {
        if !holder.is_exact_instance_of::<PyDict>() && !holder.is_instance_of::<PyType>() {
            return refuse("cannot watch names of this object");
        }
        if !name.is_exact_instance_of::<PyString>() {
            return refuse("cannot watch a name that is not a str");
        }
        let absent = register::is_absent(expected);
        let name = Name {
            name: owned(name.as_any()),
            expected: (!absent).then(|| owned(expected)),
        };
        // SAFETY: a dict or a type.
        unsafe { guards.watch(holder.as_ptr(), name) };
    }
    Ok(guards)
}

/// A weak reference to the function; when it dies, the binding is forgotten.
fn watch_life(function: &Bound<'_, PyAny>) -> PyResult<PyRef> {
    let callback = wrap_pyfunction!(forget, function.py())?;
    // SAFETY: functions can be referenced weakly; a new reference or an error.
    unsafe {
        let reference = ffi::PyWeakref_NewRef(function.as_ptr(), callback.as_ptr());
        if reference.is_null() {
            return Err(PyErr::fetch(function.py()));
        }
        Ok(PyRef::owned(reference))
    }
}

/// Called with the weak reference of a function that has died.
#[pyfunction]
fn forget(reference: &Bound<'_, PyAny>) {
    for entry in register::entries().filter(|entry| entry.watches_with(reference.as_ptr())) {
        drop(entry.replace(Binding::none()));
    }
}

/// Gives the port its objects.  Functions that were bound with other ones (of an older copy of
/// their module) go back to Python, since the native side has one of each.
fn hand_over(entry: &Entry, objects: &[Bound<'_, PyAny>]) {
    for (&slot, object) in entry.needs.objects.iter().zip(objects) {
        if slot.holds_other(object.as_ptr()) {
            register::entries()
                .filter(|other| {
                    other
                        .needs
                        .objects
                        .iter()
                        .any(|own| std::ptr::eq(*own, slot))
                })
                .for_each(release);
        }
        slot.put(owned(object));
    }
}

/// Makes the bound function of an entry a plain one again.
pub(crate) fn release(entry: &'static Entry) {
    let binding = entry.replace(Binding::none());
    let function = binding.function.get();
    if !function.is_null() {
        // SAFETY: alive, since its death would have emptied the binding.
        unsafe { slot::clear(function) };
    }
    drop(binding);
}

/// Lets go of everything: all functions are plain ones, and no object is held any more.
pub(crate) fn release_all() {
    register::entries().for_each(release);
    let objects = register::entries().flat_map(|entry| entry.needs.objects);
    objects.for_each(|object| object.clear());
}

/// Makes a function plain again, whether bound or armed.
pub(crate) fn release_function(function: &Bound<'_, PyAny>) -> bool {
    let pointer = function.as_ptr();
    if !is_function(function) {
        return false;
    }
    for entry in register::entries() {
        if entry.function() == pointer {
            release(entry);
            return true;
        }
        // SAFETY: a function.
        if unsafe { slot::is_set(pointer, entry.armed) } {
            unsafe { slot::clear(pointer) };
            return true;
        }
    }
    false
}

/// Whether calls of this function object are native now.
pub(crate) fn is_native(function: &Bound<'_, PyAny>) -> bool {
    register::entries().any(|entry| {
        entry.function() == function.as_ptr()
            // SAFETY: a bound function.
            && unsafe { slot::is_set(function.as_ptr(), entry.native) }
    })
}

/// Runs everything as Python until `resume`.
pub(crate) fn suspend() {
    slot::suspend();
    for entry in register::entries().filter(|entry| !entry.function().is_null()) {
        // SAFETY: a bound function.
        unsafe { slot::clear(entry.function()) };
    }
}

/// Ends one `suspend`.
pub(crate) fn resume() {
    if slot::resume() {
        for entry in register::entries() {
            // SAFETY: under the interpreter lock.
            unsafe { entry.open() };
        }
    }
}

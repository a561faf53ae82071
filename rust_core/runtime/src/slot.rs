//! The one place where a function object is changed: its vectorcall slot.
//!
//! From 3.12 on the interpreter looks at the slot before it inlines a call of a Python function.
//! 3.11 looks at the type only, so there the object becomes one of a subtype of `function` that
//! differs in nothing but its address.

#[cfg(not(Py_3_12))]
use pyo3::ffi;
use pyo3::ffi::{vectorcallfunc, PyFunctionObject, PyObject};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::OnceLock;

/// The slot of every plain function: the interpreter's own.
static PLAIN: OnceLock<vectorcallfunc> = OnceLock::new();
/// How many times more `suspend` was called than `resume`.
static SUSPENDED: AtomicUsize = AtomicUsize::new(0);

/// Notes the slot of a plain function; at import, after the layout check.
///
/// # Safety
/// `probe` is a plain function, and the interpreter lock is held.
pub(crate) unsafe fn prepare(probe: *mut PyObject) -> Result<(), &'static str> {
    // SAFETY: the caller's promise.
    let Some(plain) = (unsafe { get_optional(probe) }) else {
        return Err("functions have no vectorcall slot");
    };
    PLAIN.get_or_init(|| plain);
    #[cfg(not(Py_3_12))]
    // SAFETY: under the lock.
    unsafe {
        subtype::ready()?;
    }
    Ok(())
}

/// What a function's slot holds.
///
/// # Safety
/// Here and below: `function` is a Python function (for `set`, `clear` and `original`: one whose
/// slot held what `prepare` saw when it was first set), and the interpreter lock is held.
pub(crate) unsafe fn get(function: *mut PyObject) -> vectorcallfunc {
    // SAFETY: functions are made with a slot, and nothing empties it.
    unsafe { get_optional(function).unwrap_or(original) }
}

unsafe fn get_optional(function: *mut PyObject) -> Option<vectorcallfunc> {
    // SAFETY: the caller's promise.
    unsafe { (*function.cast::<PyFunctionObject>()).vectorcall }
}

/// Whether calls run the Python code.
pub(crate) unsafe fn is_plain(function: *mut PyObject) -> bool {
    // SAFETY: the caller's promise.
    let now = unsafe { get_optional(function) };
    now.map(address) == PLAIN.get().copied().map(address)
}

/// Whether calls go to this function of ours.
pub(crate) unsafe fn is_set(function: *mut PyObject, slot: vectorcallfunc) -> bool {
    // SAFETY: the caller's promise.
    unsafe { get_optional(function) }.map(address) == Some(address(slot))
}

fn address(slot: vectorcallfunc) -> usize {
    slot as usize
}

/// Sends calls to `slot`.  Call sites that the interpreter has specialised for this function see
/// that its version has gone, and look again.
pub(crate) unsafe fn set(function: *mut PyObject, slot: vectorcallfunc) {
    #[cfg(not(Py_3_12))]
    // SAFETY: the caller's promise; both types have the same layout, and neither is ever freed.
    unsafe {
        let fields = &mut *function.cast::<PyFunctionObject>();
        fields.ob_base.ob_type = if address(slot) == PLAIN.get().copied().map_or(0, address) {
            &raw mut ffi::PyFunction_Type
        } else {
            subtype::get()
        };
        fields.func_version = 0;
        fields.vectorcall = Some(slot);
    }
    #[cfg(Py_3_12)]
    // SAFETY: the caller's promise.
    unsafe {
        extern "C" {
            fn PyFunction_SetVectorcall(function: *mut PyObject, slot: vectorcallfunc);
        }
        PyFunction_SetVectorcall(function, slot)
    }
}

/// Makes the function a plain one again.
pub(crate) unsafe fn clear(function: *mut PyObject) {
    if let Some(&plain) = PLAIN.get() {
        // SAFETY: the caller's promise.
        unsafe { set(function, plain) }
    }
}

/// Calls the function through the slot that it has now.
pub(crate) unsafe fn call(
    function: *mut PyObject,
    args: *const *mut PyObject,
    nargsf: usize,
    names: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: the caller's promise.
    unsafe { get(function)(function, args, nargsf, names) }
}

/// Runs the Python code, whatever the slot holds.
pub(crate) unsafe extern "C" fn original(
    function: *mut PyObject,
    args: *const *mut PyObject,
    nargsf: usize,
    names: *mut PyObject,
) -> *mut PyObject {
    match PLAIN.get() {
        // SAFETY: the caller's promise.
        Some(plain) => unsafe { plain(function, args, nargsf, names) },
        None => std::ptr::null_mut(), // not reached: slots are set only after `prepare`
    }
}

/// Whether everything is to run as Python for now.
pub(crate) fn suspended() -> bool {
    SUSPENDED.load(Relaxed) > 0
}

pub(crate) fn suspend() {
    SUSPENDED.fetch_add(1, Relaxed);
}

/// Ends one `suspend`; true when it was the last.
pub(crate) fn resume() -> bool {
    let before = SUSPENDED.load(Relaxed);
    SUSPENDED.store(before.saturating_sub(1), Relaxed);
    before == 1
}

/// The subtype of `function` on 3.11.
#[cfg(not(Py_3_12))]
pub(crate) mod subtype {
    use pyo3::ffi::{self, PyFunctionObject, PyGetSetDef, PyMethodDef, PyObject, PyTypeObject};
    use std::ffi::{c_void, CStr};
    use std::ptr::null_mut;
    use std::sync::atomic::{AtomicPtr, Ordering::Relaxed};

    static TYPE: AtomicPtr<PyTypeObject> = AtomicPtr::new(null_mut());
    /// Descriptors that a new type gets of its own, and that must be those of `function`.
    const SHADOWED: [&CStr; 2] = [c"__doc__", c"__module__"];

    pub(crate) fn get() -> *mut PyTypeObject {
        TYPE.load(Relaxed)
    }

    /// Makes the type, once; it is never freed, as a static one.
    pub(crate) unsafe fn ready() -> Result<(), &'static str> {
        if !get().is_null() {
            return Ok(());
        }
        // SAFETY: under the lock; all zeros is an empty type object.
        unsafe {
            let base = &raw mut ffi::PyFunction_Type;
            let kind: &mut PyTypeObject = Box::leak(Box::new(std::mem::zeroed()));
            kind.ob_base.ob_base.ob_refcnt = 1;
            kind.ob_base.ob_base.ob_type = &raw mut ffi::PyType_Type;
            kind.tp_name = c"function".as_ptr();
            kind.tp_base = base;
            kind.tp_basicsize = (*base).tp_basicsize;
            kind.tp_dealloc = (*base).tp_dealloc;
            kind.tp_call = (*base).tp_call;
            kind.tp_vectorcall_offset = (*base).tp_vectorcall_offset;
            kind.tp_traverse = (*base).tp_traverse;
            kind.tp_clear = (*base).tp_clear;
            kind.tp_repr = (*base).tp_repr;
            kind.tp_descr_get = (*base).tp_descr_get;
            kind.tp_weaklistoffset = (*base).tp_weaklistoffset;
            kind.tp_dictoffset = (*base).tp_dictoffset;
            kind.tp_flags = (*base).tp_flags & !(READY | VERSION_TAG);
            kind.tp_methods = Box::leak(Box::new([reduce(), PyMethodDef::zeroed()])).as_mut_ptr();
            kind.tp_getset = Box::leak(Box::new([class(), std::mem::zeroed()])).as_mut_ptr();
            if ffi::PyType_Ready(kind) < 0 || !copy_descriptors(kind, base) {
                ffi::PyErr_Clear();
                return Err("no subtype of function can be made");
            }
            TYPE.store(kind, Relaxed);
        }
        Ok(())
    }

    const READY: u64 = 1 << 12;
    const VERSION_TAG: u64 = 1 << 19;

    unsafe fn copy_descriptors(kind: *mut PyTypeObject, base: *mut PyTypeObject) -> bool {
        // SAFETY: both types are ready, so they have dicts.
        unsafe {
            for name in SHADOWED {
                let own = ffi::PyDict_GetItemString((*base).tp_dict, name.as_ptr());
                if !own.is_null()
                    && ffi::PyDict_SetItemString((*kind).tp_dict, name.as_ptr(), own) < 0
                {
                    return false;
                }
            }
            ffi::PyType_Modified(kind);
        }
        true
    }

    /// Copied and pickled by name, as functions are; those two go by the exact type.
    fn reduce() -> PyMethodDef {
        PyMethodDef {
            ml_name: c"__reduce_ex__".as_ptr(),
            ml_meth: ffi::PyMethodDefPointer {
                PyCFunction: reduce_ex,
            },
            ml_flags: ffi::METH_O,
            ml_doc: std::ptr::null(),
        }
    }

    unsafe extern "C" fn reduce_ex(function: *mut PyObject, _: *mut PyObject) -> *mut PyObject {
        // SAFETY: a method of the subtype, so `function` is one.
        unsafe {
            let name = (*function.cast::<PyFunctionObject>()).func_qualname;
            ffi::Py_INCREF(name);
            name
        }
    }

    fn class() -> PyGetSetDef {
        PyGetSetDef {
            name: c"__class__".as_ptr(),
            get: Some(function_type),
            set: None,
            doc: std::ptr::null(),
            closure: null_mut(),
        }
    }

    unsafe extern "C" fn function_type(_: *mut PyObject, _: *mut c_void) -> *mut PyObject {
        let kind = (&raw mut ffi::PyFunction_Type).cast::<PyObject>();
        // SAFETY: a static type.
        unsafe { ffi::Py_INCREF(kind) };
        kind
    }
}

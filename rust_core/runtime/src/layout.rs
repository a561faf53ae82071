//! What this crate knows of the interpreter's structs, and the check at import that it is so.
//!
//! Entry points read four things that have no API: the running thread's tracing flag and remaining
//! recursion depth, the fields of function objects, and the version tags of dicts and types.  The
//! structs below are the beginnings of CPython's own, for the versions that the tests run on.
//! `unsupported` compares them with the running interpreter; where anything is unexpected,
//! nothing is ever bound.

use pyo3::ffi::{self, PyFunctionObject, PyObject};
use std::ffi::{c_int, c_void};
use std::mem::{offset_of, size_of};

#[cfg(not(all(Py_3_11, not(Py_3_14))))]
compile_error!("native bindings are proven on CPython 3.11, 3.12 and 3.13 only");

/// The beginning of `PyThreadState`.
#[cfg(not(Py_3_12))]
#[repr(C)]
pub(crate) struct ThreadState {
    neighbours: [*mut c_void; 2],
    interpreter: *mut c_void,
    flags: [c_int; 2],
    recursion_remaining: c_int,
    recursion_limit: c_int,
    recursion_headroom: c_int,
    tracing: [c_int; 2],
    /// Its first byte is not 0 while a trace or profile function is set.
    cframe: *const u8,
}

/// The beginning of `PyThreadState`.
#[cfg(all(Py_3_12, not(Py_3_13)))]
#[repr(C)]
pub(crate) struct ThreadState {
    neighbours: [*mut c_void; 2],
    interpreter: *mut c_void,
    flags: u32,
    recursion_remaining: c_int,
    recursion_limit: c_int,
    c_recursion: [c_int; 2],
    tracing: [c_int; 2],
    cframe: *mut c_void,
    profile: *mut c_void,
    trace: *mut c_void,
}

/// The beginning of `PyThreadState`.
#[cfg(Py_3_13)]
#[repr(C)]
pub(crate) struct ThreadState {
    neighbours: [*mut c_void; 2],
    interpreter: *mut c_void,
    /// High bits: the version of the events that tools of `sys.monitoring` ask for.
    eval_breaker: usize,
    flags: u32,
    status: [c_int; 2],
    recursion_remaining: c_int,
    recursion_limit: c_int,
    c_recursion: [c_int; 2],
    tracing: [c_int; 2],
    frame: *mut c_void,
    profile: *mut c_void,
    trace: *mut c_void,
}

/// The beginning of `PyInterpreterState`, where 3.12 keeps the version of monitoring events.
#[cfg(all(Py_3_12, not(Py_3_13)))]
#[repr(C)]
struct Interpreter {
    next: *mut c_void,
    id: [i64; 2],
    requires_idref: c_int,
    id_mutex: *mut c_void,
    flags: [c_int; 2],
    monitoring_version: u64,
}

/// The beginning of `PyCodeObject`, up to the events that tools asked for in this code alone.
#[cfg(Py_3_12)]
#[repr(C)]
pub(crate) struct Code {
    base: ffi::PyVarObject,
    objects: [*mut PyObject; 3],
    numbers: [c_int; 12],
    /// The fifth of them: `co_qualname`.
    names: [*mut PyObject; 6],
    weakrefs: *mut PyObject,
    #[cfg(Py_3_13)]
    executors: *mut c_void,
    cached: *mut c_void,
    instrumentation_version: u64,
    pub(crate) monitoring: *const c_void,
}

impl ThreadState {
    /// The running thread's.
    ///
    /// # Safety
    /// The interpreter lock is held.
    #[inline(always)]
    pub(crate) unsafe fn current<'a>() -> &'a ThreadState {
        // SAFETY: under the lock there is one, and it lives as long as the thread does.
        unsafe { &*ffi::PyThreadState_Get().cast::<ThreadState>() }
    }

    /// Whether `sys.settrace` or `sys.setprofile` watches this thread.
    #[inline(always)]
    pub(crate) fn traced(&self) -> bool {
        #[cfg(not(Py_3_12))]
        // SAFETY: never null while the thread runs.
        return unsafe { *self.cframe != 0 };
        #[cfg(Py_3_12)]
        return !self.trace.is_null() || !self.profile.is_null();
    }

    /// How many more Python calls may nest.
    #[inline(always)]
    pub(crate) fn calls_left(&self) -> c_int {
        self.recursion_remaining
    }

    /// Where the running thread counts how many more Python calls may nest.
    ///
    /// # Safety
    /// The interpreter lock is held.
    #[inline(always)]
    pub(crate) unsafe fn calls_left_mut() -> *mut c_int {
        // SAFETY: under the lock there is a state, and it lives as long as the thread does.
        unsafe { &raw mut (*ffi::PyThreadState_Get().cast::<ThreadState>()).recursion_remaining }
    }

    /// Changes whenever a tool of `sys.monitoring` asks for other events.
    #[cfg(Py_3_12)]
    #[inline(always)]
    pub(crate) fn monitoring_version(&self) -> u64 {
        #[cfg(not(Py_3_13))]
        // SAFETY: the interpreter outlives its threads.
        return unsafe { (*self.interpreter.cast::<Interpreter>()).monitoring_version };
        #[cfg(Py_3_13)]
        return (self.eval_breaker >> 8) as u64;
    }
}

/// The version tag of a dict: a new one after each change.
///
/// # Safety
/// `dict` is an exact dict.
#[inline(always)]
#[allow(deprecated)] // 3.12 and 3.13 keep it up to date, and 3.14 is not supported
pub(crate) unsafe fn dict_version(dict: *mut PyObject) -> u64 {
    // SAFETY: the caller's promise.
    unsafe { (*dict.cast::<ffi::PyDictObject>()).ma_version_tag }
}

/// Why native bindings are off in this interpreter, or `None`.
///
/// # Safety
/// The interpreter lock is held; `probe` is a plain Python function with defaults and
/// keyword-only defaults that has just been called.
pub(crate) unsafe fn unsupported(probe: *mut PyObject) -> Option<&'static str> {
    if cfg!(Py_GIL_DISABLED) {
        return Some("free-threaded build");
    }
    // SAFETY: under the lock; `probe` is a function.
    unsafe {
        if !version_matches() {
            return Some("built for another version of Python");
        }
        if !thread_matches() {
            return Some("unexpected layout of thread states");
        }
        if !function_matches(probe) {
            return Some("unexpected layout of functions");
        }
        (!dict_tags_move()).then_some("dicts carry no version")
    }
}

unsafe fn version_matches() -> bool {
    let minor = if cfg!(Py_3_13) {
        13
    } else if cfg!(Py_3_12) {
        12
    } else {
        11
    };
    // SAFETY: a constant of the interpreter.
    let running = unsafe { ffi::Py_Version } as u32;
    running >> 24 == 3 && (running >> 16) & 0xff == minor
}

unsafe fn thread_matches() -> bool {
    // SAFETY: reads fields only after the ones before them proved to be where they are expected.
    unsafe {
        let thread = ThreadState::current();
        let limit = ffi::Py_GetRecursionLimit();
        if thread.interpreter != ffi::PyInterpreterState_Get().cast()
            || thread.recursion_limit != limit
            || thread.recursion_remaining > limit
        {
            return false;
        }
        #[cfg(not(Py_3_12))]
        return !thread.cframe.is_null() && matches!(*thread.cframe, 0 | 255);
        #[cfg(Py_3_12)]
        return true;
    }
}

unsafe fn function_matches(probe: *mut PyObject) -> bool {
    // SAFETY: the type object is static, and `probe` is a function.
    unsafe {
        let kind = &raw mut ffi::PyFunction_Type;
        if ffi::Py_TYPE(probe) != kind
            || (*kind).tp_basicsize as usize != size_of::<PyFunctionObject>()
            || (*kind).tp_vectorcall_offset as usize != offset_of!(PyFunctionObject, vectorcall)
        {
            return false;
        }
        let fields = &*probe.cast::<PyFunctionObject>();
        #[cfg(Py_3_12)]
        if !code_matches(fields) {
            return false;
        }
        fields.func_code == ffi::PyFunction_GetCode(probe)
            && fields.func_globals == ffi::PyFunction_GetGlobals(probe)
            && fields.func_defaults == ffi::PyFunction_GetDefaults(probe)
            && fields.func_kwdefaults == ffi::PyFunction_GetKwDefaults(probe)
            && fields.func_closure == ffi::PyFunction_GetClosure(probe)
    }
}

/// A function's `__qualname__` is the very object that its code has, until somebody sets it.
#[cfg(Py_3_12)]
unsafe fn code_matches(function: &PyFunctionObject) -> bool {
    // SAFETY: a function that has just run.
    unsafe {
        let code = &*function.func_code.cast::<Code>();
        code.names[4] == function.func_qualname
            && code.weakrefs.is_null()
            && code.instrumentation_version == instrumentation_of(ThreadState::current())
    }
}

/// What a code object that has just run records as the version of its events.
#[cfg(Py_3_12)]
fn instrumentation_of(thread: &ThreadState) -> u64 {
    #[cfg(not(Py_3_13))]
    return thread.monitoring_version();
    #[cfg(Py_3_13)]
    return (thread.eval_breaker & !0xff) as u64;
}

unsafe fn dict_tags_move() -> bool {
    // SAFETY: works on a fresh dict.
    unsafe {
        let dict = ffi::PyDict_New();
        if dict.is_null() {
            ffi::PyErr_Clear();
            return false;
        }
        let tag_after = |key: &std::ffi::CStr| {
            ffi::PyDict_SetItemString(dict, key.as_ptr(), ffi::Py_None());
            dict_version(dict)
        };
        let (one, two) = (tag_after(c"one"), tag_after(c"two"));
        ffi::PyDict_GetItemString(dict, c"one".as_ptr());
        let read = dict_version(dict);
        ffi::PyDict_Clear(dict);
        let cleared = dict_version(dict);
        ffi::Py_DECREF(dict);
        one != 0 && one != two && two == read && cleared != read
    }
}

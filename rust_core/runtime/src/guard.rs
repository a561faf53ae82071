//! What has to stay as it was when a function was bound; checked at each native call.
//!
//! A guard that fails costs nothing but speed: the call goes to the Python original, and native
//! code runs again as soon as everything is back in place.

use crate::handle::PyRef;
use crate::layout::{self, ThreadState};
use pyo3::ffi::{self, PyFunctionObject, PyObject};
use std::cell::Cell;

/// Python calls that must be left below a native call; nearer to the limit Python itself decides.
const SPARE_CALLS: i32 = 16;

/// A Python function that native code stands in for: its code and its defaults.
pub(crate) struct Pinned {
    function: PyRef,
    code: PyRef,
    defaults: Option<PyRef>,
    kwdefaults: Option<PyRef>,
}

impl Pinned {
    /// # Safety
    /// `function` is a Python function and the interpreter lock is held.
    pub(crate) unsafe fn new(function: *mut PyObject) -> Pinned {
        // SAFETY: the caller's promise; the fields of functions are objects or null.
        unsafe {
            let fields = &*function.cast::<PyFunctionObject>();
            Pinned {
                function: PyRef::borrowed(function),
                code: PyRef::borrowed(fields.func_code),
                defaults: optional(fields.func_defaults),
                kwdefaults: optional(fields.func_kwdefaults),
            }
        }
    }

    #[inline(always)]
    unsafe fn intact(&self) -> bool {
        // SAFETY: the handle keeps the function alive.
        let now = unsafe { &*self.function.ptr().cast::<PyFunctionObject>() };
        now.func_code == self.code.ptr()
            && now.func_defaults == pointer(&self.defaults)
            && now.func_kwdefaults == pointer(&self.kwdefaults)
    }
}

/// Names of a namespace that must go on meaning the same objects.
pub(crate) struct Watch {
    holder: PyRef,
    /// The version at which `names` were last found to be right.
    seen: Cell<u64>,
    names: Vec<Name>,
}

/// One name and the object that it must mean; `None`: it must not be there.
pub(crate) struct Name {
    pub(crate) name: PyRef,
    pub(crate) expected: Option<PyRef>,
}

impl Watch {
    /// # Safety
    /// `holder` is an exact dict or a type, and the interpreter lock is held.
    pub(crate) unsafe fn new(holder: *mut PyObject) -> Watch {
        Watch {
            // SAFETY: the caller's promise.
            holder: unsafe { PyRef::borrowed(holder) },
            seen: Cell::new(0),
            names: Vec::new(),
        }
    }

    pub(crate) fn is_of(&self, holder: *mut PyObject) -> bool {
        self.holder.ptr() == holder
    }

    pub(crate) fn add(&mut self, name: Name) {
        self.names.push(name);
    }

    #[inline(always)]
    unsafe fn dict_intact(&self) -> bool {
        // SAFETY: made for a dict.
        let version = unsafe { layout::dict_version(self.holder.ptr()) };
        version == self.seen.get() || unsafe { self.look_again(version, dict_item) }
    }

    #[inline(always)]
    unsafe fn class_intact(&self) -> bool {
        // SAFETY: made for a type; a class that has not been looked at since it changed is at 0.
        let version = unsafe { class_version(self.holder.ptr()) };
        (version != 0 && version == self.seen.get())
            || unsafe { self.look_again(version, class_item) }
    }

    /// The namespace has changed: are the watched names as they were?
    #[cold]
    #[inline(never)]
    unsafe fn look_again(&self, version: u64, item: Lookup) -> bool {
        // SAFETY: the holder is what `item` expects.
        let same = unsafe {
            self.names
                .iter()
                .all(|name| item(self.holder.ptr(), name.name.ptr()) == pointer(&name.expected))
        };
        if same {
            self.seen.set(version);
        }
        same
    }
}

/// A borrowed item of a namespace, or null.
type Lookup = unsafe fn(*mut PyObject, *mut PyObject) -> *mut PyObject;

unsafe fn dict_item(dict: *mut PyObject, name: *mut PyObject) -> *mut PyObject {
    // SAFETY: a dict and an exact str, whose lookup cannot fail.
    unsafe { ffi::PyDict_GetItemWithError(dict, name) }
}

extern "C" {
    fn _PyType_Lookup(class: *mut ffi::PyTypeObject, name: *mut PyObject) -> *mut PyObject;
}

unsafe fn class_item(class: *mut PyObject, name: *mut PyObject) -> *mut PyObject {
    // SAFETY: a type and an exact str.
    unsafe { _PyType_Lookup(class.cast(), name) }
}

#[inline(always)]
unsafe fn class_version(class: *mut PyObject) -> u64 {
    // SAFETY: the caller's promise that it is a type.
    unsafe { u64::from((*class.cast::<ffi::PyTypeObject>()).tp_version_tag) }
}

/// All that one bound function depends on.
pub(crate) struct Guards {
    pub(crate) callees: Vec<Pinned>,
    pub(crate) dicts: Vec<Watch>,
    pub(crate) classes: Vec<Watch>,
}

impl Guards {
    pub(crate) const EMPTY: Guards = Guards {
        callees: Vec::new(),
        dicts: Vec::new(),
        classes: Vec::new(),
    };

    #[inline(always)]
    pub(crate) unsafe fn intact(&self) -> bool {
        // SAFETY: the handles keep everything alive, and the interpreter lock is held.
        unsafe {
            self.callees.iter().all(|callee| callee.intact())
                && self.dicts.iter().all(|dict| dict.dict_intact())
                && self.classes.iter().all(|class| class.class_intact())
        }
    }

    /// Registers a name of a dict or class.
    ///
    /// # Safety
    /// `holder` is an exact dict or a type, and the interpreter lock is held.
    pub(crate) unsafe fn watch(&mut self, holder: *mut PyObject, name: Name) {
        // SAFETY: the caller's promise.
        unsafe {
            let watches = match ffi::PyType_Check(holder) {
                0 => &mut self.dicts,
                _ => &mut self.classes,
            };
            if !watches.iter().any(|watch| watch.is_of(holder)) {
                watches.push(Watch::new(holder));
            }
            for watch in watches.iter_mut().filter(|watch| watch.is_of(holder)) {
                watch.add(Name {
                    name: name.name.clone(),
                    expected: name.expected.clone(),
                });
            }
        }
    }
}

/// Whether this call must be left to the original: somebody watches the interpreter, or it is
/// about to run out of frames.
///
/// # Safety
/// The interpreter lock is held; `code` is the function's code object.
#[inline(always)]
pub(crate) unsafe fn observed(code: *mut PyObject) -> bool {
    // SAFETY: the caller's promise.
    unsafe {
        let thread = ThreadState::current();
        thread.traced() || thread.calls_left() < SPARE_CALLS || monitored(thread, code)
    }
}

#[cfg(not(Py_3_12))]
#[inline(always)]
unsafe fn monitored(_thread: &ThreadState, _code: *mut PyObject) -> bool {
    false
}

#[cfg(Py_3_12)]
use monitoring::monitored;

/// Tools of `sys.monitoring` (3.12 and later): coverage, debuggers, profilers.
#[cfg(Py_3_12)]
mod monitoring {
    use super::{layout, PyObject, PyRef, ThreadState};
    use pyo3::prelude::{Bound, PyAnyMethods, PyResult, Python};
    use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

    /// The version of events that was looked at last, and whether any tool wanted events then.
    static SEEN: AtomicU64 = AtomicU64::new(u64::MAX);
    static ACTIVE: AtomicBool = AtomicBool::new(false);
    const TOOLS: std::ops::Range<u8> = 0..6;

    #[inline(always)]
    pub(super) unsafe fn monitored(thread: &ThreadState, code: *mut PyObject) -> bool {
        let version = thread.monitoring_version();
        if version != SEEN.load(Relaxed) {
            ACTIVE.store(wanted(None), Relaxed);
            SEEN.store(version, Relaxed);
        }
        // SAFETY: a code object, by the caller's promise.
        let own = unsafe { !(*code.cast::<layout::Code>()).monitoring.is_null() };
        // SAFETY: as above.
        ACTIVE.load(Relaxed) || (own && wanted(Some(unsafe { PyRef::borrowed(code) })))
    }

    /// Whether a tool wants events everywhere, or in this code.
    #[cold]
    #[inline(never)]
    fn wanted(code: Option<PyRef>) -> bool {
        Python::attach(|py| {
            let ask = || -> PyResult<bool> {
                let monitoring = py.import("sys")?.getattr("monitoring")?;
                for tool in TOOLS {
                    if monitoring.call_method1("get_tool", (tool,))?.is_none() {
                        continue;
                    }
                    let events: u64 = match &code {
                        None => monitoring.call_method1("get_events", (tool,))?,
                        Some(code) => {
                            // SAFETY: the handle keeps the code alive.
                            let code = unsafe { Bound::from_borrowed_ptr(py, code.ptr()) };
                            monitoring.call_method1("get_local_events", (tool, code))?
                        }
                    }
                    .extract()?;
                    if events != 0 {
                        return Ok(true);
                    }
                }
                Ok(false)
            };
            ask().unwrap_or(true)
        })
    }
}

/// A reference to an object that may be missing.
unsafe fn optional(object: *mut PyObject) -> Option<PyRef> {
    // SAFETY: the caller's promise: null or valid.
    (!object.is_null()).then(|| unsafe { PyRef::borrowed(object) })
}

#[inline(always)]
fn pointer(object: &Option<PyRef>) -> *mut PyObject {
    object.as_ref().map_or(std::ptr::null_mut(), PyRef::ptr)
}

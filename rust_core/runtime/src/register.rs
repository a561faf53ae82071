//! The extension module: what `_ported.py` finds in it.

use crate::entry::Entry;
use crate::{api, layout, slot};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use std::ffi::{c_int, c_void, CStr};
use std::ptr::null_mut;
use std::sync::{Mutex, OnceLock};

pub use pyo3::ffi::PyObject;

/// Fingerprints of one symbol's code: minor version and hash.
pub type Fingerprints = &'static [(&'static str, &'static str)];

/// One extension module.  Made by [`module!`](crate::module).
pub struct Module {
    pub name: &'static CStr,
    /// One list for each generated file.
    pub entries: &'static [&'static [&'static Entry]],
    /// Of all functions that ports stand in for, callees included.
    pub fingerprints: &'static [(&'static str, Fingerprints)],
}

static MODULE: OnceLock<&'static Module> = OnceLock::new();
/// Why nothing is ever bound in this interpreter, if so.
static UNSUPPORTED: OnceLock<Option<&'static str>> = OnceLock::new();
/// Stands for "this name must not exist" in the watches given to `bind`.
static ABSENT: OnceLock<Py<PyAny>> = OnceLock::new();
/// Where the last panic happened and what it said.
static LAST_PANIC: Mutex<String> = Mutex::new(String::new());

/// Declares the extension module of a crate:
///
/// ```ignore
/// runtime::module!(_webcolors_native, [colors::ENTRIES, names::ENTRIES], fingerprints::FINGERPRINTS);
/// ```
#[macro_export]
macro_rules! module {
    ($name:ident, [$($entries:expr),* $(,)?], $fingerprints:expr) => {
        const _: () = {
            static MODULE: $crate::register::Module = $crate::register::Module {
                name: match ::std::ffi::CStr::from_bytes_with_nul(
                    concat!(stringify!($name), "\0").as_bytes(),
                ) {
                    Ok(name) => name,
                    Err(_) => panic!("a name without NUL"),
                },
                entries: &[$($entries),*],
                fingerprints: $fingerprints,
            };
            #[export_name = concat!("PyInit_", stringify!($name))]
            pub extern "C" fn init() -> *mut $crate::register::PyObject {
                $crate::register::init(&MODULE)
            }
        };
    };
}

/// All entries of the module.
pub(crate) fn entries() -> impl Iterator<Item = &'static Entry> {
    let lists = MODULE.get().map_or(&[][..], |module| module.entries);
    lists.iter().flat_map(|list| list.iter().copied())
}

/// The entry of a symbol.
pub(crate) fn entry(symbol: &str) -> PyResult<&'static Entry> {
    entries()
        .find(|entry| entry.symbol == symbol)
        .ok_or_else(|| PyKeyError::new_err(symbol.to_owned()))
}

pub(crate) fn is_absent(object: &Bound<'_, PyAny>) -> bool {
    ABSENT.get().is_some_and(|absent| object.is(absent))
}

/// What `import` calls: describes the module; the interpreter then runs `fill` on it.
#[doc(hidden)]
pub fn init(module: &'static Module) -> *mut PyObject {
    use pyo3::ffi;
    MODULE.get_or_init(|| module);
    let slots = Box::leak(Box::new([
        ffi::PyModuleDef_Slot {
            slot: ffi::Py_mod_exec,
            value: fill as *mut c_void,
        },
        ffi::PyModuleDef_Slot {
            slot: 0,
            value: null_mut(),
        },
    ]));
    let definition = Box::leak(Box::new(ffi::PyModuleDef {
        m_base: ffi::PyModuleDef_HEAD_INIT,
        m_name: module.name.as_ptr(),
        m_doc: c"Native ports; see _ported.py.".as_ptr(),
        m_size: 0,
        m_methods: null_mut(),
        m_slots: slots.as_mut_ptr(),
        m_traverse: None,
        m_clear: None,
        m_free: None,
    }));
    // SAFETY: called by the interpreter's import machinery; the definition lives for ever.
    unsafe { ffi::PyModuleDef_Init(definition) }
}

unsafe extern "C" fn fill(module: *mut PyObject) -> c_int {
    // SAFETY: called by the import machinery.  Subinterpreters are turned away before anything
    // else, because attaching to the interpreter would wait for ever there.
    unsafe {
        use pyo3::ffi;
        if ffi::PyInterpreterState_Get() != ffi::PyInterpreterState_Main() {
            let reason = c"native ports do not run in subinterpreters";
            ffi::PyErr_SetString(ffi::PyExc_ImportError, reason.as_ptr());
            return -1;
        }
    }
    Python::attach(|py| {
        // SAFETY: the interpreter passes the new module.
        let module = unsafe { Bound::from_borrowed_ptr(py, module) };
        let filled = module
            .cast_into::<PyModule>()
            .map_err(PyErr::from)
            .and_then(|module| populate(&module));
        match filled {
            Ok(()) => 0,
            Err(error) => {
                error.restore(py);
                -1
            }
        }
    })
}

/// Why nothing can be bound in this interpreter, if so.
pub(crate) fn unsupported_here() -> Option<&'static str> {
    UNSUPPORTED.get().copied().flatten()
}

/// The fingerprint of a symbol's code in one minor version.
pub(crate) fn fingerprint(symbol: &str, version: &str) -> Option<&'static str> {
    let module = MODULE.get()?;
    let (_, known) = module.fingerprints.iter().find(|row| row.0 == symbol)?;
    Some(known.iter().find(|row| row.0 == version)?.1)
}

pub(crate) fn last_panic_text() -> String {
    LAST_PANIC
        .lock()
        .map(|last| last.clone())
        .unwrap_or_default()
}

fn populate(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    if UNSUPPORTED.get().is_none() {
        let probe = py.eval(c"lambda a=None, *, b=None: a", None, None)?;
        probe.call0()?;
        // SAFETY: a function with defaults that has just run.
        let reason = unsafe {
            layout::unsupported(probe.as_ptr()).or_else(|| slot::prepare(probe.as_ptr()).err())
        };
        UNSUPPORTED.get_or_init(|| reason);
        keep_panics_quiet();
    }
    let absent = ABSENT.get_or_init(|| PyString::new(py, "<absent>").into_any().unbind());
    module.add("ABSENT", absent)?;
    api::add_to(module)
}

/// A panic makes the original answer; what it said is kept for `last_panic`, not printed into the
/// output of a program that knows nothing of this crate.  The hook is this library's own.
fn keep_panics_quiet() {
    std::panic::set_hook(Box::new(|panic| {
        if let Ok(mut last) = LAST_PANIC.lock() {
            *last = panic.to_string();
        }
    }));
}

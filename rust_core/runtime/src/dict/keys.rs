//! Whether all keys of a dict from Python are exactly of the type that native code reads them as.
//!
//! A lookup in a dict with other keys could run their `__eq__`.  Reading every key at each call
//! would cost more than a lookup saves, so two things are known without: CPython marks dicts whose
//! keys are all exact str, and gives a dict that changes a version that none ever had before.

use super::view;
use crate::exit::Result;
use crate::handle::PyRef;
use crate::key::Key;
use crate::text::Text;
use pyo3::ffi;
use std::any::TypeId;
use std::cell::Cell;
use std::ffi::CStr;
use std::sync::OnceLock;

/// Deopts unless every key is exactly a `K`.
pub(super) fn check<K: Key>(dict: &PyRef) -> Result<()> {
    if TypeId::of::<K>() == TypeId::of::<Text>() && layout_is_known() && kind(dict) == UNICODE {
        return Ok(());
    }
    let seen = Seen { version: version(dict), keys: TypeId::of::<K>() };
    if seen.is_remembered() {
        return Ok(());
    }
    let mut place = 0;
    while let Some(entry) = view::next(dict, &mut place) {
        entry.key::<K>()?.check()?;
    }
    seen.remember();
    Ok(())
}

/// The mark of a key table that holds exact str only.
const UNICODE: u8 = 1;

/// The beginning of `PyDictKeysObject`, as in CPython 3.11 to 3.13.
#[repr(C)]
struct KeyTable {
    references: isize,
    log2_sizes: [u8; 2],
    kind: u8,
}

fn kind(dict: &PyRef) -> u8 {
    // SAFETY: an exact dict, kept alive by the handle; it always has a key table.
    unsafe { (*(*dict.ptr().cast::<ffi::PyDictObject>()).ma_keys.cast::<KeyTable>()).kind }
}

/// Whether the mark is where it is expected, tried out on two dicts.
fn layout_is_known() -> bool {
    static KNOWN: OnceLock<bool> = OnceLock::new();
    *KNOWN.get_or_init(|| kind_of(c"{'a': 1}") == Some(UNICODE) && kind_of(c"{1: 1}").is_some_and(|kind| kind != UNICODE))
}

fn kind_of(display: &CStr) -> Option<u8> {
    // SAFETY: the lock is held; evaluating a literal runs no foreign code, and both references
    // that it gives are owned here.
    unsafe {
        let scope = crate::handle::returned(ffi::PyDict_New()).ok()?;
        let code = ffi::Py_CompileString(display.as_ptr(), c"<dict>".as_ptr(), ffi::Py_eval_input);
        let code = crate::handle::returned(code).ok()?;
        let dict = crate::handle::returned(ffi::PyEval_EvalCode(code.ptr(), scope.ptr(), scope.ptr())).ok()?;
        Some(kind(&dict))
    }
}

/// A dict in one state, whose keys have been read as this type.
#[derive(Clone, Copy, PartialEq)]
struct Seen {
    version: u64,
    keys: TypeId,
}

/// How many dicts are remembered; the next one takes the place of another.
const REMEMBERED: usize = 64;

thread_local! {
    static MEMORY: [Cell<Option<Seen>>; REMEMBERED] = const { [const { Cell::new(None) }; REMEMBERED] };
}

impl Seen {
    fn is_remembered(self) -> bool {
        MEMORY.with(|memory| memory[self.place()].get() == Some(self))
    }

    fn remember(self) {
        MEMORY.with(|memory| memory[self.place()].set(Some(self)));
    }

    fn place(self) -> usize {
        // The lowest bits of a version say who watches the dict.
        (self.version ^ self.version >> 8) as usize % REMEMBERED
    }
}

fn version(dict: &PyRef) -> u64 {
    // SAFETY: an exact dict, kept alive by the handle.
    #[allow(deprecated)]
    unsafe {
        (*dict.ptr().cast::<ffi::PyDictObject>()).ma_version_tag
    }
}
